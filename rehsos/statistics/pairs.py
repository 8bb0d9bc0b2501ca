"""Two cases of one child: where both stand in a cell or margin, the child stands there once.

The sums hold both (`Unit.paired`), so what is taken away is found without looking whose any case is. Of the nation's
pairs those alike are added up, where a question asks for no more than their sums tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .in_database_of_pairs import ALIKE, PARTS, TOLD
from .periods import cuts_a_year

if TYPE_CHECKING:
    from .asked import Asked

_NO_WALL = "NULL::int[] AS barred"  # behind a wall no two are a pair
_COLUMNS = ", ".join([*(f"{one}_{name}" for one in ("one", "other") for name in ALIKE), "n"])
_SUMS = f"(SELECT {_COLUMNS} FROM statistics_pairsum UNION ALL SELECT {_COLUMNS} FROM statistics_pairchange)"


def told_by_sums(asked: Asked) -> bool:
    """Whether a question of the nation asks for no more than year, role and what the sums of pairs tell beside."""
    wanted = {*asked.by, *dict(asked.cell), *asked.what.only}
    return not asked.place and not cuts_a_year(asked) and wanted <= {"year", "role", *PARTS}


def _pairs(told: Sequence[str], source: str, number: str) -> str:
    """Pairs as cases, with what the other of the two tells beside."""
    one = ", ".join(f"c.one_{name} AS {name}" for name in told)
    other = ", ".join(f"c.other_{name}" for name in told)
    return f"SELECT {one}, {other}, {number} AS n, {_NO_WALL} FROM {source} c"


def taken_away(asked: Asked, where: Sequence[str], columns: int, *, of_nation: bool) -> str:
    """How often both cases of a child stand in a cell or margin, below nought; with noughts up to so many columns.

    Conditions and dimensions read a case `c`, so they are asked of the one first and of the other then. Where the two
    differ along a dimension, they meet only in what is told whatever it is.
    """
    conditions = " AND ".join(where)
    dims = [asked.sql(name) for name in asked.by]
    told = ALIKE if of_nation and told_by_sums(asked) else TOLD
    one = _pairs(told, _SUMS, "c.n") if told is ALIKE else _pairs(told, "statistics_pair", "1")
    others = ", ".join(f"c.other_{name} AS {name}" for name in told)
    keys = "".join(f"{sql} AS key{n}, " for n, sql in enumerate(dims))
    other = f"SELECT {keys}{others}, c.n, {_NO_WALL} FROM ({one}) c WHERE {conditions}"
    same = "".join(f"CASE WHEN c.key{n} = ({sql}) THEN c.key{n} END AS key{n}, " for n, sql in enumerate(dims))
    met = f"SELECT {same}coalesce(sum(c.n), 0) AS n FROM ({other}) c WHERE {conditions}"
    more = ", 0" * (columns - len(dims) - 1)
    if not dims:
        return f"SELECT -n{more} FROM ({met}) c"
    names = [f"key{n}" for n in range(len(dims))]
    met += f" GROUP BY {', '.join(str(n) for n, _name in enumerate(names, start=1))}"
    meet = " AND ".join(f"(grouping({name}) = 1 OR {name} IS NOT NULL)" for name in names)
    listed = ", ".join(names)
    return f"SELECT {listed}, -coalesce(sum(n), 0)::bigint{more} FROM ({met}) c GROUP BY CUBE ({listed}) HAVING {meet}"
