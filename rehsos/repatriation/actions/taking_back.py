"""What was recorded of a leg by mistake is taken back: that it left, or was accepted; who does not go is taken off."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Private, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.placing import everywhere, unplace
from rehsos.cases.actions.withdrawing import WITHDRAWS, withdrawn_in
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Case, Custody, Fact, Whereabouts
from rehsos.referral import guests
from rehsos.vault.keys import key_destroyed

from ..models import AcceptedAs, Journey, Leg, Outcome, Ride
from ..policies import may_arrange
from ..sealing import seal_in, unsealed
from ..taken_back import CAME, LEFT, insist_reason, may_take_back_acceptance, may_take_back_departure
from .journeys import close_contacts
from .legs import AFTER, left_told

WITHDRAWS.update({"departure_taken_back", "acceptance_taken_back"})


@action(_("Berangkatnya etape salah catat, ditarik kembali"))
def take_back_departure(*, leg: Leg, reason: Private, by: Actor, action_id: UUID) -> None:
    """It did not leave: the ticks stay, who was not aboard waits again, and everybody is where they were."""
    may_take_back_departure(leg, by).insist()
    insist_reason(leg, LEFT, reason, by)
    with everywhere():
        Leg.objects.select_for_update(no_key=True).get(pk=leg.pk)
        aboard = Ride.objects.filter(leg=leg, aboard=True)
        if aboard.exclude(outcome=Outcome.OPEN).exists():
            raise Refused(_("Sudah ada yang dicatat tiba atau tidak tiba. Tarik dulu penerimaannya."))
        standing = Leg.objects.filter(pk=leg.pk, accepted_at=None).exclude(departed_at=None)
        Conflict.unless(standing.update(departed_at=None), _BEFORE)
        if leg.departed_at is not None:
            guests.did_not_go_on([one for one in aboard.values_list("member", flat=True) if one], leg.departed_at)
        Ride.objects.filter(leg=leg, outcome=Outcome.NOT_ABOARD).update(outcome=Outcome.OPEN, ended_at=None, cause=None)
        _keep_words(leg, reason)
        for case, line in _lines(list(aboard.select_related("case")), "left_told"):
            departure_taken_back(case=case, recorded=line.pk, by=by, action_id=new_id())


@action(_("Berangkat: salah catat, ditarik kembali"))
def departure_taken_back(*, case: Case, recorded: UUID, by: Actor, action_id: UUID) -> None:
    """Said on the timeline of the case: the client did not leave, and nobody is owed their arrival."""
    _undone(case, recorded, action_id, by)


@action(_("Diterimanya etape salah catat, ditarik kembali"))
def take_back_acceptance(*, leg: Leg, reason: Private, by: Actor, action_id: UUID) -> None:
    """Who was said to have come did not yet: they are on the road again. Who did not arrive stays told."""
    may_take_back_acceptance(leg, by).insist()
    insist_reason(leg, CAME, reason, by)
    with everywhere():
        Leg.objects.select_for_update(no_key=True).get(pk=leg.pk)
        came = list(Ride.objects.select_related("case", "journey").filter(leg=leg, outcome=Outcome.ARRIVED))
        Conflict.unless(bool(came), _BEFORE)
        _insist_not_gone_on(leg, came)
        _insist_not_taken_in(came)
        guests.did_not_come([one.pk for one in came])
        lines = list(_lines(came, "arrival_accepted"))
        _insist_there_still(lines)
        Ride.objects.filter(pk__in=[one.pk for one in came]).update(
            outcome=Outcome.OPEN, accepted_as=AcceptedAs.OPEN, ended_at=None, cause=None
        )
        Leg.objects.filter(pk=leg.pk).update(
            accepted_at=None, arrived_at=_first(leg), shown_until=max(leg.arrives, timezone.now()) + AFTER
        )
        _keep_words(leg, reason)
        for case, line in lines:
            acceptance_taken_back(case=case, recorded=line.pk, by=by, action_id=new_id())
        _tell_who_left(leg, came, {case.pk for case, _line in lines}, by)


@action(_("Diterima di ujung etape: salah catat, ditarik kembali"))
def acceptance_taken_back(*, case: Case, recorded: UUID, by: Actor, action_id: UUID) -> None:
    """Said on the timeline of the case: the client is on the road again, and the receiver owes their acceptance."""
    ride = Action.objects.get(pk=recorded).facts["ride"]
    for journey in Journey.objects.filter(case=case, rides=ride, home_at__isnull=False):
        close_contacts(journey, at_once=True)
    Journey.objects.filter(case=case, rides=ride).update(home_at=None)
    _undone(case, recorded, action_id, by)


@action(_("No. {number} tidak ikut etape"))
def take_off_leg(*, leg: Leg, number: int, by: Actor, action_id: UUID) -> None:
    """Somebody does not go with a leg that has not left: their seat is free, and another leg may be planned."""
    may_arrange(leg, by).insist()
    with everywhere():
        it = Leg.objects.select_for_update(no_key=True).get(pk=leg.pk)
        Conflict.unless(it.departed_at is None, _("Etape ini sudah berangkat. Catat lewat “Tidak semua tiba”."))
        rides = Ride.objects.filter(leg=leg)
        if not rides.exclude(number=number).exists():
            raise Refused(_("Tidak ada orang lain di etape ini. Batalkan etapenya."), field="number")
        deleted, _kinds = rides.filter(number=number).delete()
        Conflict.unless(bool(deleted), _("Daftar orang baru saja berubah. Muat ulang halaman."))


_BEFORE = _("Ini sudah ditarik kembali. Muat ulang halaman.")


def _lines(rides: list[Ride], name: str) -> Iterator[tuple[Case, Action]]:
    """What the timeline of each one's case said last of their ride, and was not taken back."""
    for ride in rides:
        if ride.case is None:
            continue
        told = Action.objects.filter(dossier=ride.case_id, name=name, facts__ride=str(ride.pk))
        line = told.exclude(pk__in=withdrawn_in(ride.case)).order_by("-recorded_at").first()
        if line is not None:
            yield ride.case, line


