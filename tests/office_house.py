"""Who sleeps at the office of the tests, and at an LKSA beside it: rooms and beds, a promise, stays, a new child."""

from datetime import timedelta

from django.utils import timezone

from conftest import People
from rehsos.audit.actions import new_id
from rehsos.cases.models import Case, CostKind, Payer
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.actions.papers import record_paper
from rehsos.directory.models import Office as Seat
from rehsos.directory.models import PaperKind
from rehsos.people.models import Sex
from rehsos.placement.actions.admitting import admit_client, take_in
from rehsos.placement.actions.during import go_away, note_stay
from rehsos.placement.actions.gatekeeping import decide_care, report_new_child
from rehsos.placement.actions.harming import tell_harm_by_staff
from rehsos.placement.actions.houses import add_room, describe_house
from rehsos.placement.actions.inspecting import add_finding, record_inspection
from rehsos.placement.actions.paying import StayLine, pay_stay
from rehsos.placement.actions.promising import promise_bed
from rehsos.placement.actions.rolling import hold_roll
from rehsos.placement.models import (
    AbsenceKind,
    Bed,
    BroughtBy,
    CareDecision,
    Known,
    Lying,
    NewChild,
    NoteKind,
    Sexes,
    Stay,
    StayKind,
    Use,
)
from rehsos.referral.models import Wanted
from tests.office_road import again, referred


def house(people: People) -> Lying:
    """Melati's office has a room of two beds, one of them promised to who is referred to it for a place."""
    by, office = people.actor("citra"), Seat.objects.get(pk=3)
    describe_house(
        office=office, sexes=Sexes.ALL, age_from=None, age_to=None, categories=(), carers=2, limit_days=None,
        acts_as_ppt=False, complaints="0812 0000 0000", by=by, action_id=new_id(),
    )  # fmt: skip
    record_paper(office=office, paper_kind=PaperKind.LICENCE, number="503/12/Contoh", grade="", issuer="Bupati Contoh",
                 since=timezone.localdate(), until=None, by=by, action_id=new_id())  # fmt: skip
    room = add_room(office=office, name="Kamar 1", sexes=Sexes.ALL, use=Use.GENERAL, step_free=False, beds="2", by=by,
                    action_id=new_id())  # fmt: skip
    asked = referred(opened(people.actor("fajar")), 3, people.actor("fajar"), sends=True, wanted=Wanted.BED)
    by, bed = people.actor("melati"), Bed.objects.filter(room=room).order_by("name")[1]
    return promise_bed(referral=again(asked), bed=bed, until=timezone.now() + timedelta(hours=8), by=by,
                       action_id=new_id())  # fmt: skip


def new_child(people: People) -> NewChild:
    """An LKSA of the place took a child in, and asks Melati's office who is to care for it."""
    stay = child_of_nobody(people)
    told = report_new_child(stay=stay, identity=Known.NO, family=Known.UNKNOWN, asked="", parts=(),
                            by=people.actor("nadia"), action_id=new_id())  # fmt: skip
    tell_harm_by_staff(stay=stay, words="Dipukul", at=timezone.now(), by=people.actor("nadia"), action_id=new_id())
    by = people.actor("melati")
    seen = record_inspection(house=Seat.objects.get(pk=12), on=timezone.localdate(), went="Melati", seen_alone=2,
                             words="Kamar penuh", by=by, action_id=new_id())  # fmt: skip
    add_finding(inspection=seen, on_house=False, due_on=timezone.localdate(), words="Periksa lagi", by=by,
                action_id=new_id())  # fmt: skip
    return told


def decided_child(people: People) -> NewChild:
    """A child of nobody, of whom Melati's office decided."""
    told = report_new_child(stay=child_of_nobody(people), identity=Known.NO, family=Known.UNKNOWN, asked="", parts=(),
                            by=people.actor("nadia"), action_id=new_id())  # fmt: skip
    by = people.actor("melati")
    child = NewChild.objects.select_related("referral").get(pk=told.pk)
    decide_care(child=child, care_decision=CareDecision.KIN, until=None, reason="Ada bibinya", by=by,
                action_id=new_id())  # fmt: skip
    return child


def child_of_nobody(people: People) -> Stay:
    """A child whom an LKSA took in itself."""
    return take_in(
        called="", sex=Sex.FEMALE, age=7, client=None, category="child", stay_kind=StayKind.LONG,
        brought_by=BroughtBy.VILLAGE, health="", bed=None, at=timezone.now(), by=people.actor("nadia"),
        action_id=new_id(),
    )  # fmt: skip


def stay(people: People, case: Case) -> None:
    """A client of Melati's sleeps in the first bed, is in hospital, and something was written."""
    by, now = people.actor("melati"), timezone.now()
    before = now - timedelta(hours=1)
    bed = Bed.objects.filter(room__office=3).order_by("name").first()
    stay = admit_client(
        case=case, stay_kind=StayKind.SHELTER, brought_by=BroughtBy.POLICE, health="", bed=bed, at=before, by=by,
        action_id=new_id(),
    )  # fmt: skip
    note_stay(stay=stay, note_kind=NoteKind.CARE, at=now, words="Obat malam.", by=by, action_id=new_id())
    go_away(stay=stay, absence_kind=AbsenceKind.HOSPITAL, at=now, expected=None, words="", by=by, action_id=new_id())
    here = (bed.room_id,) if bed else ()
    pay_stay(stay=stay, spent_on=timezone.localdate(), costs=(StayLine(CostKind.IN_HOUSE, 75_000, Payer.APBD, days=1),),
             by=by, action_id=new_id())  # fmt: skip
    hold_roll(seen=here, hall=False, gone=(stay.pk,), hurt=False, at=now, by=by, action_id=new_id())
