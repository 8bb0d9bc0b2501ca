"""What may happen at a house: rooms and beds, who is taken in, moved, away, missed, reviewed, and who leaves."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions.paying import CostPart
from rehsos.cases.models import Case, CostKind, DeathPlace, Level, Payer, Struck
from rehsos.cases.tests.any_order import KUPANG, OFFICES, SENTRA, WEST, Happens
from rehsos.directory.models import Office
from rehsos.people.models import Sex
from rehsos.placement.actions import (
    admitting,
    bringing,
    discharging,
    during,
    dying,
    gatekeeping,
    harming,
    houses,
    inspecting,
    laddering,
    paying,
    promising,
    reviewing,
    rolling,
)
from rehsos.placement.actions.paying import StayLine
from rehsos.placement.models import (
    Absence,
    AbsenceKind,
    Bed,
    BroughtBy,
    CareDecision,
    Consent,
    Finding,
    HarmReport,
    Inspection,
    Known,
    Lying,
    NewChild,
    NoteKind,
    OutTo,
    Room,
    Rung,
    RungState,
    Sexes,
    Stay,
    StayCost,
    StayKind,
    Teller,
    Use,
)
from rehsos.referral.actions import guesting
from rehsos.referral.brought import Brought, brought_now, brought_of
from rehsos.referral.models import RUNS, WAITS, Deed, LeftTo, Referral, State, Wanted
from rehsos.referral.models_guest import Guest, Went

from .steps import Step, lately, no_more

if TYPE_CHECKING:
    from .machine import WholeMachine

HEADS = {KUPANG: 2, SENTRA: 3, WEST: 5}
"""Of the hands, who arranges each house."""
MOST_CASES = 8
OUTS = [one for one in OutTo if one not in {OutTo.DIED, OutTo.MOVED}]


def furnish(run: "WholeMachine") -> None:
    """A room of two beds in each house, and somebody in one of them at the dinas and at the LKSA."""
    for office, head in HEADS.items():
        by = run.by(head)
        houses.add_room(office=Office.objects.get(pk=office), name="Kamar 1", sexes=Sexes.ALL, use=Use.GENERAL,
                        step_free=False, beds="2", by=by, action_id=new_id())  # fmt: skip
    for case, hand, office in ((run.cases[0], 0, KUPANG), (run.cases[-1], 4, WEST)):
        by = run.by(hand)
        admitting.admit_client(
            case=Case.objects.select_related("client", "owner").get(pk=case), stay_kind=StayKind.SHELTER,
            brought_by=BroughtBy.POLICE, health="Demam", at=timezone.now(), by=by, action_id=new_id(),
            bed=Bed.objects.filter(room__office=office).order_by("pk").first(),
        )  # fmt: skip


def _offices(_run: "WholeMachine") -> Iterable[Office]:
    return Office.objects.filter(pk__in=OFFICES).order_by("pk")


def _rooms(_run: "WholeMachine") -> Iterable[Room]:
    return Room.objects.order_by("name", "office")


def _beds(_run: "WholeMachine") -> Iterable[Bed]:
    return Bed.objects.order_by("pk")


def _stays(_run: "WholeMachine") -> Iterable[Stay]:
    return Stay.objects.filter(ended_at=None, withdrawn_by=None).order_by("since", "office")


def _away(_run: "WholeMachine", **kind: str) -> Iterable[Stay]:
    gone = Absence.objects.filter(until=None, withdrawn_by=None, **kind).values("stay")
    return Stay.objects.filter(pk__in=gone, ended_at=None, withdrawn_by=None).order_by("since")


def _cases(run: "WholeMachine") -> Iterable[Any]:
    return [one for one in run.here if one.status == "open"]


def bed_at(office: int, luck: Random) -> Bed | None:
    """One of the house's, taken or not, or none."""
    return luck.choice([None, *Bed.objects.filter(room__office=office).order_by("pk")])


