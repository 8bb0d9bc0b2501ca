"""A case handed on: who owns it when, who counts it for ever, who reads how long; and what is refused."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from conftest import reveal
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.cases.actions.facts import put_circumstance, put_fact
from rehsos.cases.actions.transferring import READS_ON, take_over
from rehsos.cases.assignments import lead_of
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Approval, Case, Clock, Share
from rehsos.cases.policies import may_record
from rehsos.directory.models import Office, Worker
from rehsos.papers.models import Direction, Letter, LetterState
from rehsos.referral import actions
from rehsos.referral.models import Answer, Deed, Referral, Refusal, State

from .conftest import OTHER, PROVINCE, SENTRA, Road, words


def moved(road: Road, to: int = SENTRA, who: str = "fajar", **more: Any) -> Referral:
    return road.answered(road.sent(Deed.TRANSFER, to), who=who, **more)


def test_at_the_sending_nothing_moves(road: Road) -> None:
    road.received(road.sent(Deed.TRANSFER))
    road.case.refresh_from_db()
    assert (road.case.owner_id, road.case.offices) == (3, [2, 3])


def test_at_acceptance_the_case_is_the_receivers_and_who_accepts_leads_it(road: Road) -> None:
    it = moved(road)
    road.people.actor("fajar")
    case = Case.objects.get(pk=road.case.pk)
    led = lead_of(case, timezone.localdate())
    assert (it.state, case.owner_id, case.counts_at_id) == (State.ACCEPTED, SENTRA, 3)
    assert led
    assert led.worker_id == 6
    assert road.get("cases:service", case.code, who="fajar").status_code == 200
    assert road.get("cases:service", case.code).status_code == 403


def test_refused_everything_stays_where_it_was(road: Road) -> None:
    road.answered(road.sent(Deed.TRANSFER), Answer.REFUSED)
    road.case.refresh_from_db()
    assert (road.case.owner_id, road.case.offices) == (3, [2, 3])
    assert road.get("cases:service", road.case.code).status_code == 200


def test_the_old_office_reads_90_days_with_names_then_sees_the_code_for_ever(road: Road) -> None:
    moved(road)
    today = timezone.localdate()
    mine = Share.objects.filter(case=road.case, office=3).order_by("since")
    assert [(one.named, one.until) for one in mine] == [(True, today + READS_ON), (False, None)]
    assert "Rambu" in words(_revealed(road))
    with time_machine.travel(timezone.now() + READS_ON + timedelta(days=2), tick=True):
        road.browsers = {}
        page = road.get("cases:case", road.case.code)
        assert page.status_code == 200
        assert "Rambu" not in words(page)


def _revealed(road: Road) -> Any:
    """The page of a case that Melati does not work any more, after she said why she opens it."""
    browser = road.people.client("melati")
    reveal(browser, road.case.code)
    return browser.get(reverse("cases:case", args=[road.case.code]))


def test_in_the_list_of_the_old_office_it_stands_once(road: Road) -> None:
    moved(road)
    for days in (0, READS_ON.days + 3):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=True):
            road.browsers = {}
            page = words(road.get("desk:cases"))
            assert page.count(f'href="/kasus/{road.case.code}/"') == 1


def test_who_counts_it_counts_it_for_ever_and_no_case_stands_in_nobodys_line(road: Road) -> None:
    moved(road)
    case = Case.objects.filter(pk=road.case.pk)
    for wrong in (
        lambda: case.update(counts_at_id=SENTRA),
        lambda: Share.objects.filter(case=road.case, office=3, until=None).update(until=timezone.localdate()),
        lambda: Share.objects.filter(case=road.case, office=3).delete(),
    ):
        with pytest.raises(DatabaseError, match="counts"), transaction.atomic():
            wrong()


def back(road: Road) -> None:
    """Handed on to where it came from."""
    road.answered(road.sent_back(), who="melati")


def test_back_where_it_came_from(road: Road) -> None:
    moved(road)
    back(road)
    case = Case.objects.get(pk=road.case.pk)
    assert (case.owner_id, case.counts_at_id) == (3, 3)
    named = Share.objects.filter(case=case, office=3, until=None)
    assert [one.named for one in named] == [True]
    assert words(road.get("desk:cases")).count(f'href="/kasus/{case.code}/"') == 1


def test_the_province_takes_a_case_of_its_kabupaten_only_with_a_worker_to_lead_it(road: Road) -> None:
    with pytest.raises(Refused) as why:
        road.draft(Deed.TRANSFER, to=PROVINCE)
    assert why.value.field == "receiver"


def test_of_two_who_accept_at_once_one_is_told(road: Road) -> None:
    it = road.received(road.sent(Deed.TRANSFER))
    there = road.seen(it, "fajar")
    road.answered(it)
    with pytest.raises((Conflict, Refused)):
        actions.answer_referral(referral=there, answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="", lead=None,
                                by=road.people.actor("fajar"), action_id=new_id())  # fmt: skip


def test_after_it_was_revoked_nobody_takes_it(road: Road) -> None:
    it = road.received(road.sent(Deed.TRANSFER))
    there = road.seen(it, "fajar")
    actions.revoke_referral(referral=it, reason="Batal.", by=road.people.actor("melati"), action_id=new_id())
    with pytest.raises(Conflict):
        actions.answer_referral(referral=there, answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="", lead=None,
                                by=road.people.actor("fajar"), action_id=new_id())  # fmt: skip
    road.people.actor("melati")
    assert Case.objects.get(pk=road.case.pk).owner_id == 3


def test_with_a_letter_that_waits_for_its_signature_it_stays(road: Road) -> None:
    sent = road.sent(Deed.TRANSFER)
    letter = Letter.objects.create(
        id=new_id(), dossier=road.case.pk, office_id=3, direction=Direction.OUT, kind="other",
        state=LetterState.NUMBERED, author=1, sealed=b"", offices=[3],
    )  # fmt: skip
    with pytest.raises(Refused, match="Kantor pengirim"):
        road.answered(sent)
    assert "Penerima belum dapat menyetujui" in words(road.get("referral:referral", sent.pk))
    assert "Penerima belum dapat menyetujui" not in words(road.get("referral:referral", sent.pk, who="fajar"))
    draft = road.draft(Deed.TRANSFER, to=OTHER)
    with pytest.raises(Refused, match="ditandatangani"):
        actions.send_referral(referral=draft, parts=(), by=road.people.actor("melati"), action_id=new_id())
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SIGNED)
    assert road.answered(sent).state == State.ACCEPTED


def test_what_waits_for_the_head_is_decided_before_the_case_goes(road: Road) -> None:
    """Else nobody could decide it: the head of the old office may not, and the new office cannot ask again."""
    sent = road.sent(Deed.TRANSFER)
    asked = Approval.objects.create(
        id=new_id(), case=road.case, kind="closure", subject=road.case.pk, requested_by_id=1,
        requested_at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(Refused, match="keputusan"):
        road.answered(sent)
    assert road.seen(sent).state == State.SENT
    with pytest.raises(Refused, match="keputusan"):
        actions.send_referral(referral=road.draft(Deed.TRANSFER, to=OTHER), parts=(), by=road.by, action_id=new_id())
    Approval.objects.filter(pk=asked.pk).update(approved=False)
    assert road.answered(sent).state == State.ACCEPTED


@pytest.mark.parametrize("status", ["closed", "void"])
def test_what_was_closed_or_void_meanwhile_is_not_taken(road: Road, status: str) -> None:
    sent = road.sent(Deed.TRANSFER)
    Case.objects.filter(pk=road.case.pk).update(status=status)
    with pytest.raises(Refused):
        road.answered(sent)
    road.people.actor("melati")
    assert Case.objects.get(pk=road.case.pk).owner_id == 3


def test_without_a_transfer_that_waits_nobody_takes_a_case(road: Road) -> None:
    for deed in (Deed.REFER, Deed.ASK_OPINION):
        road.sent(deed)
    by = road.people.actor("fajar")
    Case(pk=road.case.pk)
    with pytest.raises(NotAllowed):
        take_over(case=road.case, sender=Office.objects.get(pk=3), receiver=Office.objects.get(pk=SENTRA),
                  lead=Worker.objects.get(pk=6), by=by, action_id=new_id())  # fmt: skip


def test_who_may_not_lead_names_who_does(road: Road) -> None:
    it = road.sent(Deed.TRANSFER)
    with pytest.raises(Refused) as why:
        road.answered(it, lead=Worker.objects.get(pk=4))
    assert why.value.field == "lead"
    assert road.seen(it).state == State.SENT
    page = words(road.get("referral:answer", it.pk, who="fajar"))
    assert "Saya sendiri" in page
    assert "Disetujui sebagian" not in page


def test_a_part_of_a_case_is_not_handed_on(road: Road) -> None:
    it = road.sent(Deed.TRANSFER)
    with pytest.raises(Refused):
        road.answered(it, Answer.PARTLY)


def test_a_clock_of_the_head_of_a_upt_goes_only_to_a_upt(road: Road) -> None:
    """Told to a dinas it is advisory; at the Sentra that takes the case it binds; back at the dinas it is advisory."""
    by = road.people.actor("melati")
    put_fact(road.case, road.case.subject, "victim_reported_to_unit", timezone.now(), fact_id=new_id())
    for code, value in (("suspected_tpks", "yes"), ("police_already_know", "no")):
        put_circumstance(road.case, road.case.subject, code, value)
    recompute(road.case, by=by)
    rule = Clock.objects.filter(case=road.case, rule="tpks_police_report")
    assert [(one.owner_id, one.advisory) for one in rule] == [(3, True)]
    moved(road)
    road.people.actor("fajar")
    assert [(one.owner_id, one.advisory) for one in rule.all()] == [(SENTRA, False)]


def test_across_wib_and_wita_on_the_last_day_the_share_runs_at_once(road: Road) -> None:
    """23.40 in the west, 00.40 in Kupang: the receiver, a day behind, sees and works what it took at once."""
    Office.objects.filter(pk=SENTRA).update(time_zone="Asia/Jakarta")
    with time_machine.travel("2026-11-30T16:40:00+00:00", tick=True):
        sent = road.sent(Deed.TRANSFER)
        by = replace(road.people.actor("fajar"), time_zone="Asia/Jakarta")
        actions.answer_referral(referral=road.seen(sent, "fajar"), answer=Answer.ACCEPTED, refusal=Refusal.NONE,
                                words="", by=by, action_id=new_id())  # fmt: skip
        road.people.actor("fajar")
        case = Case.objects.get(pk=road.case.pk)
        assert case.owner_id == SENTRA
        assert lead_of(case, date(2026, 11, 30)) is not None
        assert may_record(case, by)
