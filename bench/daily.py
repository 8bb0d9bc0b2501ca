"""What daily work leaves around an invented case: reports, letters, services, people, plans, appointments, looks."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from bench.invented import TODAY, Invented
from bench.rows import Row, Table, person_row, sealed, token_row

OTHER_DECISIONS = ("consultation", "response", "passed_on", "refused")
WAITING = timedelta(days=12)
"""A report younger than this, of which no case was made, may still wait for a decision."""


def _reports(it: Invented) -> Iterator[Row]:
    """One of two cases began as a report; of nine reports one becomes no case."""
    if it.draw.random() < 0.5:
        yield _report(it, it.case, "case")
    if it.draw.random() < 0.06:
        fresh = it.opened > TODAY - WAITING
        yield _report(it, None, "" if fresh else it.draw.choice(OTHER_DECISIONS))


def _report(it: Invented, case: UUID | None, decision: str) -> Row:
    subject = it.new_subject()
    told = sealed(it, subject, {"asked": "Minta didampingi.", "about": "Anak contoh"}, "report")
    decided = it.moment if decision else None
    return (
        subject, it.office["id"], it.worker, it.draw.choice(("phone", "letter", "walk_in")), "investigator", it.moment,
        "no", it.office["place"], 1, None, told, decision, decided, case, [it.office["id"]],
    )  # fmt: skip


def _letters(it: Invented) -> Iterator[Row]:
    """A request in and the report out where there is a perkara; here and there another letter."""
    if it.role:
        yield _letter(it, "in", "report_request", "received", f"B/{it.number}/RES")
        if it.closed_on or it.draw.random() < 0.7:
            yield _letter(it, "out", "social_report", "delivered", f"460/{it.number}/LS")
    elif it.draw.random() < 0.3:
        yield _letter(it, "out", "cover_letter", "delivered", f"460/{it.number}/SP")


def _letter(it: Invented, direction: str, kind: str, state: str, number: str) -> Row:
    envelope = sealed(it, it.case, {"party": "Kepolisian contoh", "about": "Permintaan laporan sosial"}, "letter")
    came, gone = (it.moment, None) if direction == "in" else (None, it.moment + timedelta(hours=60))
    return (
        it.id(), it.case, it.office["id"], direction, kind, "secret", state, number, "agenda", it.opened, envelope,
        came, it.worker, "", gone, "", 1, it.seen, it.barred,
    )  # fmt: skip


def _service(it: Invented) -> Iterator[Row]:
    for service, at in it.occasions:
        kind = it.draw.choice(("visit", "accompany", "counsel", "contact"))
        yield service, kind, "", at, 60, None, "visit", it.office["id"], False, it.seen


def _served(it: Invented) -> Iterator[Row]:
    for service, _at in it.occasions:
        note = sealed(it, it.case, {"place": "Dusun Contoh", "note": "Berjalan baik."}, "case")
        yield service, it.case, note, it.seen, it.barred


def _served_by(it: Invented) -> Iterator[Row]:
    for service, at in it.occasions:
        yield service, it.worker, at


def _carer_person(it: Invented) -> Iterator[Row]:
    if carer := it.carer:
        yield *person_row(it, carer)[:-1], []


def _carer_tokens(it: Invented) -> Iterator[Row]:
    if carer := it.carer:
        yield token_row(it, carer)


def _participant(it: Invented) -> Iterator[Row]:
    if carer := it.carer:
        relation = "mother" if carer.sex == "P" else "father"
        yield it.id(), it.case, carer.id, relation, True, False, False, False, it.seen, it.barred


def _looks(it: Invented) -> Iterator[Row]:
    for day in range(3):
        at = it.moment + timedelta(days=day)
        yield at, at.date(), it.worker, it.office["id"], "case", it.case, it.seen


def _tasks(it: Invented) -> Iterator[Row]:
    if not it.closed_on and it.draw.random() < 0.5:
        due, what = (
            it.contact + timedelta(days=40),
            sealed(it, it.case, {"what": "Akta kelahiran contoh", "agency": "Dukcapil"}, "case"),
        )
        yield it.id(), it.case, it.worker, "birth", due, "open", what, it.seen, it.barred


def _appointments(it: Invented) -> Iterator[Row]:
    if not it.closed_on and it.draw.random() < 0.2:
        at = datetime.combine(TODAY + timedelta(days=it.draw.randrange(30)), it.moment.timetz())
        where = sealed(it, it.case, {"place": "Dusun Contoh", "assignment_letter": ""}, "case")
        yield it.id(), it.case, "visit", at, where, it.worker, "set", 1, it.seen, it.barred


def _plans(it: Invented) -> Iterator[Row]:
    if plan := it.plan:
        goal = sealed(it, it.case, {"goal": "Anak kembali bersekolah."}, "case")
        yield plan, it.case, 1, it.worker, "submitted", "agrees", goal, 1, it.seen, it.barred


def _approvals(it: Invented) -> Iterator[Row]:
    if plan := it.plan:
        yield it.id(), it.case, "plan", plan, it.worker, it.moment + timedelta(days=5), "", it.seen, it.barred


DAILY = {
    "intake_report": Table(
        "id, office_id, received_by, channel, from_role, received_at, danger, place_id, persons, needed_at, sealed, decision, "
        'decided_at, "case", offices',
        _reports,
    ),
    "papers_letter": Table(
        "id, dossier, office_id, direction, kind, classification, state, number, number_source, dated, sealed, "
        "received_at, author, capacity, delivered_at, check_code, version, offices, barred",
        _letters,
    ),
    "cases_service": Table(
        "id, kind, component, at, minutes, waiting, mode, office, late_entry, offices",
        _service,
    ),
    "cases_servicecase": Table("service_id, case_id, sealed, offices, barred", _served),
    "cases_serviceworker": Table("service_id, worker_id, at", _served_by),
    "people_person": Table(
        "id, sex, birth_year, birth_estimated, sealed, registered_at_id, version, offices, barred", _carer_person
    ),
    "people_token": Table("person_id, tokens, offices", _carer_tokens),
    "cases_participant": Table(
        "id, case_id, person_id, relation, lives_together, no_contact, alleged, trusted, offices, barred", _participant
    ),
    "audit_view": Table("at, day, worker, office, what, dossier, offices", _looks),
    "cases_task": Table("id, case_id, worker_id, kind, due_on, state, sealed, offices, barred", _tasks),
    "cases_appointment": Table(
        "id, case_id, kind, at, sealed, worker_id, state, session, offices, barred", _appointments
    ),
    "cases_plan": Table("id, case_id, number, author_id, state, answer, sealed_goal, version, offices, barred", _plans),
    "cases_approval": Table(
        "id, case_id, kind, subject, requested_by_id, requested_at, capacity, offices, barred", _approvals
    ),
}
