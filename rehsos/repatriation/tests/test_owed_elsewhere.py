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
    assert "Penerimaan etape" in waits
    assert "menunggu Sentra Efata" in waits
    assert "1 hari" in waits
    assert "ewat" not in waits
    assert 'class="duty late' not in page
    assert "Penerimaan etape" not in page.split("Menunggu pihak lain")[0]


def test_her_head_waits_too_and_reads_of_nothing_late(road: Road, late: Leg) -> None:
    """Every case of the office waits for its head as well, though only who works it may open its clock."""
    page = first_page(road, "citra")
    waits = part(page, "Menunggu pihak lain")
    assert "Penerimaan etape: 1 orang" in waits
    assert "menunggu Sentra Efata" in waits
    assert "ewat" not in waits
    assert reverse("repatriation:leg", args=[late.pk]) in waits
    assert page.count("Penerimaan etape") == 1
    assert "Penerimaan etape" not in words(road.browser("citra").get(reverse("desk:team")))


def test_the_office_above_and_a_colleague_without_a_case_on_it_read_nothing(road: Road, late: Leg) -> None:
    assert "Penerimaan etape" not in first_page(road, "eka")
    assert "Penerimaan etape" not in first_page(road, "bima")


def test_it_waits_for_her_once_and_for_nobody_when_it_was_accepted(road: Road, late: Leg) -> None:
    assert first_page(road, "melati").count("Penerimaan etape") == 1
    road.accepted(late)
    assert "Penerimaan etape" not in first_page(road, "citra")


def test_a_group_waits_for_who_works_at_the_office(road: Road) -> None:
    road.before = timezone.now() - timedelta(hours=28)
    road.left(road.planned(group=road.group()), aboard=(1, 2, 3))
    assert "Penerimaan etape: 3 orang" in part(first_page(road, "melati"), "Menunggu pihak lain")


def test_the_page_of_the_case_and_the_list_are_calm(road: Road, late: Leg) -> None:
    case = Case.objects.get(pk=owed(road).case_id)
    page = words(road.browser("melati").get(reverse("cases:case", args=[case.code])))
    theirs = part(page, "Kewajiban pihak lain")
    assert "Menunggu Sentra Efata Kupang, sejak" in theirs
    assert "Tanyakan" in theirs
    assert 'class="clock late' not in page
    assert "Penerimaan etape" not in words(road.browser("melati").get(reverse("desk:cases")))
    road.by()


def test_at_the_receiver_it_is_red(road: Road, late: Leg) -> None:
    """Late by the hours since it should have been accepted; before that it says how many are left."""
    waits = part(first_page(road, "fajar"), "Menunggu kantor Anda")
    assert 'class="duty late' in waits
    assert "lewat 3 jam" in waits.lower()
    assert "Kupang" in waits
    owed = part(first_page(road, "fajar"), "Kewajiban saya")
    assert "1 yang lewat" in owed
    assert 'href="#jawab"' in owed


def test_what_is_empty_stands_last_in_a_line_each_and_news_above_it(road: Road, late: Leg) -> None:
    page = first_page(road, "citra")
    assert "<h2>Menunggu keputusan Anda</h2>" not in page
    last = page.partition('id="kosong"')[2]
    assert "Tidak ada yang menunggu keputusan." in last
    assert "<h2>" not in last


def test_who_came_an_hour_ago_is_not_late(road: Road) -> None:
    road.left(road.planned(road.journey()))
    waits = part(first_page(road, "fajar"), "Menunggu kantor Anda")
    assert 'class="duty late' not in waits
    assert "sisa 22 jam" in waits.lower() or "sisa 21 jam" in waits.lower()


def test_the_page_of_the_leg_is_red_for_who_is_to_accept_it(road: Road, late: Leg) -> None:
    assert "Sudah lewat 24 jam" in words(road.get("leg", late.pk, who="fajar"))
    ours = words(road.get("leg", late.pk))
    assert "Menunggu Sentra Efata" in ours
    assert "lewat 24 jam" not in ours


def test_where_a_family_takes_them_the_office_that_brings_them_owes_it(road: Road) -> None:
    road.before = timezone.now() - timedelta(hours=28)
    road.left(road.planned(road.ready(road.journey()), receiver=None, who="Kakak"))
    assert owed(road).duty == "policy"
    assert "Penerimaan etape" in part(first_page(road, "melati"), "Kewajiban saya")


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
