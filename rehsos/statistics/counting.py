"""One question, one statement, one table.

    count("abh", ("year", "role"), place="53.01", first=date(2015, 1, 1), last=date(2018, 6, 30), by_actor=actor)

Whatever a room gives to be counted (`house.counting`), a case or anything else: it stands in exactly one line, that of
the office that counts it, whoever else helps. An actor counts what their office and the offices right below it count,
as far as row-level security lets them see; the console counts the nation, as the nation role. Who may not open the
cells is not counted for: they read what was released (`ladder`). Nobody types a total.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import product
from json import loads
from math import prod
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor, set_scope
from rehsos.audit.answers import Refused
from rehsos.house.counting import Dimension

from .asked import Asked, Key
from .closing import closed_to, counted_here, cut_years
from .dimensions import DIMENSIONS, MEASURES, SOURCES, dimensions_of
from .everywhere import CLOSED, closed_row
from .margins import with_margins
from .nation import as_nation
from .once import once
from .periods import bounds, in_period, month_of_day, span
from .sums import added_up
from .todays_places import lies_in


@dataclass(frozen=True)
class Table:
    """The answer: what was asked, the codes along each dimension, and a number for every cell and margin."""

    asked: Asked
    nation: bool
    axes: tuple[tuple[str, ...], ...]
    counts: Mapping[Key, int]
    source: str = "Rehsos"

    @property
    def total(self) -> int:
        """The count of everything asked for; not the sum of the cells where the unit is not additive."""
        return self.counts[(None,) * len(self.axes)]

    @property
    def unit(self) -> str:
        return str(self.asked.one.title)

    @property
    def complete_until(self) -> date:
        """The last day the numbers speak of: the end of the period, or today."""
        return min(self.asked.last, timezone.localdate())

    @property
    def rows(self) -> list[tuple[tuple[str, ...], int]]:
        """Every cell with its codes, zeros too, in the order of the axes."""
        return [(key, self.counts.get(key, 0)) for key in product(*self.axes)]

    def label(self, position: int, code: str) -> str:
        """A code of the dimension at that position, in words."""
        return said_code(self.asked.by[position], code)

    def partial(self, position: int, code: str) -> str:
        """`Jan–Jun` where the period holds only a part of that year or month; empty where it holds all.

        A stock is told as it stood at the end, so there is no part of one.
        """
        if code == CLOSED or self.asked.source.stock:
            return ""
        return self._part(*bounds(code)) if self.asked.dimensions[position].months else ""

    def _part(self, first: date, last: date) -> str:
        start, end = max(self.asked.first or first, first), min(self.complete_until, last)
        if (start, end) == (first, last) or end < start:
            return ""
        return span(start, end)


def said_code(name: str, code: str) -> str:
    """A code of a dimension, in words."""
    return str(_("Tertutup bagi sebagian pekerja kantor ini")) if code == CLOSED else DIMENSIONS[name].label(code)


def count(
    measure: str,
    by: tuple[str, ...] | None = None,
    *,
    unit: str = "",
    place: str = "",
    first: date | None = None,
    last: date | None = None,
    by_actor: Actor | None,
) -> Table:
    """Count; along what its source is told where nobody says. `by_actor` None counts the nation (the console).

    Raises ValueError for what cannot be asked. Refused to who may not open the cells: they read what was released
    (`ladder`).
    """
    along = usual(measure) if by is None else by
    return answer(Asked(measure, along, unit, place, first, last or timezone.localdate()), by_actor)


def usual(measure: str) -> tuple[str, ...]:
    """Along what a measure is told where nobody says, as far as the rooms give it; of one that is not known nothing."""
    source = SOURCES[MEASURES[measure].source] if measure in MEASURES else None
    return tuple(name for name in source.by if name in dimensions_of(source)) if source else ()


@contextmanager
def office_wide(by: Actor) -> Iterator[None]:
    """Past any wall: an office's table is the same whoever of the office draws it. For numbers, never for lists.

    From here to the end of the transaction PostgreSQL makes no bitmaps: it takes a scope for one row in a hundred, and
    would leave the index that holds all a count reads for a heap it visits page by page (a province of 188,000 cases:
    839 ms, without 133). Inside, a count is planned for its very offices, in half a millisecond: a plan kept for any
    read all of that province's cases to find the few behind a wall (62 ms, planned for it 9).
    """
    set_scope(by.offices, 0, enable_bitmapscan="off", plan_cache_mode="force_custom_plan")
    try:
        yield
    finally:
        set_scope(by.offices, by.worker, plan_cache_mode="auto")


MOST_CELLS = 5000
"""More cells nobody reads; every kabupaten by every month would be 70,000."""


class TooManyCellsError(Refused):
    """A table of more cells than a page holds."""

    def __init__(self, cells: int) -> None:
        super().__init__(
            _(
                "Tabel ini berisi {cells} sel; paling banyak {most}. Persempit masa atau tempat, atau pakai tahun."
            ).format(cells=cells, most=MOST_CELLS)
        )


def opens(by: Actor) -> bool:
    """Whether somebody may open the cells of a count, and so have any question counted. Others read the ladder."""
    return by.may(Permission.OPEN_CELLS) and not by.may(Permission.COUNT_NATION)


def answer(asked: Asked, by: Actor | None) -> Table:
    """The table that answers a question. Ask within `office_wide`, so that no wall takes a case out of the count."""
    nation = by is None
    if by is not None and not opens(by):
        raise Refused(_("Peran ini membaca angka yang sudah diumumkan, bukan hitungan langsung."))
    if by is None and not asked.source.nation:
        raise Refused(_("Ini hanya dihitung oleh kantor yang mencatatnya. Hitung sebagai pengguna kantor itu."))
    if by is not None:
        asked = closed_to(asked, by)
    counts = counted(asked, by)
    axes = tuple(_axis(asked, position, counts) for position in range(len(asked.by)))
    if prod(map(len, axes)) > MOST_CELLS:
        raise TooManyCellsError(prod(map(len, axes)))
    return Table(asked, nation, axes, with_margins(asked, counts, axes))


def counted(asked: Asked, by: Actor | None) -> Counter[Key]:
    """What is found of a question, however many cells it has. `asked` says already what is closed to who asks."""
    with as_nation() if by is None else nullcontext():
        found = _run(*statement(asked, by))
        if any(row[-1] is None for row in found):  # something stands where no cell was thought of
            found = _run(*statement(asked, by, plainly=True))
    return _added(asked, found)


def _added(asked: Asked, found: Iterable[Sequence[Any]]) -> Counter[Key]:
    counts: Counter[Key] = Counter()
    for row in found:
        counts[_key(asked, row)] += int(row[-1])
    return +counts  # what changes took away from a sum leaves a nought


def together(questions: Sequence[Asked], by: Actor) -> list[Counter[Key]]:
    """What is found of several questions, asked in one statement; of one's own rows, so nothing is closed in them."""
    parts, given = [], dict[str, Any]()
    for number, asked in enumerate(questions):
        sql, of_it = statement(asked, by, plainly=True)
        columns = ", ".join(f"c{n}" for n in range(len(asked.by) + 1))
        mine = sql.replace("%(", f"%(q{number}_")
        parts.append(f"SELECT {number}, jsonb_build_array({columns}) FROM ({mine}) q ({columns})")
        given |= {f"q{number}_{name}": value for name, value in of_it.items()}
    found = _run(" UNION ALL ".join(parts), given)
    return [_added(asked, (loads(row) for of, row in found if of == number)) for number, asked in enumerate(questions)]


