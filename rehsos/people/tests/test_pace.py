"""Nobody goes through the register name by name."""

import html
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from rehsos.audit.actor import set_scope
from rehsos.audit.models import Pace, View
from rehsos.cases.tests.test_open_case import opened
from rehsos.people.models import Person
from rehsos.people.tests.test_register import form

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 2, 13, tzinfo=UTC)  # 10.13 WITA


@pytest.fixture(autouse=True)
def _three_at_ten_past(settings: Any) -> Iterator[None]:
    settings.SEARCHES_IN_TEN_MINUTES = 3
    with patch("django.utils.timezone.now", return_value=NOW):
        yield


def searched(browser: Client, times: int, **sent: str) -> Any:
    for _ in range(times - 1):
        assert browser.post("/orang/", {"q": "Rambu"}).status_code == 200
    return browser.post("/orang/", {"q": "Rambu", **sent})


def test_sixty_is_what_the_settings_say_unless_told_otherwise() -> None:
    from config import settings

    assert settings.SEARCHES_IN_TEN_MINUTES == 60


def test_who_searches_too_often_is_told_until_when_to_wait(people: Any) -> None:
    browser = people.client("melati")
    assert searched(browser, 3).status_code == 200
    answer = browser.post("/orang/", {"q": "Rambu"})
    body = html.unescape(answer.content.decode())
    assert answer.status_code == 429
    assert "Sudah 3 kali mencari dalam sepuluh menit. Pencarian terbuka lagi pukul 10.20. Ini ikut tercatat." in body


def test_it_is_noted_how_often_and_never_for_what(people: Any) -> None:
    searched(people.client("melati"), 4)
    set_scope((3,), 0)
    assert set(View.objects.filter(worker=1).values_list("what", flat=True)) == {"search", "search_limit"}
    assert Pace.objects.get(worker=1).times == 4


def test_colleagues_go_on_searching(people: Any) -> None:
    searched(people.client("melati"), 4)
    assert searched(people.client("bima"), 1).status_code == 200


def test_ten_minutes_later_it_is_open_again(people: Any) -> None:
    browser = people.client("melati")
    searched(browser, 4)
    with patch("django.utils.timezone.now", return_value=NOW + timedelta(minutes=7)):
        assert searched(browser, 1).status_code == 200


def test_beside_a_form_it_is_an_error_and_nothing_typed_is_lost(people: Any) -> None:
    browser = people.client("melati")
    searched(browser, 3)
    sent = form(called="Rambu", full_name="Rambu Teladan")
    answer = browser.post(reverse("people:person_new"), sent)
    body = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Sudah 3 kali mencari" in body
    assert 'value="Rambu Teladan"' in body
    assert not Person.objects.exists()


def test_looking_for_somebody_around_a_client_counts_as_well(people: Any) -> None:
    case = opened(people.actor("melati"))
    browser = people.client("melati")
    searched(browser, 3)
    assert browser.post(reverse("cases:add_participant", args=[case.code]), {"q": "Marta"}).status_code == 429
    assert browser.get(reverse("cases:case", args=[case.code])).status_code == 200
