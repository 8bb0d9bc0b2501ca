"""Deaths, what is taken back, who asks for a place, and what two offices tell otherwise."""

from collections.abc import Iterable, Mapping
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from rehsos.cases.actions.dying import note_after_death, record_death, take_back_death
from rehsos.cases.actions.placing import settle_clash
from rehsos.cases.models import AfterDeath, BelongingsGiven, BodyGiven, Clash, Confirmed, Death, DeathPlace
from rehsos.cases.tests.any_order import OFFICES, Happens, seen
from rehsos.directory.models import Office
from rehsos.placement.actions.dying import record_found_dead, record_resident_died
from rehsos.placement.models import Stay
from rehsos.referral.actions import begin_referral
from rehsos.referral.models import Deed, Urgency, Wanted

from . import houses, journeys
from .steps import Step, again, lately

if TYPE_CHECKING:
    from .machine import WholeMachine

TAKEN_BACK = (
    "take_in", "admit_client", "record_earlier_stay", "go_away", "come_back", "discharge", "review_placement",
    "tell_ladder", "begin_journey", "end_journey", "note_journey", "left_told", "arrival_accepted",
)  # fmt: skip
"""What was told in a case and is tried to be taken back there; of the last two, on the page of the leg alone."""
OPENINGS = (
    ("record_resident_died", "death taken back", "record_death", "note_after_death", "tell_difference",
     "death taken back", "erased", "tell_harm_by_staff", "take_up_harm", "erased with its words"),
    ("tell_harm_by_staff", "take_up_harm", "depart", "erased with its words", "accept_leg", "erased with its words"),
)  # fmt: skip


def _died(_run: "WholeMachine", _thing: Any, luck: Random) -> Mapping[str, Any]:
    return {"at": lately(luck), "death_place": luck.choice(list(DeathPlace)), "where": "RSUD", "found_by": "",
            "confirmed": Confirmed.DOCTOR, "confirmer": "", "police_told": None}  # fmt: skip


def _found(_run: "WholeMachine", _thing: Any, luck: Random) -> Mapping[str, Any]:
    return {"at": lately(luck), "death_place": DeathPlace.HOUSE, "found_by": "", "police_told": luck.random() < 1 / 2}


def _open(run: "WholeMachine") -> Iterable[Any]:
    return [one for one in run.here if one.status == "open"]


def _stays(_run: "WholeMachine") -> Iterable[Stay]:
    return Stay.objects.filter(ended_at=None, withdrawn_by=None).order_by("since", "office")


def _deaths(_run: "WholeMachine") -> Iterable[Death]:
    return Death.objects.filter(withdrawn_by=None).order_by("at")


def _after(_run: "WholeMachine", _death: Death, luck: Random) -> Mapping[str, Any]:
    kind, codes = luck.choice(((AfterDeath.BODY, BodyGiven), (AfterDeath.BELONGINGS, BelongingsGiven)))
    return {"after_death": kind, "code": luck.choice(codes.values), "at": timezone.now(), "who": "Paman",
            "where": "TPU", "words": ""}  # fmt: skip


STEPS = (
    Step(record_resident_died, 0.5, "stay", _stays, _died),
    Step(record_found_dead, 0.3, "stay", _stays, _found),
    Step(record_death, 0.4, "case", _open, _died),
    Step(note_after_death, 1, "death", _deaths, _after),
    Step(settle_clash, 4, "clash", lambda _run: Clash.objects.filter(settled_at=None).order_by("at"),
         lambda _run, _it, luck: {"moved": luck.random() < 1 / 2}),
)  # fmt: skip


def happens(run: "WholeMachine") -> Iterable[Happens]:
    """What is not one action on one thing."""
    yield from houses.happens_besides(run)
    yield Happens("death taken back", 1.5, list(_deaths(run)), partial(_alive, run))
    asked = [one for one in _open(run) if len(run.road) < 8]
    yield Happens("asked for a place", 2, asked, partial(_asks, run))
    yield Happens("decide_return", 4, list(journeys.asked()), partial(journeys.read, run))
    running = list(journeys.running(run))
    yield Happens("all is asked", 2, running, partial(journeys.all_asked, run))
    yield Happens("held up", 0.5, running, partial(journeys.held_up, run))


def _alive(run: "WholeMachine", death: Death, luck: Random) -> None:
    case = next(one for one in run.here if one.pk == death.case_id)
    run.somebody(luck, case.pk, lambda: seen(case), lambda mine, by, number: take_back_death(
        case=mine, recorded=death.pk, reason="Keliru", by=by, action_id=number))  # fmt: skip


def _asks(run: "WholeMachine", case: Any, luck: Random) -> None:
    to = luck.choice([office for office in OFFICES if office != run.owner[case.pk]])
    deed, receiver = luck.choice((Deed.REFER, Deed.HAND_OVER)), Office.objects.get(pk=to)
    run.somebody(luck, case.pk, lambda: again(case), lambda mine, by, number: begin_referral(
        case=mine, deed=deed, receiver=receiver, wanted=Wanted.BED, asked="Tempat.", urgency=Urgency.USUAL,
        proposed=None, by=by, action_id=number))  # fmt: skip
