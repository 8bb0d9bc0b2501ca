"""A group is put down from a list; a line of it becomes a case, or joins one that runs."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused, Words
from rehsos.cases.actions.opening import open_case
from rehsos.cases.actions.placing import everywhere
from rehsos.cases.clockwork import recompute
from rehsos.cases.dying import death_of, lacking
from rehsos.cases.first_type import type_of
from rehsos.cases.models import Case, CaseKind
from rehsos.cases.policies import may_record
from rehsos.directory.models import Office, Place
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Sex
from rehsos.referral import guests
from rehsos.vault.keys import key_of
from rehsos.vault.seal import seal

from ..aboard import bound
from ..kept import doubts
from ..lines import MOST, Lines, places_of, twice
from ..models import AT_HOME, Direction, Group, Journey, Leg, Member, Outcome, Ride
from ..policies import may_begin_group, may_lead, may_tie
from ..sealing import CONTEXT, name_in, unsealed
from .arriving import came_home, difference_told
from .journeys import begin_journey


@action(_("Rombongan dicatat: {direction}"))
def begin_group(
    *,
    direction: Direction,
    category: Code,
    from_place: Place | None,
    to_place: Place | None,
    lines: Lines,
    same_meant: bool,
    by: Actor,
    action_id: UUID,
) -> Group:
    """A list of people who travel together. Somebody on it twice is told, unless two people are meant."""
    may_begin_group(by).insist()
    _insist_list(lines, same_meant=same_meant)
    group = Group.objects.create(
        id=action_id, office_id=by.office, direction=direction, category=category, from_place=from_place,
        to_place=to_place, began_at=timezone.now(), offices=[by.office],
    )  # fmt: skip
    key, known = key_of(group.pk), Place.objects.in_bulk(places_of(lines))
    Member.objects.bulk_create(
        Member(
            id=new_id(), group=group, number=number, sex=line.sex, age=line.age, category=category,
            destination=known.get(line.place) or (None if line.place else to_place), offices=[by.office],
            sealed=seal(key, {"name": line.name}, subject=group.pk, context=CONTEXT) if line.name else None,
        )
        for number, line in enumerate(lines, 1)
    )  # fmt: skip
    return group


def _insist_list(lines: Lines, *, same_meant: bool) -> None:
    if not lines:
        raise Refused(_("Tulis paling sedikit satu orang."), field="lines")
    if len(lines) > MOST:
        raise Refused(_("Paling banyak {n} orang. Bagi menjadi dua rombongan.").format(n=MOST), field="lines")
    if not same_meant and (same := twice(lines)):
        pairs = "; ".join(f"{one} = {other}" for one, other in same[:5])
        told = _("Tampaknya orang yang sama dua kali, pada orang ke-: {pairs}. Hapus satu, atau tandai bahwa "
                 "memang dua orang.")  # fmt: skip
        raise Refused(told.format(pairs=pairs), field="lines")


@action(_("Dari rombongan dibuka sebagai kasus"))
def open_member(*, member: Member, by: Actor, action_id: UUID) -> Case:
    """A line of the list becomes a person, a case and a journey, in one tap; who they are is found out later."""
    may_lead(member.group, by).insist()
    _insist_free(member)
    person = register_person(
        identity=Identity(called=name_in(member) or str(_("Tanpa nama"))), sex=Sex(member.sex),
        birth_year=None if member.age is None else timezone.localdate().year - member.age,
        birth_estimated=member.age is not None, by=by, action_id=new_id(),
    )  # fmt: skip
    kind, letter = type_of(member.category, member.age)
    case = open_case(
        client=person, types=(kind,), primary_type=kind, place=Place.objects.get(pk=by.place), event_place=None,
        opened_on=timezone.localdate(), kind=CaseKind.CASE, report=None, earlier=None, age=member.age,
        category=member.category, protection=letter, by=by, action_id=new_id(),
    )  # fmt: skip
    _tie(member, case, by)
    return case


@action(_("Dari rombongan digabung dengan kasus"))
def join_member(*, member: Member, case: Case, same_meant: bool, by: Actor, action_id: UUID) -> None:
    """Who they are is known: their case at this office goes on with the group. What speaks against it is told first."""
    may_lead(member.group, by).insist()
    may_record(case, by).insist()
    may_tie(member).insist()
    _insist_free(member)
    if Member.objects.filter(group=member.group_id, journey__case=case).exists():
        raise Refused(_("Klien ini sudah ada di rombongan ini, pada nomor lain."), field="case")
    if not same_meant and (against := doubts(member, case, by)):
        raise Refused(str(_UNLIKE).format(n=member.number, code=case.code, what="; ".join(against)), field="same_meant")
    _tie(member, case, by)


_UNLIKE = _(
    "No. {n} dan kasus {code} tampaknya dua orang: {what}. Periksa kodenya; bila memang satu orang, tandai di sini."
)


def _insist_free(member: Member) -> None:
    """Nobody has two cases: who was taken in since where the group came has the one of that house."""
    if (kept := bound([member]).get(member.pk)) is not None and kept.died:
        raise Refused(_DIED.format(n=member.number, why=kept.why))
    if (taken := guests.taken(member.pk)) is not None:
        raise Refused(_TAKEN.format(n=member.number, office=_house(taken.office)))
    if Member.objects.filter(pk=member.pk, journey__isnull=False).exists():
        raise Conflict(_("Baris ini sudah punya kasus. Muat ulang halaman."))


def _house(office: Office) -> Words:
    return _("satu lembaga") if office.hidden_place else office.short


_DIED = _("No. {n} {why}. Kasus dan kematiannya dicatat lembaga itu; tanyakan ke sana.")
_TAKEN = _("No. {n} sudah punya kasus di {office}, yang menerimanya di kamar. Minta kabarnya lewat rujukan ke sana.")


def _tie(member: Member, case: Case, by: Actor) -> None:
    """Their journey, and what they rode before is theirs; so is their death, if they died there."""
    died = Ride.objects.filter(member=member, outcome=Outcome.DIED).first()
    journey = _journey_in(case, over=died is not None and death_of(case) is not None) or begin_journey(
        case=case, direction=Direction(member.group.direction), destination=member.destination, certain=False,
        family="", by=by, action_id=new_id(),
    )  # fmt: skip
    standing = Member.objects.filter(pk=member.pk, journey=None)
    Conflict.unless(standing.update(journey=journey), _("Baris ini sudah punya kasus. Muat ulang halaman."))
    may_tie(member).insist()
    Ride.objects.filter(member=member).update(journey=journey, case=case)
    guests.opened(member.pk, case)
    _carry_home(journey, case, by)
    if died is not None and died.ended_at and death_of(case) is None:
        _carry_death(died, died.ended_at, case, by)


def _journey_in(case: Case, *, over: bool) -> Journey | None:
    """The journey of a case that runs; of a client who is known to have died, the last one."""
    journeys = Journey.objects.filter(case=case, withdrawn_by=None).order_by("-began_at")
    return (journeys if over else journeys.filter(ended_at=None)).first()


def _carry_home(journey: Journey, case: Case, by: Actor) -> None:
    """Whom their family accepted is home since: what is owed after it is counted from there."""
    home = Ride.objects.filter(journey=journey, accepted_as__in=AT_HOME).order_by("-ended_at").first()
    if home is not None and home.ended_at and journey.home_at is None:
        came_home(case, journey, home.ended_at)
        recompute(case, by=by)


def _carry_death(ride: Ride, at: datetime, case: Case, by: Actor) -> None:
    """As it was told on the leg: its hour and where."""
    where = str(unsealed(ride.key, ride.told).get("where", ""))
    try:
        difference_told(case=case, ride=ride.pk, outcome=Outcome.DIED, where=where, at=at, by=by, action_id=new_id())
    except Refused as refused:  # its hour stands on no field of a form here
        raise Refused(_("Kematiannya di jalan tidak dapat dibawa: {why}").format(why=refused.reason)) from refused


@action(_("Rombongan selesai"))
def end_group(*, group: Group, by: Actor, action_id: UUID) -> None:
    """Nobody of it travels any more."""
    may_lead(group, by).insist()
    if Leg.objects.filter(group=group, cancelled_at=None, accepted_at=None).exists():
        raise Refused(_("Masih ada etape yang belum diterima."))
    _insist_buried(group)
    standing = Group.objects.filter(pk=group.pk, ended_at=None)
    Conflict.unless(standing.update(ended_at=timezone.now()), _("Rombongan ini sudah selesai. Muat ulang halaman."))


def _insist_buried(group: Group) -> None:
    """Who died on the way has a case, and there body and belongings have a receiver."""
    with everywhere():
        dead = Ride.objects.select_related("case").filter(member__group=group, outcome=Outcome.DIED).order_by("number")
        for ride in dead:
            if ride.case is None:
                raise Refused(_NO_CASE.format(n=ride.number))
            if lacks := lacking(ride.case):
                raise Refused(_LACKS.format(n=ride.number, code=ride.case.code, what="; ".join(lacks)))


_NO_CASE = _("No. {n} meninggal di jalan dan belum punya kasus. Buka kasusnya: kematiannya ikut tercatat.")
_LACKS = _("No. {n} meninggal di jalan: {what}. Catat di halaman Kematian kasus {code}.")
