"""What may happen on a journey: it is traced, decided, planned leg by leg, boarded, accepted, paid, taken back."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.cases.actions.paying import CostLine, CostPart
from rehsos.cases.models import Approval, CostKind, Payer, Struck
from rehsos.cases.tests.any_order import KUPANG, OFFICES, SENTRA
from rehsos.directory.models import Office, Place
from rehsos.repatriation.actions import (
    arriving,
    by_code,
    differing,
    earlier,
    going_home,
    groups,
    journeys,
    legs,
    paying,
    taking_back,
)
from rehsos.repatriation.going_home import RETURN
from rehsos.repatriation.lines import Line
from rehsos.repatriation.models import (
    AcceptedAs,
    Direction,
    Ended,
    Group,
    Hold,
    Journey,
    JourneyNote,
    Leg,
    LegCost,
    Member,
    NoteKind,
    Outcome,
    Ride,
    TraceResult,
    Vehicle,
)

from .steps import Step, again, lately, no_more

if TYPE_CHECKING:
    from .machine import WholeMachine

CODES = {NoteKind.TRACE: TraceResult.values, NoteKind.HOLD: Hold.values, NoteKind.SKIP: ["trace"]}
ASKED = (NoteKind.RISK, NoteKind.HOUSEHOLD, NoteKind.WILL, NoteKind.CONFERENCE)


def set_out(run: "WholeMachine") -> None:
    """One of Kupang's clients is on a leg to the RPTC; a group of three waits for one."""
    by = run.by(0)
    journey = journeys.begin_journey(case=run.here[1], direction=Direction.OUT, destination=None, certain=False,
                                     family="Kakak", by=by, action_id=new_id())  # fmt: skip
    road = _road(run, None, Random(1))  # noqa: S311 - the same each time
    road = {**road, "sender": Office.objects.get(pk=KUPANG), "receiver": Office.objects.get(pk=SENTRA), "who": ""}
    leg = legs.plan_leg(journey=journey, **road, by=by, action_id=new_id())
    legs.tick_aboard(leg=leg, aboard=(1,), by=by, action_id=new_id())
    legs.depart(leg=leg, at=timezone.now(), by=by, action_id=new_id())
    group = groups.begin_group(direction=Direction.OUT, category="migrant", from_place=None, to_place=None,
                               lines=(Line("Nipah", "L", 30, ""), Line("", "P", None, ""), Line("Ros", "P", 22, "")),
                               same_meant=False, by=by, action_id=new_id())  # fmt: skip
    legs.plan_group_leg(group=group, **road, by=by, action_id=new_id())


def _road(_run: "WholeMachine", _thing: Any, luck: Random) -> dict[str, Any]:
    sender, receiver = luck.sample([*OFFICES, None], 2)
    known = Office.objects.in_bulk(OFFICES)
    departs = timezone.now() - timedelta(minutes=luck.choice((0, 5)))
    return {
        "sender": known.get(sender), "receiver": known.get(receiver), "from_place": None, "to_place": None,
        "vehicle": luck.choice(list(Vehicle)), "seats": None, "escort": None, "departs": departs,
        "arrives": departs + timedelta(minutes=luck.choice((60, 300, 300, 600, -1))), "needs": "Obat",
        "who": "" if receiver else "Kakak",
    }  # fmt: skip


def _legs(**which: Any) -> "Any":
    return lambda _run: Leg.objects.filter(**which).order_by("departs", "pk")


def running(_run: "WholeMachine") -> Iterable[Journey]:
    return Journey.objects.filter(ended_at=None, withdrawn_by=None).order_by("began_at")


def _cases(run: "WholeMachine") -> Iterable[Any]:
    return [one for one in run.here if one.status == "open"]


def _numbers(leg: Leg, **which: Any) -> list[int]:
    return list(Ride.objects.filter(leg=leg, **which).order_by("number").values_list("number", flat=True))


def _some(numbers: list[int], luck: Random) -> tuple[int, ...]:
    """Mostly all of them."""
    return tuple(numbers) if luck.random() < 0.6 else tuple(one for one in numbers if luck.random() < 0.6)


def _begun(_run: "WholeMachine", _case: Any, luck: Random) -> Mapping[str, Any]:
    return {"direction": luck.choice(list(Direction)), "destination": Place.objects.get(pk="53.01"),
            "certain": luck.random() < 1 / 2, "family": "Kakak"}  # fmt: skip


def _noted(_run: "WholeMachine", _journey: Journey, luck: Random) -> Mapping[str, Any]:
    kind = luck.choice(list(NoteKind))
    return {"note_kind": kind, "code": luck.choice(CODES.get(kind, ["yes", "yes", "no"])), "at": lately(luck),
            "until": None, "again_on": None, "words": "Ibunya"}  # fmt: skip


def _ended(_run: "WholeMachine", _journey: Journey, luck: Random) -> Mapping[str, Any]:
    return {"ended": luck.choice([one for one in Ended if one]), "words": "Tidak jadi"}


