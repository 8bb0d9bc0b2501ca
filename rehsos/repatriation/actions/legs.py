"""A leg is arranged, people are ticked off as they board, and it leaves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.by_code import take_back_codes
from rehsos.audit.actions import Private, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.facts import put_circumstance, put_fact
from rehsos.cases.actions.placing import Told, everywhere, place
from rehsos.cases.clockwork import OWED_AT, recompute
from rehsos.cases.models import Case, Subject, WhereaboutsKind
from rehsos.directory.models import Office, Place, Worker
from rehsos.people.identity import ERASED, Identity, identities_of, identity_of
from rehsos.people.models import Person
from rehsos.people.queries import age_on
from rehsos.referral import guests

from .. import aboard as boarding
from ..going_home import insist_ready
from ..kept import asked
from ..models import Group, Journey, Leg, Member, Outcome, Ride, Vehicle
from ..policies import may_arrange, may_lead, may_send, may_travel
from ..sealing import seal_in

KIND = "leg"
"""The kind of subject that somebody's ride on a leg is."""
NAMELESS = Identity()
BEFORE, AFTER = timedelta(hours=48), timedelta(days=7)
"""How long the two offices of a leg see it, before it is to leave and after it was accepted."""


@dataclass(frozen=True)
class _Road:
    """From where to where, with what, and when."""

    sender: Office | None
    receiver: Office | None
    from_place: Place | None
    to_place: Place | None
    vehicle: Vehicle
    seats: int | None
    escort: Worker | None
    departs: datetime
    arrives: datetime
    who: str
    needs: str


@action(_("Etape disusun: {vehicle}"))
def plan_leg(
    *,
    journey: Journey,
    sender: Office | None,
    receiver: Office | None,
    from_place: Place | None,
    to_place: Place | None,
    vehicle: Vehicle,
    seats: int | None,
    escort: Worker | None,
    departs: datetime,
    arrives: datetime,
    who: Private,
    needs: Private,
    by: Actor,
    action_id: UUID,
) -> Leg:
    """A leg of one client: from an office or a place, to an office, or to who waits there (`who`)."""
    may_travel(journey, by).insist()
    road = _Road(sender, receiver, from_place, to_place, vehicle, seats, escort, departs, arrives, who, needs)
    number = Ride.objects.filter(journey=journey).count() + 1
    if Ride.objects.filter(journey=journey, outcome="", leg__cancelled_at=None, leg__accepted_at=None).exists():
        raise Refused(_("Etape sebelumnya belum selesai. Catat dulu penerimaannya, atau batalkan."))
    leg = _laid(road, None, number, by, action_id)
    Ride.objects.bulk_create([_ride_of(leg, 1, journey, needs)])
    return leg


@action(_("Etape rombongan disusun: {vehicle}"))
def plan_group_leg(
    *,
    group: Group,
    sender: Office | None,
    receiver: Office | None,
    from_place: Place | None,
    to_place: Place | None,
    vehicle: Vehicle,
    seats: int | None,
    escort: Worker | None,
    departs: datetime,
    arrives: datetime,
    who: Private,
    needs: Private,
    by: Actor,
    action_id: UUID,
) -> Leg:
    """The next leg of a group: of everybody who is with it still."""
    may_lead(group, by).insist()
    road = _Road(sender, receiver, from_place, to_place, vehicle, seats, escort, departs, arrives, who, needs)
    legs = Leg.objects.filter(group=group, cancelled_at=None)
    if legs.filter(accepted_at=None).exists():
        raise Refused(_("Etape sebelumnya belum selesai. Catat dulu penerimaannya, atau batalkan."))
    leg = _laid(road, group, legs.count() + 1, by, action_id)
    with everywhere():
        Ride.objects.bulk_create(_rides_of(leg, group, boarding.start_of(leg)))
    return leg


@action(_("Kendaraan etape: {vehicle}"))
def change_vehicle(*, leg: Leg, vehicle: Vehicle, seats: int | None, by: Actor, action_id: UUID) -> None:
    """Before it leaves another vehicle comes, or one with other seats; who is listed and ticked stays."""
    may_arrange(leg, by).insist()
    if seats is not None and seats < 1:
        raise Refused(_("Isi jumlah kursi, atau kosongkan."), field="seats")
    standing = Leg.objects.filter(pk=leg.pk, departed_at=None, cancelled_at=None)
    Conflict.unless(standing.update(vehicle=vehicle, seats=seats), _("Etape ini sudah berangkat. Muat ulang halaman."))