def _run(sql: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def statement(asked: Asked, by: Actor | None, *, plainly: bool = False) -> tuple[str, dict[str, Any]]:
    """The count as SQL. Units that do not add up get their margins from the database. A key may come twice.

    `plainly`: by CUBE, whatever stands where; a number that is null says that it has to be that.
    """
    at_once = None if plainly else once(asked)
    where, given = conditions(asked, () if by is None else by.offices)
    columns = [asked.sql(name) for name in asked.by]
    places = ", ".join(str(n) for n in range(1, len(columns) + 1))
    grouping = f"GROUP BY {places if asked.one.additive else f'CUBE ({places})'}" if columns else ""
    of_sums, of_cases = [*columns, f"coalesce(sum({asked.one.summed}), 0)"], [*columns, asked.one.sql]
    asks = partial(added_up, asked, where, by, joins=asked.one.joins, grouping=grouping)
    sql = asks(of_sums=of_sums, of_cases=of_cases, once=at_once)
    return sql, given | (at_once.given if at_once else {})


def conditions(asked: Asked, offices: tuple[int, ...]) -> tuple[list[str], dict[str, Any]]:
    """Which cases a question is about, as SQL over `c`; the count and the list behind it share them.

    `offices` empty: no office's line but the nation's, of all of them.
    """
    source = asked.source
    where = [asked.what.where] if asked.what.where else []
    given: dict[str, Any] = {"offices": list(offices)}
    for name, codes in asked.what.only.items():
        where.append(f"{asked.plain(name)} = ANY(%(only_{name})s)")
        given[f"only_{name}"] = list(codes)
    if source.beside and "office" in {*asked.by, *dict(asked.cell)}:
        where.append(source.beside)
    if asked.mine:
        where.append(source.mine)
        given["me"] = asked.mine
    elif offices:
        where.append(counted_here(source))
    if asked.place:
        closed = f" OR {closed_row(source)}" if asked.closed else ""
        inside, told = lies_in(source.place, asked.place)
        where.append(f"({inside}{closed})")
        given |= told
    for number, (name, code) in enumerate(asked.cell):
        if not (source.stock and asked.is_time(name)):  # then it is the day it is looked at
            where.append(f"{asked.sql(name)} = %(cell{number})s")
            given[f"cell{number}"] = _written(asked, name, code)
    return [*where, *in_period(asked, given), *_closed(asked, given)], given


def _written(asked: Asked, name: str, code: str) -> Any:
    value = code if code == CLOSED else DIMENSIONS[name].write(code)
    return str(value) if asked.closed and name != "year" else value


def _closed(asked: Asked, given: dict[str, Any]) -> list[str]:
    """A closed case is counted by whole years alone: a part of one would tell when it was opened."""
    if not asked.closed:
        return []
    given["closed"] = [*asked.closed]
    if not asked.closed_counts:
        return [f"({closed_row(asked.source)}) IS NOT TRUE"]  # a row of sums tells of no wall
    given["cut"] = cut_years(asked)
    return [f"({closed_row(asked.source)} AND {asked.plain('year')} = ANY(%(cut)s)) IS NOT TRUE"]


def _key(asked: Asked, row: Sequence[Any]) -> Key:
    return tuple(
        value if value is None or value == CLOSED else dimension.read(value)
        for dimension, value in zip(asked.dimensions, row[:-1], strict=True)
    )


def _axis(asked: Asked, position: int, counts: Mapping[Key, int]) -> tuple[str, ...]:
    """The codes along a dimension: those that belong there, found or not, and then whatever else was found."""
    codes = {code for key in counts if (code := key[position]) is not None}
    found = sorted(codes - {CLOSED})
    fixed = _fixed(asked, asked.by[position], found)
    return (*fixed, *(code for code in found if code not in fixed), *({CLOSED} & codes))


def _fixed(asked: Asked, name: str, found: list[str]) -> tuple[str, ...]:
    dimension = DIMENSIONS[name]
    if dict(asked.cell).get(name):
        return ()
    if dimension.months:
        return _each(asked, dimension, found)
    return asked.what.only.get(name, dimension.codes)


def _each(asked: Asked, dimension: Dimension, found: list[str]) -> tuple[str, ...]:
    """Every year, half or month from the first day asked for, or the first found, to the last."""
    last = min(asked.last, timezone.localdate())
    start = asked.first or (bounds(min(found))[0] if found else last)
    numbers = [month_of_day(day) // dimension.months for day in (start, last)]
    return tuple(dimension.read(number) for number in range(numbers[0], numbers[1] + 1))


def size(asked: Asked, by: Actor) -> int:
    """The one number of a cell."""
    return answer(replace(asked, by=()), by).total