def _room_told(run: "WholeMachine", _thing: Any, luck: Random) -> Mapping[str, Any]:
    return {"name": f"Kamar {run.steps}", "sexes": luck.choice(list(Sexes)), "use": luck.choice(list(Use)),
            "step_free": False}  # fmt: skip


def _house_told(_run: "WholeMachine", _thing: Any, luck: Random) -> Mapping[str, Any]:
    return {"sexes": Sexes.ALL, "age_from": luck.choice((None, 3, 20)), "age_to": luck.choice((None, 17)),
            "categories": (), "carers": 2, "limit_days": luck.choice((None, 7)), "acts_as_ppt": False,
            "complaints": ""}  # fmt: skip


def _taken_in(run: "WholeMachine", office: Office, luck: Random) -> Mapping[str, Any]:
    known = luck.choice([None, None, *[one.client for one in run.here]])
    return {"called": "Ina", "sex": Sex.FEMALE, "age": luck.choice((None, 9, 40)), "client": known,
            "category": luck.choice(("", "migrant")), "health": "", **_admitted(run, office, luck)}  # fmt: skip


def _admitted(_run: "WholeMachine", office: Office, luck: Random) -> Mapping[str, Any]:
    return {"stay_kind": luck.choice(list(StayKind)), "brought_by": luck.choice(list(BroughtBy)),
            "bed": bed_at(office.pk, luck), "at": lately(luck)}  # fmt: skip


def _client(run: "WholeMachine", case: Any, luck: Random) -> Mapping[str, Any]:
    return {"health": "", **_admitted(run, case.owner, luck)}


def _handed(run: "WholeMachine", it: Referral, luck: Random) -> Mapping[str, Any]:
    told = dict(_admitted(run, it.office, luck))
    del told["brought_by"]
    return {"health": "Sehat", **told}


def _earlier(_run: "WholeMachine", _case: Any, luck: Random) -> Mapping[str, Any]:
    at = timezone.now() - timedelta(days=luck.choice((400, 300, 200, 100)))
    return {"stay_kind": StayKind.SHELTER, "brought_by": BroughtBy.UNKNOWN, "out_to": luck.choice(OUTS), "at": at,
            "until": at + timedelta(days=luck.choice((-1, 9, 20)))}  # fmt: skip


def _gone(_run: "WholeMachine", _stay: Stay, luck: Random) -> Mapping[str, Any]:
    at, kind = lately(luck), luck.choice(list(AbsenceKind))
    back = luck.choice((None, at + timedelta(days=2))) if kind != AbsenceKind.LEAVE else at + timedelta(days=2)
    return {"absence_kind": kind, "at": at, "expected": back, "words": "Bibi"}


def _out(_run: "WholeMachine", _stay: Stay, luck: Random) -> Mapping[str, Any]:
    return {"out_to": luck.choice(OUTS), "words": luck.choice(("", "Yayasan")), "at": lately(luck)}


def _roll(_run: "WholeMachine", office: Office, luck: Random) -> Mapping[str, Any]:
    stays = list(Stay.objects.filter(office=office, ended_at=None, withdrawn_by=None).order_by("since"))
    rooms = tuple(Room.objects.filter(office=office).values_list("pk", flat=True))
    gone = tuple(one.pk for one in stays if luck.random() < 1 / 3)
    return {"seen": rooms if luck.random() < 3 / 4 else (), "hall": luck.random() < 3 / 4, "gone": gone,
            "hurt": False, "at": lately(luck)}  # fmt: skip


def _decided(_run: "WholeMachine", _child: NewChild, luck: Random) -> Mapping[str, Any]:
    decision = luck.choice([one for one in CareDecision if one])
    until = timezone.localdate() + timedelta(days=30) if decision == CareDecision.STAY else None
    return {"care_decision": decision, "until": until, "reason": luck.choice(("", "Bibinya siap", "Sementara"))}


