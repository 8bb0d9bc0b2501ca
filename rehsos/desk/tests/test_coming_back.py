"""After Selesai or Ditunda one is back where one was: at the same place of the page, and never elsewhere."""

import html
import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.models import Appointment, Case
from rehsos.cases.tests.test_open_case import opened

from .test_two_days import going


@pytest.fixture
def case(people: Any) -> Case:
    return opened(people.actor("melati"))


def links(body: str, word: str) -> list[str]:
    return [html.unescape(href) for href, _ in re.findall(rf'href="([^"]+)"[^>]*>(<span>)?{word}<', body)]


def test_the_buttons_of_an_appointment_lead_back_to_its_place(people: Any, case: Case) -> None:
    for hours in (-3, -2):
        going(people, case, hours)
    body = people.client("melati").get("/").content.decode()
    back = [parse_qs(urlsplit(href).query)["kembali"][0] for href in links(body, "Selesai")]
    assert back == ["/#jadwal-1-1", "/#jadwal-1-2"]
    assert all(f'id="{to.partition("#")[2]}"' in body for to in back)
    assert 'id="jadwal-1-3"' in body, "when the last is gone there is still a place to come back to"


@pytest.mark.parametrize("preset", ["tomorrow", "week"])
def test_postponed_one_is_back(people: Any, case: Case, preset: str) -> None:
    first = going(people, case, -1)
    browser = people.client("melati")
    there = links(browser.get("/").content.decode(), "Ditunda")[0]
    answer = browser.post(there, {"preset": preset, "action_id": str(new_id())})
    assert answer["Location"] == "/#jadwal-1-1"
    people.actor("melati")
    assert Appointment.objects.get(pk=first.pk).state == "postponed"


def test_held_one_is_back_or_goes_on_to_the_service_and_then_is_back(people: Any, case: Case) -> None:
    for hours in (-3, -2):
        going(people, case, hours)
    browser = people.client("melati")
    one, other = links(browser.get("/").content.decode(), "Selesai")
    assert browser.post(one, {"action_id": str(new_id())})["Location"] == "/#jadwal-1-1"
    assert "lalu catat layanannya" in browser.get(other).content.decode()
    service = browser.post(other, {"action_id": str(new_id()), "then": "service"})["Location"]
    assert service == f"/kasus/{case.code}/layanan/?jenis=visit&kembali=%2F%23jadwal-1-2"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://contoh.test/", "//contoh.test/", "javascript:alert(1)", "/\\contoh.test", ""],
)
def test_it_never_leads_out_of_the_house(people: Any, case: Case, elsewhere: str) -> None:
    first = going(people, case, -1)
    there = f"/kasus/{case.code}/janji/{first.pk}/tunda/"
    answer = people.client("melati").post(
        there, {"preset": "tomorrow", "action_id": str(new_id())}, query_params={"kembali": elsewhere}
    )
    assert answer["Location"] == f"/kasus/{case.code}/"


def test_yesterdays_visit_is_settled_without_the_case(people: Any, case: Case) -> None:
    """From Hari ini to Hari ini in two taps, the card of the next now in its place."""
    going(people, case, -26)
    later = going(people, case, -2)
    browser = people.client("melati")
    there = links(browser.get("/").content.decode(), "Selesai")[0]
    back = browser.post(there, {"action_id": str(new_id())})["Location"]
    body = browser.get(back).content.decode()
    place = body.partition(f'id="{back.partition("#")[2]}"')[2].partition("</article>")[0]
    assert str(later.pk) in place
    assert timezone.now() - timedelta(hours=3) < later.at
