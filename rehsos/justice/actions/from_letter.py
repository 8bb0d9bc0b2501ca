"""From the letter of an officer to the child's case and its matter: everything that opens, or nothing of it."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actions import Code, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.actions.arriving import arrive
from rehsos.cases.actions.opening import open_case
from rehsos.cases.actions.receiving import copy_letter
from rehsos.cases.models import Case, CaseKind
from rehsos.directory.models import Place
from rehsos.intake.models import Decision, Report
from rehsos.intake.policies import may_take_up
from rehsos.law.ages import age_at
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import Letter
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity, birth_of
from rehsos.people.models import Person, Sex

from ..across_the_wall import SIDE_OF, by_initials
from ..models import Matter, Post, Side
from ..roles import Role
from ..sealing import officers_of
from .matter import Particulars, join_matter, name_officer, open_matter, update_matter


@dataclass(frozen=True)
class Newcomer:
    """A child nobody registered yet, as far as the letter and the call tell who it is."""

    identity: Identity
    sex: Sex
    birth_year: int | None
    birth_estimated: bool


@action(_("Kasus dan perkara dibuka dari surat permintaan"))
def open_from_letter(
    *,
    report: Report,
    letter: Letter | None,
    matter: Matter | None,
    child: Person | None,
    newcomer: Annotated[Newcomer | None, "private"],
    earlier: Case | None,
    role: Role,
    primary_type: Code,
    place: Place,
    particulars: Particulars,
    officer: Text,
    by: Actor,
    action_id: UUID,
) -> Case:
    """Open the case of a child that a letter of this report is about, and set the matter beside it.

    The first child's case takes the report with its letters; the case of the next child of the letter bears a copy of
    the `letter`. A `matter` that is given is joined, and what it lacks is as `particulars` and `officer` say; else a
    new one is as they say.
    """
    by.need(Permission.WORK_CASES)
    may_take_up(report, by).insist()
    client = child or _registered(newcomer, by)
    today, takes = timezone.localdate(), report.decision == Decision.WAITING
    case = open_case(
        client=client, types=(primary_type,), primary_type=primary_type, place=place, event_place=None, opened_on=today,
        kind=CaseKind.CASE, report=report.pk if takes else None, earlier=earlier, age=_age(client, today),
        role=role, by=by, action_id=new_id(),
    )  # fmt: skip
    arrive(case, report, takes=takes, by=by)
    if letter is not None and not takes:
        told = by_initials(envelope_of(letter), letter, matter, SIDE_OF.get(role, Side.NEITHER))
        copy_letter(
            case=case, letter=letter, kind=letter.kind, number=told.number, envelope=told, by=by, action_id=new_id()
        )
    stand: dict[str, Any] = {
        "role": role, "side": SIDE_OF.get(role, Side.NEITHER), "age_at_deed": None, "age_estimated": False,
        "earlier_diversi": None, "by": by, "action_id": new_id(),
    }  # fmt: skip
    if matter is None:
        matter = open_matter(case=case, particulars=particulars, **stand).matter
    else:
        join_matter(case=case, matter=matter, **stand)
        _complete(case, matter, particulars, by)
    _name(officer, particulars.police_unit, case, matter, by)
    return case


def _complete(case: Case, matter: Matter, told: Particulars, by: Actor) -> None:
    """What the letter says and the matter does not know yet; what stands there stays."""
    known = Particulars.of(matter)
    lacks = [name for name, value in asdict(known).items() if value in {"", None}]
    whole = replace(known, **{name: getattr(told, name) for name in lacks})
    if whole != known:
        update_matter(case=case, matter=matter, particulars=whole, version=matter.version, by=by, action_id=new_id())


def _name(officer: str, unit: str, case: Case, matter: Matter, by: Actor) -> None:
    """The investigator of the letter, unless the matter has one of that name."""
    known = {name.casefold() for name in officers_of(matter)}
    if officer.strip() and officer.casefold() not in known:
        name_officer(
            case=case, matter=matter, post=Post.INVESTIGATOR, name=officer, rank="", unit=unit, phone="", by=by,
            action_id=new_id(),
        )  # fmt: skip


def _registered(newcomer: Newcomer | None, by: Actor) -> Person:
    if newcomer is None:
        raise Refused(_("Isi nama anak, atau pilih anak yang sudah terdaftar."), field="name")
    return register_person(
        identity=newcomer.identity, sex=newcomer.sex, birth_year=newcomer.birth_year,
        birth_estimated=newcomer.birth_estimated, by=by, action_id=new_id(),
    )  # fmt: skip


def _age(client: Person, today: date) -> int | None:
    born = birth_of(client)
    return age_at(born, today).counted if born else None
