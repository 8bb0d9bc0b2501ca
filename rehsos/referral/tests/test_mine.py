"""Who asks recognises their own case; who answers reads the question above the answer."""

from typing import Any

import pytest
from django.urls import reverse

from conftest import save, unlock
from rehsos.cases.queries import client_key
from rehsos.people.identity import identity_of
from rehsos.referral.models import Deed

from .conftest import OTHER, SENTRA, Road, words


def test_who_asked_reads_which_case_of_theirs_it_is(road: Road) -> None:
    road.sent()
    page = words(road.get("referral:referrals", query="?lihat=kirim"))
    assert f">{road.case.code}<" in page
    assert identity_of(road.case.client, client_key(road.case)).initials in page
    assert f">{road.case.code}<" in words(road.get("desk:today"))


def test_who_is_asked_reads_no_code_of_a_case_of_others(road: Road) -> None:
    road.sent()
    assert f">{road.case.code}<" not in words(road.get("referral:referrals", who="fajar"))
    assert f">{road.case.code}<" not in words(road.get("desk:today", who="fajar"))


def test_on_a_shared_screen_nobody_has_initials(road: Road) -> None:
    road.sent()
    browser: Any = road._browser("melati")
    kept = browser.session
    kept["public_screen"] = True
    kept.save()
    page = words(road.get("referral:referrals", query="?lihat=kirim"))
    assert f">{road.case.code}<" in page
    assert identity_of(road.case.client, client_key(road.case)).initials not in page


def test_the_question_stands_above_the_answer(road: Road) -> None:
    it = road.sent(Deed.ASK_OPINION)
    road.post("referral:ask", it.pk, asked="Kapan paling cepat?")
    for page in ("referral:answer", "referral:result"):
        assert "Mohon rehabilitasi lanjut." not in words(road.get(page, it.pk, who="fajar"))
    road.post("referral:reveal", it.pk, who="fajar", because="answers")
    for page in ("referral:answer", "referral:result"):
        shown = words(road.get(page, it.pk, who="fajar"))
        asked, form = shown.index("Mohon rehabilitasi lanjut."), shown.index("<form", shown.index("<main"))
        assert asked < form
        assert "Kapan paling cepat?" in shown
        assert "Rambu Teladan" in shown, "and what was told"


@pytest.mark.parametrize("page", ["letters:letter_out", "referral:record"])
def test_what_was_typed_for_a_case_that_went_waits_until_the_names_are_open(road: Road, page: str) -> None:
    it = road.answered(road.sent(Deed.TRANSFER, OTHER), who="dewi")
    letter = page == "letters:letter_out"
    query = f"?jenis=case_transfer&menyangkut={it.pk}" if letter else "?jenis=handover_files"
    where = reverse(page, args=[road.case.code if letter else it.pk]) + query
    browser = road.people.client("melati")
    shut = browser.post(where, {"body": "Ketikan yang panjang.", "documents": "Ketikan yang panjang."})
    assert shut.status_code == 302
    opened = save(unlock(browser), shut.headers["Location"], {"because": "stands_in"})
    assert opened.headers["Location"] == where
    assert "Ketikan yang panjang." in words(browser.get(where))


def test_who_is_offered_to_advise_may(road: Road) -> None:
    """Also once the case went to an office that another stands above: nobody is offered what is refused."""
    offered = {}
    for gone in (False, True):
        if gone:
            road.answered(road.sent(Deed.TRANSFER, SENTRA))
        for who in ("citra", "eka", "melati", "bima"):
            file = road.get("cases:case", road.case.code, who=who)
            door = reverse("cases:supervise", args=[road.case.code])
            offered[who, gone] = file.status_code == 200 and door in words(file)
            answer = road.get("cases:supervise", road.case.code, who=who).status_code
            assert not offered[who, gone] or answer != 403, (who, gone)
    assert offered["citra", False]
    assert offered["eka", False]
    assert not offered["citra", True]
    assert not offered["eka", True]