def _rungs(_run: "WholeMachine", _case: Any, luck: Random) -> Mapping[str, Any]:
    told = tuple(laddering.RungTold(rung, luck.choice(list(RungState)), "Jauh") for rung in Rung)
    return {"rungs": told if luck.random() < 0.3 else told[:1], "at": lately(luck)}


def _promised(_run: "WholeMachine", it: Referral, luck: Random) -> Mapping[str, Any]:
    beds = list(Bed.objects.filter(room__office=it.receiver_id).order_by("pk")) or list(Bed.objects.order_by("pk"))
    return {"bed": luck.choice(beds), "until": timezone.now() + timedelta(minutes=luck.choice((-1, 30, 600, 3000)))}


def _note(_run: "WholeMachine", _stay: Stay, luck: Random) -> Mapping[str, Any]:
    return {"note_kind": luck.choice(list(NoteKind)), "at": lately(luck), "words": "Obat"}


def _review(_run: "WholeMachine", _stay: Stay, luck: Random) -> Mapping[str, Any]:
    return {"next_rung": luck.choice(["", *Rung.values]), "words": "Menunggu", "plan": "Pulang", "at": lately(luck)}


def _places(run: "WholeMachine") -> Iterable[Referral]:
    return [it for it in run.road if it.wanted == Wanted.BED and it.state in (*WAITS, *RUNS)]


def _awaited(run: "WholeMachine") -> Iterable[Referral]:
    may = {State.ACCEPTED, State.PARTLY, State.ARRIVED}
    return [it for it in run.road if it.deed == Deed.HAND_OVER and it.state in may and not it.outside]


