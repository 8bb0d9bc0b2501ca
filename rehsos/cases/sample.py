"""An invented case as its actions would have left it, and what daily work leaves around it."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from rehsos.house.sample import Filled, InventedCase, Row, warm_rooms
from rehsos.law.categories import stay_categories

DIGEST = hashlib.blake2b(b"contoh", digest_size=16).digest()
CLOCK = "case_id, kind, subject, rule, level, duty, state, advisory, started_at, due_at, missing, owner_id, status, offices, barred"
"""The columns of `clock`."""
Subject = tuple[str, UUID]
"""What a clock hangs on: its kind and its id."""


def _case(it: InventedCase) -> Iterator[Row]:
    opened, office, place = it.opened, it.office["id"], it.office["place"]
    code, month = f"{place}-{opened.year % 100:02d}-{it.number:07d}", opened.year * 12 + opened.month - 1
    because = "goals_met" if it.closed_on else ""
    yield (
        it.case, code, "case", office, office, place, it.child.id, it.type, _category(it), it.role, it.child.sex, it.age,
        it.age if it.role else None, opened, month,
        it.stage, it.status, it.draw.choice(("low", "medium", "high")), it.closed_on, because, it.contact, 1, it.seen, it.barred,
        warm_rooms(it),
    )  # fmt: skip


def _category(it: InventedCase) -> str:
    """The word it was opened by, of half of them: by its number, so that what is drawn stays as it was."""
    words = sorted(stay_categories())
    return words[it.number // 2 % len(words)] if it.number % 2 else ""


def _shares(it: InventedCase) -> Iterator[Row]:
    mirrored = it.status, it.stage, it.role, it.contact, it.seen, it.barred
    yield it.case, it.office["id"], "owner", True, it.opened, it.opened, None, *mirrored
    yield it.case, it.office["parent"], "above", False, it.opened, it.opened, None, *mirrored
    if it.helper:
        office, until = it.helper
        yield it.case, office, "partner", True, it.opened, it.opened, until, *mirrored


def _assignment(it: InventedCase) -> Iterator[Row]:
    yield it.case, it.worker, "lead", it.opened, None, it.seen, it.barred


def _type(it: InventedCase) -> Iterator[Row]:
    yield it.case, it.type, "", it.opened, it.seen, it.barred


def clock(
    it: InventedCase, subject: Subject, rule: str, duty: str, due: datetime, *, runs: float, level: str = ""
) -> Row:
    """A clock since the case was opened. `runs`: of open cases, how many have it still running, 0 to 1."""
    state = "running" if not it.closed_on and it.draw.random() < runs else "stopped"
    return (
        it.case, *subject, rule, level, duty, state, False, it.moment, due, "[]", it.office["id"], it.status, it.seen, it.barred,
    )  # fmt: skip


def _contact(it: InventedCase) -> Iterator[Row]:
    since = datetime.combine(it.contact, it.moment.timetz())
    yield clock(it, ("case", it.case), "monthly_contact", "policy", since + timedelta(days=30), runs=1)


def _actions(it: InventedCase) -> Iterator[Row]:
    for name in ("open_case", "set_risk", "record_service", "record_service", "advance_stage"):
        note = it.sealed(it.case, {"note": "Catatan contoh."}, "action") if name == "record_service" else None
        facts = json.dumps({"kind": "case"} if name == "open_case" else {})
        when = it.moment, it.moment
        yield it.id(), name, *when, it.worker, it.office["id"], it.case, facts, note, DIGEST, it.seen, it.barred


def _service(it: InventedCase) -> Iterator[Row]:
    for service, at in it.occasions:
        kind = it.draw.choice(("visit", "accompany", "counsel", "contact"))
        yield service, kind, "", at, 60, None, "visit", it.office["id"], False, it.barred, it.seen


def _served(it: InventedCase) -> Iterator[Row]:
    for service, _at in it.occasions:
        note = it.sealed(it.case, {"place": "Dusun Contoh", "note": "Berjalan baik."}, "case")
        yield service, it.case, note, it.seen, it.barred


def _served_by(it: InventedCase) -> Iterator[Row]:
    for service, at in it.occasions:
        yield service, it.worker, at


def _participant(it: InventedCase) -> Iterator[Row]:
    if carer := it.carer:
        relation = "mother" if carer.sex == "P" else "father"
        yield it.id(), it.case, carer.id, relation, True, False, False, False, it.seen, it.barred


def _tasks(it: InventedCase) -> Iterator[Row]:
    if not it.closed_on and it.draw.random() < 0.5:
        due, what = (
            it.contact + timedelta(days=40),
            it.sealed(it.case, {"what": "Akta kelahiran contoh", "agency": "Dukcapil"}, "case"),
        )
        yield it.id(), it.case, it.worker, "birth", due, "open", what, it.seen, it.barred


def _appointments(it: InventedCase) -> Iterator[Row]:
    if not it.closed_on and it.draw.random() < 0.2:
        at = datetime.combine(it.today + timedelta(days=it.draw.randrange(30)), it.moment.timetz())
        where = it.sealed(it.case, {"place": "Dusun Contoh", "assignment_letter": ""}, "case")
        yield it.id(), it.case, "visit", at, where, it.worker, "set", 1, it.seen, it.barred


def _plans(it: InventedCase) -> Iterator[Row]:
    if plan := it.plan:
        goal = it.sealed(it.case, {"goal": "Anak kembali bersekolah."}, "case")
        yield plan, it.case, 1, it.worker, "submitted", "agrees", goal, 1, it.seen, it.barred


def _approvals(it: InventedCase) -> Iterator[Row]:
    if plan := it.plan:
        yield it.id(), it.case, "plan", plan, it.worker, it.moment + timedelta(days=5), "", it.seen, it.barred


FILLED = (
    Filled(
        "cases_case",
        "id, code, kind, owner_id, counts_at_id, place_id, client_id, primary_type, category, role, sex, age, age_at_deed, "
        "opened_on, opened_month, stage, status, risk, closed_on, closed_because, last_contact_on, version, offices, barred, rooms",
        _case,
        30,
    ),
    Filled(
        "cases_share",
        "case_id, office_id, grounds, named, opened_on, since, until, status, stage, role, last_contact_on, offices, barred",
        _shares,
        40,
    ),
    Filled("cases_assignment", "case_id, worker_id, kind, since, until, offices, barred", _assignment, 50),
    Filled("cases_casetype", "case_id, type, ampk, since, offices, barred", _type, 60),
    Filled("cases_clock", CLOCK, _contact, 100),
    Filled(
        "audit_action",
        "id, name, happened_at, recorded_at, worker, office, dossier, facts, sealed, digest, offices, barred",
        _actions,
        110,
    ),
    Filled(
        "cases_service",
        "id, kind, component, at, minutes, waiting, mode, office, late_entry, closed_to, offices",
        _service,
        140,
    ),
    Filled("cases_servicecase", "service_id, case_id, sealed, offices, barred", _served, 150),
    Filled("cases_serviceworker", "service_id, worker_id, at", _served_by, 160),
    Filled(
        "cases_participant",
        "id, case_id, person_id, relation, lives_together, no_contact, alleged, trusted, offices, barred",
        _participant,
        190,
    ),
    Filled("cases_task", "id, case_id, worker_id, kind, due_on, state, sealed, offices, barred", _tasks, 210),
    Filled(
        "cases_appointment",
        "id, case_id, kind, at, sealed, worker_id, state, session, offices, barred",
        _appointments,
        220,
    ),
    Filled(
        "cases_plan",
        "id, case_id, number, author_id, state, answer, sealed_goal, version, offices, barred",
        _plans,
        230,
    ),
    Filled(
        "cases_approval",
        "id, case_id, kind, subject, requested_by_id, requested_at, capacity, offices, barred",
        _approvals,
        240,
    ),
)
