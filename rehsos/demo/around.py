"""Small things the living cases share: a note of work done, a fact, a person nearby, a matter."""

from datetime import date, datetime, timedelta
from typing import Any

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.cases.actions.by_hand import record_fact
from rehsos.cases.actions.opening import add_participant, record_basis
from rehsos.cases.actions.paying import CostLine
from rehsos.cases.actions.receiving import receive_letter
from rehsos.cases.actions.work import record_service, set_appointment
from rehsos.cases.models import Case, Mode, Relation, ServiceKind
from rehsos.cases.models.clocks import Precision
from rehsos.justice.actions.matter import Particulars, name_officer, open_matter
from rehsos.justice.actions.shared import record_matter_fact
from rehsos.justice.models import Part, Post, Side
from rehsos.justice.roles import Role
from rehsos.justice.social_report import REQUEST
from rehsos.papers.letters import Envelope
from rehsos.papers.models import Letter
from rehsos.papers.rendering.numbering import roman
from rehsos.people.models import Person

OFFICER = {"name": "Aipda Peraga Umpama", "rank": "Aipda", "unit": "Unit PPA Polres Contoh", "phone": "081200000099"}


def police_number(number: int, day: date) -> str:
    """The number of a police report, as a station of the demonstration writes it."""
    return f"LP/{number:03d}/{roman(day.month)}/{day.year}/Polres Contoh"


def letter_number(number: int, day: date) -> str:
    """The number of the station's letter."""
    return f"B/{number}/{roman(day.month)}/{day.year}"


def intake(case: Case, at: datetime, by: Actor) -> None:
    """When the office first heard of the client, and on what ground it works with the data."""
    record_fact(case=case, subject=case.pk, code="intake_received", level="", at=at, precision=Precision.HOUR,
                until=None, note="", by=by, action_id=new_id())  # fmt: skip
    record_basis(case=case, ground="statute", given_by="", on=at.astimezone(by.zone).date(),
                 note="Kewajiban menurut undang-undang; ibu diberi tahu.", by=by, action_id=new_id())  # fmt: skip


def served(
    case: Case,
    kind: ServiceKind,
    at: datetime,
    mode: Mode,
    note: str,
    *,
    by: Actor,
    place: str = "",
    minutes: int = 60,
    waiting: int | None = None,
    costs: tuple[CostLine, ...] = (),
) -> None:
    """One occasion of service for one client."""
    record_service(
        case=case, cases=(), kind=kind, at=at, minutes=minutes, waiting=waiting, mode=mode, place=place, component="",
        assignment_letter="094/77", workers=(), note=note, costs=costs, by=by, action_id=new_id(),
    )  # fmt: skip


def nearby(case: Case, person: Person, relation: Relation, by: Actor, **told: Any) -> None:
    """Somebody around the client."""
    given = {"lives_together": None, "no_contact": False, "alleged": False, "trusted": False, "safe_contact": ""}
    add_participant(case=case, person=person, relation=relation, by=by, action_id=new_id(), **given | told)


def appointed(case: Case, kind: str, at: datetime, place: str, *, by: Actor, part: Part | None = None) -> Any:
    """An hour and a place to be."""
    return set_appointment(case=case, subject=part.pk if part else None, kind=kind, starts=at, place=place,
                           assignment_letter="094/77", by=by, action_id=new_id())  # fmt: skip


def in_matter(case: Case, role: Role, side: Side, particulars: Particulars, age: int, *, by: Actor) -> Part:
    """The client's part in a new matter, with the investigator to call."""
    part = open_matter(
        case=case,
        role=role,
        side=side,
        particulars=particulars,
        age_at_deed=age,
        age_estimated=False,
        earlier_diversi=False if role == Role.IN_CONFLICT else None,
        by=by,
        action_id=new_id(),
    )
    name_officer(case=case, matter=part.matter, post=Post.INVESTIGATOR, by=by, action_id=new_id(), **OFFICER)
    return part


def happened(part: Part, code: str, at: datetime, by: Actor) -> None:
    """A fact common to all children of the matter."""
    record_matter_fact(case=part.case, matter=part.matter, code=code, at=at, precision=Precision.HOUR,
                       until=None, source="", by=by, action_id=new_id())  # fmt: skip


def for_child(part: Part, code: str, at: datetime, by: Actor, level: str = "police") -> None:
    """A fact of this child alone."""
    record_fact(case=part.case, subject=part.pk, code=code, level=level, at=at, precision=Precision.HOUR,
                until=None, note="", by=by, action_id=new_id())  # fmt: skip


def asked_in_writing(part: Part, received: datetime, number: str, agenda: str, by: Actor) -> Letter:
    """The investigator's letter: its receipt at the office starts the clock, 40 minutes later it is with us."""
    envelope = Envelope(party="Kepala Unit PPA", party_place="Polres Contoh", about="Permintaan laporan sosial",
                        disposition="Kabid: segera ditangani", received_from="Polres Contoh")  # fmt: skip
    return receive_letter(
        case=part.case,
        subject=part.pk,
        kind=REQUEST,
        envelope=envelope,
        number=number,
        dated=(received - timedelta(days=1)).astimezone(by.zone).date(),
        agenda=agenda,
        received_at=received,
        received_by="Indah Contoh",
        reached_worker_at=received + timedelta(minutes=40),
        scan=None,
        by=by,
        action_id=new_id(),
    )
