"""At the end of a leg: who arrived is accepted, of everybody else it is said what became of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Private, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.dying import Died, die
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.placing import Told, everywhere, place
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Case, CustodyKind, DeathPlace, Subject, WhereaboutsKind
from rehsos.directory.models import Office
from rehsos.referral import guests
from rehsos.referral.models_guest import Guest
from rehsos.vault.keys import key_destroyed

from .. import aboard as boarding
from ..kept import asked
from ..models import AcceptedAs, Journey, Leg, Outcome, Ride, Taker
from ..policies import may_accept, may_receive_instead
from ..sealing import seal_in, unsealed
from .journeys import RETURNED
from .legs import AFTER, KIND


@action(_("Etape diterima"))
def accept_leg(
    *,
    leg: Leg,
    arrived: tuple[int, ...],
    at: datetime,
    words: Private,
    taker: Taker = Taker.FAMILY,
    by: Actor,
    action_id: UUID,
) -> None:
    """Who came is accepted, by their numbers: from that hour on the receiver answers for them.

    The leg is closed once everybody who boarded has an end; until then it stays open, and says how many are missing.
    `taker` says who that is where it goes to no office of ours: a village is no family.
    """
    may_accept(leg, by).insist()
    outside = "" if leg.receiver_id or taker == Taker.FAMILY else _waits(leg)
    nobody_of_ours = AcceptedAs.OUTSIDE if outside else AcceptedAs.FAMILY
    accepted = AcceptedAs.OFFICE if leg.receiver_id else nobody_of_ours
    who = by.name if leg.receiver_id == by.office else ""
    take_in(leg, Accepted(arrived, at, accepted, words, outside, who), by, action_id)


def _waits(leg: Leg) -> str:
    """Who was to wait there, as the leg was laid."""
    return str(unsealed(leg.pk, leg.sealed).get("who") or leg.to_place or Taker.INSTITUTION.label)


@action(_("Diterima penerima pengganti"))
def receive_instead(
    *,
    leg: Leg,
    arrived: tuple[int, ...],
    who: Private,
    witness: Private,
    reason: Private,
    at: datetime,
    by: Actor,
    action_id: UUID,
) -> None:
    """The receiver did not come: the family took them, and the village saw it. The absent office is told."""
    may_receive_instead(leg, by).insist()
    for name, text in {"who": who, "witness": witness, "reason": reason}.items():
        if not text.strip():
            raise Refused(_("Wajib diisi: tanpa ini tidak ada bukti serah terima."), field=name)
    stood_in = Substitute(*(text.strip() for text in (who, witness, reason)))
    take_in(leg, Accepted(arrived, at, AcceptedAs.OTHER, instead=stood_in), by, action_id)


@dataclass(frozen=True)
class Substitute:
    """Who took them where the receiver did not come, who saw it, and why they took them."""

    who: str
    witness: str
    reason: str

    def told(self, numbers: Collection[int], before: Mapping[str, str]) -> dict[str, str]:
        """What the leg keeps of it, beside what it kept of others before: whom they took, by number."""
        taken = ", ".join(map(str, sorted(numbers)))
        line = f"no. {taken}: {self.who} · {self.witness} · {self.reason}"
        found = (("instead", "; ", line), ("instead_by", ", ", self.who), ("witness", ", ", self.witness))
        return {name: said if before.get(name, said) == said else f"{before[name]}{between}{said}"
                for name, between, said in found}  # fmt: skip


@dataclass(frozen=True)
class Accepted:
    """Who came, when, by whom they were accepted, in which words; `outside`: who that is where it is nobody here.

    `who` is the name of who took them, as they say it themselves. What a substitute said (`instead`) is kept apart:
    it is neither the state in which they came, nor news of those who did not.
    """

    arrived: Collection[int]
    at: datetime
    way: AcceptedAs
    words: str = ""
    outside: str = ""
    who: str = ""
    instead: Substitute | None = None


def take_in(leg: Leg, told: Accepted, by: Actor, action_id: UUID) -> None:
    """Within another action: who came has their end, and on the case of each it is said who answers for them now."""
    arrived, at = told.arrived, told.at
    insist_hour(leg, at)
    with everywhere():
        Leg.objects.select_for_update(no_key=True).get(pk=leg.pk)
        open_ones = {
            ride.number: ride
            for ride in Ride.objects.select_related("case", "journey").filter(leg=leg, aboard=True, outcome="")
        }
        Conflict.unless(set(arrived) <= set(open_ones), _("Daftar orang baru saja berubah. Muat ulang halaman."))
        if not arrived:
            raise Refused(_("Centang siapa yang tiba."), field="arrived")
        came = [open_ones[number] for number in sorted(set(arrived))]
        boarding.insist_left_nowhere(came)
        end_rides(came, Outcome.ARRIVED, at, action_id, told.way)
        Leg.objects.filter(pk=leg.pk, arrived_at=None).update(arrived_at=at)
        write_words(leg, told.words.strip(), told.who)
        if told.instead:
            kept = unsealed(leg.pk, Leg.objects.get(pk=leg.pk).sealed)
            Leg.objects.filter(pk=leg.pk).update(
                sealed=seal_in(leg.pk, **{**kept, **told.instead.told(set(arrived), kept)})
            )
        close_if_whole(leg, at)
        if told.way == AcceptedAs.OFFICE:
            guests.came(_guests(leg, came, at))
        receiver = leg.receiver if told.way == AcceptedAs.OFFICE else None
        for case, ride in ((one.case, one.pk) for one in came if one.case is not None):
            arrival_accepted(
                case=case, ride=ride, receiver=receiver, outside=told.outside, at=at, by=by, action_id=new_id()
            )


def _guests(leg: Leg, came: Iterable[Ride], at: datetime) -> Iterator[Guest]:
    """Who has no case is at the office that accepted them all the same, by what the list says of them."""
    for ride in came:
        if ride.case is None and ride.member_id and leg.receiver_id:
            yield Guest(
                id=ride.pk, office_id=leg.receiver_id, sender_id=leg.office_id, since=at, sex=ride.sex, age=ride.age,
                category=ride.category, thing=ride.member_id, key=ride.key, sealed=ride.sealed,
                offices=[leg.receiver_id, leg.office_id],
            )  # fmt: skip


def insist_hour(leg: Leg, at: datetime) -> None:
    """Raise Refused where it is still to come, or was before they left."""
    if at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Catat bila sudah terjadi."), field="at")
    if leg.departed_at is not None and at < leg.departed_at:
        raise Refused(_("Lebih awal daripada berangkatnya. Periksa tanggal dan jamnya."), field="at")


def end_rides(
    rides: Sequence[Ride], outcome: Outcome, at: datetime, cause: UUID, way: AcceptedAs = AcceptedAs.OPEN
) -> None:
    """The state stands in the condition of the UPDATE itself: of two who say so at once, one is told."""
    standing = Ride.objects.filter(pk__in=[ride.pk for ride in rides], aboard=True, outcome="")
    told = standing.update(outcome=outcome, accepted_as=way, ended_at=at, cause=cause)
    Conflict.unless(told == len(rides), _("Ini sudah dicatat orang lain. Muat ulang halaman."))


def write_words(leg: Leg, words: str, who: str = "") -> None:
    """How they came and who says so, beside what was written when the leg was laid."""
    told = {name: text for name, text in (("accepted", words), ("accepted_by", who)) if text}
    if told:
        Leg.objects.filter(pk=leg.pk).update(sealed=seal_in(leg.pk, **{**unsealed(leg.pk, leg.sealed), **told}))


def close_if_whole(leg: Leg, at: datetime) -> None:
    """Boarded is arrived and named differences: then the leg is closed, and seen by its offices a week more."""
    if Ride.objects.filter(leg=leg, aboard=True, outcome="").exists():
        return
    Leg.objects.filter(pk=leg.pk, accepted_at=None).update(accepted_at=at, shown_until=at + AFTER)
    Leg.objects.filter(pk=leg.pk, arrived_at=None).update(arrived_at=at)


@action(_("Diterima di ujung etape"))
def arrival_accepted(
    *,
    case: Case,
    ride: UUID,
    receiver: Office | None,
    outside: Private = "",
    at: datetime,
    by: Actor,
    action_id: UUID,
) -> None:
    """Said on the timeline of the case: from that hour on the receiver answers for the client, who is there.

    `outside` names who that is where it is neither an office of ours nor the family.
    """
    with everywhere():
        leg = Leg.objects.get(rides=ride)
        asks = asked(case, leg, receiver.pk if receiver else None)
        if receiver is not None:
            here = Told("office", receiver)
            place(case, custody=here, whereabouts=here, at=at, by=by, cause=action_id, agreed=True, asks=asks)
        elif outside:
            known = outside if not key_destroyed(case.client_id) else ""
            there = Told(WhereaboutsKind.INSTITUTION, words=known)
            place(case, custody=Told(CustodyKind.OUTSIDE, words=known), whereabouts=there, at=at, by=by,
                  cause=action_id, agreed=True, asks=asks)  # fmt: skip
        else:
            place(case, custody=Told(CustodyKind.FAMILY), whereabouts=Told(WhereaboutsKind.FAMILY), at=at, by=by,
                  cause=action_id, agreed=True, asks=asks)  # fmt: skip
            for journey in Journey.objects.filter(rides=ride, home_at=None):
                came_home(case, journey, at)
        _ended(case, ride, at, by)


def came_home(case: Case, journey: Journey, at: datetime) -> None:
    """Within another action: with the family from that hour on. What is owed after it is counted from there."""
    Journey.objects.filter(pk=journey.pk).update(home_at=at)
    put_fact(case, Subject(RETURNED, journey.pk), "came_home", at, fact_id=new_id())
    put_fact(case, case.subject, "brought_home", at, fact_id=new_id())


PLACES = {
    Outcome.LEFT: WhereaboutsKind.UNKNOWN,
    Outcome.ILL: WhereaboutsKind.HOSPITAL,
}
"""Where somebody is who did not arrive."""


@action(_("Di perjalanan: {outcome}"))
def difference_told(
    *, case: Case, ride: UUID, outcome: Outcome, where: Private, at: datetime, by: Actor, action_id: UUID
) -> None:
    """The same of who did not arrive. A death is recorded with it, and ends the journey."""
    with everywhere():
        if outcome == Outcome.DIED:
            Ride.objects.filter(pk=ride).update(cause=action_id)
            die(case, Died(at, DeathPlace.ROAD, where), by=by, cause=action_id, agreed=True)
        else:
            known = not key_destroyed(case.client_id)  # of who was erased the place is told, in no words
            there = Told(PLACES[outcome], words=where.strip() if known else "")
            asks = asked(case, Leg.objects.get(rides=ride))
            place(case, whereabouts=there, at=at, by=by, cause=action_id, agreed=True, asks=asks)
        _ended(case, ride, at, by)


def _ended(case: Case, ride: UUID, at: datetime, by: Actor) -> None:
    put_fact(case, Subject(KIND, ride), "leg_accepted", at, fact_id=new_id())
    recompute(case, by=by)
