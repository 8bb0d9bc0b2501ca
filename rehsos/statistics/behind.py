"""The list behind a number: the same cases, by the same conditions, for who may open them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, shown
from rehsos.audit.actor import Actor
from rehsos.cases.aged import age_when_opened, other_age, said_age
from rehsos.cases.doors import OtherAge
from rehsos.cases.models import Status
from rehsos.cases.queries import called
from rehsos.cases.roles import said_role
from rehsos.cases.working import WORKS
from rehsos.directory.days import running
from rehsos.house.rooms import given
from rehsos.look import words
from rehsos.people.identity import ERASED, Identity, birth, read_identity
from rehsos.vault.keys import keys_of

from .asked import Asked
from .counting import conditions
from .dimensions import DIMENSIONS
from .periods import between
from .sums import added_up

PAGE = 50

_BEHIND = f"""
WITH page AS ({{page}})
SELECT c.id, c.code, c.client_id, c.age, c.role, c.primary_type, c.status, c.opened_on, p.sealed,
       p.birth_year, p.birth_estimated, {{other_age}},
       (SELECT bool_or(s.named) FROM cases_share s WHERE s.case_id = c.id AND s.office_id = ANY(%(seen_from)s)
           AND {running("s", "c.owner_id")}),
       {WORKS}
  FROM page JOIN cases_case c ON c.id = page.id JOIN people_person p ON p.id = c.client_id
 ORDER BY c.opened_on DESC, c.id DESC
"""
# Of many: along the share index, newest first, asking each case on the way, until the page is full.
_WALK = """
SELECT DISTINCT s.id, s.opened_on FROM unnest(%(seen_from)s::int[]) AS office, LATERAL (
  SELECT s.case_id AS id, s.opened_on FROM cases_share s
   WHERE s.office_id = office AND s.opened_on BETWEEN %(from_day)s AND %(to_day)s {after}
     AND (SELECT true FROM cases_case c {joins} WHERE c.id = s.case_id AND {where} LIMIT 1)
     AND s.id = (SELECT min(e.id) FROM cases_share e WHERE e.case_id = s.case_id AND e.office_id = s.office_id)
   ORDER BY s.opened_on DESC, s.case_id DESC LIMIT %(most)s) s
 ORDER BY s.opened_on DESC, s.id DESC LIMIT %(most)s
"""
# Of few: all of them from the index that counts, then the newest.
_GATHER = """
SELECT DISTINCT c.id, c.opened_on FROM cases_case c {joins} WHERE {where} {after}
 ORDER BY c.opened_on DESC, c.id DESC LIMIT %(most)s
"""
FEW = 3000
"""So many found, a walk to the first page reads about as many rows as gathering them all, in an office of 200,000."""
COLUMNS = (
    "id", "code", "client_id", "age", "role", "primary_type", "status", "opened_on", "sealed", "birth_year",
    "birth_estimated", "other_age", "named", "mine",
)  # fmt: skip


@dataclass(frozen=True)
class Behind:
    """One case of a list behind a number, as this person may see it."""

    id: UUID
    code: str
    name: str
    age: str
    """That by which the number was counted, else as every page says it."""
    what: str
    status: str
    opened_on: date


After = tuple[date, UUID]
Row = Mapping[str, Any]
Said = Callable[[Row, Identity], str]
AT_OPENING = "report_band"
"""The dimension that counts by the age at the opening."""


def cases_behind(
    asked: Asked, request: Request, after: After | None, *, number: int
) -> tuple[list[Behind], After | None]:
    """A page of the cases, newest first, and the key of its last where more follow.

    `number`: how many there are. Whoever asked that did so `office_wide`; no bitmaps are made since.
    """
    counted = _counted_by(asked)
    rows = _rows(asked, request, after, f"({counted.sql})::text" if counted else other_age(), few=number < FEW)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    keys = keys_of(row["client_id"] for row in rows)
    found = [_line(request, row, keys, _said(asked, counted)) for row in rows]
    return found, (found[-1].opened_on, found[-1].id) if more else None


def numbers(asked: Asked, by: Actor) -> tuple[int, int]:
    """The count itself, and how many of its cases a wall keeps out of this worker's list. Ask within `office_wide`."""
    where, given = conditions(asked, by.offices)
    unit = asked.one
    one = "*" if unit.additive else "DISTINCT c.id"  # a case is one row then, and the index alone tells
    walls = asked.source.barred
    walled = f"count({one}) FILTER (WHERE %(worker)s = ANY({walls}))" if walls else "0"
    # Sums of cases leave out what is behind a wall; those of other sources tell of each whose wall it is.
    walled_sum = f"coalesce(sum(c.n) FILTER (WHERE %(worker)s = ANY({walls})), 0)" if asked.source.summed else "0"
    found = added_up(
        replace(asked, by=()),
        where,
        by,
        of_sums=[f"coalesce(sum({unit.summed}), 0)", walled_sum],
        of_cases=[unit.sql, walled],
        joins=unit.joins,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sum(number), sum(hidden) FROM ({found}) f (number, hidden)", given | {"worker": by.worker}
        )
        number, hidden = cursor.fetchone()
    return int(number), int(hidden)