def _listed(_run: "WholeMachine", _office: Any, luck: Random) -> Mapping[str, Any]:
    lines = [Line(luck.choice(("", f"Orang {n}")), luck.choice("LP"), luck.choice((None, 8, 30)), "") for n in (1, 2)]
    return {"direction": luck.choice(list(Direction)), "category": "migrant", "from_place": None, "to_place": None,
            "lines": tuple(lines), "same_meant": True}  # fmt: skip


def _ticked(_run: "WholeMachine", leg: Leg, luck: Random) -> Mapping[str, Any]:
    return {"aboard": _some(_numbers(leg), luck), "shown": luck.choice((None, (), tuple(_numbers(leg, aboard=True))))}


def _came(_run: "WholeMachine", leg: Leg, luck: Random) -> Mapping[str, Any]:
    return {"arrived": _some(_numbers(leg, aboard=True, outcome=""), luck), "at": lately(luck)}


def _differs(_run: "WholeMachine", leg: Leg, luck: Random) -> Mapping[str, Any]:
    outcomes = (Outcome.LEFT, Outcome.ILL, Outcome.DIED, Outcome.ARRIVED)
    return {"number": luck.choice(_numbers(leg, aboard=True) or [9]), "outcome": luck.choice(outcomes),
            "where": "Pelabuhan", "at": lately(luck)}  # fmt: skip


def _earlier(_run: "WholeMachine", _case: Any, luck: Random) -> Mapping[str, Any]:
    left = timezone.now() - timedelta(days=luck.choice((50, 200)))
    leg = earlier.EarlierLeg(Vehicle.BUS, left, left + timedelta(hours=luck.choice((9, -1))), AcceptedAs.FAMILY)
    return {"direction": Direction.OUT, "destination": None, "certain": False, "road": (leg,)}


def _open_legs(_run: "WholeMachine") -> Iterable[Leg]:
    return Leg.objects.filter(cancelled_at=None, accepted_at=None).exclude(departed_at=None).order_by("departs", "pk")


def _offices(_run: "WholeMachine") -> Iterable[Office]:
    return Office.objects.filter(pk__in=OFFICES).order_by("pk") if Group.objects.count() < 3 else []


def _free(_run: "WholeMachine") -> Iterable[Member]:
    return Member.objects.filter(journey=None, group__ended_at=None).order_by("number", "pk")


def _joined(run: "WholeMachine", member: Member, luck: Random) -> Mapping[str, Any]:
    mine = [one for one in run.here if one.owner_id == member.group.office_id] or run.here
    return {"case": luck.choice(mine), "same_meant": luck.random() < 3 / 4}


def _answered(_run: "WholeMachine", _approval: Approval, luck: Random) -> Mapping[str, Any]:
    return {"approved": luck.random() < 0.8, "note": "Ibunya sakit", "capacity": ""}


def read(run: "WholeMachine", approval: Approval, luck: Random) -> None:
    """By who read it before: who looked is of the page."""

    def find() -> Any:
        found = Approval.objects.select_related("case__owner").filter(pk=approval.pk).first()
        if found:
            found.here_read = True
        return found

    told = _answered(run, approval, luck)
    run.somebody(luck, approval.case_id, find, lambda mine, by, number: going_home.decide_return(
        approval=mine, **told, by=by, action_id=number))  # fmt: skip


def all_asked(run: "WholeMachine", journey: Journey, luck: Random) -> None:
    for kind in ASKED:
        run.somebody(luck, journey.case_id, lambda: again(journey), partial(_asked_yes, kind))


def _asked_yes(kind: NoteKind, mine: Journey, by: Actor, number: UUID) -> JourneyNote:
    return journeys.note_journey(journey=mine, note_kind=kind, code="yes", at=timezone.now(), until=None,
                                 again_on=None, words="", by=by, action_id=number)  # fmt: skip


def _reason(_run: "WholeMachine", _thing: Any, luck: Random) -> Mapping[str, Any]:
    return {"reason": luck.choice(("", "Keliru", "Badai"))}


def _because(_run: "WholeMachine", _thing: Any, _luck: Random) -> Mapping[str, Any]:
    return {"reason": "Ibunya sakit keras"}


def _words(_run: "WholeMachine", leg: Leg, luck: Random) -> Mapping[str, Any]:
    return {**_came(_run, leg, luck), "words": "Tanpa luka"}


def _instead(_run: "WholeMachine", leg: Leg, luck: Random) -> Mapping[str, Any]:
    return {**_came(_run, leg, luck), "who": "Kakak", "witness": "Kades", "reason": "Kantor tutup"}


def _split(_run: "WholeMachine", cost: LegCost, luck: Random) -> Mapping[str, Any]:
    return {"parts": (CostPart(cost.amount - luck.choice((0, 1)), Payer.APBD), CostPart(1, Payer.BAZNAS))}


