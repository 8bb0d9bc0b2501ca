"""An office that closed: nobody is posted there any more. Nothing is sent to it, and what waits there is taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import NotAllowed, Refused
from rehsos.cases.models import Case
from rehsos.directory.models import Office, Posting
from rehsos.referral import actions
from rehsos.referral.forms import OTHER
from rehsos.referral.models import Answer, Deed, Referral, Refusal, State, Wanted

from .conftest import SENTRA, Road, words

NOBODY = "Pilih kantor lain"


def close(office: int = SENTRA) -> None:
    """Its last day was yesterday."""
    Posting.objects.filter(office=office).update(until=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize("deed", list(Deed))
def test_nothing_is_begun_to_it_and_the_form_says_so_beside_the_office(road: Road, deed: Deed) -> None:
    close()
    with pytest.raises(Refused, match=NOBODY) as refused:
        road.draft(deed)
    assert refused.value.field == "receiver"
    page = road.post(
        "referral:refer", road.case.code, query=f"?laku={deed}", receiver=OTHER, elsewhere="sentra efata",
        wanted=Wanted.ADVANCED, asked="Mohon terapi.", urgency="usual",
    )  # fmt: skip
    assert (page.status_code, NOBODY in words(page)) == (422, True)
    assert "Mohon terapi." in words(page), "what was typed stays"
    assert not Referral.objects.filter(case=road.case).exists()


@pytest.mark.parametrize("deed", list(Deed))
def test_a_draft_to_an_office_that_closed_meanwhile_is_not_sent(road: Road, deed: Deed) -> None:
    it = road.draft(deed)
    close()
    with pytest.raises(Refused, match=NOBODY):
        actions.send_referral(referral=it, parts=(), by=road.by, action_id=new_id())
    page = road.post("referral:send", it.pk)
    assert (page.status_code, NOBODY in words(page)) == (422, True)
    assert road.seen(it).state == State.DRAFT
    assert Case.objects.get(pk=road.case.pk).owner_id == road.by.office


def test_what_waits_there_is_answered_by_nobody_and_taken_back(road: Road) -> None:
    it = road.sent(Deed.TRANSFER)
    by = road.people.actor("fajar")
    close()
    road.sign_in_again()
    page = words(road.get("referral:referral", it.pk))
    assert "Di kantor itu tidak ada lagi yang dapat menjawab" in page
    assert reverse("referral:ask", args=[it.pk]) not in page
    assert reverse("referral:add", args=[it.pk]) not in page, "nobody there reads what is added"
    listed = words(road.get("referral:referrals", query="?lihat=kirim"))
    assert "Di kantor itu tidak ada lagi yang dapat menjawab" in listed
    assert reverse("referral:revoke", args=[it.pk]) in words(road.get("desk:today"))
    road.post("referral:revoke", it.pk, reason="Kantornya tutup.")
    assert road.seen(it).state == State.REVOKED
    with pytest.raises((NotAllowed, Refused)):
        actions.answer_referral(
            referral=road.seen(it, "fajar"), answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="", by=by,
            action_id=new_id(),
        )  # fmt: skip
    road.people.actor("melati")
    assert Case.objects.get(pk=road.case.pk).owner_id == Office.objects.get(pk=3).pk