def _insist_not_gone_on(leg: Leg, came: list[Ride]) -> None:
    """Nobody of them left on a leg after it, nor came home for good."""
    later = Ride.objects.filter(aboard=True, leg__departed_at__isnull=False).exclude(leg=leg)
    gone = set(later.filter(leg__departed_at__gte=leg.departed_at).values_list("journey", "member"))
    journeys, members = {one for one, _m in gone if one}, {one for _j, one in gone if one}
    for ride in came:
        if ride.journey_id in journeys or ride.member_id in members:
            told = _("No. {n} sudah berangkat dengan etape berikutnya. Tarik dulu keberangkatan etape itu.")
            raise Refused(told.format(n=ride.number))
        if ride.journey is not None and ride.journey.ended_at is not None:
            told = _("Pemulangan no. {n} sudah diakhiri. Tarik dulu catatan itu di halaman kasusnya.")
            raise Refused(told.format(n=ride.number))


def _insist_not_taken_in(came: list[Ride]) -> None:
    """Of nobody without a case the office that accepted them said since what became of them."""
    numbers = {one.pk: one.number for one in came}
    if (gone := guests.moved_on(set(numbers)).first()) is not None:
        told = _("No. {n}: kantor penerima sudah mencatat “{what}”. Minta mereka menariknya dulu.")
        raise Refused(told.format(n=numbers[gone.pk], what=gone.get_went_display()))


def _insist_there_still(lines: list[tuple[Case, Action]]) -> None:
    """What was told since of where somebody is, or who answers, stands on that they came."""
    causes = [line.pk for _case, line in lines]
    for model in (Custody, Whereabouts):
        if model.objects.filter(cause__in=causes, withdrawn_by=None).exclude(until=None).exists():
            raise Refused(
                _("Sesudah diterima sudah dicatat tempat atau pemegang yang lain. Tarik dulu catatan itu di kasusnya.")
            )


def _tell_who_left(leg: Leg, came: list[Ride], told: Collection[UUID], by: Actor) -> None:
    """Whose case was opened after they came: it says now that they travel, and who owes their acceptance."""
    for ride in came:
        if ride.case is not None and ride.case.pk not in told and leg.departed_at is not None:
            left_told(
                case=ride.case, ride=ride.pk, at=leg.departed_at, due=leg.arrives, by=by, action_id=new_id()
            )  # fmt: skip


def _first(leg: Leg) -> datetime | None:
    """When it arrived, by who else ended their ride there."""
    ended = Ride.objects.filter(leg=leg, aboard=True, ended_at__isnull=False).exclude(outcome=Outcome.ARRIVED)
    return leg.arrived_at if ended.filter(ended_at=leg.arrived_at).exists() else None


def _undone(case: Case, recorded: UUID, action_id: UUID, by: Actor) -> None:
    """Where they were and who answered holds again; what the line had said of a clock counts no more."""
    with everywhere():
        unplace(case, recorded, action_id, by)
        gone = list(Fact.objects.filter(case=case, cause=recorded))
        for fact in gone:
            Fact.objects.filter(case=case, replaced_by=fact.pk).update(replaced_by=fact.replaced_by)
        Fact.objects.filter(pk__in=[fact.pk for fact in gone]).update(replaced_by=action_id)
        recompute(case, by=by)


def _keep_words(leg: Leg, reason: str) -> None:
    """Why it was taken back, beside what had been written then; it is told of no acceptance that stands."""
    if key_destroyed(leg.pk):
        return
    kept = unsealed(leg.pk, leg.sealed)
    said = [kept.pop(name, "") for name in ("accepted_by", "accepted", "instead")]
    for name in ("instead_by", "witness"):
        kept.pop(name, None)
    told = [kept.get("taken_back", ""), *said, reason.strip()]
    kept["taken_back"] = " · ".join(filter(None, told))
    Leg.objects.filter(pk=leg.pk).update(sealed=seal_in(leg.pk, **kept))
