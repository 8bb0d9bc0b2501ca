"""Hari ini: what waits for whom, what is only told, and what nobody can answer any more."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import NotAllowed, Refused
from rehsos.directory.models import Posting
from rehsos.referral import actions
from rehsos.referral.models import Answer, Deed, Referral, Urgency

from .conftest import SENTRA, Road, words

NEWS = "Kabar dari kantor dan pihak lain"


def card(page: str, title: str) -> str:
    """A card of the page, by its heading; empty where there is none."""
    found = re.search(rf"<section class=\"card[^>]*>\s*<header>\s*<h2>{title}.*?</section>", page, re.DOTALL)
    return found[0] if found else ""


def revoked(road: Road, it: Referral) -> Referral:
    actions.revoke_referral(referral=it, reason="Tidak jadi.", by=road.people.actor("melati"), action_id=new_id())
    return road.seen(it)


def test_what_is_over_waits_for_nobody(road: Road) -> None:
    finished, runs = [road.answered(road.sent()) for _n in range(2)], road.answered(road.sent())
    no = road.answered(road.sent(), Answer.REFUSED)
    for it in finished:
        actions.record_result(referral=road.seen(it, "fajar"), words="Selesai.", by=road.people.actor("fajar"),
                              action_id=new_id())  # fmt: skip
    page = words(road.get("desk:today"))
    waits, news = card(page, "Menunggu pihak lain"), card(page, NEWS)
    assert str(runs.code) in waits
    assert [str(it.code) in waits for it in (*finished, no)] == [False, False, False]
    assert [str(it.code) in news for it in (*finished, no)] == [True, True, True]


def test_what_was_taken_back_stands_below_what_waits_and_the_urgent_first(road: Road) -> None:
    gone = revoked(road, road.sent())
    usual = road.sent()
    Referral.objects.filter(pk=usual.pk).update(answer_due=timezone.now() + timedelta(minutes=5))
    urgent = road.sent(urgency=Urgency.URGENT)
    page = words(road.get("desk:today", who="fajar"))
    waits = card(page, "Menunggu kantor Anda")
    assert str(gone.code) not in waits
    assert str(gone.code) in card(page, NEWS)
    assert waits.index(str(urgent.code)) < waits.index(str(usual.code))


def test_where_the_time_runs_from_the_sending_nothing_says_that_it_has_not_begun(road: Road) -> None:
    road.sent()
    assert "menunggu jawaban" in words(road.get("desk:today"))
    assert "belum diterima" not in card(words(road.get("desk:today")), "Menunggu pihak lain")
    assert "belum diterima" not in card(words(road.get("desk:today", who="fajar")), "Menunggu kantor Anda")


def test_where_nobody_serves_any_more_the_sender_is_told_and_asks_nobody(road: Road) -> None:
    it, runs = road.sent(), road.answered(road.sent())
    road.people.actor("fajar")
    Posting.objects.filter(office=SENTRA).update(until=timezone.localdate() - timedelta(days=1))
    for one, said in ((it, "Cabut, lalu kirim ke kantor lain"), (runs, "tidak ada lagi petugas")):
        page = words(road.get("referral:referral", one.pk))
        assert said in page
        assert reverse("referral:ask", args=[one.pk]) not in page
        assert road.get("referral:ask", one.pk).status_code == 403
        with pytest.raises((Refused, NotAllowed)):
            actions.ask_again(referral=one, asked="", by=road.people.actor("melati"), action_id=new_id())


def test_what_is_not_sent_says_so(road: Road) -> None:
    road.draft(Deed.REFER)
    assert "belum dikirim" in words(road.get("desk:today"))


def test_a_case_that_was_taken_over_is_news_and_waits_for_nobody(road: Road) -> None:
    it = road.answered(road.sent(Deed.TRANSFER))
    page = words(road.get("desk:today"))
    assert str(it.code) in card(page, NEWS)
    assert str(it.code) not in card(page, "Menunggu pihak lain")


def test_that_was_asked_after_what_waits_stands_on_both_first_pages_and_lists(road: Road) -> None:
    it = road.sent()
    pages = [("desk:today", ""), ("referral:referrals", "?lihat=semua")]
    seen = {who: [words(road.get(*(name,), who=who, query=query)) for name, query in pages]
            for who in ("melati", "fajar")}  # fmt: skip
    assert not any("itanyakan" in page for each in seen.values() for page in each)
    actions.ask_again(referral=road.seen(it), asked="", by=road.people.actor("melati"), action_id=new_id())
    for name, query in pages:
        assert "Sudah ditanyakan" in words(road.get(name, query=query)), name
        assert "baca dan jawab" in words(road.get(name, who="fajar", query=query)), name
    Referral.objects.filter(pk=it.pk).update(answer_due=timezone.now() - timedelta(days=1))
    assert "Sudah ditanyakan" in words(road.get("desk:today"))
    road.answered(it)
    assert "Sudah ditanyakan" not in words(road.get("desk:today"))


def test_one_that_was_asked_about_before_it_began_stands_once_and_can_still_begin(road: Road) -> None:
    it = road.answered(road.sent())
    begins = reverse("referral:arrival", args=[it.pk])
    assert card(words(road.get("desk:today", who="fajar")), "Menunggu kantor Anda").count(str(it.code)) == 1
    actions.ask_again(referral=road.seen(it), asked="Kapan?", by=road.people.actor("melati"), action_id=new_id())
    waits = card(words(road.get("desk:today", who="fajar")), "Menunggu kantor Anda")
    assert waits.count(f">{it.code}<") == 1
    assert "ditanyakan" in waits
    assert begins in waits
