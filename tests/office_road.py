"""What goes between the office of the tests and others, and who is brought home: referrals, a journey, a group."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from conftest import People
from rehsos.audit.actions import new_id
from rehsos.cases.actions.paying import CostLine
from rehsos.cases.models import Case, CostKind, Payer
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Office as Seat
from rehsos.directory.models import Place
from rehsos.justice.tests.bench import case_of
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Person, Sex
from rehsos.referral.actions import answer_referral, begin_referral, record_arrival, send_referral
from rehsos.referral.actions.outside import ask_outside, give_code
from rehsos.referral.brought import brought_now
from rehsos.referral.doors import Told as ToldPart
from rehsos.referral.models import Answer, Deed, Outside, Referral, Refusal, Urgency, Wanted
from rehsos.repatriation.actions.after import ask_contacts
from rehsos.repatriation.actions.arriving import accept_leg
from rehsos.repatriation.actions.groups import begin_group
from rehsos.repatriation.actions.journeys import begin_journey, note_journey
from rehsos.repatriation.actions.legs import depart, plan_group_leg, plan_leg, tick_aboard
from rehsos.repatriation.actions.paying import pay_leg
from rehsos.repatriation.lines import Line
from rehsos.repatriation.models import Direction, Journey, Leg, Vehicle
from rehsos.repatriation.models import NoteKind as JourneyNoteKind


def refer(people: People, case: Case) -> None:
    """Melati's office refers to the Sentra, sent and as a draft; the Sentra to hers: sent, accepted, one who came."""
    by = people.actor("melati")
    for sends in (True, False):
        referred(case, 5, by, sends=sends)
    referred(case, 5, by, sends=True, deed=Deed.HAND_OVER)
    hospital = ask_outside(
        case=case, deed=Deed.REFER, outside=Outside.HOSPITAL, party="RSUD Contoh", phone="0812 3456 7890",
        wanted=Wanted.EXPERT, asked="Psikolog, seminggu sekali.", by=by, action_id=new_id(),
    )  # fmt: skip
    give_code(referral=hospital, by=by, action_id=new_id())
    fajar = people.actor("fajar")
    theirs = opened(fajar)
    deeds = (Deed.REFER, Deed.REFER, Deed.HAND_OVER)
    asked = [referred(theirs, 3, fajar, sends=True, deed=deed) for deed in deeds]
    by = people.actor("melati")
    for made in asked[1:]:
        answer_referral(referral=again(made), answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="", by=by,
                        action_id=new_id())  # fmt: skip
    record_arrival(referral=again(asked[-1]), at=timezone.now(), by=by, action_id=new_id())


def travel(people: People) -> None:
    """A client of Melati's is to be brought home, and is held up; her group has a leg on which nobody is yet."""
    by, now = people.actor("melati"), timezone.now()
    journey = begin_journey(
        case=case_of("dodi", by), direction=Direction.OUT, destination=None, certain=False, family="Kakak", by=by,
        action_id=new_id(),
    )  # fmt: skip
    note_journey(journey=journey, note_kind=JourneyNoteKind.HOLD, code="money", at=now, until=None, again_on=None,
                 words="Tiket", by=by, action_id=new_id())  # fmt: skip
    plan_leg(
        journey=journey, sender=Seat.objects.get(pk=3), receiver=Seat.objects.get(pk=2), from_place=None, to_place=None,
        vehicle=Vehicle.SHIP, seats=None, escort=None, departs=now, arrives=now + timedelta(hours=5), who="", needs="",
        by=by, action_id=new_id(),
    )  # fmt: skip
    ticket = CostLine(CostKind.TICKET, 900_000, Payer.APBD)
    pay_leg(leg=group_leg(by, 2), costs=(ticket,), by=by, action_id=new_id())


