"""A case with several referrals: what one step does to the others, and to the case that the receiver does not see."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.models import Case, Custody
from rehsos.cases.placing import placed
from rehsos.directory.models import Posting
from rehsos.referral import actions
from rehsos.referral.models import Answer, Deed, Referral, Refusal, State

from .conftest import OTHER, SENTRA, Road, words
from .test_outside import asked

ALL = (1, 2, 3, 4, 5, 6)


def arrived(road: Road, it: Referral, who: str = "fajar", at: timedelta = timedelta(0)) -> Referral:
    there = road.seen(it, who)
    actions.record_arrival(referral=there, at=timezone.now() + at, by=road.people.actor(who), action_id=new_id())
    return road.seen(it)


def held(road: Road) -> set[int | None]:
    with acting_for(ALL):
        return {row.office_id for row in placed(road.case).values()}


@pytest.mark.parametrize("answered", [False, True])
def test_nobody_arrives_in_the_name_of_an_office_that_gave_the_case_away(road: Road, *, answered: bool) -> None:
    person, case = road.sent(Deed.HAND_OVER, OTHER), road.sent(Deed.TRANSFER)
    if answered:
        road.answered(person, who="dewi")
    road.answered(case)
    with pytest.raises((Conflict, Refused)):
        arrived(road, person, "dewi")
    assert held(road) == set()
    assert road.seen(person).state == State.FELL


def test_where_it_stood_accepted_in_another_window_the_case_is_asked_again(road: Road) -> None:
    """The row that the receiver read before says accepted still."""
    person, case = road.answered(road.sent(Deed.HAND_OVER, OTHER), who="dewi"), road.sent(Deed.TRANSFER)
    there = road.seen(person, "dewi")
    road.answered(case)
    with pytest.raises(Conflict):
        actions.record_arrival(referral=there, at=timezone.now(), by=road.people.actor("dewi"), action_id=new_id())
    assert held(road) == set()


def test_what_waits_at_others_falls_away_when_a_case_is_handed_on(road: Road) -> None:
    waits, other, draft = road.sent(to=OTHER), road.sent(Deed.TRANSFER, OTHER), road.draft()
    road.answered(road.sent(Deed.TRANSFER))
    assert [road.seen(one).state for one in (waits, other, draft)] == [State.FELL] * 3
    page = words(road.get("referral:referral", waits.pk, who="dewi"))
    assert "kasusnya sudah dialihkan ke kantor lain" in page
    assert "Fajar" not in page
    with pytest.raises(Refused):
        road.answered(other, who="dewi")


def test_who_sent_it_asks_and_takes_back_whatever_became_of_the_case(road: Road) -> None:
    waits, runs = road.sent(to=OTHER), road.answered(road.sent())
    Case.objects.filter(pk=road.case.pk).update(status="closed")
    page = words(road.get("referral:referral", waits.pk))
    assert "Tambah keterangan" not in page
    assert road.get("referral:ask", waits.pk).status_code == 200
    assert road.get("referral:revoke", waits.pk, who="citra").status_code == 200
    with pytest.raises(NotAllowed):
        actions.ask_again(referral=waits, asked="", by=road.people.actor("bima"), action_id=new_id())
    actions.revoke_referral(referral=road.seen(waits), reason="Kasus berakhir.", by=road.people.actor("melati"),
                            action_id=new_id())  # fmt: skip
    assert road.seen(waits).state == State.REVOKED
    assert road.get("referral:ask", runs.pk).status_code == 200


def test_after_the_case_moved_whose_it_is_asks_what_runs(road: Road) -> None:
    runs = road.answered(road.sent(to=OTHER), who="dewi")
    road.answered(road.sent(Deed.TRANSFER))
    assert road.get("referral:ask", runs.pk).status_code == 404
    assert road.get("referral:ask", runs.pk, who="fajar").status_code == 200
    by = road.people.actor("fajar")
    actions.ask_again(referral=road.seen(runs, "fajar"), asked="Kabarnya?", by=by, action_id=new_id())
    assert "ditanyakan" in words(road.get("desk:today", who="dewi"))


def test_who_had_the_client_reads_that_they_are_elsewhere(road: Road) -> None:
    first = arrived(road, road.answered(road.sent(Deed.HAND_OVER)))
    arrived(road, road.answered(road.sent(Deed.HAND_OVER, OTHER), who="dewi"), "dewi")
    assert held(road) == {OTHER}
    assert str(first.code) in words(road.get("desk:today", who="fajar"))
    page = words(road.get("referral:referral", first.pk, who="fajar"))
    assert "Klien tercatat pindah ke tempat lain" in page
    assert "TTS" not in page
    assert "Dewi" not in page


def test_nobody_arrives_before_it_was_asked(road: Road) -> None:
    it = road.answered(road.sent(Deed.HAND_OVER))
    with pytest.raises(Refused) as why:
        arrived(road, it, at=-timedelta(hours=3))
    assert why.value.field == "at"
    assert held(road) == set()


def test_the_case_says_who_answered_and_who_arrived_and_a_wrong_hour_is_taken_back(road: Road) -> None:
    it = arrived(road, road.answered(road.sent(Deed.HAND_OVER)))
    assert it.state == State.ARRIVED
    page = words(road.get("cases:case", road.case.code))
    assert "Serah terimakan orang kepada Sentra Efata Kupang: Disetujui" in page
    assert "Serah terimakan orang: klien tiba di Sentra Efata Kupang" in page
    told = Action.objects.get(dossier=road.case.pk, name="arrival_told")
    withdraw(case=road.case, recorded=told.pk, recorded_as="arrival_told", reason="Jamnya keliru.",
             by=road.people.actor("melati"), action_id=new_id())  # fmt: skip
    assert not Custody.objects.filter(case=road.case, withdrawn_by=None).exists()
    assert held(road) == set()


def test_a_refusal_is_said_in_the_case_too(road: Road) -> None:
    road.answered(road.sent(), Answer.REFUSED)
    assert "Rujuk kepada Sentra Efata Kupang: Ditolak" in words(road.get("cases:case", road.case.code))


def test_the_receiver_is_not_told_when_another_place_was_recorded(road: Road) -> None:
    first = road.answered(road.sent(Deed.HAND_OVER))
    later = road.answered(road.sent(Deed.HAND_OVER, OTHER), who="dewi")
    arrived(road, first)
    minute = timezone.now().replace(second=0, microsecond=0)
    with pytest.raises(Refused) as why:
        actions.record_arrival(referral=road.seen(later, "dewi"), at=minute, by=road.people.actor("dewi"),
                               action_id=new_id())  # fmt: skip
    assert why.value.field == "at"
    assert not re.search(r"\d", str(why.value)), "neither day nor hour"
    assert held(road) == {SENTRA}


def test_nobody_serves_a_case_that_never_should_have_been(road: Road) -> None:
    waits, runs = road.sent(), road.answered(road.sent())
    Case.objects.filter(pk=road.case.pk).update(status="void")
    with pytest.raises(Refused, match="membatalkan"):
        road.answered(waits)
    with pytest.raises(Refused, match="membatalkan"):
        arrived(road, runs)
    assert road.answered(waits, Answer.REFUSED).state == State.REFUSED


def test_what_fell_away_is_said_in_the_case_and_before(road: Road) -> None:
    road.sent(to=OTHER)
    assert "rujukan lain yang belum dijawab" in words(
        road.get("referral:refer", road.case.code, query="?laku=transfer")
    )
    moves = road.sent(Deed.TRANSFER)
    assert "rujukan lain yang belum dijawab gugur" in words(road.get("referral:answer", moves.pk, who="fajar"))
    road.answered(moves)
    assert "Rujuk kepada Dinsos Kab. TTS: gugur" in words(road.get("cases:case", road.case.code, who="fajar"))


def test_an_office_whose_only_worker_is_barred_is_not_asked_and_not_told_why(road: Road) -> None:
    """The same words where nobody is there and where only who is walled is: no side is told."""
    Case.objects.filter(pk=road.case.pk).update(barred=[6])
    road.case.refresh_from_db()
    for deed in (Deed.TRANSFER, Deed.REFER):
        with pytest.raises(Refused) as walled:
            road.draft(deed)
        Posting.objects.filter(worker=6).update(until=timezone.localdate() - timedelta(days=1))
        Case.objects.filter(pk=road.case.pk).update(barred=[])
        road.case.refresh_from_db()
        with pytest.raises(Refused) as nobody:
            road.draft(deed)
        assert (walled.value.field, str(walled.value)) == ("receiver", str(nobody.value))
        Posting.objects.filter(worker=6).update(until=None)
        Case.objects.filter(pk=road.case.pk).update(barred=[6])
        road.case.refresh_from_db()


def test_an_overseer_reads_what_waits_and_is_offered_no_question_that_is_refused(road: Road) -> None:
    it = road.sent()
    asks, here = (reverse(f"referral:{name}", args=[it.pk]) for name in ("ask", "referral"))
    Posting.objects.filter(worker=2).update(role="province")
    page = words(road.get("desk:today", who="bima"))
    assert here in page
    assert asks not in page
    assert road.get("referral:ask", it.pk, who="bima").status_code == 404
    Case.objects.filter(pk=road.case.pk).update(status="closed")
    assert asks in words(road.get("desk:today"))
    assert road.get("referral:ask", it.pk).status_code == 200


def test_ending_a_case_says_what_waits_elsewhere(road: Road) -> None:
    road.sent()
    assert "1 rujukan belum dijawab" in words(road.get("cases:request_closure", road.case.code))


def taken_back(road: Road, it: Referral, who: str = "fajar") -> Referral:
    by = road.people.actor(who)
    actions.take_back_arrival(referral=road.seen(it, who), reason="Jamnya keliru.", by=by, action_id=new_id())
    return road.seen(it)


def test_who_wrote_an_arrival_takes_it_back_and_writes_it_anew(road: Road) -> None:
    it = arrived(road, road.answered(road.sent(Deed.HAND_OVER)))
    assert reverse("referral:take_back", args=[it.pk]) in words(road.get("referral:referral", it.pk, who="fajar"))
    it = taken_back(road, it)
    assert (it.state, it.arrived_at, held(road)) == (State.ACCEPTED, None, set())
    page = words(road.get("cases:case", road.case.code))
    assert "Serah terimakan orang: tibanya di Sentra Efata Kupang salah catat, ditarik kembali" in page
    page = words(road.get("referral:referral", it.pk))
    assert "Jamnya keliru." in page
    assert "Fajar" in page
    arrived(road, it)
    assert held(road) == {SENTRA}


def test_taken_back_by_the_sender_it_waits_for_the_arrival_again(road: Road) -> None:
    it = arrived(road, road.answered(road.sent(Deed.HAND_OVER)))
    told = Action.objects.get(dossier=road.case.pk, name="arrival_told")
    withdraw(case=road.case, recorded=told.pk, recorded_as="arrival_told", reason="Jamnya keliru.",
             by=road.people.actor("melati"), action_id=new_id())  # fmt: skip
    it = road.seen(it)
    assert (it.state, it.arrived_at) == (State.ACCEPTED, None)
    with pytest.raises(Refused):
        taken_back(road, it)
    assert "Salah catat, ditarik kembali" in words(road.get("referral:referral", it.pk, who="fajar"))


def test_a_service_that_had_not_begun_is_taken_back_too(road: Road) -> None:
    assert taken_back(road, arrived(road, road.answered(road.sent()))).state == State.ACCEPTED


def test_who_had_the_client_reads_that_they_stay(road: Road) -> None:
    first = arrived(road, road.answered(road.sent(Deed.HAND_OVER)))
    later = arrived(road, road.answered(road.sent(Deed.HAND_OVER, OTHER), who="dewi"), "dewi")
    taken_back(road, later, "dewi")
    assert held(road) == {SENTRA}
    assert "Pindahnya klien salah catat" in words(road.get("referral:referral", first.pk, who="fajar"))


def test_only_who_received_it_takes_back_by_that_page(road: Road) -> None:
    it = arrived(road, road.answered(road.sent(Deed.HAND_OVER)))
    assert road.get("referral:take_back", it.pk).status_code == 404
    assert road.get("referral:take_back", it.pk, who="hadi").status_code == 404
    by = road.people.actor("melati")
    with pytest.raises(NotAllowed):
        actions.take_back_arrival(referral=it, reason="x", by=by, action_id=new_id())


def begun(road: Road, it: Referral, who: str) -> Referral:
    actions.record_arrival(
        referral=road.seen(it, who), at=timezone.now(), by=road.people.actor(who), action_id=new_id()
    )
    return road.seen(it)


def test_a_service_that_runs_is_followed_by_whose_case_it_is(road: Road) -> None:
    """Agreed to, begun, or promised by somebody outside: its result is told to who works the case."""
    agreed, runs = road.answered(road.sent()), begun(road, road.answered(road.sent()), "fajar")
    hospital = asked(road)
    actions.answer_referral(referral=hospital, answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="Senin.",
                            by=road.people.actor("melati"), action_id=new_id())  # fmt: skip
    road.answered(road.sent(Deed.TRANSFER, to=OTHER), who="dewi")
    for it in (agreed, runs, hospital):
        found = road.seen(it, "dewi")
        assert (found.sender_id, found.state) == (OTHER, State.ARRIVED if it == runs else State.ACCEPTED)
        assert "Kasusnya dialihkan" in words(road.get("referral:referral", it.pk, who="dewi"))
        assert "kini diikuti" in words(road.get("referral:referral", it.pk)), "as it stood when the case was handed on"
    actions.record_result(referral=road.seen(runs, "fajar"), words="Terlatih.", by=road.people.actor("fajar"),
                          action_id=new_id())  # fmt: skip
    assert str(runs.code) in words(road.get("desk:today", who="dewi"))
    assert road.get("referral:result", hospital.pk, who="dewi").status_code == 200
    page = words(road.get("desk:today"))
    assert [str(it.code) in page for it in (agreed, runs, hospital)] == [False, False, False]


def test_what_the_new_office_served_before_ends_with_the_case_its_own(road: Road) -> None:
    runs = begun(road, road.answered(road.sent()), "fajar")
    road.answered(road.sent(Deed.TRANSFER), who="fajar")
    found = road.seen(runs, "fajar")
    assert (found.sender_id, found.state) == (3, State.DONE)
    page = words(road.get("referral:referral", runs.pk, who="fajar"))
    assert "layanannya diteruskan di kasus" in page
    assert "Hasil disampaikan" not in page
