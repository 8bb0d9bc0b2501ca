"""Out of the book: a return that was over before it was written down here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.models import Case
from rehsos.cases.policies import may_record
from rehsos.directory.models import Place

from ..models import AT_HOME, AcceptedAs, Direction, Ended, Journey, Leg, Outcome, Ride, Vehicle
from ..sealing import seal_in
from .legs import AFTER, BEFORE


@dataclass(frozen=True)
class EarlierLeg:
    """From an office or a place to an office, a place, or to who waited there (`who`); offices and places as codes."""

    vehicle: Vehicle
    left_at: datetime
    accepted_at: datetime
    accepted_as: AcceptedAs
    sender: int | None = None
    receiver: int | None = None
    from_place: str = ""
    to_place: str = ""
    who: str = ""


EarlierLegs = Annotated[tuple[EarlierLeg, ...], "private"]


@action(_("Pemulangan yang sudah berlalu: {direction}"))
def record_earlier_return(
    *,
    case: Case,
    direction: Direction,
    destination: Place | None,
    certain: bool,
    road: EarlierLegs,
    by: Actor,
    action_id: UUID,
) -> Journey:
    """They left, leg by leg, and came home before it was written down here.

    It is counted on its days. It says nothing of where they are now, and no clock runs of what is over.
    """
    may_record(case, by).insist()
    _insist_over(road)
    home = road[-1].accepted_at
    journey = Journey.objects.create(
        id=action_id, case=case, person_id=case.client_id, direction=direction, category=case.category,
        destination=destination, certain=certain, began_at=road[0].left_at, home_at=home, ended_at=home,
        ended=Ended.DONE, ended_by=action_id,
    )  # fmt: skip
    legs = [_leg(number, told, by) for number, told in enumerate(road, 1)]
    Leg.objects.bulk_create(legs)
    Ride.objects.bulk_create(_rides(journey, legs, road))
    return journey


def _insist_over(road: tuple[EarlierLeg, ...]) -> None:
    if not road or road[-1].accepted_as not in AT_HOME:
        raise Refused(_("Tulis etapenya sampai ke keluarga. Bila belum sampai, buka pemulangan baru."), field="road")
    hours = [hour for told in road for hour in (told.left_at, told.accepted_at)]
    if hours != sorted(hours):
        raise Refused(_("Jam etape tidak berurutan. Periksa berangkat dan tibanya."), field="road")
    if hours[-1] > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Catat bila sudah terjadi."), field="road")
    if any(told.accepted_as == AcceptedAs.OTHER and not told.who.strip() for told in road):
        raise Refused(_("Tulis siapa penerima penggantinya, dan saksinya."), field="road")


def _leg(number: int, told: EarlierLeg, by: Actor) -> Leg:
    own = new_id()
    return Leg(
        id=own, office_id=by.office, number=number, sender_id=told.sender, receiver_id=told.receiver,
        from_place_id=told.from_place or None, to_place_id=told.to_place or None, vehicle=told.vehicle,
        departs=told.left_at, arrives=told.accepted_at, departed_at=told.left_at, arrived_at=told.accepted_at,
        accepted_at=told.accepted_at, shown_from=told.left_at - BEFORE,
        shown_until=told.accepted_at + AFTER, sealed=seal_in(own, who=told.who.strip()), offices=[by.office],
    )  # fmt: skip


def _rides(journey: Journey, legs: list[Leg], road: tuple[EarlierLeg, ...]) -> Iterator[Ride]:
    """Nobody is to read in them who came: the receivers' time for that is over, so no name is copied."""
    case, person = journey.case, journey.person
    for leg, told in zip(legs, road, strict=True):
        own = new_id()
        yield Ride(
            id=own, leg=leg, case=case, journey=journey, number=1, sex=person.sex, age=case.age,
            category=journey.category, destination_id=journey.destination_id, aboard=True, outcome=Outcome.ARRIVED,
            accepted_as=told.accepted_as, ended_at=leg.accepted_at, cause=journey.pk, key=own, sender_id=leg.sender_id,
            receiver_id=leg.receiver_id, shown_from=leg.shown_from, shown_until=leg.shown_until,
            offices=[leg.office_id],
        )  # fmt: skip