def _laid(road: _Road, group: Group | None, number: int, by: Actor, action_id: UUID) -> Leg:
    _insist_road(road)
    return Leg.objects.create(
        id=action_id, office_id=by.office, group=group, number=number, sender=road.sender, receiver=road.receiver,
        from_place=road.from_place, to_place=road.to_place, vehicle=road.vehicle, seats=road.seats,
        escort=road.escort.pk if road.escort else None, departs=road.departs, arrives=road.arrives,
        shown_from=road.departs - BEFORE, shown_until=road.arrives + AFTER,
        sealed=seal_in(action_id, who=road.who.strip(), needs=road.needs.strip()), offices=[by.office],
    )  # fmt: skip


def _insist_road(road: _Road) -> None:
    if road.arrives < road.departs:
        raise Refused(_("Tiba sebelum berangkat. Periksa kedua jamnya."), field="arrives")
    if road.receiver is None and not road.who.strip():
        raise Refused(
            _("Tidak ada etape tanpa penerima: pilih kantornya, atau tulis siapa yang menunggu."), field="who"
        )
    if road.receiver is not None and road.receiver == road.sender:
        raise Refused(_("Kantor tujuan sama dengan kantor asal."), field="receiver")
    if road.seats is not None and road.seats < 1:
        raise Refused(_("Isi jumlah kursi, atau kosongkan."), field="seats")


def _ride_of(leg: Leg, number: int, journey: Journey, needs: str) -> Ride:
    """One client on a leg: who they are and what they need, as of today, under a key of their own."""
    identity, ride = _known(journey.person), new_id()
    age = age_on(identity, journey.person.birth_year, timezone.localdate(), estimated=journey.person.birth_estimated)
    return Ride(
        id=ride, leg=leg, case_id=journey.case_id, journey=journey, number=number, sex=journey.person.sex,
        age=age.counted if age else None, category=journey.category, destination_id=journey.destination_id, key=ride,
        sealed=seal_in(ride, name=identity.name, code=journey.case.code, needs=needs.strip()),
        offices=[leg.office_id], **_window(leg),
    )  # fmt: skip


def _known(person: Person) -> Identity:
    """Who was erased goes on without a name."""
    return NAMELESS if identities_of([person])[person.pk] is ERASED else identity_of(person)


def _window(leg: Leg) -> dict[str, object]:
    return {
        "sender": leg.sender,
        "receiver": leg.receiver,
        "shown_from": leg.shown_from,
        "shown_until": leg.shown_until,
    }


def still_with(group: Group) -> list[Member]:
    """Everybody who has not left it or died on the way, in the order of the list."""
    gone = Ride.objects.filter(member__group=group, outcome__in=[Outcome.LEFT, Outcome.DIED]).values("member")
    members = group.members.exclude(pk__in=gone).select_related("journey__case", "journey__person")
    return list(members.order_by("number"))


def _rides_of(leg: Leg, group: Group, start: int) -> Iterable[Ride]:
    """Of everybody whose last leg ended with the group, or who has ridden none, and is free where this one starts."""
    members = still_with(group)
    kept = boarding.bound(members, start)
    if members and len(kept) == len(members):
        told = boarding.said({one.number: kept[one.pk].why for one in members})
        raise Refused(_NOBODY_FREE.format(who=told), field="sender")
    for member in members:
        if member.pk in kept:
            continue
        if member.journey is not None and not member.journey.is_open:
            continue
        if member.journey is not None:
            ride = _ride_of(leg, member.number, member.journey, "")
            ride.member = member
            yield ride
        else:
            yield Ride(
                id=new_id(), leg=leg, member=member, number=member.number, sex=member.sex, age=member.age,
                category=member.category, destination_id=member.destination_id, key=group.pk, sealed=member.sealed,
                offices=[leg.office_id], **_window(leg),
            )  # fmt: skip


_NOBODY_FREE = _("Tidak ada yang dapat ikut dari sini: {who}. Pilih kantor tempat mereka menunggu.")


@action(_("Etape dibatalkan"))
def cancel_leg(*, leg: Leg, reason: Private, by: Actor, action_id: UUID) -> None:
    """It does not take place: nobody has boarded it. Its seats are free, its people wait for another."""
    may_arrange(leg, by).insist()
    if not reason.strip():
        raise Refused(_("Tulis alasannya."), field="reason")
    standing = Leg.objects.filter(pk=leg.pk, departed_at=None, cancelled_at=None)
    Conflict.unless(standing.update(cancelled_at=timezone.now()), _("Etape ini sudah berangkat atau dibatalkan."))
    take_back_codes(leg.pk)
    with everywhere():
        Ride.objects.filter(leg=leg).delete()


