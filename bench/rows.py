"""The rows of one invented case, table by table, as its actions would have left them."""

import hashlib
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

TODAY = date(2026, 11, 22)
SYLLABLES = (
    "ba", "be", "da", "du", "fa", "ga", "ja", "ka", "ki", "la", "li", "ma",
    "mi", "na", "ni", "pa", "ra", "ri", "sa", "si", "ta", "ti", "wa", "ya",
)  # fmt: skip
PARTS = 3000
ROLES = ("child_in_conflict", "child_victim", "child_witness", "")
TYPES = {
    "child_in_conflict": "child_in_justice",
    "child_victim": "child_in_justice",
    "child_witness": "child_in_justice",
    "": "neglected_child",
}
Row = tuple[Any, ...]

COLUMNS = {
    "vault_key": "subject, wrapped, destroyed_at",
    "people_person": "id, sex, birth_year, birth_estimated, sealed, registered_at_id, version, offices, barred",
    "people_token": "person_id, tokens, offices",
    "cases_case": "id, code, kind, owner_id, counts_at_id, place_id, client_id, primary_type, role, sex, age, opened_on, opened_month, "
    "stage, status, risk, closed_on, closed_because, last_contact_on, version, offices, barred",
    "cases_share": "case_id, office_id, grounds, named, opened_on, since, until, offices, barred",
    "cases_assignment": "case_id, worker_id, kind, since, until, offices, barred",
    "cases_casetype": "case_id, type, ampk, since, offices, barred",
    "cases_fact": "id, case_id, subject, code, level, at, precision, until, replaced_by, offices, barred",
    "cases_clock": "case_id, subject, rule, level, duty, state, advisory, started_at, due_at, missing, offices, barred",
    "justice_matter": "id, police_number, spdp_number, court_number, police_unit, offence, article, event_place, level, version, offices",
    "justice_part": "id, case_id, matter_id, person_id, role, side, age_at_deed, age_estimated, ended_by, offices, barred",
    "audit_action": "id, name, happened_at, recorded_at, worker, office, dossier, facts, sealed, digest, offices, barred",
}


def worker_id(office: dict[str, Any], n: int) -> int:
    """The n-th worker of an office."""
    return int(office["id"]) * 1000 + n


def name_parts() -> tuple[list[str], list[float]]:
    """Invented name parts and how common each is (Zipf), as prototypes §4 had it."""
    draw = random.Random(7)
    parts = sorted(
        {"".join(draw.choices(SYLLABLES, k=draw.choice((2, 2, 3, 3, 4)))).title() for _n in range(PARTS * 2)}
    )[:PARTS]
    draw.shuffle(parts)
    return ["Muhammad", "Siti", *parts], [1 / (1 + rank) for rank in range(len(parts) + 2)]


NAMES, HOW_COMMON = name_parts()


def uuid_at(moment: datetime, draw: random.Random) -> UUID:
    """A UUIDv7 of a given moment, so that ids lie in the order a real office would make them."""
    stamp = int(moment.timestamp() * 1000)
    value = (stamp << 80) | (0x7 << 76) | (draw.getrandbits(12) << 64) | (0b10 << 62) | draw.getrandbits(62)
    return UUID(int=value)


@dataclass
class Invented:
    """What one case is made of, drawn once."""

    number: int
    office: dict[str, Any]
    draw: random.Random

    def __post_init__(self) -> None:
        from rehsos.vault.seal import new_key

        draw, office = self.draw, self.office
        self.opened = TODAY - timedelta(days=int(draw.triangular(0, 4300, 600)))
        self.moment = datetime.combine(self.opened, datetime.min.time(), UTC) + timedelta(seconds=draw.randrange(86400))
        self.role, self.age, self.sex = draw.choice(ROLES), draw.randrange(5, 18), draw.choice("LP")
        self.name = " ".join(draw.choices(NAMES, HOW_COMMON, k=draw.choice((1, 2, 2, 2, 3))))
        self.seen = [office["id"], office["parent"]]
        self.worker = worker_id(office, draw.randrange(int(office["workers"])))
        self.person, self.case, self.part, self.matter = self.id(), self.id(), self.id(), self.id()
        self.keys = {subject: new_key() for subject in (self.person, self.case)}
        closed = self.opened + timedelta(days=90 + draw.randrange(300))
        self.closed_on = closed if closed < TODAY - timedelta(days=30) else None

    def id(self) -> UUID:
        """An id of the day the case was opened."""
        return uuid_at(self.moment, self.draw)

    @cached_property
    def clock_state(self) -> str:
        """The clocks of a closed case have stopped."""
        return "stopped" if self.closed_on else "running"


