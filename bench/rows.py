"""The rows of one invented case, table by table, as its actions would have left them: who it is, the case, its perkara."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from bench.invented import Invented, Person

TYPES = {"child_in_conflict": "child_in_justice", "child_victim": "child_in_justice", "child_witness": "child_in_justice",
         "": "neglected_child"}  # fmt: skip
DIGEST = hashlib.blake2b(b"contoh", digest_size=16).digest()
Row = tuple[Any, ...]


class Table(NamedTuple):
    """The columns that are copied, and a case's rows of them."""

    columns: str
    rows: Callable[[Invented], Iterator[Row]]


def sealed(it: Invented, subject: UUID, told: dict[str, Any], context: str) -> bytes:
    """Sealed as an action seals it."""
    from rehsos.vault.seal import seal

    return seal(it.keys[subject], told, subject=subject, context=context)


def _keys(it: Invented) -> Iterator[Row]:
    """Copied last: what else was made of the case has added its keys by then."""
    from rehsos.vault.keys import keyset

    for subject, key in it.keys.items():
        yield subject, keyset().wrap(key, subject), None


def person_row(it: Invented, person: Person) -> Row:
    """A person as registered here."""
    told = {"called": person.name.split(maxsplit=1)[0], "full_name": person.name}
    told |= {"lives_in": it.office["place"], "lives_at": f"Dusun Contoh {it.number}"}
    text = sealed(it, person.id, told, "identity")
    return person.id, person.sex, person.born, False, text, it.office["id"], 1, it.seen, it.barred


def token_row(it: Invented, person: Person) -> Row:
    """What the person is found by."""
    from rehsos.people.tokens import tokens_for
    from rehsos.vault.keys import keyset

    tokens = tokens_for(keyset().token_key, names=[person.name], birth_year=person.born, regency=it.office["place"])
    return person.id, sorted(tokens), it.seen


def _person(it: Invented) -> Iterator[Row]:
    if it.before is None:
        yield person_row(it, it.child)


def _tokens(it: Invented) -> Iterator[Row]:
    if it.before is None:
        yield token_row(it, it.child)


def _case(it: Invented) -> Iterator[Row]:
    opened, office, place = it.opened, it.office["id"], it.office["place"]
    code, month = f"{place}-{opened.year % 100:02d}-{it.number:07d}", opened.year * 12 + opened.month - 1
    because = "goals_met" if it.closed_on else ""
    yield (
        it.case, code, "case", office, office, place, it.child.id, TYPES[it.role], it.role, it.child.sex, it.age,
        it.age if it.role else None, opened, month,
        it.stage, it.status, it.draw.choice(("low", "medium", "high")), it.closed_on, because, it.contact, 1, it.seen, it.barred,
        ["justice"] if it.role else [],
    )  # fmt: skip


def _shares(it: Invented) -> Iterator[Row]:
    mirrored = it.status, it.stage, it.role, it.contact, it.seen, it.barred
    yield it.case, it.office["id"], "owner", True, it.opened, it.opened, None, *mirrored
    yield it.case, it.office["parent"], "above", False, it.opened, it.opened, None, *mirrored
    if it.helper:
        office, until = it.helper
        yield it.case, office, "partner", True, it.opened, it.opened, until, *mirrored


def _assignment(it: Invented) -> Iterator[Row]:
    yield it.case, it.worker, "lead", it.opened, None, it.seen, it.barred


def _type(it: Invented) -> Iterator[Row]:
    yield it.case, TYPES[it.role], "", it.opened, it.seen, it.barred


def _matter(it: Invented) -> Iterator[Row]:
    if it.role and it.against is None:
        number = f"LP/{it.number}/{it.opened.year}"
        yield it.matter, number, "", "", "", "", "police", 1, it.seen


def _part(it: Invented) -> Iterator[Row]:
    if it.role:
        yield it.part, it.case, it.matter, it.child.id, it.role, it.side, it.age, False, "", it.seen, it.barred


def _fact(it: Invented) -> Iterator[Row]:
    if it.role:
        yield (
            it.id(), it.case, "part", it.part, "report_request_received", "", it.moment, "hour", None, None, it.seen, it.barred
        )  # fmt: skip


def _clocks(it: Invented) -> Iterator[Row]:
    """`runs`: of open cases, how many have this clock still running."""

    def clock(subject: UUID, rule: str, duty: str, due: datetime, *, runs: float) -> Row:
        state = "running" if not it.closed_on and it.draw.random() < runs else "stopped"
        kind, level = ("case", "") if subject == it.case else ("part", "police")
        when = it.moment, due
        return (
            it.case, kind, subject, rule, level, duty, state, False, *when, "[]", it.office["id"], it.status, it.seen, it.barred,
        )  # fmt: skip

    if it.role:
        yield clock(it.part, "social_report", "ours", it.moment + timedelta(hours=72), runs=0.3)
    if it.role == "child_in_conflict":
        yield clock(it.part, "litmas", "others", it.moment + timedelta(days=3), runs=0.2)
    since = datetime.combine(it.contact, it.moment.timetz())
    yield clock(it.case, "monthly_contact", "policy", since + timedelta(days=30), runs=1)


def _actions(it: Invented) -> Iterator[Row]:
    for name in ("open_case", "set_risk", "record_service", "record_service", "advance_stage"):
        note = sealed(it, it.case, {"note": "Catatan contoh."}, "action") if name == "record_service" else None
        facts = json.dumps({"kind": "case"} if name == "open_case" else {})
        when = it.moment, it.moment
        yield it.id(), name, *when, it.worker, it.office["id"], it.case, facts, note, DIGEST, it.seen, it.barred


CASE = {
    "people_person": Table(
        "id, sex, birth_year, birth_estimated, sealed, registered_at_id, version, offices, barred", _person
    ),
    "people_token": Table("person_id, tokens, offices", _tokens),
    "cases_case": Table(
        "id, code, kind, owner_id, counts_at_id, place_id, client_id, primary_type, role, sex, age, age_at_deed, opened_on, "
        "opened_month, stage, status, risk, closed_on, closed_because, last_contact_on, version, offices, barred, rooms",
        _case,
    ),
    "cases_share": Table(
        "case_id, office_id, grounds, named, opened_on, since, until, status, stage, role, last_contact_on, offices, barred",
        _shares,
    ),
    "cases_assignment": Table("case_id, worker_id, kind, since, until, offices, barred", _assignment),
    "cases_casetype": Table("case_id, type, ampk, since, offices, barred", _type),
    "justice_matter": Table(
        "id, police_number, spdp_number, court_number, article, event_place, level, version, offices",
        _matter,
    ),
    "justice_part": Table(
        "id, case_id, matter_id, person_id, role, side, age_at_deed, age_estimated, ended_by, offices, barred", _part
    ),
    "cases_fact": Table(
        "id, case_id, kind, subject, code, level, at, precision, until, replaced_by, offices, barred", _fact
    ),
    "cases_clock": Table(
        "case_id, kind, subject, rule, level, duty, state, advisory, started_at, due_at, missing, owner_id, status, offices, barred",
        _clocks,
    ),
    "audit_action": Table(
        "id, name, happened_at, recorded_at, worker, office, dossier, facts, sealed, digest, offices, barred", _actions
    ),
}
KEYS = {"vault_key": Table("subject, wrapped, destroyed_at", _keys)}