@action(_("Yang naik dihitung"))
def tick_aboard(
    *, leg: Leg, aboard: tuple[int, ...], shown: tuple[int, ...] | None = None, by: Actor, action_id: UUID
) -> int:
    """Who is on board, by their numbers: what was changed against whom the page `shown` as ticked, and no more.

    Two phones at a pier keep each other's ticks. None was shown: as ticked now, whatever was ticked before. Sent twice
    it is the same. How many are on board now.
    """
    may_send(leg, by).insist()
    Leg.objects.select_for_update(no_key=True).get(pk=leg.pk)
    rides = Ride.objects.filter(leg=leg)
    known = dict(rides.values_list("number", "aboard"))
    Conflict.unless(set(aboard) <= set(known), _("Daftar orang baru saja berubah. Muat ulang, lalu centang lagi."))
    before = {number for number, ticked in known.items() if ticked}
    seen = before if shown is None else set(shown)
    now = (before | (set(aboard) - seen)) - (seen - set(aboard))
    with everywhere():
        boarding.insist_free(leg, list(rides.filter(number__in=now)), field="aboard")
    rides.filter(number__in=now).update(aboard=True)
    rides.exclude(number__in=now).update(aboard=False)
    return len(now)


@action(_("Etape berangkat"))
def depart(*, leg: Leg, at: datetime, by: Actor, action_id: UUID) -> None:
    """It left, with those who were ticked; who was not, did not board. From that hour on they are travelling."""
    may_send(leg, by).insist()
    if at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Catat bila sudah berangkat."), field="at")
    with everywhere():
        rides = list(Ride.objects.filter(leg=leg).select_related("case", "journey"))
        aboard = [ride for ride in rides if ride.aboard]
        if not aboard:
            raise Refused(_("Belum ada yang tercatat naik. Centang dulu siapa yang naik."))
        things = [one.member_id for one in aboard if one.member_id]
        guests.hold(things)
        boarding.insist_free(leg, aboard)
        boarding.insist_came_at(aboard, at)
        _insist_free(aboard, leg)
        if leg.receiver_id is None:
            insist_ready(aboard)
        standing = Leg.objects.filter(pk=leg.pk, departed_at=None, cancelled_at=None)
        Conflict.unless(standing.update(departed_at=at), _("Etape ini sudah berangkat. Muat ulang halaman."))
        left = Ride.objects.filter(leg=leg, aboard=False)
        left.update(outcome=Outcome.NOT_ABOARD, ended_at=at, cause=action_id)
        guests.went_on(things, at, action_id)
        for case, ride in ((one.case, one.pk) for one in aboard if one.case is not None):
            left_told(case=case, ride=ride, at=at, due=leg.arrives, by=by, action_id=new_id())


def _insist_free(aboard: Sequence[Ride], leg: Leg) -> None:
    """Nobody rides on two legs at once."""
    journeys = [ride.journey_id for ride in aboard if ride.journey_id]
    other = Ride.objects.filter(journey__in=journeys, aboard=True, outcome="").exclude(leg=leg)
    if (one := other.filter(leg__departed_at__isnull=False).first()) is not None:
        twice = next(ride.number for ride in aboard if ride.journey_id == one.journey_id)
        raise Refused(_("No. {n} masih di etape lain yang belum diterima. Catat penerimaannya dulu.").format(n=twice))


@action(_("Berangkat"))
def left_told(*, case: Case, ride: UUID, at: datetime, due: datetime, by: Actor, action_id: UUID) -> None:
    """Said on the timeline of the case: the client is travelling, and is to be accepted at the other end.

    Who stays in a house that the leg does not start from does so until that house says otherwise.
    """
    there = Told(WhereaboutsKind.TRAVELLING)
    with everywhere():
        asks = asked(case, Leg.objects.get(rides=ride))
        try:
            place(case, whereabouts=there, at=at, by=by, cause=action_id, agreed=True, asks=asks)
        except Refused as refused:
            raise Refused(refused.reason, field="at" if refused.field == "at" else "") from refused
        receiver = Ride.objects.values_list("receiver", flat=True).get(pk=ride)
        put_circumstance(case, Subject(KIND, ride), OWED_AT, str(receiver or ""))
        put_fact(case, Subject(KIND, ride), "leg_due", max(due, at), fact_id=action_id)
        recompute(case, by=by)
