"""What is taken back once the stay is over leaves nothing running behind it."""

from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.actions.placing import Told, everywhere, place
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.models import Case, Clock
from rehsos.placement.actions import discharging, during
from rehsos.placement.models import Absence, AbsenceKind, Consent, OutTo, Stay
from rehsos.placement.tonight import board
from rehsos.referral.actions import record_arrival
from rehsos.referral.actions.staying import record_departure
from rehsos.referral.models import LeftTo, Referral

from .conftest import Inn


def _taken_back(inn: Inn, stay: Stay, name: str, recorded: object) -> None:
    withdraw(case=Case.objects.get(pk=stay.case_id), recorded=recorded, recorded_as=name,  # type: ignore[arg-type]
             reason="Keliru.", by=inn.people.actor("melati"), action_id=new_id())  # fmt: skip


def test_a_return_taken_back_after_they_left_for_good_ends_with_the_stay_and_goes_on_with_it(inn: Inn) -> None:
    stay, back, out = inn.taken(), new_id(), new_id()
    inn.away(stay, AbsenceKind.HOSPITAL)
    by = inn.people.actor("melati")
    during.come_back(stay=inn.seen(stay), at=timezone.now(), words="", by=by, action_id=back)
    discharging.discharge(stay=inn.seen(stay), out_to=OutTo.KIN, words="Bibi", at=timezone.now(), by=by, action_id=out)
    _taken_back(inn, stay, "come_back", back)
    assert Absence.objects.get(stay=stay).until == inn.seen(stay).ended_at
    _taken_back(inn, stay, "discharge", out)
    assert Absence.objects.get(stay=stay).until is None


def test_an_admission_taken_back_leaves_no_clock_of_what_was_told_of_the_stay_since(inn: Inn) -> None:
    stay = inn.admitted()
    by = inn.people.actor("melati")
    during.record_consent(stay=inn.seen(stay), consent=Consent.VITAL, words="Belum sadar", by=by, action_id=new_id())
    assert Clock.objects.filter(subject=stay.pk).exists()
    _taken_back(inn, stay, "admit_client", stay.pk)
    assert not Clock.objects.filter(subject=stay.pk).exists()


def test_an_arrival_taken_back_after_they_were_taken_in_anew_lets_no_clock_of_the_stay_before_run_on(inn: Inn) -> None:
    it = inn.handed_over()
    inn.people.actor("melati")
    before = inn.admitted(Case.objects.get(pk=it.case_id))
    record_arrival(referral=it, at=timezone.now(), by=inn.people.actor("fajar"), action_id=new_id())
    assert inn.seen(before).ended_to == OutTo.MOVED
    inn.people.actor("melati")
    again = inn.admitted(Case.objects.get(pk=it.case_id))
    came = Action.objects.get(dossier=it.case_id, name="arrival_told")
    _taken_back(inn, before, "arrival_told", came.pk)
    assert inn.seen(before).ended_at is not None
    running = Clock.objects.filter(case=it.case_id, state="running", kind="stay")
    assert {one.subject for one in running} == {again.pk}


def test_who_was_handed_over_and_is_at_the_police_is_in_no_house_tonight(inn: Inn) -> None:
    it = inn.handed_over()
    sentra = inn.people.actor("fajar")
    record_arrival(referral=it, at=timezone.now(), by=sentra, action_id=new_id())
    assert board(sentra).counted()["heads"] == 1
    record_departure(
        referral=Referral.objects.select_related("sender", "receiver").get(pk=it.pk), to=LeftTo.POLICE, words="",
        at=timezone.now(), by=sentra, action_id=new_id(),
    )  # fmt: skip
    assert board(sentra).counted()["heads"] == 0


def test_whom_another_office_took_to_hospital_is_in_no_house_tonight(inn: Inn) -> None:
    it = inn.handed_over()
    sentra = inn.people.actor("fajar")
    record_arrival(referral=it, at=timezone.now(), by=sentra, action_id=new_id())
    with everywhere():
        place(it.case, whereabouts=Told("hospital"), at=timezone.now(), by=sentra, cause=new_id(), agreed=True)
    assert board(inn.people.actor("fajar")).counted()["heads"] == 0
