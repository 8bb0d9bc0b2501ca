"""Two cases of one child: where both stand in a cell or margin, the child stands there once.

The sums hold both (`Unit.paired`), so what is taken away is found without looking whose any case is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .in_database_of_pairs import TOLD

if TYPE_CHECKING:
    from .counting import Asked

_NO_WALL = "NULL::int[] AS barred"  # behind a wall no two are a pair


def _told_by(one: str) -> str:
    return ", ".join(f"c.{one}_{name} AS {name}" for name in TOLD)


def taken_away(asked: Asked, where: Sequence[str], columns: int) -> str:
    """How often both cases of a child stand in a cell or margin, below nought; with noughts up to so many columns.

    Conditions and dimensions read a case `c`, so they are asked of the one first and of the other then. Where the two
    differ along a dimension, they meet only in what is told whatever it is.
    """
    conditions = " AND ".join(where)
    dims = [asked.sql(name) for name in asked.by]
    others = ", ".join(f"c.other_{name}" for name in TOLD)
    one = f"SELECT {_told_by('one')}, {others}, {_NO_WALL} FROM statistics_pair c"
    keys = "".join(f"{sql} AS key{n}, " for n, sql in enumerate(dims))
    other = f"SELECT {keys}{_told_by('other')}, {_NO_WALL} FROM ({one}) c WHERE {conditions}"
    same = "".join(f"CASE WHEN c.key{n} = ({sql}) THEN c.key{n} END AS key{n}, " for n, sql in enumerate(dims))
    met = f"SELECT {same}count(*) AS n FROM ({other}) c WHERE {conditions}"
    more = ", 0" * (columns - len(dims) - 1)
    if not dims:
        return f"SELECT -n{more} FROM ({met}) c"
    names = [f"key{n}" for n in range(len(dims))]
    met += f" GROUP BY {', '.join(str(n) for n, _name in enumerate(names, start=1))}"
    meet = " AND ".join(f"(grouping({name}) = 1 OR {name} IS NOT NULL)" for name in names)
    listed = ", ".join(names)
    return f"SELECT {listed}, -coalesce(sum(n), 0)::bigint{more} FROM ({met}) c GROUP BY CUBE ({listed}) HAVING {meet}"
