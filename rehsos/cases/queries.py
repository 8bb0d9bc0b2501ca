"""Reading cases: the list, one file, the people on a screen. Row-level security stands behind every query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils import timezone

from rehsos.access.pages import Request, Shown, shown
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.views import saw, seen_today
from rehsos.directory.days import holds, lasts, running
from rehsos.house.rooms import by_room
from rehsos.people.identity import Identity
from rehsos.people.models import Person
from rehsos.vault.keys import key_beside, key_of, wrapped_of

from .aged import other_age, said_age
from .doors import Column
from .models import Case, Stage, Status
from .policies import may_open
from .quiet import quiet_at
from .roles import roles
from .working import WORKS


@dataclass(frozen=True)
class Opened:
    """A case on the screen of somebody: whether they work it and how much of its names they see."""

    case: Case
    works: bool
    named: bool
    shown: Shown


def open_case_file(request: Request, code: str) -> Opened:
    """The case behind an address, or 404 for who does not see it. The look is recorded, once a day."""
    by = request.actor
    row = look(by, code)
    if row is None or row["named"] is None or not may_open(by, row["case_owner_id"]):
        raise Http404
    case: Any = _model(Case, row, "case_")
    case.client = _model(Person, row, "client_")
    case.here_key, case.here_client_key = row["key"], row["client_key"]
    if not row["seen"]:
        saw("case", case.pk, by, offices=case.offices)
    named, works = row["named"], row["works"]
    return Opened(case, works, named, shown(request, case.pk, works=works, named=named))


def look(by: Actor, code: str) -> dict[str, Any] | None:
    """What `_OPENED` asks, by name of its columns; None where nothing is seen.

    Every form of a case begins here, so it is written out: Django took longer to put it together than for all else.
    """
    given: dict[str, Any] = {
        "code": code, "office": by.office, "offices": list(by.offices), "worker": by.worker,
        "today": timezone.localdate(timezone=by.zone), "day": timezone.localdate(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_OPENED, given)
        row = cursor.fetchone()
        return dict(zip((column.name for column in cursor.description), row, strict=True)) if row else None


def _model(model: type[Any], row: Mapping[str, Any], prefix: str) -> Any:
    """A thing of the database out of the columns that bear its prefix."""
    names = [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001 - the public way in
    return model.from_db(connection.alias, names, [row[prefix + name] for name in names])


def _columns(model: type[Any], alias: str, prefix: str) -> str:
    return ", ".join(f'{alias}."{f.column}" AS {prefix}{f.attname}' for f in model._meta.concrete_fields)  # noqa: SLF001 - as above


_OPENED = f"""
SELECT {_columns(Case, "c", "case_")}, {_columns(Person, "p", "client_")}, {WORKS} AS works,
       (SELECT bool_or(s.named) FROM cases_share s WHERE s.case_id = c.id AND s.office_id = ANY(%(offices)s)
         AND {running("s", "c.owner_id")}) AS named,
       {seen_today("case", "c.id")} AS seen,
       {wrapped_of("c.id")} AS key, {wrapped_of("p.id")} AS client_key
  FROM cases_case c JOIN people_person p ON p.id = c.client_id
 WHERE c.code = %(code)s ORDER BY c.id LIMIT 1
"""


def case_key(case: Case) -> bytes:
    """The case's key; of a case that was opened as a file, without asking again."""
    wrapped = getattr(case, "here_key", None)
    return key_beside(case.pk, wrapped) if wrapped else key_of(case.pk)


def client_key(case: Case) -> bytes | None:
    """The key of the case's client where it came with the case; None where it is still to be asked for."""
    wrapped = getattr(case, "here_client_key", None)
    return key_beside(case.client_id, wrapped) if wrapped else None


# An array of offices does not expire by itself: opening a case checks the dates of its shares.
RUNS = """k.status IN ('open', 'closed')
       AND k.state = 'running' AND k.duty IN ('ours', 'policy') AND NOT k.advisory"""
"""What runs of the office's own duties, of a clock `k`: the words of the index `clock_late`.

In a case that was ended what the law sets, and of the office's own promises those that begin with the end: no other is
kept there (`clockwork._outlives`).
"""
LATE = f"{RUNS} AND k.due_at < {{now}}"
"""What is late of the office's own duties, of a clock `k`: the words of the index `clock_late`."""


def called(identity: Identity | None, shown_as: Shown, code: str) -> str:
    """What a client is called on this screen: the name, the initials, or the code."""
    if identity is None or shown_as is Shown.CODE:
        return code
    return identity.name if shown_as is Shown.FULL else identity.initials


class Row(NamedTuple):
    """A line of the list."""

    id: UUID
    code: str
    client: UUID
    age: int | None
    role: str
    primary_type: str
    stage: str
    status: str
    risk: str
    opened_on: date
    last_contact_on: date | None
    named: bool
    mine: bool
    columns: list[str | None]
    handed_to: str
    """The office that works it now, where the actor's own handed it on; then the rest is history, and no clock ours."""
    next_rule: str
    next_due: datetime | None
    next_softer: datetime | None
    next_late: bool
    sealed: bytes
    birth_year: int | None
    birth_estimated: bool
    other_age: str | None
    wrapped: bytes | None
    """The key that opens `sealed`; None where it was destroyed."""

    def aged(self, identity: Identity | None) -> str:
        """How old the client is said to be."""
        return said_age(
            identity, self.birth_year, self.opened_on, self.age, self.other_age, estimated=self.birth_estimated
        )


PAGE = 25

