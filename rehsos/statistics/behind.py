"""The list behind a number: the same cases, by the same conditions, for who may open them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from rehsos.access.pages import Request, shown
from rehsos.audit.actor import Actor
from rehsos.cases.models import Role, Status
from rehsos.cases.queries import age_when_opened, called
from rehsos.directory.days import running
from rehsos.justice.models import MISTAKE
from rehsos.law.ages import Age
from rehsos.people.identity import ERASED, read_identity
from rehsos.vault.keys import keys_of

from .counting import Asked, conditions
from .dimensions import DIMENSIONS

PAGE = 50

_BEHIND = f"""
SELECT c.id, c.code, c.client_id, c.age, c.role, c.primary_type, c.status, c.opened_on, p.sealed,
       p.birth_year, p.birth_estimated,
       (SELECT bool_or(s.named) FROM cases_share s WHERE s.case_id = c.id AND s.office_id = ANY(%(seen_from)s)
           AND {running("s", "c.owner_id")}),
       EXISTS (SELECT 1 FROM cases_assignment a
                WHERE a.case_id = c.id AND a.worker_id = %(worker)s AND {running("a", "c.owner_id")})
  FROM cases_case c JOIN people_person p ON p.id = c.client_id
 WHERE {{where}}
 ORDER BY c.opened_on DESC, c.id DESC LIMIT %(most)s
"""
COLUMNS = (
    "id", "code", "client_id", "age", "role", "primary_type", "status", "opened_on", "sealed", "birth_year",
    "birth_estimated", "named", "mine",
)  # fmt: skip
_IN_A_MATTER = "EXISTS (SELECT 1 FROM justice_part j WHERE j.case_id = c.id AND j.ended_by <> %(mistake)s)"


@dataclass(frozen=True)
class Behind:
    """One case of a list behind a number, as this person may see it."""

    id: UUID
    code: str
    name: str
    age: Age | None
    what: str
    status: str
    opened_on: date


After = tuple[date, UUID]


def cases_behind(asked: Asked, request: Request, after: After | None) -> tuple[list[Behind], After | None]:
    """A page of the cases, newest first, and the key of its last where more follow."""
    rows = _rows(asked, request, after)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    keys = keys_of(row["client_id"] for row in rows)
    found = [_line(request, row, keys) for row in rows]
    return found, (found[-1].opened_on, found[-1].id) if more else None


def numbers(asked: Asked, by: Actor) -> tuple[int, int]:
    """The count itself, and how many of its cases a wall keeps out of this worker's list. Ask within `office_wide`."""
    where, given = conditions(asked, by.offices)
    unit, walled = asked.one, "count(DISTINCT c.id) FILTER (WHERE %(worker)s = ANY(c.barred))"
    ask = f"SELECT {unit.sql}, {walled} FROM cases_case c {unit.joins} WHERE {' AND '.join(where)}"
    with connection.cursor() as cursor:
        cursor.execute(ask, given | {"worker": by.worker})
        number, hidden = cursor.fetchone()
    return number, hidden


def _rows(asked: Asked, request: Request, after: After | None) -> list[dict[str, Any]]:
    by = request.actor
    where, given = conditions(asked, by.offices)
    if asked.unit == "perkara":
        where.append(_IN_A_MATTER)
        given["mistake"] = MISTAKE
    if after:
        where.append("(c.opened_on, c.id) < (%(day)s, %(id)s)")
        given |= {"day": after[0], "id": after[1]}
    given |= {
        "seen_from": list(by.offices),
        "worker": by.worker,
        "today": timezone.localdate(),
        "most": PAGE + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND.format(where=" AND ".join(where)), given)
        return [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]


def _line(request: Request, row: dict[str, Any], keys: dict[UUID, bytes]) -> Behind:
    how = shown(request, row["id"], works=row["mine"], named=bool(row["named"]))
    identity = read_identity(row["client_id"], row["sealed"], keys.get(row["client_id"]))
    return Behind(
        id=row["id"],
        code=row["code"],
        name=called(None if identity is ERASED else identity, how, row["code"]),
        age=age_when_opened(
            identity, row["birth_year"], row["opened_on"], row["age"], estimated=row["birth_estimated"]
        ),
        what=str(Role(row["role"]).label) if row["role"] else DIMENSIONS["type"].label(row["primary_type"]),
        status=str(Status(row["status"]).label),
        opened_on=row["opened_on"],
    )
