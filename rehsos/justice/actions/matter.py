"""The matter itself, the children in it, its officers and its common facts."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action, new_id
from rehsos.audit.actor import Actor, acting_for
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.facts import check_fact, put_circumstance, put_fact
from rehsos.cases.actions.opening import set_role
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Assignment, Case, Role
from rehsos.cases.models.clocks import Precision
from rehsos.cases.policies import may_record
from rehsos.law.ages import Age, band

from ..models import Level, Matter, MatterFact, Officer, Part, Side

YES_NO = {True: "yes", False: "no", None: ""}


@dataclass(frozen=True)
class Particulars:
    """What is known of a matter. Everything may be unknown at first."""

    police_number: str = ""
    spdp_number: str = ""
    court_number: str = ""
    police_unit: str = ""
    offence: str = ""
    article: str = ""
    sexual_violence: bool | None = None
    penalty_seven_or_more: bool | None = None
    adult_suspect: bool | None = None
    event_from: date | None = None
    event_to: date | None = None
    event_place: str = ""


@action(_("Perkara dicatat"))
def open_matter(
    *,
    case: Case,
    role: Role,
    side: Side,
    particulars: Particulars,
    age_at_deed: int | None,
    age_estimated: bool,
    earlier_diversi: bool | None,
    by: Actor,
    action_id: UUID,
) -> Part:
    """Set a matter beside the case, with this child's part in it. The part carries the action's id."""
    may_record(case, by).insist()
    _check_dates(particulars)
    matter = Matter.objects.create(id=new_id(), offices=case.offices, **particulars.__dict__)
    return _take_part(case, matter, role, side, age_at_deed, age_estimated, earlier_diversi, by, action_id)


@action(_("Anak lain dalam perkara ini dicatat: {role}"))
def join_matter(
    *,
    case: Case,
    matter: Matter,
    role: Role,
    side: Side,
    age_at_deed: int | None,
    age_estimated: bool,
    earlier_diversi: bool | None,
    by: Actor,
    action_id: UUID,
) -> Part:
    """Add another child's part, in the case of that child. Common facts are copied, personal notes never."""
    may_record(case, by).insist()
    if Part.objects.filter(matter=matter, person=case.client, role=role).exists():
        raise Refused(_("Anak ini sudah tercatat dengan peran itu dalam perkara ini."))
    part = _take_part(case, matter, role, side, age_at_deed, age_estimated, earlier_diversi, by, action_id)
    for fact in matter.facts.all():
        put_fact(
            case, part.pk, fact.code, fact.at,
            fact_id=new_id(), level=fact.level, precision=fact.precision, until=fact.until,
        )  # fmt: skip
    recompute(case, by=by)
    return part


def _take_part(
    case: Case,
    matter: Matter,
    role: Role,
    side: Side,
    age: int | None,
    estimated: bool,
    earlier_diversi: bool | None,
    by: Actor,
    part_id: UUID,
) -> Part:
    if role == Role.NONE:
        raise Refused(_("Pilih peran anak dalam perkara."), field="role")
    part = Part.objects.create(
        id=part_id,
        case=case,
        matter=matter,
        person=case.client,
        role=role,
        side=side,
        age_at_deed=age,
        age_estimated=estimated,
        earlier_diversi=earlier_diversi,
    )
    set_role(case, role)
    _tell_circumstances(part, matter)
    raise_walls(matter)
    recompute(case, by=by)
    return part


def _tell_circumstances(part: Part, matter: Matter) -> None:
    """What the matter and the child's age mean for the rules."""
    told = {
        "role": part.role,
        "act_age_band": _band(part.age_at_deed),
        "act_date": matter.event_from.isoformat() if matter.event_from else "",
        "penalty_below_7y": YES_NO[None if (p := matter.penalty_seven_or_more) is None else not p],
        "repeat_offence": YES_NO[part.earlier_diversi],
        "suspected_tpks": YES_NO[matter.sexual_violence],
        "police_already_know": "yes" if matter.police_number else "",
        "suspect_age": {True: "adult", False: "child", None: ""}[matter.adult_suspect],
    }
    for code, value in told.items():
        put_circumstance(part.case, part.pk, code, value)


def _band(age: int | None) -> str:
    return "" if age is None else band(Age(age, age)) or ""