STEPS = (
    Step(houses.describe_house, 0.3, "office", _offices, _house_told),
    Step(houses.add_room, 0.2, "office", lambda run: _offices(run) if len(list(_rooms(run))) < 6 else [],
         lambda run, it, luck: {**_room_told(run, it, luck), "beds": luck.choice(("", "1", "zzz-"))}),
    Step(houses.change_room, 0.3, "room", _rooms, _room_told),
    Step(houses.add_beds, 0.2, "room", _rooms, lambda _run, _it, luck: {"beds": luck.choice(("3", "", "A1–A2"))}),
    Step(houses.change_bed, 0.3, "bed", _beds, lambda run, _it, luck: {"name": luck.choice(("1", f"B{run.steps}")),
                                                                       "step_free": True}),
    Step(houses.close_bed, 0.6, "bed", lambda _run: Bed.objects.filter(closed_at=None).order_by("pk"), no_more),
    Step(houses.open_bed, 1, "bed", lambda _run: Bed.objects.exclude(closed_at=None).order_by("pk"), no_more),
    Step(houses.close_room, 0.4, "room", lambda _run: Room.objects.filter(closed_at=None).order_by("name", "office"),
         no_more),
    Step(houses.open_room, 1.5, "room", lambda _run: Room.objects.exclude(closed_at=None).order_by("name"), no_more),
    Step(admitting.take_in, 2, "", lambda run: _offices(run) if len(run.cases) < MOST_CASES else [], _taken_in),
    Step(admitting.admit_client, 5, "case", _cases, _client),
    Step(admitting.admit_referred, 8, "referral", _awaited, _handed),
    Step(admitting.record_earlier_stay, 0.5, "case", _cases, _earlier),
    Step(during.move_bed, 2, "stay", _stays, lambda _run, it, luck: {"bed": bed_at(it.office_id, luck),
                                                                     "at": lately(luck)}),
    Step(during.go_away, 3, "stay", _stays, _gone),
    Step(during.come_back, 4, "stay", _away, lambda _run, _it, luck: {"at": lately(luck), "words": ""}),
    Step(during.tell_of_missing, 2, "stay", lambda run: _away(run, kind=AbsenceKind.MISSING),
         lambda _run, _it, luck: {"teller": luck.choice(list(Teller)), "at": lately(luck), "words": ""}),
    Step(during.record_consent, 0.7, "stay", _stays,
         lambda _run, _it, luck: {"consent": luck.choice(list(Consent)), "words": "Ibunya"}),
    Step(during.set_level, 0.5, "stay", _stays, lambda _run, _it, luck: {"rehab_level": luck.choice(list(Level))}),
    Step(during.renew_stay, 0.7, "stay", _stays, lambda _run, _it, luck: {
        "until": timezone.localdate() + timedelta(days=luck.choice((-1, 10))), "reason": "Menunggu"}),
    Step(during.note_stay, 0.7, "stay", _stays, _note),
    Step(reviewing.review_placement, 0.7, "stay", _stays, _review),
    Step(discharging.discharge, 3, "stay", _stays, _out),
    Step(paying.pay_stay, 0.5, "stay", _stays, lambda _run, it, luck: {
        "spent_on": timezone.localdate(it.since), "costs": (StayLine(CostKind.IN_HOUSE, luck.choice((0, -5, 75_000)),
                                                                     Payer.APBD, days=luck.choice((None, 3))),)}),
    Step(paying.split_stay_cost, 0.7, "staycost", lambda _run: StayCost.objects.order_by("pk"),
         lambda _run, it, luck: {"parts": (CostPart(it.amount - luck.choice((0, 1)), Payer.APBD),
                                           CostPart(1, Payer.BAZNAS))}),
    Step(paying.strike_stay_cost, 0.5, "staycost", lambda _run: StayCost.objects.order_by("pk"),
         lambda _run, it, luck: {"struck_as": luck.choice(list(Struck)),
                                 "right": luck.choice((None, it.amount, it.amount + 1))}),
    Step(rolling.hold_roll, 1.5, "", _offices, _roll),
    Step(laddering.tell_ladder, 0.5, "case", _cases, _rungs),
    Step(promising.promise_bed, 5, "referral", _places, _promised),
    Step(promising.end_promise, 1, "lying", lambda _run: Lying.objects.exclude(referral=None).order_by("since"),
         no_more),
    Step(gatekeeping.report_new_child, 3, "stay",
         lambda _run: Stay.objects.filter(ended_at=None, withdrawn_by=None, office=WEST).order_by("since"),
         lambda _run, _it, luck: {"identity": luck.choice(list(Known)), "family": Known.UNKNOWN, "asked": "",
                                  "parts": ()}),
    Step(gatekeeping.decide_care, 5, "child", lambda _run: NewChild.objects.filter(decision="").order_by("since"),
         _decided),
    Step(harming.tell_harm_by_staff, 0.5, "stay", lambda _run: Stay.objects.filter(
        ended_at=None, withdrawn_by=None, office=WEST).order_by("since"), lambda _run, _it, luck: {"words": "Dipukul",
                                                                                   "at": lately(luck)}),
    Step(harming.take_up_harm, 2, "report", lambda _run: HarmReport.objects.filter(
        taken_at=None, offices__contains=[KUPANG]).order_by("at"),
         lambda _run, _it, _luck: {"done": "Dipisahkan"}),
    Step(inspecting.record_inspection, 0.4, "house", _offices, lambda _run, _it, luck: {
        "on": timezone.localdate() + timedelta(days=luck.choice((-1, -1, 3))), "went": "Melati", "seen_alone": 2,
        "words": "Bersih"}),
    Step(inspecting.add_finding, 1, "inspection", lambda _run: Inspection.objects.order_by("on", "pk"),
         lambda _run, it, luck: {"on_house": luck.random() < 1 / 2, "due_on": it.on + timedelta(days=7),
                                 "words": "Sempit"}),
    Step(inspecting.close_finding, 1, "finding", lambda _run: Finding.objects.filter(closed_on=None).order_by("pk"),
         lambda _run, it, _luck: {"on": it.inspection.on, "done": "Dilebarkan"}),
)  # fmt: skip
OPENINGS = (
    ("describe_house", "add_room", "change_room", "add_beds", "change_bed", "close_bed", "open_bed", "close_room",
     "open_room", "go_away", "come_back", "set_level", "record_consent", "renew_stay", "note_stay", "review_placement",
     "tell_harm_by_staff", "take_up_harm", "record_inspection", "add_finding", "close_finding"),
    ("take_in", "report_new_child", "decide_care", "hold_roll", "tell_of_missing", "move_bed", "tell_ladder",
     "record_earlier_stay", "discharge", "taken back in the case", "admit_client", "somebody is in two houses",
     "settle_clash"),
    ("asked for a place", "goes on", "promise_bed", "goes on", "end_promise", "begun: hand_over", "goes on",
     "goes on", "admit_referred", "discharge", "begun: transfer", "goes on", "goes on", "admit_client"),
)  # fmt: skip


