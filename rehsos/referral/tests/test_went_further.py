"""From A to B, and from B to C: A reads by code that it went further, as long as it may read anything of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save
from rehsos.audit.actions import new_id
from rehsos.audit.answers import NotAllowed, Refused
from rehsos.cases.actions.protecting import protect
from rehsos.cases.models import Assignment, Case
from rehsos.directory.models import Office
from rehsos.referral import actions
from rehsos.referral.models import Answer, Deed, Referral, Refusal, Urgency, Wanted

from .conftest import OTHER, SENTRA, Road, words
from .test_transfer import back, moved

KUPANG = 3
FURTHER = "Dialihkan lagi"


def further(road: Road, to: int = OTHER, by: str = "dewi", who: str = "fajar") -> None:
    """By who took it, to a third."""
    sends = road.people.actor(who)
    made = actions.begin_referral(
        case=Case.objects.get(pk=road.case.pk), deed=Deed.TRANSFER, receiver=Office.objects.get(pk=to),
        wanted=Wanted.OTHER, asked="Lanjutkan.", urgency=Urgency.USUAL, proposed=None, by=sends, action_id=new_id(),
    )  # fmt: skip
    actions.send_referral(referral=made, parts=(), by=sends, action_id=new_id())
    takes = road.people.actor(by)
    here = Referral.objects.select_related("sender", "receiver").get(pk=made.pk)
    actions.answer_referral(referral=here, answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="", by=takes,
                            action_id=new_id())  # fmt: skip
    road.people.actor("melati")


def test_who_sent_it_and_its_head_read_on_their_first_page_where_it_is_now(road: Road) -> None:
    first = moved(road)
    assert FURTHER not in words(road.get("desk:today"))
    further(road)
    for who in ("melati", "citra"):
        page = words(road.get("desk:today", who=who))
        assert FURTHER in page, who
        assert "kasusnya sekarang pada Dinsos Kab. TTS" in page, who
        assert (page.count(FURTHER), page.count(f">{first.code}<")) == (1, 1), "it stands once"
    assert FURTHER not in words(road.get("desk:today", who="bima"))
    for who in ("fajar", "dewi"):
        assert FURTHER not in words(road.get("desk:today", who=who)), who


def test_on_the_page_of_its_transfer_no_third_office_is_named(road: Road) -> None:
    first = moved(road)
    further(road)
    page = words(road.get("referral:referral", first.pk))
    assert "Kasusnya dialihkan lagi ke kantor lain" in page
    assert "TTS" not in page
    assert road.get("referral:referral", first.pk, who="dewi").status_code == 404


def test_the_head_of_the_case_says_the_office_and_nothing_untrue_of_who_leads_it_there(road: Road) -> None:
    nobody = "belum ada penanggung jawab"
    moved(road)
    further(road)
    for who in ("melati", "citra"):
        page = words(road.get("cases:case", road.case.code, who=who))
        assert nobody not in page, who
        assert "· Dinsos Kab. TTS</span>" in page, who
    assert "Dewi Contoh" in words(road.get("cases:case", road.case.code, who="dewi"))
    road.people.actor("dewi")
    Assignment.objects.filter(case=road.case.pk).update(until=timezone.localdate() - timedelta(days=1))
    assert nobody in words(road.get("cases:case", road.case.code, who="dewi"))
    assert nobody not in words(road.get("cases:case", road.case.code))


def test_who_takes_it_back_is_told_nothing_of_it(road: Road) -> None:
    moved(road)
    back(road)
    assert FURTHER not in words(road.get("desk:today"))


def test_each_who_handed_it_on_before_is_told_once(road: Road) -> None:
    moved(road)
    further(road)
    further(road, to=SENTRA, by="fajar", who="dewi")
    assert Referral.objects.filter(case=road.case.pk, sender=KUPANG, went_further_at__isnull=False).count() == 1
    assert words(road.get("desk:today")).count(FURTHER) == 1
    assert FURTHER not in words(road.get("desk:today", who="fajar")), "it has it again"


def test_who_handed_it_on_reads_nothing_of_it_once_its_client_is_protected_elsewhere(road: Road) -> None:
    """A gave it to B, and B closed it: A has neither its line, nor its page, nor its code."""
    first = moved(road)
    protect(case=Case.objects.get(pk=road.case.pk), first=road.worker("fajar"), second=None, words="LPSK 1",
            by=road.people.actor("fajar"), action_id=new_id())  # fmt: skip
    for who in ("melati", "bima", "citra", "eka", "dewi"):
        browser = road._browser(who)
        for page in ("/", "/rujukan/?lihat=kirim", "/rujukan/?lihat=semua", "/kasus/"):
            text = words(browser.get(page, follow=True))
            assert str(first.code) not in text, (who, page)
            assert road.case.code not in text, (who, page)
        assert browser.get(f"/rujukan/{first.pk}/").status_code == 404, who
        assert browser.get(f"/kasus/{road.case.code}/").status_code in {403, 404}, who
        assert save(browser, f"/rujukan/{first.pk}/tanya/", {"question": "x"}).status_code in {403, 404}, who
    assert road._browser("fajar").get(f"/kasus/{road.case.code}/").status_code == 200


def test_and_reads_nothing_where_a_third_closed_it(road: Road) -> None:
    first = moved(road)
    further(road)
    protect(case=Case.objects.get(pk=road.case.pk), first=road.worker("dewi"), second=None, words="LPSK 1",
            by=road.people.actor("dewi"), action_id=new_id())  # fmt: skip
    for who in ("melati", "citra", "fajar"):
        text = words(road.get("desk:today", who=who))
        assert FURTHER not in text, who
        assert str(first.code) not in text, who


def test_of_a_transfer_that_was_accepted_nothing_is_asked_any_more(road: Road) -> None:
    waits = road.sent(Deed.TRANSFER)
    asks = [reverse(f"referral:{name}", args=[waits.pk]) for name in ("ask", "add")]
    assert all(one in words(road.get("referral:referral", waits.pk)) for one in asks)
    first = road.answered(waits)
    ways: tuple[dict[str, Any], ...] = ({}, {"to": OTHER}, {"to": KUPANG, "by": "melati", "who": "dewi"})
    for way in ways:
        if way:
            further(road, **way)
        for who in ("melati", "citra"):
            page = words(road.get("referral:referral", first.pk, who=who))
            assert not any(one in page for one in asks)
            assert "Tanyakan" not in page
            assert asks[0] not in words(road.get("desk:today", who=who))
        for act, more in ((actions.ask_again, {"asked": ""}), (actions.add_to_referral, {"parts": (), "words": "Ya"})):
            with pytest.raises((NotAllowed, Refused)):
                act(referral=road.seen(first), by=road.people.actor("melati"), action_id=new_id(), **more)
    with pytest.raises((NotAllowed, Refused), match="mengalihkannya kembali"):
        actions.revoke_referral(referral=road.seen(first), reason="Keliru.", by=road.people.actor("melati"),
                                action_id=new_id())  # fmt: skip