@action(_("Perkara diperbarui"))
def update_matter(*, case: Case, matter: Matter, particulars: Particulars, version: int, by: Actor, action_id: UUID) -> None:
    """Correct what is known of a matter; every child's clocks follow."""
    del action_id
    may_record(case, by).insist()
    _check_dates(particulars)
    changed = Matter.objects.filter(pk=matter.pk, version=version).update(version=version + 1, **particulars.__dict__)
    if not changed:
        raise Conflict(_("Data perkara ini baru saja diubah orang lain. Bandingkan dulu, lalu simpan lagi."))
    matter.refresh_from_db()
    for part in _parts_everywhere(matter, by):
        with acting_for(tuple(part.case.offices), back_to=by):
            _tell_circumstances(part, matter)
            recompute(part.case, by=by)


@action(_("Perkara: {code}"))
def record_matter_fact(
    *,
    case: Case,
    matter: Matter,
    code: Code,
    level: Code,
    at: datetime,
    precision: Precision,
    until: date | None,
    source: Text,
    by: Actor,
    action_id: UUID,
) -> None:
    """Note a fact common to all children of the matter once; every child's clocks follow."""
    del source
    may_record(case, by).insist()
    check_fact(code, at)
    MatterFact.objects.create(
        id=action_id, matter=matter, code=code, level=level, at=at, precision=precision, until=until, offices=matter.offices
    )
    for part in _parts_everywhere(matter, by):
        with acting_for(tuple(part.case.offices), back_to=by):
            put_fact(part.case, part.pk, code, at, fact_id=new_id(), level=level, precision=precision, until=until)
            recompute(part.case, by=by)


@action(_("Perkara pindah ke tahap {level}"))
def move_matter(*, case: Case, matter: Matter, level: Level, at: datetime, by: Actor, action_id: UUID) -> None:
    """The matter reaches another level; each level ends the clocks of the one before."""
    del action_id
    may_record(case, by).insist()
    Matter.objects.filter(pk=matter.pk).update(level=level)
    started = {
        Level.PROSECUTION: "file_received_by_prosecutor",
        Level.COURT: "file_received_at_court",
    }.get(level)
    if started:
        record_matter_fact(
            case=case, matter=matter, code=started, level="", at=at,
            precision=Precision.HOUR, until=None, source="", by=by, action_id=new_id(),
        )  # fmt: skip


@action(_("Petugas perkara dicatat: {post}"))
def name_officer(
    *, case: Case, matter: Matter, post: Code, name: Text, rank: Text, unit: Text, phone: Text, by: Actor, action_id: UUID
) -> Officer:
    """Who to call: investigator, prosecutor, judge, PK, lawyer."""
    del action_id
    may_record(case, by).insist()
    if not name.strip():
        raise Refused(_("Isi nama petugas."), field="name")
    return Officer.objects.create(
        matter=matter, post=post, name=name, rank=rank, unit=unit, phone=phone, offices=matter.offices
    )


@action(_("Perkara bagi anak ini berakhir: {ending}"))
def end_part(*, part: Part, ending: Code, on: date, note: Text, by: Actor, action_id: UUID) -> None:
    """SP3, diversi carried out, final verdict and other ends. Restorative justice is not diversi."""
    del note, action_id
    may_record(part.case, by).insist()
    Part.objects.filter(pk=part.pk).update(ended_by=ending, ended_on=on)
    recompute(part.case, by=by)


def raise_walls(matter: Matter) -> list[int]:
    """Bar the workers of each side from the files of the other; return those who work on both.

    While one worker holds both sides there is no wall yet but a conflict, shown to the Kabid.
    """
    parts = list(Part.objects.filter(matter=matter).exclude(side=Side.NEITHER).select_related("case"))
    workers = {part.case_id: _workers(part.case_id) for part in parts}
    both: set[int] = set()
    for part in parts:
        opposed = set[int]()
        for other in parts:
            if other.side != part.side and other.case_id != part.case_id:
                opposed |= workers[other.case_id]
        both |= opposed & workers[part.case_id]
        barred = sorted(opposed - workers[part.case_id])
        if barred != sorted(part.case.barred):
            Case.objects.filter(pk=part.case_id).update(barred=barred)
    return sorted(both)


def _workers(case: UUID) -> set[int]:
    return set(Assignment.objects.filter(case=case, until=None).values_list("worker_id", flat=True))


def _parts_everywhere(matter: Matter, by: Actor) -> list[Part]:
    with acting_for(tuple(matter.offices), back_to=by):
        return list(Part.objects.filter(matter=matter).select_related("case"))


def _check_dates(particulars: Particulars) -> None:
    first, last = particulars.event_from, particulars.event_to
    if first and last and last < first:
        raise Refused(_("Akhir kejadian lebih awal daripada mulainya."), field="event_to")
    today = date.today()  # noqa: DTZ011 - a day of an event has no time zone here
    if (first and first > today) or (last and last > today):
        raise Refused(_("Tanggal kejadian ada di masa depan."), field="event_from")