def brought(people: People) -> UUID:
    """Somebody of the Sentra's whom Melati's office accepted at the end of a leg: what says that they are there."""
    by, now = people.actor("fajar"), timezone.now() - timedelta(minutes=5)
    journey = begin_journey(
        case=opened(by, client=_guest(by)),
        direction=Direction.OUT,
        destination=None,
        certain=False,
        family="",
        by=by,
        action_id=new_id(),
    )
    leg = plan_leg(
        journey=journey, sender=Seat.objects.get(pk=5), receiver=Seat.objects.get(pk=3), from_place=None, to_place=None,
        vehicle=Vehicle.CAR, seats=None, escort=None, departs=now, arrives=now, who="", needs="", by=by,
        action_id=new_id(),
    )  # fmt: skip
    tick_aboard(leg=leg, aboard=(1,), by=by, action_id=new_id())
    depart(leg=_leg(leg), at=now, by=by, action_id=new_id())
    by = people.actor("melati")
    accept_leg(leg=_leg(leg), arrived=(1,), at=timezone.now(), words="", by=by, action_id=new_id())
    return brought_now()[0].place


def asked_home(people: People) -> None:
    """Somebody of the Sentra's came home at the place of Melati's dinas, which is asked for the contacts after it."""
    home = came_home(people)
    ask_contacts(journey=home, home=Seat.objects.get(pk=3), family="Kakak", words="Lihat sekolahnya",
                 by=people.actor("fajar"), action_id=new_id())  # fmt: skip
    people.actor("melati")


def came_home(people: People) -> Journey:
    """Somebody of the Sentra's came home at the place of Melati's dinas; nobody is asked yet how they are."""
    by = people.actor("fajar")
    journey = begin_journey(
        case=opened(by, client=_guest(by)), direction=Direction.OUT, destination=Place.objects.get(pk="53.01"),
        certain=True, family="", by=by, action_id=new_id(),
    )  # fmt: skip
    Journey.objects.filter(pk=journey.pk).update(home_at=timezone.now() - timedelta(days=6))
    return Journey.objects.select_related("case__owner", "person", "destination").get(pk=journey.pk)


def _guest(by: Any) -> Person:
    """Of whom no more is known than what they are called: the receiver of a leg reads whom it accepts."""
    return register_person(identity=Identity(called="Tamu"), sex=Sex.FEMALE, birth_year=None, birth_estimated=False,
                           by=by, action_id=new_id())  # fmt: skip


def _leg(made: Leg) -> Leg:
    return Leg.objects.select_related("office", "sender", "receiver").get(pk=made.pk)


def group_leg(by: Any, receiver: int | None) -> Leg:
    """A leg of a group of two, from Melati's office to another; or to who has no sign-in."""
    now = timezone.now()
    group = begin_group(
        direction=Direction.OUT, category="migrant", from_place=None, to_place=None, same_meant=False,
        lines=(Line("Nipah", "L", 30, ""), Line("", "P", None, "")), by=by, action_id=new_id(),
    )  # fmt: skip
    to: dict[str, Any] = {"receiver": Seat.objects.get(pk=receiver), "to_place": None, "who": ""} if receiver else {
        "receiver": None, "to_place": Place.objects.get(pk="53.01.06"), "who": "Kepala desa",
    }  # fmt: skip
    return plan_group_leg(
        group=group, sender=Seat.objects.get(pk=3), from_place=None, vehicle=Vehicle.BUS, seats=20, escort=None,
        departs=now, arrives=now + timedelta(hours=5), needs="", by=by, action_id=new_id(), **to,
    )  # fmt: skip


def again(made: Referral) -> Referral:
    return Referral.objects.select_related("sender", "receiver").get(pk=made.pk)


def referred(
    case: Case, to: int, by: Any, *, sends: bool, deed: Deed = Deed.REFER, wanted: Wanted = Wanted.AID
) -> Referral:
    made = begin_referral(
        case=case, deed=deed, receiver=Seat.objects.get(pk=to), wanted=wanted, asked="Kursi roda.",
        urgency=Urgency.USUAL, proposed=None, by=by, action_id=new_id(),
    )  # fmt: skip
    if sends:
        send_referral(referral=made, parts=(ToldPart("kind", ("Anak",)),), by=by, action_id=new_id())
    return made
