"""The pages on which a head arranges the house."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import MARKS, save
from rehsos.placement.models import Bed, House, Room

pytestmark = pytest.mark.django_db


def arranged(people: Any) -> Room:
    """Citra makes a room of two beds on its page."""
    told = {"name": "Kamar 1", "sexes": "P", "use": "general", "beds": "A1–A2"}
    assert save(people.client("citra"), reverse("placement:room_new"), told).status_code == 302
    people.actor("citra")
    return Room.objects.get(name="Kamar 1")


def test_a_room_is_made_with_its_beds_and_shown(people: Any) -> None:
    arranged(people)
    page = people.client("citra").get(reverse("placement:arrange")).content.decode()
    assert "perempuan · 2 tempat tidur" in page
    assert all(name in page for name in ("Kamar 1", "A1", "A2"))


def test_the_page_of_many_rooms_asks_as_little_as_that_of_one(people: Any) -> None:
    arranged(people)
    browser = people.client("citra")
    browser.get(reverse("placement:arrange"))
    for n in range(2, 6):
        save(browser, reverse("placement:room_new"), {"name": f"Kamar {n}", "sexes": "", "use": "general", "beds": "9"})
    with CaptureQueriesContext(
        connection,
    ) as asked:
        browser.get(reverse("placement:arrange"))
    mine = [q["sql"] for q in asked.captured_queries if not q["sql"].startswith(MARKS)]
    assert sum("placement_" in sql for sql in mine) == 3


def test_the_house_is_described_and_no_answer_is_asked_for(people: Any) -> None:
    browser = people.client("citra")
    assert save(browser, reverse("placement:describe"), {"sexes": ""}).status_code == 302
    told = {"sexes": "P", "age_from": "0", "age_to": "17", "carers": "3", "limit_days": "14",
            "categories": ["stranded"],
            "acts_as_ppt": "on", "complaints": "0812 0000 0000"}  # fmt: skip
    assert save(browser, reverse("placement:describe"), told).status_code == 302
    people.actor("citra")
    house = House.objects.get(office=3)
    assert (house.sexes, house.age_to, house.categories, house.acts_as_ppt) == ("P", 17, ["stranded"], True)
    page = browser.get(reverse("placement:arrange")).content.decode()
    assert "0 sampai 17 tahun" in page or "sampai 17 tahun" in page


def test_a_bed_is_called_otherwise_closed_and_opened(people: Any) -> None:
    room, browser = arranged(people), people.client("citra")
    bed = Bed.objects.get(room=room, name="A1")
    save(browser, reverse("placement:bed", args=[bed.pk]), {"name": "Pojok", "step_free": "on"})
    save(browser, reverse("placement:bed_shut", args=[bed.pk]), {})
    people.actor("citra")
    bed.refresh_from_db()
    assert (bed.name, bed.step_free, bed.closed_at is not None) == ("Pojok", True, True)
    save(browser, reverse("placement:bed_shut", args=[bed.pk]), {})
    people.actor("citra")
    bed.refresh_from_db()
    assert bed.closed_at is None


@pytest.mark.parametrize("who", ["melati", "bima", "indah", "eka", "omar"])
def test_who_does_not_head_the_house_finds_no_such_page(people: Any, who: str) -> None:
    room = arranged(people)
    browser = people.client(who)
    assert browser.get(reverse("placement:arrange")).status_code == 404
    assert browser.get(reverse("placement:room", args=[room.pk])).status_code == 404


def test_another_head_finds_no_room_of_ours(people: Any) -> None:
    room = arranged(people)
    assert people.client("jaya").get(reverse("placement:room", args=[room.pk])).status_code == 404
    assert people.client("nadia").get(reverse("placement:room", args=[room.pk])).status_code == 404


def test_a_line_of_beds_that_cannot_be_read_is_said_beside_it(people: Any) -> None:
    told = {"name": "Aula", "sexes": "", "use": "general", "beds": "1-900"}
    answer = save(people.client("citra"), reverse("placement:room_new"), told)
    assert answer.status_code == 422
    assert "A1–A12" in answer.content.decode()