def happens_besides(run: "WholeMachine") -> Iterable[Happens]:
    """Who is taken in where another office has them, or after a leg that brought them."""
    yield Happens("admit_brought", 12, brought_now(), partial(_came, run))
    waiting = [*Guest.objects.filter(went=Went.HERE).order_by("since", "pk")]
    yield Happens("admit_waiting", 5, waiting, partial(_from_the_door, run))
    yield Happens("record_waiting_died", 0.5, waiting, partial(_dead_at_the_door, run))
    yield Happens("tell_guests_left", 1, waiting, partial(_went_on, run))
    known = [one for one in run.here if one.status == "open"]
    yield Happens("somebody is in two houses", 1, known, partial(_two, run))


def _came(run: "WholeMachine", one: Brought, luck: Random) -> None:
    """Whom an office accepted at the end of a leg, in a case of another."""
    told = dict(_admitted(run, Office.objects.get(pk=one.office), luck))
    del told["brought_by"]
    run.somebody(luck, one.dossier, lambda: brought_of(one.place), lambda mine, by, number: bringing.admit_brought(
        brought=mine.place, health="", **told, by=by, action_id=number))  # fmt: skip


def _from_the_door(run: "WholeMachine", one: Guest, luck: Random) -> None:
    """Who was accepted in no case is given a bed, or none."""
    told = dict(_admitted(run, Office.objects.get(pk=one.office_id), luck))
    del told["brought_by"]
    run.somebody(luck, None, lambda: _still_here(one), lambda mine, by, number: bringing.admit_waiting(
        arrival=mine.pk, health="", **told, by=by, action_id=number))  # fmt: skip


def _dead_at_the_door(run: "WholeMachine", one: Guest, luck: Random) -> None:
    at = lately(luck)
    run.somebody(luck, None, lambda: _still_here(one), lambda mine, by, number: dying.record_waiting_died(
        arrival=mine.pk, at=at, death_place=DeathPlace.HOUSE, found_by="", police_told=None, by=by,
        action_id=number))  # fmt: skip


def _went_on(run: "WholeMachine", one: Guest, luck: Random) -> None:
    at = lately(luck)
    run.somebody(luck, None, lambda: _still_here(one), lambda mine, by, number: guesting.tell_guests_left(
        gone=(mine.pk,), to=LeftTo.FAMILY, at=at, by=by, action_id=number))  # fmt: skip


def _still_here(one: Guest) -> Guest | None:
    return Guest.objects.filter(pk=one.pk, went=Went.HERE).first()


def _two(run: "WholeMachine", case: Case, luck: Random) -> None:
    """Somebody whose case is another office's stands at the door, and a case is opened of them there, too."""
    office = luck.choice([one for one in OFFICES if one != run.owner[case.pk]])
    told = {"called": "", "sex": Sex.FEMALE, "age": 14, "client": case.client, "category": "", "health": "",
            **_admitted(run, Office.objects.get(pk=office), luck)}  # fmt: skip
    run.somebody(luck, case.pk, lambda: office == run.at_work or None, lambda _mine, by, number: admitting.take_in(
        **told, by=by, action_id=number))  # fmt: skip
