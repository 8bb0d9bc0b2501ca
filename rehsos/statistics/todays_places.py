"""Counts stand under the place of today: what was kept under a code that no longer holds counts where it lies now.

Codes stay as they were kept. Of a moved kabupaten all that lies in it moves along; a kecamatan that was renumbered
within its kabupaten moves alone.
"""

import json
from functools import cache
from typing import Any

from rehsos.directory import gazetteer
from rehsos.directory.gazetteer import Level

KAB, KEC = len("53.01"), len("53.01.10")


@cache
def moved(level: Level) -> dict[str, str]:
    """The retired codes of a level and the codes of today that follow them."""
    return gazetteer.followed(level)


@cache
def former(code: str) -> tuple[str, ...]:
    """The codes under which a place of today was kept before."""
    return tuple(
        sorted(old for level in (Level.REGENCY, Level.DISTRICT) for old, now in moved(level).items() if now == code)
    )


@cache
def kab_of(column: str) -> str:
    """SQL: the kabupaten or kota of today in which a place lies."""
    return _now(column, KAB, Level.REGENCY)


@cache
def kec_of(column: str) -> str:
    """SQL: the kecamatan of today in which a place lies."""
    return _now(column, KEC, Level.DISTRICT)


def _now(column: str, letters: int, level: Level) -> str:
    kept, codes = f"left({column}, {letters})", moved(level)
    first, last = min(codes)[:2], str(int(max(codes)[:2]) + 1)  # elsewhere nothing moved, and nothing is looked up
    now = f"coalesce('{json.dumps(codes)}'::jsonb ->> {kept}, {kept})"
    return f"CASE WHEN {column} >= '{first}' AND {column} < '{last}' THEN {now} ELSE {kept} END"


def lies_in(column: str, place: str) -> tuple[str, dict[str, Any]]:
    """SQL and what it is given: whether a place lies in this one today, by the code it was kept under."""
    came, left = _came_and_left(place)
    sql = f"{column} = %(place)s OR {column} LIKE %(inside)s"
    if came:
        sql += f" OR left({column}, {KAB}) = ANY(%(came)s) OR left({column}, {KEC}) = ANY(%(came)s)"
    if left:
        sql = f"({sql}) AND NOT (left({column}, {KAB}) = ANY(%(gone)s) OR left({column}, {KEC}) = ANY(%(gone)s))"
    return sql, {"place": place, "inside": f"{place}.%"} | ({"came": came} if came else {}) | (
        {"gone": left} if left else {}
    )


def moves(place: str) -> bool:
    """Whether what lies in this place today, and what was kept as lying there, are not the same."""
    return any(_came_and_left(place))


@cache
def _came_and_left(place: str) -> tuple[list[str], list[str]]:
    every = {**moved(Level.REGENCY), **moved(Level.DISTRICT)}
    inside = {code: _lies_in(code, place) for pair in every.items() for code in pair}
    return (
        sorted(old for old, now in every.items() if inside[now] and not inside[old]),
        sorted(old for old, now in every.items() if inside[old] and not inside[now]),
    )


def _lies_in(code: str, place: str) -> bool:
    return f"{code}.".startswith(f"{place}.")
