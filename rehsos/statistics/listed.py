"""The list behind a number of anything but cases: what its source says of each row (house.counting.Listed)."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from rehsos.audit.actor import Actor
from rehsos.look.repeated import way_to

from .asked import Asked
from .counting import conditions
from .everywhere import day_of

PAGE = 50


@dataclass(frozen=True)
class Row:
    """A row behind a number: what it is called, its day, and the address of its page where it has one."""

    name: str
    day: date
    href: str


def rows_behind(asked: Asked, by: Actor, after: str) -> tuple[list[Row], tuple[date, str] | None]:
    """A page of the rows, newest first, and the key of its last where more follow. `after`: the key of the last seen.

    Row-level security leaves out what this worker may not see, and the walls what is closed to them.
    """
    listed, key = asked.source.listed, _key(asked)
    if listed is None:
        return [], None
    where, given = conditions(asked, by.offices)
    if walls := asked.source.barred:
        where.append(f"%(worker)s <> ALL({walls}) AND 0 < ALL({walls})")
        given["worker"] = by.worker
    begun, day = _seen(after), day_of(asked.source)
    if begun:
        where.append(f"({day}, {key}) < (%(seen)s, %(key)s)")
        given |= {"seen": begun[0], "key": begun[1]}
    joins = asked.one.joins if asked.one.instead else ""  # whose conditions may be about what is joined
    sql = (
        f"SELECT DISTINCT {day} AS day, {key} AS key, {listed.name} AS name FROM {asked.rows} {joins} "
        f"WHERE {' AND '.join(where) or 'true'} ORDER BY 1 DESC, 2 DESC LIMIT {PAGE + 1}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found = cursor.fetchall()
    rows = [Row(listed.said(name), on, way_to(listed.way, key) if listed.way else "") for on, key, name in found[:PAGE]]
    return rows, (found[PAGE - 1][0], found[PAGE - 1][1]) if len(found) > PAGE else None


def _key(asked: Asked) -> str:
    listed = asked.source.listed
    return f"({listed.key or listed.name})::text" if listed else ""


def _seen(text: str) -> tuple[date, str] | None:
    """`2018-09-21_key`; anything else is the first page."""
    day, _sep, key = text.partition("_")
    try:
        return date.fromisoformat(day), key
    except ValueError:
        return None
