"""Whatever is counted once wherever it stands several times, such as a child with two cases: few cells in one pass.

`count(DISTINCT …)` sorts all rows anew for each margin. Here each one gets a number whose bits are the cells it stands
in; those who stand in the same are put together, and a cell or margin adds up whoever has one of its bits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from .everywhere import MONTHS_A_YEAR
from .periods import month_of_day

if TYPE_CHECKING:
    from .asked import Asked

ELSEWHERE = 62
"""The bit of what stands in no cell that was thought of: then nothing is told, and it has to be counted plainly."""
YEARS = 15
"""So many before the last where nobody says since when."""


@dataclass(frozen=True)
class Once:
    """A question put like that. `given` is what its SQL names."""

    each: str
    cell: str
    kinds: tuple[str, ...]
    given: dict[str, Any]

    def select(self, source: str, where: Sequence[str]) -> str:
        """Every cell and margin that somebody stands in; a number that is null says: count it plainly."""
        keys = ", ".join(f"key{n}" for n in range(len(self.kinds)))
        arrays = ", ".join(f"%(once{n})s::{kind}[]" for n, kind in enumerate(self.kinds))
        return f"""SELECT {keys}, CASE WHEN mask <> {1 << ELSEWHERE} THEN sum(n)::bigint END FROM (
          SELECT stands, count(*) AS n FROM (
            SELECT bit_or(1::bigint << coalesce({self.cell}, {ELSEWHERE})::int) AS stands FROM {source}
             WHERE {" AND ".join(where)} GROUP BY {self.each}) one GROUP BY stands) alike
          JOIN unnest({arrays}, %(once_masks)s::bigint[]) AS cell({keys}, mask) ON stands & mask <> 0
         GROUP BY {keys}, mask"""


def once(asked: Asked) -> Once | None:
    """The question put like that, where its unit is counted once and its cells are few and known beforehand."""
    if not (asked.one.each and asked.by) or asked.closed or asked.source.stock or asked.one_by_one:
        return None
    axes = [_axis(asked, name) for name in asked.by]
    if not all(axes) or prod(map(len, axes)) > ELSEWHERE:
        return None
    lines = list(_lines(axes))
    keys = {f"once{n}": [line[0][n] for line in lines] for n in range(len(axes))}
    codes = {f"once_of{n}": axis for n, axis in enumerate(axes)}
    kinds = tuple("int" if asked.is_time(name) else "text" for name in asked.by)
    return Once(asked.one.each, _cell(asked, axes), kinds, keys | codes | {"once_masks": [line[1] for line in lines]})


def _axis(asked: Asked, name: str) -> list[Any]:
    """What SQL gives for each line of a dimension, where they are few; none where nobody knows them all."""
    dimension = asked.dimensions[asked.by.index(name)]
    if dimension.months == MONTHS_A_YEAR:
        last = month_of_day(asked.last) // MONTHS_A_YEAR
        first = month_of_day(asked.first) // MONTHS_A_YEAR if asked.first else last - YEARS + 1
        return list(range(first, last + 1))
    return [dimension.write(code) for code in dimension.all_codes]


def _cell(asked: Asked, axes: Sequence[Sequence[Any]]) -> str:
    """The number of a row's cell, as SQL; null where it stands in none of them."""
    terms = [
        f"({_place(asked, name, n, axis)}) * {prod(map(len, axes[n + 1 :]))}"
        for n, (name, axis) in enumerate(zip(asked.by, axes, strict=True))
    ]
    return " + ".join(terms)


def _place(asked: Asked, name: str, number: int, axis: Sequence[Any]) -> str:
    """The place of a row's line along a dimension, from 0."""
    if asked.is_time(name):
        years = f"({asked.sql(name)})"
        return f"CASE WHEN {years} BETWEEN {axis[0]} AND {axis[-1]} THEN {years} - {axis[0]} END"
    return f"array_position(%(once_of{number})s::text[], ({asked.sql(name)})::text) - 1"


def _lines(axes: Sequence[Sequence[Any]]) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Every cell and margin with the bits of its cells; last of all what stands elsewhere."""
    numbers = {cell: number for number, cell in enumerate(product(*axes))}
    for key in product(*((*axis, None) for axis in axes)):
        inside = product(*(axis if code is None else [code] for code, axis in zip(key, axes, strict=True)))
        yield key, sum(1 << numbers[cell] for cell in inside)
    yield (None,) * len(axes), 1 << ELSEWHERE
