"""What cannot be, and is said in words: two beds, two houses, an hour before another, a bed that was promised."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Office
from rehsos.placement.actions.admitting import admit_client, record_earlier_stay
from rehsos.placement.actions.houses import add_room, close_bed
from rehsos.placement.actions.promising import promise_bed
from rehsos.placement.models import AbsenceKind, Bed, BroughtBy, Lying, OutTo, Sexes, StayKind, Use
from rehsos.placement.stays import bed_of

from .conftest import Inn


def test_somebody_on_leave_is_not_discharged_but_comes_back_or_stays_where_they_are(inn: Inn) -> None:
    stay = inn.taken(at=timezone.now() - timedelta(hours=3))
    inn.away(stay, AbsenceKind.LEAVE, at=timezone.now() - timedelta(hours=1),
             expected=timezone.now() + timedelta(days=1))  # fmt: skip
    with pytest.raises(Refused, match="sedang cuti"):
        inn.out(stay)
    assert inn.seen(stay).is_open
    inn.back(stay)
    inn.out(stay)
    assert inn.seen(stay).ended_to == OutTo.KIN


def test_who_is_in_hospital_or_missing_may_leave_the_house_for_good(inn: Inn) -> None:
    for kind, to in ((AbsenceKind.HOSPITAL, OutTo.HOSPITAL), (AbsenceKind.MISSING, OutTo.RAN_AWAY)):
        stay = inn.taken(bed=None, at=timezone.now() - timedelta(hours=3))
        inn.away(stay, kind, at=timezone.now() - timedelta(hours=2))
        inn.out(stay, to)
        assert inn.seen(stay).ended_to == to


def test_a_stay_that_was_a_mistake_leaves_the_bed_free_and_may_be_taken_anew(inn: Inn) -> None:
    once = new_id()
    case = opened(inn.by)
    stay = admit_client(case=case, stay_kind=StayKind.SHELTER, brought_by=BroughtBy.POLICE, health="", bed=inn.one,
                        at=timezone.now() - timedelta(hours=1), by=inn.by, action_id=once)  # fmt: skip
    withdraw(case=case, recorded=once, recorded_as="admit_client", reason="Orang lain", by=inn.by, action_id=new_id())
    assert bed_of(stay) is None
    assert not Lying.objects.filter(bed=inn.one, withdrawn_by=None).exists()
    assert bed_of(inn.admitted(case, bed=inn.one)) is not None


def test_a_bed_that_was_promised_is_not_closed_before_the_promise_is_taken_back(inn: Inn) -> None:
    it = inn.handed_over()
    by = inn.people.actor("fajar")
    add_room(office=Office.objects.get(pk=by.office), name="Kamar A", sexes=Sexes.ALL, use=Use.GENERAL,
             step_free=False, beds="1", by=by, action_id=new_id())  # fmt: skip
    bed = Bed.objects.get(room__office=by.office)
    promise_bed(referral=it, bed=bed, until=timezone.now() + timedelta(hours=5), by=by, action_id=new_id())
    with pytest.raises((Refused, Conflict), match=it.code):
        close_bed(bed=Bed.objects.select_related("room").get(pk=bed.pk), by=by, action_id=new_id())
    assert Bed.objects.get(pk=bed.pk).closed_at is None


def test_two_stays_of_one_person_do_not_overlap_in_the_book_either(inn: Inn) -> None:
    case, now = opened(inn.by), timezone.now()
    given: dict[str, Any] = {
        "case": case,
        "stay_kind": StayKind.SHELTER,
        "brought_by": BroughtBy.POLICE,
        "out_to": OutTo.FAMILY,
    }
    record_earlier_stay(**given, at=now - timedelta(days=20), until=now - timedelta(days=10), by=inn.by,
                        action_id=new_id())  # fmt: skip
    with pytest.raises(Refused, match="sudah tercatat tinggal"):
        record_earlier_stay(**given, at=now - timedelta(days=12), until=now - timedelta(days=2), by=inn.by,
                            action_id=new_id())  # fmt: skip
    with pytest.raises(Refused, match="Keluarnya harus sesudah masuknya"):
        record_earlier_stay(**given, at=now - timedelta(days=2), until=now - timedelta(days=3), by=inn.by,
                            action_id=new_id())  # fmt: skip
