"""Who sends a form for a state that has passed is told so (409), and led to how things stand: nothing to be retried."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from conftest import unlock
from rehsos.access.pages import NotNow
from rehsos.audit.actions import new_id
from rehsos.audit.answers import no, not_for
from rehsos.cases.pages.case_forms import insist
from rehsos.placement.models import Stay
from rehsos.placement.tests.conftest import Inn, inn  # noqa: F401 - a fixture
from rehsos.placement.tests.test_night import now, slept
from rehsos.repatriation.tests.conftest import Road, road  # noqa: F401 - a fixture

CALM = ("Sudah didahului", "Tidak ada yang berubah oleh Anda", "Lihat keadaannya sekarang")


def sent(browser: Any, address: str, **told: str) -> str:
    """A form that stood open is sent as it was."""
    page = browser.post(address, {**told, "action_id": str(new_id())})
    assert page.status_code == 409, address
    said = str(page.content.decode())
    assert all(words in said for words in CALM)
    assert "Belum boleh dibuka" not in said
    return said


@pytest.mark.parametrize("name", ["accept", "instead", "difference", "not_left", "depart", "tick", "cancel"])
def test_a_leg_that_was_accepted_meanwhile_says_when_and_leads_to_it(road: Road, name: str) -> None:  # noqa: F811
    leg = road.left(road.planned(road.journey()))
    who = "fajar" if name == "accept" else "melati"
    browser = road.browser(who)
    assert browser.get(reverse("repatriation:accept", args=[leg.pk])).status_code == (200 if who == "fajar" else 403)
    road.accepted(leg)
    road.by(who)
    said = sent(browser, reverse(f"repatriation:{name}", args=[leg.pk]))
    assert f'href="{reverse("repatriation:leg", args=[leg.pk])}"' in said
    if name in {"accept", "instead", "difference"}:
        assert "sudah diterima" in said


def test_who_found_a_resident_dead_and_sends_it_again_reads_that_it_stands(inn: Inn) -> None:  # noqa: F811
    """Back, and sent once more: “Belum tersimpan, coba lagi” stood there for ever."""
    stay = slept(inn)
    told = {"at": now(), "found_by": "Omar saat apel", "police_told": "no"}
    assert inn.post("placement:died", stay.pk, who="omar", **told).status_code == 302
    browser = unlock(inn.people.client("omar"))
    said = sent(browser, reverse("placement:died", args=[stay.pk]), **told)
    assert "Sudah tercatat keluar" in said
    assert "Meninggal" in said
    assert Stay.objects.count() == 1


def test_the_code_page_of_a_leg_that_was_accepted_says_so(road: Road) -> None:  # noqa: F811
    leg = road.left(road.planned(road.ready(road.journey()), receiver=None, who="Kakak"))
    browser = road.browser("melati")
    road.accepted(leg, who="melati")
    assert "sudah diterima" in sent(browser, reverse("repatriation:code", args=[leg.pk]), phone="0812 0000 0009")


@pytest.mark.parametrize("who", ["omar", "melati"])
def test_not_for_this_person_stays_what_it_was(road: Road, who: str) -> None:  # noqa: F811
    leg = road.left(road.planned(road.journey()))
    page = unlock(road.people.client(who)).post(reverse("repatriation:accept", args=[leg.pk]), {})
    assert page.status_code in {403, 404}


def test_every_page_asks_by_one_question_and_a_state_is_told_from_a_person() -> None:
    """Pages that refuse ask `insist`: whether it lies in who asks is said by the answer, whichever the page."""
    with pytest.raises(NotNow):
        insist(no("Sudah lewat."))
    with pytest.raises(PermissionDenied) as refused:
        insist(not_for("Bukan Anda."))
    assert not isinstance(refused.value, NotNow)
