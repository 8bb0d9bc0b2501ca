"""A stay follows where its client is: nobody stays in two houses, and who left by the road stays in none."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases.actions.placing import everywhere, follow_them, place_client, settle_clash
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.models import Case, Clash, Custody, Share, Whereabouts
from rehsos.cases.tests.test_open_case import opened
from rehsos.cases.voiding import restore, void
from rehsos.directory.models import Office
from rehsos.people.models import Person
from rehsos.placement.actions import admitting
from rehsos.placement.models import Absence, AbsenceKind, Stay, StayKind
from rehsos.placement.stays import bed_of
from rehsos.placement.tonight import board
from rehsos.referral import actions as referring
from rehsos.referral.actions.staying import record_departure
from rehsos.referral.models import Answer, Deed, LeftTo, Referral, Refusal, Urgency, Wanted

from .conftest import SENTRA, Inn, words

LKSA = 12
MIGRATIONS = ("0004_nobody_stays_in_two_houses", "0005_one_of_two_stays_stands")


def told(inn: Inn, case: Case, where: str, office: int | None = None, who: str = "melati") -> None:
    """Another place, told in the case."""
    place_client(
        case=case, custody=None, custody_office=None, custody_words="", whereabouts=where,  # type: ignore[arg-type]
        whereabouts_office=Office.objects.get(pk=office) if office else None, whereabouts_words="", at=timezone.now(),
        by=inn.people.actor(who), action_id=new_id(),
    )  # fmt: skip


def at_sentra(inn: Inn) -> Stay:
    """Handed over by Melati, taken in by Fajar."""
    it = inn.handed_over()
    return admitting.admit_referred(referral=it, stay_kind=StayKind.SHELTER, health="", bed=None, at=timezone.now(),
                                    by=inn.people.actor("fajar"), action_id=new_id())  # fmt: skip


def handed_on(inn: Inn, case: Case, office: int, who: str) -> Referral:
    """The same client handed over to another house, where they arrive."""
    by = inn.people.actor("melati")
    made = referring.begin_referral(
        case=case, deed=Deed.HAND_OVER, receiver=Office.objects.get(pk=office), wanted=Wanted.BED, asked="Tempat.",
        urgency=Urgency.USUAL, proposed=None, by=by, action_id=new_id(),
    )  # fmt: skip
    referring.send_referral(referral=made, parts=(), by=by, action_id=new_id())
    by = inn.people.actor(who)
    it = Referral.objects.select_related("sender", "receiver").get(pk=made.pk)
    referring.answer_referral(referral=it, answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="", by=by,
                              action_id=new_id())  # fmt: skip
    it.refresh_from_db()
    referring.record_arrival(referral=it, at=timezone.now(), by=by, action_id=new_id())
    it.refresh_from_db()
    return it


def now(inn: Inn, stay: Stay) -> Stay:
    with everywhere():
        return Stay.objects.get(pk=stay.pk)


def test_told_elsewhere_in_the_case_the_stay_ends_with_bed_absence_and_clocks(inn: Inn) -> None:
    stay = inn.taken()
    inn.away(stay, AbsenceKind.MISSING)
    told(inn, stay.case, "family")
    it = now(inn, stay)
    assert (it.ended_to, it.ended_at) == ("moved", Whereabouts.objects.get(case=stay.case_id, until=None).since)
    assert bed_of(stay) is None
    assert Absence.objects.get(stay=stay).until
    assert (clock := inn.clock(stay, "missing_police_told")) is not None
    assert clock.state == "stopped"


def test_taken_back_the_stay_goes_on_as_it_was(inn: Inn) -> None:
    stay = inn.taken()
    inn.away(stay, AbsenceKind.LEAVE, expected=timezone.now() + timedelta(days=1))
    told(inn, stay.case, "police")
    assert now(inn, stay).ended_to == "moved"
    recorded = Whereabouts.objects.get(case=stay.case_id, until=None).cause
    withdraw(case=stay.case, recorded=recorded, recorded_as="place_client",
             reason="Bukan klien ini", by=inn.people.actor("melati"), action_id=new_id())  # fmt: skip
    it = now(inn, stay)
    assert (it.ended_at, it.ended_to, it.contested) == (None, "", False)
    assert (lying := bed_of(stay)) is not None
    assert lying.bed == inn.one
    assert Absence.objects.get(stay=stay).until is None
    assert (clock := inn.clock(stay, "stay_consent")) is not None
    assert clock.state == "running"


def test_on_leave_missing_and_back_is_no_move(inn: Inn) -> None:
    stay = inn.taken()
    inn.away(stay, AbsenceKind.MISSING)
    inn.back(stay)
    inn.away(stay, AbsenceKind.HOSPITAL)
    inn.back(stay)
    told(inn, stay.case, "hospital")  # the house goes on answering for them
    assert now(inn, stay).is_open


def test_who_arrives_at_another_house_stays_there_alone(inn: Inn) -> None:
    first = at_sentra(inn)
    it = handed_on(inn, first.case, LKSA, "nadia")
    assert now(inn, first).ended_to == "moved"
    with everywhere():
        share = Share.objects.filter(case=first.case_id, office=SENTRA, grounds="stay").latest("since")
    assert share.until is not None
    second = admitting.admit_referred(referral=it, stay_kind=StayKind.LONG, health="", bed=None, at=timezone.now(),
                                      by=inn.people.actor("nadia"), action_id=new_id())  # fmt: skip
    with everywhere():
        open_ones = Stay.objects.filter(case=first.case_id, ended_at=None)
        assert [(one.pk, one.contested) for one in open_ones] == [(second.pk, False)]
    by, gone = inn.people.actor("fajar"), Referral.objects.get(case=first.case_id, receiver=SENTRA)
    with pytest.raises(Refused, match="Terima orang"):
        admitting.admit_referred(referral=gone, stay_kind=StayKind.SHELTER, health="", bed=None, at=timezone.now(),
                                 by=by, action_id=new_id())  # fmt: skip


def test_who_leaves_by_the_road_does_not_live_on_in_the_house(inn: Inn) -> None:
    stay = at_sentra(inn)
    by, it = inn.people.actor("fajar"), Referral.objects.select_related("sender", "receiver").get(case=stay.case_id)
    record_departure(referral=it, to=LeftTo.SENDER, words="", at=timezone.now(), by=by, action_id=new_id())
    assert now(inn, stay).ended_to == "moved"


def test_an_arrival_that_never_was_ends_the_stay(inn: Inn) -> None:
    stay = at_sentra(inn)
    by, it = inn.people.actor("fajar"), Referral.objects.select_related("sender", "receiver").get(case=stay.case_id)
    referring.take_back_arrival(referral=it, reason="Anak lain", by=by, action_id=new_id())
    assert now(inn, stay).ended_to == "moved"


def two(inn: Inn) -> tuple[Stay, Stay]:
    """Registered at both, confirmed to be one: here, and taken in at Soe as well."""
    first = inn.taken()
    elsewhere = opened(inn.people.actor("dewi"))
    with everywhere():
        Person.objects.filter(pk=elsewhere.client_id).update(true_person=first.person_id)
    return first, inn.admitted(elsewhere, who="dewi")


def test_a_house_that_another_speaks_against_takes_in_and_is_contested(inn: Inn) -> None:
    first, second = two(inn)
    assert [(now(inn, one).is_open, now(inn, one).contested) for one in (first, second)] == [
        (True, False), (True, True)]  # fmt: skip
    with everywhere(), pytest.raises(IntegrityError), transaction.atomic():
        Stay.objects.filter(pk=second.pk).update(contested=False)


def test_once_the_holder_says_so_the_other_house_alone_has_them(inn: Inn) -> None:
    first, second = two(inn)
    for fact in ("custody", "whereabouts"):
        by = inn.people.actor("melati")
        clash = Clash.objects.select_related("held_in").get(held_in=first.case_id, fact=fact, settled_at=None)
        settle_clash(clash=clash, moved=True, by=by, action_id=new_id())
    assert now(inn, first).ended_to == "moved"
    assert (now(inn, second).is_open, now(inn, second).contested) == (True, False)


def test_two_who_stay_in_two_houses_become_one_and_one_of_them_is_contested(inn: Inn) -> None:
    first = inn.taken()
    second = inn.admitted(opened(inn.people.actor("dewi")), who="dewi")
    assert not now(inn, second).contested
    with everywhere():
        Whereabouts.objects.filter(case=second.case_id).update(standing="asked")
        Custody.objects.filter(case=second.case_id).update(standing="asked")
        Person.objects.filter(pk=second.person_id).update(true_person=first.person_id)
        follow_them(first.person_id, inn.people.actor("melati"), new_id())
    stood = [now(inn, one) for one in (first, second)]
    assert [(one.one, one.is_open, one.contested) for one in stood] == [
        (first.person_id, True, False), (first.person_id, True, True)]  # fmt: skip


def test_a_restored_case_stays_uncontested(inn: Inn) -> None:
    stay = inn.taken()
    by = inn.people.actor("citra")
    case = Case.objects.get(pk=stay.case_id)
    void(case=case, reason="Terbuka dua kali", by=by, action_id=new_id())
    case.refresh_from_db()
    restore(case=case, reason="Ternyata benar", by=by, action_id=new_id())
    assert (now(inn, stay).is_open, now(inn, stay).contested) == (True, False)


def test_the_referral_offers_the_stay_and_no_second_way_out(inn: Inn) -> None:
    stay = at_sentra(inn)
    page = words(inn.get("referral:referral", stay.referral_id, who="fajar"))
    assert "Klien keluar" not in page
    assert "Terima tinggal" not in page
    assert "Buka tinggal" in page
    left: Any = inn.get("referral:departure", stay.referral_id, who="fajar")
    assert left.url.endswith(f"{stay.pk}/keluar/")


def test_night_staff_begins_at_the_roll(inn: Inn) -> None:
    first: Any = inn.get("desk:today", who="omar")
    assert inn.people.client("omar").get(first.url).status_code == 200


def test_nobody_waits_twice_in_a_house_whose_own_client_they_are(inn: Inn) -> None:
    it = inn.handed_over()
    referring.record_arrival(referral=it, at=timezone.now(), by=inn.people.actor("fajar"), action_id=new_id())
    with everywhere():
        case = Case.objects.get(pk=it.case_id)
        Share.objects.create(case=case, office_id=SENTRA, grounds="stay", named=True, opened_on=case.opened_on,
                             since=case.opened_on)  # fmt: skip
        Case.objects.filter(pk=it.case_id).update(owner=SENTRA)
    by = inn.people.actor("fajar")
    assert board(by).arrived == []


def test_of_two_stays_that_an_installation_had_the_one_stands_that_is_not_spoken_against(inn: Inn) -> None:
    first, second = two(inn)
    before, after = (import_module(f"rehsos.placement.migrations.{name}") for name in MIGRATIONS)
    with everywhere(), connection.cursor() as cursor:
        Stay.objects.update(contested=True)
        cursor.execute(before.FILL)
        cursor.execute(after.STANDS)
    assert [now(inn, one).contested for one in (first, second)] == [False, True]
