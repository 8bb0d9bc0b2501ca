"""From the letter of an officer to the child's case and its matter: everything that opens, or nothing of it."""

from dataclasses import dataclass
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
from rehsos.intake.models import Report
from rehsos.intake.policies import may_take_up
from rehsos.law.ages import age_at
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import Letter
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity, birth_of
from rehsos.people.models import Person, Sex

from ..models import Matter, Post, Side
from ..roles import Role
from .matter import Particulars, join_matter, name_officer, open_matter

SIDE_OF = {Role.VICTIM: Side.HARMED, Role.IN_CONFLICT: Side.ACCUSED, Role.WITNESS: Side.NEITHER}
"""The side a child stands on by its role, where nobody said another."""


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

    The first child's case takes the report with its letters, and its matter is as `particulars` and `officer` say. For
    the next child of the letter `matter` is that one: it is joined, and the case bears a copy of the `letter`.
    """
    by.need(Permission.WORK_CASES)
    may_take_up(report, by).insist()
    client = child or _registered(newcomer, by)
    today = timezone.localdate()
    case = open_case(
        client=client, types=(primary_type,), primary_type=primary_type, place=place, event_place=None, opened_on=today,
        kind=CaseKind.CASE, report=report.pk if matter is None else None, earlier=earlier, age=_age(client, today),
        role=role, by=by, action_id=new_id(),
    )  # fmt: skip
    stand: dict[str, Any] = {
        "role": role,
        "side": SIDE_OF.get(role, Side.NEITHER),
        "age_at_deed": None,
        "age_estimated": False,
    }
    arrive(case, report, takes=matter is None, by=by)
    if matter is not None:
        if letter is not None:
            number = envelope_of(letter).number
            copy_letter(case=case, letter=letter, kind=letter.kind, number=number, by=by, action_id=new_id())
        join_matter(case=case, matter=matter, **stand, earlier_diversi=None, by=by, action_id=new_id())
        return case
    part = open_matter(
        case=case, particulars=particulars, **stand, earlier_diversi=None, by=by, action_id=new_id()
    )  # fmt: skip
    if officer.strip():
        name_officer(
            case=case, matter=part.matter, post=Post.INVESTIGATOR, name=officer, rank="",
            unit=particulars.police_unit, phone="", by=by, action_id=new_id(),
        )  # fmt: skip
    return case


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
