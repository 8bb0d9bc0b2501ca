"""How many cases of a table by age stand there by an estimate: in the band of the recorded year, and said so."""

from dataclasses import replace

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rehsos.audit.actor import Actor

from .counting import Table, conditions
from .in_database import AT_OPENING, BY_LAW
from .sums import added_up

# Any grain of the sums that tells an age tells this too.
_BITS = {"age_band": BY_LAW, "report_band": AT_OPENING}


def by_estimate(table: Table, by: Actor) -> int:
    """How many cases of a table by age stand there by an estimate; 0 of any other table. Ask within `office_wide`.

    What a wall closes to the asker stands in no age, and so in no estimate. Of children or perkara it is their cases.
    """
    bits = sum(_BITS[name] for name in table.asked.by if name in _BITS)
    if not bits:
        return 0
    asked = replace(table.asked, unit="kasus")
    where, given = conditions(asked, by.offices)
    where += ["c.guessed & %(bits)s > 0", "(c.barred && %(not_told)s::int[]) IS NOT TRUE"]
    found = added_up(asked, where, by, of_sums=["coalesce(sum(c.n), 0)"], of_cases=["count(*)"], joins="")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sum(number) FROM ({found}) f (number)",
            given | {"bits": bits, "not_told": list(asked.closed or ())},
        )
        [number] = cursor.fetchone()
        return int(number)


def estimates_said(table: Table, by: Actor | None) -> str:
    """The sentence that page, workbook and command line print with a table by age; empty where there is no estimate.

    Of the nation, whose role reads no estimate: how estimates are counted, without how many.
    """
    if by is None:
        return how_counted(table.asked.by)
    number = by_estimate(table, by)
    if not number:
        return ""
    return ngettext(
        "{n} kasus di antaranya memakai umur perkiraan.", "{n} kasus di antaranya memakai umur perkiraan.", number
    ).format(n=number)


def how_counted(by: tuple[str, ...]) -> str:
    """How estimated ages stand in a table by age of which it is not told how many they are; empty for another table."""
    if not _BITS.keys() & set(by):
        return ""
    return _("Umur perkiraan dihitung menurut tahun lahir yang tercatat.")
