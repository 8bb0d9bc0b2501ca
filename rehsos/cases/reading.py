"""Everything on one case's page, in one statement; row-level security stands behind each table."""

from base64 import b64decode
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils import timezone

from rehsos.access.pages import Request, shown
from rehsos.audit.views import saw, seen_today
from rehsos.directory.days import running
from rehsos.house.rooms import by_room, composed, given, merged
from rehsos.vault.keys import keys_beside, wrapped_of

from . import warmth
from .actions.withdrawing import WITHDRAWS
from .aged import other_age
from .answered import answered_before
from .clockwork import Material, awaited, clocks_now
from .doors import Row, Rows, Stands
from .file import CaseFile, Line
from .models import Status
from .policies import may_open
from .running import Running
from .sealing import Opening
from .timeline import line
from .working import WORKS

_FILE = """
SELECT json_build_object('case', (SELECT json_build_object(
    'id', c.id, 'code', c.code, 'kind', c.kind, 'client', c.client_id, 'primary_type', c.primary_type, 'role', c.role,
    'category', c.category, 'competence', c.competence, 'owner_place', o.place_id,
    'owner_above', (SELECT a.kind FROM directory_office a WHERE a.id = o.parent_id),
    'sex', c.sex, 'age', c.age, 'opened_on', c.opened_on, 'stage', c.stage, 'status', c.status, 'risk', c.risk,
    'home_unsafe_on', c.home_unsafe_on,
    'closed_on', c.closed_on, 'closed_because', c.closed_because, 'offices', c.offices, 'report', c.report,
    'version', c.version, 'owner', c.owner_id, 'owner_parent', o.parent_id,
    'owner_kind', o.kind, 'owner_zone', o.time_zone, 'owner_name', o.short,
    'place', c.place_id, 'handed_on', %(office)s = ANY(c.history_for),
    'identity', encode(p.sealed, 'base64'), 'birth_year', p.birth_year,
    'birth_estimated', p.birth_estimated, 'other_age', {other_age}, 'person_version', p.version, 'rooms', c.rooms)
    FROM directory_office o, people_person p WHERE o.id = c.owner_id AND p.id = c.client_id),
  'key', encode({key}, 'base64'), 'client_key', encode({client_key}, 'base64'), 'seen', {seen},
  'named', (SELECT bool_or(s.named) FROM cases_share s WHERE s.case_id = c.id AND s.office_id = ANY(%(offices)s)
     AND {shared}),
  'works', {works},
  'rows', (SELECT row_to_json(r) FROM (SELECT {rows}) r))
FROM cases_case c WHERE c.code = %(code)s
"""


def read_file(request: Request, code: str, lines: int | None) -> CaseFile:
    """The whole file behind an address, or 404 for who does not see it. The look is recorded once a day.

    `lines`: how many of the newest lines of the timeline are wanted, None for all of them.
    """
    found = _read(request, code, lines)
    if found is None or found["named"] is None or not may_open(request.actor, found["case"]["owner"]):
        raise Http404
    case, works, named = found["case"], found["works"], found["named"]
    case_id, client = UUID(case["id"]), UUID(case["client"])
    if not found["seen"]:
        saw("case", case_id, request.actor, offices=case["offices"])
    how = shown(request, case_id, works=works, named=named)
    void = case["status"] == Status.VOID
    rows = {door.name: [] if void and door.waits else door.typed(found["rows"][door.name]) for door in given(Rows)}
    opening = Opening(case_id, _keys(found, case_id, client, rows), how, works)
    for door in given(Rows):
        door.opens(rows[door.name], opening)
    return CaseFile(
        case=case,
        works=works,
        named=named,
        shown=how,
        identity=opening.identity(case["identity"], client),
        clocks=() if void or case["handed_on"] else tuple(_clocks(case, rows)),
        answered=() if void or case["handed_on"] else tuple(answered_before(_material(case, rows), rows["answered"])),
        timeline=tuple(_lines(rows))[:lines],
        older=lines is not None and len(rows["actions"]) > lines,
        rows=rows,
    )


def _read(request: Request, code: str, lines: int | None) -> dict[str, Any] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            _statement(by_room(Rows)),
            {
                "code": code,
                "office": request.actor.office,
                "lines": None if lines is None else lines + 1,
                "offices": list(request.actor.offices),
                "worker": request.actor.worker,
                "today": timezone.localdate(),
                "day": timezone.localdate(),
            },
        )
        found = cursor.fetchone()
    return found[0] if found else None


@composed
def _by_name() -> Mapping[str, Rows]:
    """ValueError where two rooms give rows of one name."""
    return merged(Rows, lambda door: {door.name: door})


@lru_cache(maxsize=2)
def _statement(asked: tuple[tuple[str, Rows], ...]) -> str:
    """The one statement, with the rows of each room; those of a cold room are not looked for."""
    _by_name()
    rows = ",\n  ".join(f'{_asked(room, door)} AS "{door.name}"' for room, door in asked)
    return _FILE.format(
        works=WORKS,
        shared=running("s", "c.owner_id"),
        seen=seen_today("case", "c.id"),
        key=wrapped_of("c.id"),
        client_key=wrapped_of("c.client_id"),
        other_age=other_age(),
        rows=rows,
    )


def _asked(room: str, door: Rows) -> str:
    rows = f"(SELECT coalesce(json_agg(row_to_json(r)), '[]') FROM ({door.sql}) r)"
    return f"CASE WHEN '{room}' = ANY(c.rooms) THEN {rows} END" if room in warmth.filing() else rows


def _keys(found: Row, case: UUID, client: UUID, rows: Mapping[str, list[Row]]) -> dict[UUID, bytes]:
    """The case's and its client's, and what opens the rows of the rooms: all of them came along."""
    others = (key for door in given(Rows) for key in door.keys(rows[door.name]))
    wrapped = [(case, found["key"]), (client, found["client_key"]), *others]
    return keys_beside((subject, b64decode(key)) for subject, key in wrapped if key)


def _clocks(case: Mapping[str, Any], rows: Mapping[str, Any]) -> list[Running]:
    """Those of the case and of what the client stands in; what a letter asked for, only until there is such a thing."""
    material = _material(case, rows)
    stands = any(door.roles(rows) for door in warmth.warm(Stands, case["rooms"]))
    return [*clocks_now(material), *([] if stands else awaited(material, case["role"]))]


def _lines(rows: Mapping[str, Any]) -> list[Line]:
    withdrawn = {row["facts"]["recorded"] for row in rows["actions"] if row["name"] in WITHDRAWS}
    workers = {row["worker_id"]: row["name"] for row in rows["workers"]}
    return [line(row, row["opened"], workers, withdrawn) for row in rows["actions"]]


def _material(case: Mapping[str, Any], rows: Mapping[str, Any]) -> Material:
    return Material(
        case=UUID(case["id"]),
        owner=case["owner"],
        risk=case["risk"],
        closed_on=date.fromisoformat(case["closed_on"]) if case["closed_on"] else None,
        kind_of_office=case["owner_kind"],
        zone=case["owner_zone"],
        facts=tuple(rows["facts"]),
        circumstances=tuple(rows["circumstances"]),
        extensions=tuple(row | row["opened"] for row in rows["extensions"]),
        policies=tuple(rows["policies"]),
    )
