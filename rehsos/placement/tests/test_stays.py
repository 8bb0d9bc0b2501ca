"""Somebody is taken in, is away and back, and leaves; nobody shares a bed, and nobody is in two places."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.cases.actions.placing import everywhere
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.first_type import type_of
from rehsos.cases.models import Case, Clash, Clock, Share, Task, Whereabouts
from rehsos.cases.tests.test_open_case import opened
from rehsos.cases.voiding import restore, void
from rehsos.directory.models import Office
from rehsos.people.identity import identity_of
from rehsos.people.models import Person, Sex
from rehsos.placement.actions import admitting, discharging, during
from rehsos.placement.models import (
    Absence,
    AbsenceKind,
    BroughtBy,
    Consent,
    Lying,
    NoteKind,
    OutTo,
    Stay,
    StayKind,
    Teller,
)
from rehsos.placement.stays import bed_of
from rehsos.referral import actions as referring
from rehsos.referral.models import Answer, Deed, Referral, Refusal, State, Urgency, Wanted

from .conftest import KUPANG, SENTRA, Inn


def test_somebody_from_the_street_gets_a_case_a_bed_and_a_task_at_once(inn: Inn) -> None:
    stay = inn.taken()
    case = Case.objects.get(pk=stay.case_id)
    assert (case.owner_id, case.category, case.primary_type, case.age) == (KUPANG, "stranded", "homeless_person", 34)
    assert inn.where(stay) == ("office", "office", KUPANG)
    assert (lying := bed_of(stay)) is not None
    assert lying.bed == inn.one
    assert Task.objects.filter(case=case, kind="identity").count() == 1
    assert identity_of(Person.objects.get(pk=stay.person_id)).called == "Nipah"


def test_only_the_sex_must_be_known(inn: Inn) -> None:
    stay = inn.taken(called="", age=None, category="", brought_by="", health="", bed=None)
    assert identity_of(Person.objects.get(pk=stay.person_id)).called == "Tanpa nama"
    assert bed_of(stay) is None


@pytest.mark.parametrize(
    ("category", "age", "kind"),
    [
        ("stranded", 3, "neglected_toddler"),
        ("stranded", 12, "neglected_child"),
        ("", 70, "neglected_elderly"),
        ("migrant", 30, "migrant_worker"),
        ("odgj", None, "person_with_disability"),
        ("", None, "homeless_person"),
    ],
)
def test_the_type_follows_quietly_from_the_word_and_the_age(category: str, age: int | None, kind: str) -> None:
    assert type_of(category, age)[0] == kind


def test_two_people_are_never_in_one_bed(inn: Inn) -> None:
    first = inn.taken()
    with pytest.raises(Conflict, match="terisi"):
        inn.taken(called="Teratai")
    assert Stay.objects.filter(office=KUPANG).count() == 1
    other = inn.taken(called="Teratai", bed=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lying.objects.create(id=new_id(), bed=inn.one, office_id=KUPANG, stay=other, since=timezone.now(),
                             cause=new_id(), offices=[KUPANG])  # fmt: skip
    during.move_bed(stay=inn.seen(first), bed=inn.two, at=timezone.now(), by=inn.by, action_id=new_id())
    during.move_bed(stay=inn.seen(other), bed=inn.one, at=timezone.now(), by=inn.by, action_id=new_id())
    assert (lying := bed_of(other)) is not None
    assert lying.bed == inn.one


def test_a_closed_bed_takes_nobody(inn: Inn) -> None:
    type(inn.one).objects.filter(pk=inn.one.pk).update(closed_at=timezone.now())
    with pytest.raises(Refused, match="ditutup"):
        inn.taken()


def test_nobody_is_taken_in_twice(inn: Inn) -> None:
    stay = inn.taken()
    with pytest.raises(Refused, match="masih tercatat"):
        inn.admitted(Case.objects.get(pk=stay.case_id))


def test_who_is_known_comes_into_the_case_that_runs_here(inn: Inn) -> None:
    first = inn.taken()
    inn.out(first)
    again = inn.taken(client=Person.objects.get(pk=first.person_id), bed=None)
    assert again.case_id == first.case_id


def test_another_office_holding_the_person_is_told_and_stops_nothing(inn: Inn) -> None:
    first = inn.taken()
    elsewhere = opened(inn.people.actor("dewi"))
    with everywhere():  # registered at both, and confirmed to be one
        Person.objects.filter(pk=elsewhere.client_id).update(true_person=first.person_id)
    stay = inn.admitted(elsewhere, who="dewi")
    assert stay.is_open
    with everywhere():
        assert Clash.objects.filter(told_in=elsewhere, settled_at=None).count() == 2


def test_on_leave_and_back_the_bed_stays_theirs(inn: Inn) -> None:
    stay = inn.taken()
    now = timezone.now()
    with pytest.raises(Refused, match="kembali"):
        inn.away(stay, AbsenceKind.LEAVE)
    inn.away(stay, AbsenceKind.LEAVE, expected=now + timedelta(days=2), words="Bibi")
    assert inn.where(stay) == ("office", "family", None)
    assert bed_of(stay) is not None
    with pytest.raises(Conflict, match="tidak di sini"):
        inn.away(stay, AbsenceKind.HOSPITAL)
    inn.back(stay)
    assert inn.where(stay) == ("office", "office", KUPANG)


def test_missing_starts_three_clocks_that_end_with_whom_was_told(inn: Inn) -> None:
    stay = inn.taken()
    away = inn.away(stay, AbsenceKind.MISSING)
    due = {rule: inn.clock(stay, f"missing_{rule}_told") for rule in ("head", "police", "family")}
    assert all(clock is not None and clock.state == "running" for clock in due.values())
    assert due["head"] is not None
    assert due["head"].due_at == away.since + timedelta(hours=2)
    during.tell_of_missing(stay=inn.seen(stay), teller=Teller.HEAD, at=timezone.now(), words="", by=inn.by,
                           action_id=new_id())  # fmt: skip
    assert Absence.objects.get(pk=away.pk).head_told_at
    assert (told := inn.clock(stay, "missing_head_told")) is not None
    assert told.state == "stopped"
    inn.back(stay)
    assert (police := inn.clock(stay, "missing_police_told")) is not None
    assert police.state == "stopped"
    inn.away(stay, AbsenceKind.MISSING)
    assert (anew := inn.clock(stay, "missing_head_told")) is not None
    assert anew.state == "running"


def test_discharge_ends_bed_absence_and_clocks(inn: Inn) -> None:
    stay = inn.taken()
    inn.away(stay, AbsenceKind.HOSPITAL, words="RSUD Contoh")
    inn.out(stay)
    assert inn.where(stay) == ("family", "family", None)
    assert bed_of(stay) is None
    assert not Absence.objects.filter(stay=stay, until=None).exists()
    assert (limit := inn.clock(stay, "stay_limit_shelter")) is not None
    assert limit.state == "stopped"
    inn.taken(called="Teratai")
    with pytest.raises(Refused, match="Sudah tercatat keluar"):
        inn.out(stay)


@pytest.mark.parametrize("to", [OutTo.SENDER, OutTo.MOVED])
def test_in_a_case_of_the_house_itself_nobody_goes_back_to_a_sender(inn: Inn, to: OutTo) -> None:
    with pytest.raises(Refused, match="Kasusnya milik"):
        inn.out(inn.taken(), to)


@pytest.mark.parametrize("to", [to for to in OutTo if to not in {OutTo.SENDER, OutTo.MOVED, OutTo.DIED}])
def test_everybody_leaves_to_somebody(inn: Inn, to: OutTo) -> None:
    stay = inn.taken()
    inn.out(stay, to, "Panti Contoh")
    custody, whereabouts, _office = inn.where(stay)
    assert whereabouts in {"family", "institution", "hospital", "police", "unknown"}
    assert custody in ({"office"} if to in {OutTo.HOSPITAL, OutTo.RAN_AWAY} else {"family", "outside"})


def test_a_stay_has_a_limit_by_its_kind_and_the_head_renews_it_with_a_reason(inn: Inn) -> None:
    stay = inn.taken()
    assert (limit := inn.clock(stay, "stay_limit_shelter")) is not None
    assert limit.due_at
    assert limit.due_at.date() - stay.since.date() in {timedelta(days=14), timedelta(days=15)}
    until = timezone.localdate() + timedelta(days=10)
    with pytest.raises(Refused):
        during.renew_stay(stay=inn.seen(stay), until=until, reason="Menunggu keluarga", by=inn.by, action_id=new_id())
    by = inn.people.actor("citra")
    with pytest.raises(Refused, match="mengapa"):
        during.renew_stay(stay=inn.seen(stay, "citra"), until=until, reason=" ", by=by, action_id=new_id())
    during.renew_stay(stay=inn.seen(stay, "citra"), until=until, reason="Menunggu keluarga", by=by, action_id=new_id())
    assert (limit := inn.clock(stay, "stay_limit_shelter")) is not None
    assert limit.due_at
    assert timezone.localdate(limit.due_at - timedelta(minutes=1)) == until


def test_a_night_in_a_workers_home_ends_in_a_day(inn: Inn) -> None:
    stay = inn.taken(stay_kind=StayKind.WORKER_HOME, bed=None)
    assert (limit := inn.clock(stay, "stay_limit_no_place")) is not None
    assert limit.due_at == stay.since + timedelta(days=1)
    assert stay.no_place


def test_consent_is_asked_within_a_day_and_never_before(inn: Inn) -> None:
    stay = inn.taken()
    assert (owed := inn.clock(stay, "stay_consent")) is not None
    assert (owed.state, owed.due_at) == ("running", stay.since + timedelta(days=1))
    with pytest.raises(Refused, match="alasan"):
        during.record_consent(stay=inn.seen(stay), consent=Consent.VITAL, words="", by=inn.by, action_id=new_id())
    during.record_consent(
        stay=inn.seen(stay), consent=Consent.VITAL, words="Tidak sadar", by=inn.by, action_id=new_id()
    )
    assert (again := inn.clock(stay, "stay_vital_review")) is not None
    assert again.state == "running"
    during.record_consent(stay=inn.seen(stay), consent=Consent.GIVEN, words="", by=inn.by, action_id=new_id())
    assert (settled := inn.clock(stay, "stay_vital_review")) is not None
    assert settled.state == "stopped"
    assert Stay.objects.get(pk=stay.pk).consent == Consent.GIVEN


def test_what_happened_is_written_and_sealed(inn: Inn) -> None:
    stay = inn.taken()
    note = during.note_stay(stay=inn.seen(stay), note_kind=NoteKind.HARM, at=timezone.now(), words="Lebam di lengan",
                            by=inn.by, action_id=new_id())  # fmt: skip
    assert b"Lebam" not in bytes(note.sealed)
    with pytest.raises(Refused, match="Wajib"):
        during.note_stay(stay=inn.seen(stay), note_kind=NoteKind.CARE, at=timezone.now(), words=" ", by=inn.by,
                         action_id=new_id())  # fmt: skip


def test_a_colleague_on_duty_keeps_it_and_an_outsider_does_not_see_it(inn: Inn) -> None:
    stay = inn.taken()
    by = inn.people.actor("bima")
    during.go_away(stay=inn.seen(stay, "bima"), absence_kind=AbsenceKind.HOSPITAL, at=timezone.now(), expected=None,
                   words="", by=by, action_id=new_id())  # fmt: skip
    inn.people.actor("dewi")
    assert not Stay.objects.filter(pk=stay.pk).exists()
    assert not Lying.objects.filter(stay=stay.pk).exists()
    inn.people.actor("eka")
    with pytest.raises(NotAllowed):
        during.come_back(stay=Stay.objects.get(pk=stay.pk), at=timezone.now(), words="", by=inn.people.actor("eka"),
                         action_id=new_id())  # fmt: skip


def test_the_same_twice_is_once(inn: Inn) -> None:
    once, at = new_id(), timezone.now()
    given = {
        "called": "Nipah", "sex": Sex.MALE, "age": 34, "client": None, "category": "", "stay_kind": StayKind.SHELTER,
        "brought_by": "", "health": "", "bed": None, "at": at, "by": inn.by, "action_id": once,
    }  # fmt: skip
    assert admitting.take_in(**given) == admitting.take_in(**given)
    assert Stay.objects.filter(office=KUPANG).count() == 1


def test_who_was_handed_over_is_taken_in_and_their_case_is_seen_while_they_stay(inn: Inn) -> None:
    it = inn.handed_over()
    by = inn.people.actor("fajar")
    assert not Case.objects.filter(pk=it.case_id).exists()
    stay = admitting.admit_referred(referral=it, stay_kind=StayKind.LONG, health="Sehat.", bed=None, at=timezone.now(),
                                    by=by, action_id=new_id())  # fmt: skip
    assert Case.objects.filter(pk=it.case_id).exists()
    assert inn.where(stay) == ("office", "office", SENTRA)
    it.refresh_from_db()
    assert it.state == State.ARRIVED
    inn.out(stay, OutTo.KIN, "Kakek", who="fajar")
    assert inn.where(stay) == ("family", "family", None)
    share = Share.objects.get(case=it.case_id, office=SENTRA)
    assert (share.grounds, share.until) == ("stay", timezone.localdate())
    it.refresh_from_db()
    assert it.left_at is not None


def test_nobody_takes_in_who_was_handed_over_to_another(inn: Inn) -> None:
    it = inn.handed_over()
    by = inn.people.actor("dewi")
    with pytest.raises(NotAllowed, match="kantor lain"):
        admitting.admit_referred(referral=it, stay_kind=StayKind.LONG, health="", bed=None, at=timezone.now(), by=by,
                                 action_id=new_id())  # fmt: skip


def _withdrawn(inn: Inn, stay: Stay, action: str, action_id: object) -> None:
    withdraw(case=Case.objects.get(pk=stay.case_id), recorded=action_id, recorded_as=action,  # type: ignore[arg-type]
             reason="Keliru", by=inn.by, action_id=new_id())  # fmt: skip


def test_a_wrong_admission_is_taken_back_with_its_bed(inn: Inn) -> None:
    stay = inn.taken()
    _withdrawn(inn, stay, "take_in", stay.pk)
    assert not Stay.objects.get(pk=stay.pk).is_open
    inn.taken(called="Teratai")


def test_a_wrong_discharge_is_taken_back(inn: Inn) -> None:
    stay = inn.taken()
    discharging.discharge(stay=inn.seen(stay), out_to=OutTo.ALONE, words="", at=timezone.now(), by=inn.by,
                          action_id=(once := new_id()))  # fmt: skip
    _withdrawn(inn, stay, "discharge", once)
    assert Stay.objects.get(pk=stay.pk).is_open
    assert bed_of(stay) is not None
    assert inn.where(stay) == ("office", "office", KUPANG)
    assert (limit := inn.clock(stay, "stay_limit_shelter")) is not None
    assert limit.state == "running"


def test_a_wrong_absence_is_taken_back(inn: Inn) -> None:
    stay = inn.taken()
    away = inn.away(stay, AbsenceKind.MISSING)
    _withdrawn(inn, stay, "go_away", away.pk)
    assert inn.where(stay) == ("office", "office", KUPANG)
    assert inn.clock(stay, "missing_head_told") is None


@pytest.mark.parametrize("hours", [-1, 1])
def test_an_hour_before_the_stay_or_to_come_is_refused(inn: Inn, hours: int) -> None:
    stay = inn.taken()
    at = timezone.now() + timedelta(hours=hours)
    with pytest.raises(Refused):
        inn.away(stay, AbsenceKind.HOSPITAL, at=at)
    with pytest.raises(Refused):
        discharging.discharge(stay=inn.seen(stay), out_to=OutTo.KIN, words="", at=at, by=inn.by, action_id=new_id())


def test_nobody_stays_in_a_case_that_never_was_and_again_in_one_that_was(inn: Inn) -> None:
    stay = inn.taken()
    case = Case.objects.get(pk=stay.case_id)
    void(case=case, reason="Terbuka dua kali", by=inn.people.actor("citra"), action_id=new_id())
    assert not Stay.objects.get(pk=stay.pk).is_open
    assert bed_of(stay) is None
    other = inn.taken(called="Teratai")
    inn.out(other)
    restore(case=Case.objects.get(pk=case.pk), reason="Memang kasus", by=inn.people.actor("citra"), action_id=new_id())
    assert Stay.objects.get(pk=stay.pk).is_open
    assert bed_of(stay) is None  # somebody else lay in it meanwhile


def test_a_restored_case_has_its_bed_again_where_nobody_took_it(inn: Inn) -> None:
    stay = inn.taken()
    by = inn.people.actor("citra")
    void(case=Case.objects.get(pk=stay.case_id), reason="Terbuka dua kali", by=by, action_id=new_id())
    restore(case=Case.objects.get(pk=stay.case_id), reason="Memang kasus", by=by, action_id=new_id())
    assert bed_of(stay) is not None
    assert inn.where(stay) == ("office", "office", KUPANG)


def test_of_a_case_that_was_handed_on_the_house_writes_only_that_they_left(inn: Inn) -> None:
    stay = inn.admitted()
    by = inn.people.actor("melati")
    made = referring.begin_referral(
        case=Case.objects.get(pk=stay.case_id), deed=Deed.TRANSFER, receiver=Office.objects.get(pk=4),
        wanted=Wanted.OTHER, asked="Pindah.", urgency=Urgency.USUAL, proposed=None, by=by, action_id=new_id(),
    )  # fmt: skip
    referring.send_referral(referral=made, parts=(), by=by, action_id=new_id())
    by = inn.people.actor("dewi")
    it = Referral.objects.select_related("sender", "receiver").get(pk=made.pk)
    referring.answer_referral(referral=it, answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="", by=by,
                              action_id=new_id())  # fmt: skip
    with pytest.raises(Refused, match="dialihkan"):
        inn.away(stay, AbsenceKind.HOSPITAL)
    inn.out(stay)
    assert not Stay.objects.get(pk=stay.pk).is_open
    inn.people.actor("dewi")
    assert Whereabouts.objects.get(case=stay.case_id, until=None, withdrawn_by=None).kind == "family"


def test_a_stay_out_of_the_book_is_counted_and_moves_nobody(inn: Inn) -> None:
    case = opened(inn.by)
    ended, days = timezone.now() - timedelta(days=40), timedelta(days=3)
    given: dict[str, Any] = {
        "case": case,
        "stay_kind": StayKind.SHELTER,
        "brought_by": BroughtBy.POLICE,
        "out_to": OutTo.KIN,
    }
    told = {**given, "at": ended - days, "until": ended}
    stay = admitting.record_earlier_stay(**told, by=inn.by, action_id=new_id())
    assert (stay.is_open, Lying.objects.filter(stay=stay).exists()) == (False, False)
    assert not Whereabouts.objects.filter(case=case).exists()
    assert not Clock.objects.filter(case=case, subject=stay.pk).exists()
    with pytest.raises(Refused, match="sudah tercatat tinggal"):
        admitting.record_earlier_stay(**{**told, "at": ended - days / 2}, by=inn.by, action_id=new_id())
    with pytest.raises(Refused, match="sesudah masuknya"):
        admitting.record_earlier_stay(**{**told, "at": ended}, by=inn.by, action_id=new_id())
    with pytest.raises(Refused):
        admitting.record_earlier_stay(**told, by=inn.people.actor("citra"), action_id=new_id())
