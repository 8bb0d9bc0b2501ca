"""What stands in a sentence below a table: another measure in the same days (house.counting.Sentence)."""

from rehsos.audit.actor import Actor

from .asked import Asked
from .counting import Table, answer
from .dimensions import DIMENSIONS, SENTENCES


def sentences(asked: Asked, by: Actor) -> list[str]:
    """The sentences of the source that a question is about, with their numbers. Ask within `office_wide`.

    By the days of the question alone: `Aduan dan permintaan diterima dalam masa ini: 12 (Menjadi kasus 8, …).`
    """
    found = ((one, _counted(one.measure, one.by, asked, by)) for one in SENTENCES if one.source == asked.source.code)
    return [str(one.words).format(n=table.total, parts=_parts(table)) for one, table in found if table.total]


def _counted(measure: str, along: str, asked: Asked, by: Actor) -> Table:
    return answer(Asked(measure, (along,), first=asked.first, last=asked.last), by)


def _parts(table: Table) -> str:
    told = DIMENSIONS[table.asked.by[0]].label
    return ", ".join(f"{told(code)} {number}" for (code,), number in table.rows if number)