def rows_of_case(number: int, office: dict[str, Any], draw: random.Random) -> Iterator[tuple[str, Row]]:
    """Every row of one case, with its table."""
    it = Invented(number, office, draw)
    for table, rows in TABLES.items():
        for row in rows(it):
            yield table, row


def _keys(it: Invented) -> Iterator[Row]:
    from rehsos.vault.keys import keyset

    for subject, key in it.keys.items():
        yield subject, keyset().wrap(key, subject), None


def _person(it: Invented) -> Iterator[Row]:
    from rehsos.people.identity import CONTEXT
    from rehsos.vault.seal import seal

    told = {"called": it.name.split(maxsplit=1)[0], "full_name": it.name}
    told |= {"lives_in": it.office["place"], "lives_at": f"Dusun Contoh {it.number}"}
    sealed = seal(it.keys[it.person], told, subject=it.person, context=CONTEXT)
    yield it.person, it.sex, it.opened.year - it.age, False, sealed, it.office["id"], 1, it.seen, []


def _tokens(it: Invented) -> Iterator[Row]:
    from rehsos.people.tokens import tokens_for
    from rehsos.vault.keys import keyset

    year, regency = it.opened.year - it.age, it.office["place"]
    tokens = tokens_for(
        keyset().token_key, names=[it.name], nik=None, birth_year=year, regency=regency, code=None, phones=[]
    )
    yield it.person, sorted(tokens), it.seen


def _case(it: Invented) -> Iterator[Row]:
    opened, office, place = it.opened, it.office["id"], it.office["place"]
    code, month = f"{place}-{opened.year % 100:02d}-{it.number:07d}", opened.year * 12 + opened.month - 1
    stage, status, because = ("8_aftercare", "closed", "goals_met") if it.closed_on else ("5_service", "open", "")
    yield (
        it.case, code, "case", office, office, place, it.person, TYPES[it.role], it.role, it.sex, it.age, opened, month,
        stage, status, it.draw.choice(("low", "medium", "high")), it.closed_on, because, opened, 1, it.seen, [],
    )  # fmt: skip


def _shares(it: Invented) -> Iterator[Row]:
    yield it.case, it.office["id"], "owner", True, it.opened, it.opened, None, it.seen, []
    yield it.case, it.office["parent"], "above", False, it.opened, it.opened, None, it.seen, []


def _assignment(it: Invented) -> Iterator[Row]:
    yield it.case, it.worker, "lead", it.opened, None, it.seen, []


def _type(it: Invented) -> Iterator[Row]:
    yield it.case, TYPES[it.role], "", it.opened, it.seen, []


def _matter(it: Invented) -> Iterator[Row]:
    if it.role:
        number = f"LP/{it.number}/{it.opened.year}"
        yield it.matter, number, "", "", "Unit PPA Contoh", "", "", "", "police", 1, it.seen


def _part(it: Invented) -> Iterator[Row]:
    if it.role:
        yield it.part, it.case, it.matter, it.person, it.role, "neither", it.age, False, "", it.seen, []


def _fact(it: Invented) -> Iterator[Row]:
    if it.role:
        yield it.id(), it.case, it.part, "report_request_received", "", it.moment, "hour", None, None, it.seen, []


def _clocks(it: Invented) -> Iterator[Row]:
    def clock(subject: UUID, rule: str, level: str, duty: str, due: datetime) -> Row:
        return it.case, subject, rule, level, duty, it.clock_state, False, it.moment, due, "[]", it.seen, []

    if it.role:
        yield clock(it.part, "social_report", "police", "ours", it.moment + timedelta(hours=72))
    yield clock(it.case, "monthly_contact", "", "policy", it.moment + timedelta(days=30))


def _actions(it: Invented) -> Iterator[Row]:
    from rehsos.vault.seal import seal

    digest = hashlib.blake2b(str(it.number).encode(), digest_size=16).digest()
    for name in ("open_case", "set_risk", "record_service"):
        note = seal(it.keys[it.case], {"note": "Catatan contoh."}, subject=it.case, context="action")
        facts = json.dumps({"kind": "case"} if name == "open_case" else {})
        when = it.moment, it.moment
        yield it.id(), name, *when, it.worker, it.office["id"], it.case, facts, note, digest, it.seen, []


TABLES: dict[str, Callable[[Invented], Iterator[Row]]] = {
    "vault_key": _keys,
    "people_person": _person,
    "people_token": _tokens,
    "cases_case": _case,
    "cases_share": _shares,
    "cases_assignment": _assignment,
    "cases_casetype": _type,
    "justice_matter": _matter,
    "justice_part": _part,
    "cases_fact": _fact,
    "cases_clock": _clocks,
    "audit_action": _actions,
}