WAITING = {"departed_at": None, "cancelled_at": None}
STEPS = (
    Step(journeys.begin_journey, 2.5, "case", _cases, _begun),
    Step(journeys.set_destination, 0.7, "journey", running, lambda _run, _it, luck: {
        "destination": Place.objects.get(pk="53.01"), "certain": True, "family": luck.choice(("", "Paman"))}),
    Step(journeys.note_journey, 1.5, "journey", running, _noted),
    Step(journeys.end_hold, 1, "held", lambda _run: JourneyNote.objects.filter(
        kind=NoteKind.HOLD, ended_at=None, withdrawn_by=None).order_by("at"),
         lambda _run, _it, luck: {"at": lately(luck)}),
    Step(journeys.end_journey, 1, "journey", running, _ended),
    Step(going_home.ask_return, 1.5, "journey", running, _because),
    Step(legs.plan_leg, 5, "journey", running, _road),
    Step(legs.plan_group_leg, 4, "group", lambda _run: Group.objects.filter(ended_at=None).order_by("began_at"), _road),
    Step(legs.cancel_leg, 0.7, "leg", _legs(**WAITING), _reason),
    Step(legs.change_vehicle, 0.5, "leg", _legs(**WAITING),
         lambda _run, _it, luck: {"vehicle": luck.choice(list(Vehicle)), "seats": luck.choice((None, 1, 60))}),
    Step(legs.tick_aboard, 6, "leg", _legs(**WAITING), _ticked),
    Step(legs.depart, 8, "leg", _legs(**WAITING), lambda _run, _it, luck: {"at": lately(luck)}),
    Step(by_code.give_leg_code, 0.5, "leg", _open_legs,
         lambda _run, _it, luck: {"phone": luck.choice(("0812 7890", "12"))}),
    Step(arriving.accept_leg, 7, "leg", _open_legs, _words),
    Step(arriving.receive_instead, 2, "leg", _open_legs, _instead),
    Step(differing.tell_difference, 2.5, "leg", _open_legs, _differs),
    Step(groups.begin_group, 0.7, "", _offices, _listed),
    Step(groups.open_member, 1.5, "member", lambda run: _free(run) if len(run.cases) < 8 else [], no_more),
    Step(groups.join_member, 1.5, "member", _free, _joined),
    Step(groups.end_group, 0.7, "group", lambda _run: Group.objects.filter(ended_at=None).order_by("began_at"),
         no_more),
    Step(earlier.record_earlier_return, 0.5, "case", _cases, _earlier),
    Step(paying.pay_leg, 0.6, "leg", _legs(), lambda _run, _it, luck: {
        "costs": (CostLine(CostKind.TICKET, luck.choice((0, -5, 900, 700, 900)), Payer.APBD),)}),
    Step(paying.split_leg_cost, 1, "legcost", lambda _run: LegCost.objects.order_by("pk"), _split),
    Step(paying.strike_leg_cost, 0.5, "legcost", lambda _run: LegCost.objects.order_by("pk"),
         lambda _run, it, luck: {"struck_as": luck.choice(list(Struck)),
                                 "right": luck.choice((None, it.amount, it.amount + 1))}),
    Step(taking_back.take_back_departure, 2, "leg", _open_legs, _reason),
    Step(taking_back.take_back_acceptance, 2, "leg",
         lambda _run: Leg.objects.exclude(arrived_at=None).order_by("departs", "pk"), _reason),
    Step(taking_back.take_off_leg, 0.7, "leg", _legs(**WAITING),
         lambda _run, it, luck: {"number": luck.choice(_numbers(it) or [9])}),
)  # fmt: skip
OPENINGS = (
    ("set_destination", "note_journey", "accept_leg", "all is asked", "plan_leg", "tick_aboard", "depart",
     "pay_leg", "split_leg_cost", "strike_leg_cost", "accept_leg", "receive_instead", "take_back_acceptance",
     "end_journey", "record_earlier_return", "begin_journey", "held up", "end_hold", "ask_return", "decide_return"),
    ("take_back_departure", "change_vehicle", "tick_aboard", "take_off_leg", "depart", "tell_difference", "accept_leg",
     "open_member", "join_member", "cancel_leg", "plan_group_leg", "tick_aboard", "depart", "receive_instead",
     "begin_group", "take_back_acceptance", "end_group"),
    ("ask_return", "decide_return", "accept_leg", "admit_client", "plan_leg", "tick_aboard", "depart",
     "erased", "tell_difference", "erased with its words"),
)  # fmt: skip


def held_up(run: "WholeMachine", journey: Journey, luck: Random) -> None:
    run.somebody(luck, journey.case_id, lambda: again(journey), lambda mine, by, number: journeys.note_journey(
        journey=mine, note_kind=NoteKind.HOLD, code=Hold.MONEY, at=timezone.now(), until=None, again_on=None,
        words="", by=by, action_id=number))  # fmt: skip


def asked() -> Any:
    """What a superior was asked and did not answer."""
    return Approval.objects.filter(kind=RETURN, approved=None).order_by("requested_at")