def _counted_by(asked: Asked) -> OtherAge | None:
    """The age that this was counted by, where it is not that at the opening."""
    return next((door for door in given(OtherAge) if door.dimension in _along(asked)), None)


def _along(asked: Asked) -> set[str]:
    return {*asked.by, *dict(asked.cell)}


def _said(asked: Asked, counted: OtherAge | None) -> Said:
    """How the age of a line is said: what was counted by an age must be read by the same."""
    if counted:
        return lambda row, who: _by_another(row, who, counted)
    return _at_opening if AT_OPENING in _along(asked) else _as_everywhere


def _rows(asked: Asked, request: Request, after: After | None, other_age: str, *, few: bool) -> list[dict[str, Any]]:
    by = request.actor
    where, params = conditions(asked, by.offices)
    first, last = between(asked)
    if after:
        params |= {"day": after[0], "id": after[1]}
    params |= {
        "seen_from": list(by.offices),
        "office": by.office,
        "worker": by.worker,
        "today": timezone.localdate(),
        "most": PAGE + 1,
        "from_day": first or date.min,
        "to_day": last,
    }
    page, key = (_GATHER, "c.opened_on, c.id") if few else (_WALK, "s.opened_on, s.case_id")
    further = f"AND ({key}) < (%(day)s, %(id)s)" if after else ""
    joins = asked.one.joins if asked.one.instead else ""  # whose conditions may be about the part
    sql = _BEHIND.format(page=page.format(where=" AND ".join(where), joins=joins, after=further), other_age=other_age)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]


def _line(request: Request, row: dict[str, Any], keys: dict[UUID, bytes], said: Said) -> Behind:
    how = shown(request, row["id"], works=row["mine"], named=bool(row["named"]))
    identity = read_identity(row["client_id"], row["sealed"], keys.get(row["client_id"]))
    return Behind(
        id=row["id"],
        code=row["code"],
        name=called(None if identity is ERASED else identity, how, row["code"]),
        age=said(row, identity),
        what=str(said_role(row["role"])) if row["role"] else DIMENSIONS["type"].label(row["primary_type"]),
        status=str(Status(row["status"]).label),
        opened_on=row["opened_on"],
    )


def _as_everywhere(row: Row, who: Identity) -> str:
    year, estimated = row["birth_year"], row["birth_estimated"]
    return said_age(who, year, row["opened_on"], row["age"], row["other_age"], estimated=estimated)


def _at_opening(row: Row, who: Identity) -> str:
    year, estimated = row["birth_year"], row["birth_estimated"]
    age = age_when_opened(who, year, row["opened_on"], row["age"], estimated=estimated)
    return _("{age} saat kasus dibuka").format(age=words.age(age)) if age else ""


def _by_another(row: Row, who: Identity, counted: OtherAge) -> str:
    if row["other_age"] is None:
        return _as_everywhere(row, who)
    born = birth(who, row["birth_year"], estimated=row["birth_estimated"])
    age = counted.tells(json.loads(row["other_age"]), born)
    return str(counted.words).format(age=words.age(age)) if age else ""
