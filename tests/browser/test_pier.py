"""Sixty arrive at a house at night, on a phone of 360 px: accepted, counted, called, given a bed, and one is dead.

One left on the way and one is ill. Nobody of them has a case: the house has them all the same.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from rehsos.directory.models import Office
from rehsos.placement.models import Stay
from rehsos.referral.models_guest import Guest
from rehsos.repatriation.models import Leg, Outcome
from rehsos.repatriation.tests.conftest import Road

from .conftest import looks_right

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SignIn = Callable[..., Page]
PUSLANSOS = 10


@pytest.fixture
def leg(people: Any) -> Leg:
    """Under way to Puslansos, where Kirana works by day and Omar at night."""
    with transaction.atomic():
        road = Road(people)
        made = road.planned(group=road.group(60), receiver=Office.objects.get(pk=PUSLANSOS))
        road.left(made, tuple(range(1, 61)))
        road.differs(made, 7, Outcome.LEFT)
        road.differs(made, 9, Outcome.ILL)
        return made


def accepts(page: Page, leg: Leg) -> None:
    """All who are on the list still: the ill and the one who left are not on it."""
    page.goto(f"/pulang/etape/{leg.pk}/terima/")
    expect(page.locator("[name=arrived]")).to_have_count(58)
    looks_right(page, "dermaga-terima")
    page.locator("form[data-keep] .savebar button").first.click()
    page.wait_for_url(lambda url: "/terima/" not in url)


def test_who_is_accepted_at_night_is_at_the_house(sign_in: SignIn, people: Any, leg: Leg) -> None:
    accepts(sign_in("kirana"), leg)
    page = sign_in("omar")
    page.goto("/tinggal/")
    expect(page.locator("body")).to_contain_text("58 penghuni = 0 di ranjang + 58 tanpa ranjang")
    expect(page.get_by_text("50 orang lagi dari rombongan")).to_be_visible()
    looks_right(page, "dermaga-malam-ini")
    page.get_by_role("link", name="Terima orang", exact=True).filter(visible=True).first.click()
    page.wait_for_url("**/terima/menunggu/**")
    looks_right(page, "dermaga-terima-orang")
    page.locator("form[data-keep] .savebar button").first.click()
    page.wait_for_url(lambda url: "/menunggu/" not in url)
    looks_right(page, "dermaga-tinggal")
    page.goto("/tinggal/apel/")
    expect(page.locator("[name=gone]")).to_have_count(58)
    looks_right(page, "dermaga-apel")
    page.locator("label:has([name=gone])", has_text="belum di kamar").first.click()
    page.locator("label.looked").first.click()
    page.locator("label", has_text="Tidak ada").filter(has=page.locator("[name=hurt]")).first.click()
    page.locator("form[data-keep] .savebar button").first.click()
    expect(page.locator("body")).to_contain_text("Apel tercatat: 57 ada, 1 tidak ada, 0 belum dilihat")
    page.goto("/tinggal/")
    page.get_by_role("link", name="Meninggal", exact=True).filter(visible=True).first.click()
    page.wait_for_url("**/meninggal/")
    looks_right(page, "dermaga-meninggal")
    page.locator("form[data-keep] .savebar button").first.click()
    page.wait_for_url(lambda url: "/meninggal/" not in url)
    with transaction.atomic():
        by = people.actor("kirana")
        assert Guest.objects.filter(office=by.office, went="").count() == 55
        assert Stay.objects.filter(office=by.office, ended_at=None).count() == 2
        assert Stay.objects.filter(office=by.office, ended_to="died", since__lte=timezone.now()).count() == 1
