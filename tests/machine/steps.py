"""What a step is: an action, to which things it may be done, and what it is given by luck."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone

from rehsos.cases.models import Case, Clash
from rehsos.placement.models import Bed, Finding, HarmReport, NewChild, Stay, StayCost
from rehsos.referral.models import Referral
from rehsos.repatriation.models import Journey, JourneyNote, Leg, LegCost, Member

if TYPE_CHECKING:
    from .machine import WholeMachine

RELATED: Mapping[type, tuple[str, ...]] = {
    Case: ("client", "owner"),
    Clash: ("held_in__owner", "told_in__owner"),
    Stay: ("case", "office", "person", "referral__sender", "referral__receiver"),
    StayCost: ("stay__case", "stay__office"),
    Bed: ("room__office",),
    NewChild: ("referral__sender", "referral__receiver"),
    HarmReport: ("office",),
    Finding: ("inspection__house", "owner"),
    Referral: ("sender", "receiver"),
    Journey: ("case__owner", "person", "destination"),
    JourneyNote: ("journey__case",),
    Leg: ("office", "sender", "receiver", "group"),
    LegCost: ("leg",),
    Member: ("group", "destination"),
}


class Step(NamedTuple):
    """An action on things of one kind: `arg` is what the action calls the thing."""

    act: Callable[..., Any]
    weight: float
    arg: str
    things: "Callable[[WholeMachine], Iterable[Any]]"
    given: "Callable[[WholeMachine, Any, Random], Mapping[str, Any]]"

    @property
    def name(self) -> str:
        return self.act.__name__


def again(thing: Any) -> Any:
    """As who is at work sees it now; None: not at all."""
    related = RELATED.get(type(thing), ())
    return type(thing)._default_manager.select_related(*related).filter(pk=thing.pk).first()


def lately(luck: Random) -> datetime:
    """Mostly now; at times an hour that is told late, or that is still to come."""
    return timezone.now() + timedelta(minutes=luck.choice((*[0] * 17, -1, -2, -65, 5)))


def no_more(_run: "WholeMachine", _thing: Any, _luck: Random) -> Mapping[str, Any]:
    """Nothing else is asked."""
    return {}
