"""What another office owes is waited for: never late where the case is, and red where it is owed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.cases.clockwork import clocks_now, material_of
from rehsos.cases.models import Case, Clock
from rehsos.repatriation.models import Leg

from .conftest import SENTRA, Road, words


@pytest.fixture
def late(road: Road) -> Leg:
    """A leg from Kupang that the Sentra has not accepted a day after it should have."""
    road.before = timezone.now() - timedelta(hours=28)
    return road.left(road.planned(road.journey()))


def owed(road: Road) -> Clock:
    road.by()
    return Clock.objects.get(rule="leg_accept")


def first_page(road: Road, who: str) -> str:
    page = words(road.browser(who).get("/"))
    road.by()
    return page


def part(page: str, heading: str) -> str:
    """A card of the page, up to the next."""
    return page.split(f"<h2>{heading}</h2>")[1].split("<h2>", maxsplit=1)[0]


def test_the_worker_who_sent_them_waits_and_is_late_with_nothing(road: Road, late: Leg) -> None:
    page = first_page(road, "melati")
    waits = part(page, "Menunggu pihak lain")
    assert "Etape diterima" in waits
    assert "menunggu Sentra Efata" in waits
    assert "1 hari" in waits
    assert "ewat" not in waits
    assert 'class="duty late' not in page
    assert "Etape diterima" not in part(page, "Kewajiban saya")


@pytest.mark.parametrize("who", ["citra", "eka"])
def test_neither_her_head_nor_the_office_above_reads_of_anything_late(road: Road, late: Leg, who: str) -> None:
    assert "Etape diterima" not in first_page(road, who)
    if who == "citra":
        team = words(road.browser(who).get(reverse("desk:team")))
        assert "Etape diterima" not in team


def test_the_page_of_the_case_and_the_list_are_calm(road: Road, late: Leg) -> None:
    case = Case.objects.get(pk=owed(road).case_id)
    page = words(road.browser("melati").get(reverse("cases:case", args=[case.code])))
    theirs = part(page, "Kewajiban pihak lain")
    assert "Menunggu Sentra Efata Kupang, sejak" in theirs
    assert "Tanyakan" in theirs
    assert 'class="clock late' not in page
    assert "Etape diterima" not in words(road.browser("melati").get(reverse("desk:cases")))
    road.by()


def test_at_the_receiver_it_is_red(road: Road, late: Leg) -> None:
    assert 'class="duty late' in part(first_page(road, "fajar"), "Menunggu kantor Anda")


def test_the_page_of_the_leg_is_red_for_who_is_to_accept_it(road: Road, late: Leg) -> None:
    assert "Sudah lewat 24 jam" in words(road.get("leg", late.pk, who="fajar"))
    ours = words(road.get("leg", late.pk))
    assert "Menunggu Sentra Efata" in ours
    assert "lewat 24 jam" not in ours


def test_where_a_family_takes_them_the_office_that_brings_them_owes_it(road: Road) -> None:
    road.before = timezone.now() - timedelta(hours=28)
    road.left(road.planned(road.ready(road.journey()), receiver=None, who="Kakak"))
    assert owed(road).duty == "policy"
    assert "Etape diterima" in part(first_page(road, "melati"), "Kewajiban saya")


def test_a_case_that_goes_to_who_is_to_accept_owes_it_from_then_on(road: Road, late: Leg) -> None:
    clock = owed(road)
    case = Case.objects.get(pk=clock.case_id)
    theirs = material_of(case)
    states = [
        (one.clock.rule.duty, one.clock.late, one.owed_at)
        for material in (theirs, replace(theirs, owner=SENTRA))
        for one in clocks_now(material)
        if one.clock.rule.code == "leg_accept"
    ]
    assert states == [("others", False, SENTRA), ("policy", True, None)]


def test_an_outsider_has_no_page_of_it(road: Road, late: Leg) -> None:
    case = Case.objects.get(pk=owed(road).case_id)
    assert road.browser("dewi").get(reverse("cases:case", args=[case.code])).status_code == 404
    assert road.get("leg", late.pk, who="dewi").status_code == 404
