"""A referral on its way: who sees it when, what moves it on, what is refused."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.cases.models import Case
from rehsos.cases.placing import placed
from rehsos.directory.models import Posting
from rehsos.referral import actions
from rehsos.referral.file import going
from rehsos.referral.models import Answer, Deed, Part, Referral, Refusal, State, Urgency
from rehsos.referral.policies import may_receive

from .conftest import OTHER, PROVINCE, SENTRA, Road, words


def test_a_draft_is_nobodys_but_the_senders(road: Road) -> None:
    it = road.draft()
    road.people.actor("fajar")
    assert not Referral.objects.filter(pk=it.pk).exists()


def test_sent_the_receiver_sees_it_and_not_the_case(road: Road) -> None:
    it = road.sent()
    road.people.actor("fajar")
    assert Referral.objects.get(pk=it.pk).state == State.SENT
    assert Part.objects.filter(referral=it.pk).count() == 2
    assert not Case.objects.filter(pk=road.case.pk).exists()


def test_no_third_office_sees_it(road: Road) -> None:
    it = road.sent()
    for who in ("dewi", "hadi", "eka"):
        road.people.actor(who)
        assert not Referral.objects.filter(pk=it.pk).exists(), who
        assert not Part.objects.filter(referral=it.pk).exists(), who


def test_its_number_names_the_place_so_that_two_offices_never_share_one(road: Road) -> None:
    one, two = road.sent(), road.sent(to=OTHER)
    year = timezone.localdate().year % 100
    assert [one.code, two.code] == [f"RUJ-53.01-{year:02d}-0001", f"RUJ-53.01-{year:02d}-0002"]


def test_received_answered_arrived_and_its_result_is_told(road: Road) -> None:
    it = road.answered(road.received(road.sent()))
    assert (it.state, it.received_at is not None, it.answered_at is not None) == (State.ACCEPTED, True, True)
    by = road.people.actor("fajar")
    actions.record_arrival(referral=it, at=timezone.now(), by=by, action_id=new_id())
    it = road.seen(it, "fajar")
    actions.record_result(referral=it, words="Selesai dilatih.", by=by, action_id=new_id())
    assert road.seen(it).state == State.DONE


def test_refused_with_its_reason_everything_stays(road: Road) -> None:
    it = road.answered(road.sent(), Answer.REFUSED)
    road.case.refresh_from_db()
    assert (it.state, it.refusal, road.case.owner_id) == (State.REFUSED, Refusal.FULL, 3)


@pytest.mark.parametrize(
    ("answer", "refusal", "words", "field"),
    [
        (Answer.REFUSED, Refusal.NONE, "", "refusal"),
        (Answer.REFUSED, Refusal.OTHER, " ", "words"),
        (Answer.PARTLY, Refusal.NONE, "", "words"),
    ],
)
def test_a_refusal_and_a_part_say_why(road: Road, answer: Answer, refusal: Refusal, words: str, field: str) -> None:
    it = road.sent()
    with pytest.raises(Refused) as why:
        road.answered(it, answer, refusal=refusal, words=words)
    assert why.value.field == field
    assert road.seen(it).state == State.SENT


def test_of_two_who_answer_at_once_one_is_told(road: Road) -> None:
    it = road.received(road.sent())
    one, two = road.seen(it, "fajar"), road.seen(it, "fajar")
    by = road.people.actor("fajar")
    given = {"refusal": Refusal.NONE, "words": "", "by": by}
    actions.answer_referral(referral=one, answer=Answer.ACCEPTED, action_id=new_id(), **given)
    with pytest.raises(Conflict):
        actions.answer_referral(referral=two, answer=Answer.ACCEPTED, action_id=new_id(), **given)


def test_what_was_revoked_meanwhile_is_not_accepted(road: Road) -> None:
    it = road.received(road.sent())
    there = road.seen(it, "fajar")
    actions.revoke_referral(referral=it, reason="Keluarga sudah siap.", by=road.people.actor("melati"),
                            action_id=new_id())  # fmt: skip
    with pytest.raises(Conflict):
        actions.answer_referral(referral=there, answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="",
                                by=road.people.actor("fajar"), action_id=new_id())  # fmt: skip
    with pytest.raises(Refused):
        road.answered(it)
    assert road.seen(it).state == State.REVOKED


def test_after_the_answer_it_is_not_revoked(road: Road) -> None:
    it = road.answered(road.sent())
    with pytest.raises(Refused):
        actions.revoke_referral(referral=it, reason="x", by=road.by, action_id=new_id())


def test_a_draft_that_is_revoked_was_never_shown(road: Road) -> None:
    it = road.draft()
    actions.revoke_referral(referral=it, reason="", by=road.by, action_id=new_id())
    assert road.seen(it).shown_to_id is None
    road.people.actor("fajar")
    assert not Referral.objects.filter(pk=it.pk).exists()


def test_the_sender_adds_and_what_was_told_stays(road: Road) -> None:
    it = road.sent()
    actions.add_to_referral(referral=it, parts=(), words="Alergi obat.", by=road.by, action_id=new_id())
    assert Part.objects.filter(referral=it).count() == 3
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Part.objects.filter(referral=it).update(code="x")


def test_what_was_said_on_the_phone_moves_nothing_until_they_answer(road: Road) -> None:
    it = road.sent()
    actions.note_spoken(referral=it, answer=Answer.ACCEPTED, who="Kepala Sentra", at=timezone.now(), by=road.by,
                        action_id=new_id())  # fmt: skip
    it = road.seen(it)
    assert (it.state, it.spoken, it.answered_at) == (State.SENT, Answer.ACCEPTED, None)
    assert road.answered(it).state == State.ACCEPTED


def test_an_opinion_is_its_own_answer(road: Road) -> None:
    it = road.sent(Deed.ASK_OPINION)
    by = road.people.actor("fajar")
    actions.record_result(referral=road.seen(it, "fajar"), words="Sebaiknya di rumah.", by=by, action_id=new_id())
    it = road.seen(it)
    assert (it.state, it.answered_at is not None) == (State.DONE, True)


def test_a_case_is_not_ended_unasked_while_another_office_owes_an_answer(road: Road) -> None:
    it = road.sent()
    assert [one.pk for one in going(road.case)] == [it.pk]
    road.answered(it, Answer.REFUSED)
    assert not going(road.case).exists()


def test_who_may(road: Road) -> None:
    """The lead and the Kabid send; a colleague does not. The receiver answers, the sender does not."""
    road.draft(who="citra")
    with pytest.raises(NotAllowed):
        road.draft(who="bima")
    with pytest.raises(NotAllowed):
        road.draft(who="hadi")
    it = road.sent()
    with pytest.raises(NotAllowed):
        road.answered(it, who="melati")
    with pytest.raises(NotAllowed):
        actions.ask_again(referral=it, asked="", by=road.people.actor("fajar"), action_id=new_id())


def test_the_province_answers_though_it_sees_no_names(road: Road) -> None:
    assert road.answered(road.sent(to=PROVINCE), who="eka").state == State.ACCEPTED


def test_not_to_oneself_and_not_where_nobody_is(road: Road) -> None:
    with pytest.raises(Refused):
        road.draft(to=3)
    Posting.objects.filter(office=SENTRA).update(until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused) as why:
        road.draft()
    assert why.value.field == "receiver"
    it = road.draft(to=OTHER)
    assert not may_receive(it.deed, 4, it.office)


def test_a_case_that_does_not_run_is_not_referred(road: Road) -> None:
    Case.objects.filter(pk=road.case.pk).update(status="closed")
    road.case.refresh_from_db()
    with pytest.raises(Refused):
        road.draft()


def test_who_is_walled_from_the_case_never_sees_what_was_told_of_it(road: Road) -> None:
    it = road.sent()
    Case.objects.filter(pk=road.case.pk).update(barred=[6])
    road.people.actor("fajar")
    assert not Referral.objects.filter(pk=it.pk).exists()
    assert not Part.objects.filter(referral=it.pk).exists()
    road.people.actor("melati")
    later = road.sent()
    road.people.actor("fajar")
    assert not Referral.objects.filter(pk=later.pk).exists()


def test_the_same_id_twice_happens_once(road: Road) -> None:
    it, number = road.draft(), new_id()
    for _again in range(2):
        actions.send_referral(referral=it, parts=(), by=road.by, action_id=number)
    assert Referral.objects.filter(state=State.SENT).count() == 1


def test_a_case_of_high_urgency_is_due_in_a_day(road: Road) -> None:
    it = road.sent(urgency=Urgency.URGENT)
    assert it.sent_at
    assert it.answer_due == it.sent_at + timedelta(hours=24)
    assert road.received(it).answer_due == it.answer_due
    assert isinstance(it.pk, UUID)


def test_a_person_is_handed_over_at_the_hour_they_arrive_and_the_case_stays(road: Road) -> None:
    it = road.answered(road.sent(Deed.HAND_OVER))
    assert placed(road.case) == {}
    by = road.people.actor("fajar")
    actions.record_arrival(referral=road.seen(it, "fajar"), at=timezone.now(), by=by, action_id=new_id())
    road.people.actor("melati")
    now = placed(road.case)
    assert {fact: row.office_id for fact, row in now.items()} == {"custody": SENTRA, "whereabouts": SENTRA}
    road.case.refresh_from_db()
    assert (road.case.owner_id, road.case.offices) == (3, [2, 3])
    road.people.actor("fajar")
    assert not Case.objects.filter(pk=road.case.pk).exists()


def test_that_nobody_is_left_to_answer_is_said_on_the_first_page_of_who_waits(road: Road) -> None:
    road.sent(to=SENTRA)
    said = "tidak ada lagi yang dapat menjawab"
    page = words(road.get("desk:today"))
    assert said not in page
    assert "Tanyakan" in page
    Posting.objects.filter(office=SENTRA).update(until=timezone.localdate() - timedelta(days=1))
    page = words(road.get("desk:today"))
    assert said in page
    assert "Tanyakan" not in page