# Pages in a share index first, then fetches the cases by id (measured: ADR 3). Only a share that has an end asks which
# day it is at the owner of its case.
_RUNS = (
    "s.since <= %(today)s AND "  # what an office that handed a case on sees by code has not begun while it reads on
    + lasts("s", "rehsos_today((SELECT o.owner_id FROM cases_case o WHERE o.id = s.case_id))")
)
_ALL = """
SELECT s.case_id, s.opened_on, s.named FROM cases_share s
 WHERE s.office_id = %(office)s {asked}
 ORDER BY s.opened_on DESC, s.case_id DESC LIMIT %(most)s
"""
# In the words of the index `share_open`: a parameter could be any status, and no plan that is kept would use it.
_OPEN = f"s.status = '{Status.OPEN}'"
# Each status, stage and role is a walk of its own in `share_filter`: one that nobody answers is over at once.
_FILTERED = """
SELECT f.* FROM unnest(%(statuses)s::text[]) AS a, unnest(%(stages)s::text[]) AS b, unnest(%(roles)s::text[]) AS c,
 LATERAL (SELECT s.case_id, s.opened_on, s.named FROM cases_share s
           WHERE s.office_id = %(office)s AND s.status = a AND s.stage = b AND s.role = c {asked}
           ORDER BY s.opened_on DESC, s.case_id DESC LIMIT %(most)s) f
 ORDER BY f.opened_on DESC, f.case_id DESC LIMIT %(most)s
"""
# From the assignments: a worker has few cases in an office of many.
_MINE = f"""
SELECT s.case_id, s.opened_on, s.named
  FROM (SELECT DISTINCT a.case_id FROM cases_assignment a WHERE a.worker_id = %(worker)s AND {holds("a")}) m
  JOIN cases_share s ON s.case_id = m.case_id
 WHERE s.office_id = %(office)s AND s.status = ANY(%(statuses)s) AND s.stage = ANY(%(stages)s)
   AND s.role = ANY(%(roles)s) {{asked}}
 ORDER BY s.opened_on DESC, s.case_id DESC LIMIT %(most)s
"""
_LIST = """
WITH page AS ({page})
SELECT c.id, c.code, c.client_id, c.age, c.role, c.primary_type, c.stage, c.status, c.risk, c.opened_on,
       c.last_contact_on, p.named,
       {works}, {columns},
       coalesce(CASE WHEN %(office)s = ANY(c.history_for) THEN (SELECT short FROM directory_office o
         WHERE o.id = c.owner_id) END, ''), coalesce(k.rule, ''), k.due_at, k.second_due_at,
       coalesce(NOT k.advisory AND coalesce(k.second_due_at, k.due_at) < %(now)s, false), pp.sealed,
       pp.birth_year, pp.birth_estimated, {other_age}, {key}
  FROM page p JOIN cases_case c ON c.id = p.case_id
  JOIN people_person pp ON pp.id = c.client_id
  LEFT JOIN LATERAL (SELECT rule, due_at, second_due_at, advisory FROM cases_clock x
                      WHERE x.case_id = c.id AND x.state = 'running' AND x.duty IN ('ours', 'policy')
                      ORDER BY x.duty, x.due_at LIMIT 1) k ON true
 ORDER BY p.opened_on DESC, p.case_id DESC
"""


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; all of it lives in the address."""

    mine: bool = False
    status: str = "open"
    role: str = ""
    stage: str = ""
    year: int | None = None
    quiet: bool = False


def page_of_cases(by: Actor, filters: Filters, after: tuple[date, UUID] | None = None) -> list[Row]:
    """One page of the office's cases, newest first, by key and never by offset. One statement."""
    now = timezone.now()
    today, asked = timezone.localdate(now), [_RUNS]
    given: dict[str, Any] = {"office": by.office, "worker": by.worker, "now": now, "today": today, "most": PAGE + 1}
    given |= {
        "statuses": [filters.status] if filters.status else [Status.OPEN, Status.CLOSED],
        "stages": [filters.stage] if filters.stage else Stage.values,
        "roles": [filters.role] if filters.role else [*roles()],
    }
    if not filters.status:
        asked.append("s.status <> 'void'")
    elif filters.status == Status.OPEN:
        asked.append(_OPEN)
    if not by.may(Permission.SEE_SHARED):
        asked.append("s.grounds = 'owner'")
    if filters.year:
        asked.append("s.opened_on BETWEEN %(first)s AND %(last)s")
        given |= {"first": date(filters.year, 1, 1), "last": date(filters.year, 12, 31)}
    if filters.quiet:
        asked.append("coalesce(s.last_contact_on, s.opened_on) < %(quiet)s")
        given["quiet"] = quiet_at(by.office, today).before
    if after:
        asked.append("(s.opened_on, s.case_id) < (%(day)s, %(id)s)")
        given |= {"day": after[0], "id": after[1]}
    page = _page(filters).format(asked=" ".join(f"AND {condition}" for condition in asked))
    with connection.cursor() as cursor:
        columns, key = _told(by_room(Column)), wrapped_of("c.client_id")
        sql = _LIST.format(page=page, works=WORKS, columns=columns, other_age=other_age(), key=key)
        cursor.execute(sql, given)
        return [Row(*row) for row in cursor.fetchall()]


@lru_cache(maxsize=2)
def _told(doors: tuple[tuple[str, Column], ...]) -> str:
    """What rooms above tell of a case, in their order; a cold room is not asked."""
    told = (f"CASE WHEN '{room}' = ANY(c.rooms) THEN ({door.sql})::text END" for room, door in doors)
    return f"ARRAY[{', '.join(told)}]::text[]"


def _page(filters: Filters) -> str:
    if filters.mine:
        return _MINE
    every = filters.status in {"", Status.OPEN} and not (filters.stage or filters.role)
    return _ALL if every else _FILTERED
