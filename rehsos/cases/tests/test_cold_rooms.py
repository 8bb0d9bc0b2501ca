"""The page of a case does not grow with the house: a room that has nothing in a case says one line there."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rehsos.cases import warmth
from rehsos.cases.doors import DAILY, Card, Group, Offer, Offers, OtherAge, Place, Rows, holds
from rehsos.cases.file import CaseFile
from rehsos.cases.models import Case
from rehsos.cases.tests.test_open_case import opened
from rehsos.house import rooms
from rehsos.law.ages import Age

NEW = ("adoption", "placement", "protection", "repatriation", "shelter")
"""Rooms that do not exist: each reads rows, shows two cards and offers a dozen things."""
MOST = 1.05


def gifts(room: str) -> Iterator[rooms.Door]:
    """What a room gives whose rows cannot be read: where they are asked for, the database divides by nothing."""
    yield Rows(room, "SELECT 1 / (c.version - c.version) AS id WHERE c.version > 0")
    yield Rows(f"{room}_more", "SELECT n AS id FROM generate_series(1, 3) n WHERE c.version > 0")
    yield Card("cases/file/void.html", Place.LEAD, 90, holds(f"{room}_more"))
    yield Card("cases/file/void.html", Place.MIDDLE, 90)
    yield OtherAge(room, "SELECT json_build_object('n', 7)", lambda told, _born: Age(told["n"], 7), f"{{age}} {room}")

    def many(_by: Any, file: CaseFile) -> Iterator[Offer]:
        for n in range(12):
            yield Offer(f"{room} {n}", f"/kasus/{file.case['code']}/{room}/", Group(room, 80), (n,))

    def one(_by: Any, file: CaseFile) -> Iterator[Offer]:
        yield Offer(f"{room} baru", f"/kasus/{file.case['code']}/{room}/", DAILY, (99,))

    yield Offers(many, cold=one)


@pytest.fixture
def case(people: Any) -> Case:
    return opened(people.actor("melati"))


@pytest.fixture
def grow(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Build five rooms more onto the house."""

    def more(but: str = "") -> None:
        found = [(room, gift) for room in NEW for gift in list(gifts(room))[bool(but) :]]
        kept, filing = [gift for those in rooms._gifts().values() for gift in those], warmth.filing()
        house = rooms.by_door([*kept, *found])
        monkeypatch.setattr(rooms, "_gifts", lambda: house)
        monkeypatch.setattr(warmth, "filing", lambda: filing | set(NEW))

    return more


def looked(browser: Client, case: Case) -> tuple[int, str]:
    """How many statements the page took, and the page, the second time it is looked at."""
    address = reverse("cases:case", args=[case.code])
    browser.get(address)
    with CaptureQueriesContext(connection) as seen:
        answer = browser.get(address)
    assert answer.status_code == 200
    return len(seen), answer.content.decode()


def test_five_rooms_with_nothing_in_a_case_cost_it_a_line_each(people: Any, case: Case, grow: Any) -> None:
    """Nothing of theirs is read: their rows would divide by nothing."""
    statements, page = looked(people.client("melati"), case)
    grow()
    more, larger = looked(people.client("melati"), case)
    assert more == statements
    assert len(page) < len(larger) <= MOST * len(page)
    assert [f"{room} baru" in larger for room in NEW] == [True] * len(NEW)
    assert "adoption 3" not in larger


def test_a_room_with_rows_in_a_case_shows_all_it_has(people: Any, case: Case, grow: Any) -> None:
    """Otherwise the test above would prove nothing."""
    grow(but="what cannot be read")
    Case.objects.filter(pk=case.pk).update(rooms=["adoption"])
    _statements, page = looked(people.client("melati"), case)
    assert page.count("Kasus ini dibatalkan") == 2
    assert "adoption 11" in page
    assert "adoption baru" not in page
    assert "placement baru" in page
    assert "adoption</h1>" in page


def test_rows_of_a_warm_room_are_read(people: Any, case: Case, grow: Any) -> None:
    """And the rows that divide by nothing do so where the room has something."""
    grow()
    Case.objects.filter(pk=case.pk).update(rooms=["adoption"])
    browser = people.client("melati")
    browser.raise_request_exception = False
    assert browser.get(reverse("cases:case", args=[case.code])).status_code == 500


def test_rooms_without_tables_in_a_case_are_warm_everywhere() -> None:
    assert "justice" in warmth.filing()
    assert warmth.is_warm("desk", [])
    assert warmth.is_warm("cases", [])
    assert not warmth.is_warm("justice", [])
    assert set(warmth.filing()) <= set(settings.ROOMS)
