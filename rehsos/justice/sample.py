"""The perkara of an invented case: the child's part in it, what was asked for in writing, and until when."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta

from rehsos.cases.sample import CLOCK, clock
from rehsos.house.sample import Filled, InventedCase, Row, Things


def _in_matter(it: InventedCase) -> bool:
    return bool(it.role)


def _matter(it: InventedCase) -> Iterator[Row]:
    if it.role and it.against is None:
        from rehsos.justice.sealing import CONTEXT, Words, marked

        words = Words(police_number=f"LP/{it.number}/{it.opened.year}")
        found = marked(words)
        sealed = it.sealed(it.matter, asdict(words), CONTEXT)
        yield it.matter, sealed, found["police_mark"], found["marks"], "", "", "police", 1, it.seen


def _part(it: InventedCase) -> Iterator[Row]:
    if it.role:
        yield it.part, it.case, it.matter, it.child.id, it.role, it.side, it.age, False, "", it.seen, it.barred


def _fact(it: InventedCase) -> Iterator[Row]:
    if it.role:
        yield (
            it.id(), it.case, "part", it.part, "report_request_received", "", it.moment, "hour", None, None, it.seen, it.barred
        )  # fmt: skip


def _clocks(it: InventedCase) -> Iterator[Row]:
    part = "part", it.part
    if it.role:
        report_due = it.moment + timedelta(hours=72)
        yield clock(it, part, "social_report", "ours", report_due, runs=0.3, level="police")
    if it.role == "child_in_conflict":
        yield clock(it, part, "litmas", "others", it.moment + timedelta(days=3), runs=0.2, level="police")


def _letters(it: InventedCase) -> Iterator[Row]:
    """A request in and the report out where there is a perkara; here and there another letter."""
    if it.role:
        yield _letter(it, "in", "report_request", "received", f"B/{it.number}/RES")
        if it.closed_on or it.draw.random() < 0.7:
            yield _letter(it, "out", "social_report", "delivered", f"460/{it.number}/LS")
    elif it.draw.random() < 0.3:
        yield _letter(it, "out", "cover_letter", "delivered", f"460/{it.number}/SP")


def _letter(it: InventedCase, direction: str, kind: str, state: str, number: str) -> Row:
    told = {"party": "Kepolisian contoh", "about": "Permintaan laporan sosial"}
    came, gone = (it.moment, None) if direction == "in" else (None, it.moment + timedelta(hours=60))
    ours = number if direction == "out" else ""
    envelope = it.sealed(it.case, told if ours else {**told, "number": number}, "letter")
    return (
        it.id(), it.case, it.office["id"], direction, kind, "secret", state, ours, "agenda", it.opened, envelope,
        came, it.worker, "", gone, "pen" if gone else "", "", 1, it.seen, it.barred,
    )  # fmt: skip


FILLED = (
    Filled(
        "justice_matter",
        "id, sealed, police_mark, marks, article, event_place, level, version, offices",
        _matter,
        70,
    ),
    Filled(
        "justice_part",
        "id, case_id, matter_id, person_id, role, side, age_at_deed, age_estimated, ended_by, offices, barred",
        _part,
        80,
        _in_matter,
    ),
    Filled(
        "cases_fact",
        "id, case_id, kind, subject, code, level, at, precision, until, replaced_by, offices, barred",
        _fact,
        90,
    ),
    Filled("cases_clock", CLOCK, _clocks, 95),
    Filled(
        "papers_letter",
        "id, dossier, office_id, direction, kind, classification, state, number, number_source, dated, sealed, "
        "received_at, author, capacity, delivered_at, road, check_code, version, offices, barred",
        _letters,
        130,
    ),
)
THINGS = Things(
    {
        "subject": "SELECT id, case_id FROM justice_part WHERE case_id = ANY(%s)",
        "part": "SELECT id, case_id FROM justice_part WHERE case_id = ANY(%s)",
        "matter": "SELECT matter_id, case_id FROM justice_part WHERE case_id = ANY(%s)",
        "other": (  # the code of a case on another side of the same matter
            "SELECT c.code, p.case_id FROM justice_part p JOIN justice_part o ON o.matter_id = p.matter_id "
            "AND o.side <> p.side JOIN cases_case c ON c.id = o.case_id WHERE p.case_id = ANY(%s)"
        ),
    }
)
