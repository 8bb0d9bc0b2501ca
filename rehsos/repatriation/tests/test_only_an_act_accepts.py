"""What an act makes is never typed as if it were done: who may have been told so notes a word, and still waits."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save
from rehsos.audit.actions import new_id
from rehsos.audit.answers import YES, Refused
from rehsos.cases.actions import facts
from rehsos.cases.actions.by_hand import record_fact
from rehsos.cases.actions.facts import pause_policy_clock
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.made import is_made, made
from rehsos.cases.models import Case, Fact
from rehsos.cases.models.clocks import Precision
from rehsos.law.book import fact_kinds
from rehsos.repatriation.models import Leg

from .conftest import Road, words
from .test_owed_elsewhere import first_page, owed, part


@pytest.fixture
def late(road: Road) -> Leg:
    """A leg from Kupang that the Sentra has not accepted a day after it should have."""
    road.before = timezone.now() - timedelta(hours=28)
    return road.left(road.planned(road.journey()))


def asked(road: Road, heard: str, **more: str) -> Any:
    clock = owed(road)
    case = Case.objects.get(pk=clock.case_id)
    page = save(road.browser("melati"), reverse("cases:ask_clock", args=[case.code, clock.pk]),
                {"asked": "Sopir, lewat telepon", "heard": heard, **more})  # fmt: skip
    road.by()
    return page


def test_who_is_told_that_they_came_notes_a_word_and_still_waits(road: Road, late: Leg) -> None:
    page = asked(road, "done", answer="Naik feri tadi")
    assert page["Location"] == reverse("repatriation:leg", args=[late.pk])
    assert not Fact.objects.filter(code="leg_accepted").exists()
    assert owed(road).stopped_at is None
    assert "Penerimaan etape" in part(first_page(road, "melati"), "Menunggu pihak lain")


def test_the_form_says_who_does_it(road: Road, late: Leg) -> None:
    clock = owed(road)
    case = Case.objects.get(pk=clock.case_id)
    page = words(road.browser("melati").get(reverse("cases:ask_clock", args=[case.code, clock.pk])))
    assert "Katanya sudah dilakukan" in page
    assert "saya catat tanggalnya" not in page
    assert "Penerima pengganti" in page


def test_the_page_of_facts_leads_to_the_leg_and_takes_no_forged_one(road: Road, late: Leg) -> None:
    clock = owed(road)
    case = Case.objects.get(pk=clock.case_id)
    there = reverse("cases:record_fact", args=[case.code])
    led = road.browser("melati").get(f"{there}?fakta=leg_accepted&subjek={clock.subject}")
    assert led["Location"] == reverse("repatriation:leg", args=[late.pk])
    told = {"fact": "leg_accepted", "subject": str(clock.subject), "at": str(timezone.localdate()), "hour": ""}
    for query in ("", f"?fakta=leg_accepted&subjek={clock.subject}"):
        forged = road.browser("melati").post(there + query, {**told, "action_id": str(new_id())})
        assert forged.status_code == 403
        assert "kantor penerima menekan Terima" in words(forged)
    road.by()
    assert not Fact.objects.filter(code="leg_accepted").exists()


def typed() -> Iterator[str]:
    return (code for code in fact_kinds() if is_made(code))


@pytest.mark.parametrize("code", sorted(typed()))
def test_no_action_takes_what_an_act_makes(road: Road, code: str) -> None:
    """Whichever it is; and its room says who makes it."""
    case = road.journey().case
    with pytest.raises(Refused) as refused:
        record_fact(case=case, subject=case.pk, code=code, level="", at=timezone.now(), precision=Precision.DAY,
                    until=None, note="", by=road.by(), action_id=new_id())  # fmt: skip
    assert str(refused.value.reason) == str(made()[code].words)


def test_a_plan_and_an_end_are_among_them() -> None:
    found = set(typed())
    assert {"leg_accepted", "referral_answered", "plan_approved", "case_closed", "died", "stay_began"} <= found


def test_what_was_typed_before_is_taken_back_and_the_sender_waits_again(
    road: Road, late: Leg, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = owed(road)
    case, at = Case.objects.get(pk=clock.case_id), timezone.now() - timedelta(days=9)
    with monkeypatch.context() as before:
        before.setattr(facts, "may_type", lambda _code: YES)
        wrong = record_fact(case=case, subject=clock.subject, code="leg_accepted", level="", at=at, until=None, note="",
                            precision=Precision.DAY, by=road.by(), action_id=new_id())  # fmt: skip
    assert "Penerimaan etape" not in first_page(road, "melati")
    withdraw(case=case, recorded=wrong.pk, recorded_as="record_fact", reason="Belum diterima", by=road.by(),
             action_id=new_id())  # fmt: skip
    assert "Penerimaan etape" in part(first_page(road, "melati"), "Menunggu pihak lain")


def test_the_sender_does_not_pause_what_another_owes(road: Road, late: Leg) -> None:
    with pytest.raises(Refused, match="dijeda"):
        pause_policy_clock(clock=owed(road), rule_code="leg_accept", reason="Menunggu", by=road.by(),
                           action_id=new_id())  # fmt: skip
