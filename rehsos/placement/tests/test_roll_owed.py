"""A house says by which hour a roll is held each night: without one by then it is told so, and nobody else is."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.directory.models import Office
from rehsos.placement.actions import houses, rolling
from rehsos.placement.models import AbsenceKind, House, RollCall, RollCallRoom, Sexes
from rehsos.placement.roll import overdue

from .conftest import KUPANG, Inn, words

ZONE = ZoneInfo("Asia/Makassar")
TOLD = "Apel malam belum dilakukan"


def promised(inn: Inn, by_hour: time | None) -> None:
    houses.describe_house(
        office=Office.objects.get(pk=KUPANG), sexes=Sexes.ALL, age_from=None, age_to=None, categories=(), carers=None,
        limit_days=None, acts_as_ppt=False, complaints="", roll_by=by_hour, by=inn.people.actor("citra"),
        action_id=new_id(),
    )  # fmt: skip
    inn.people.actor("melati")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def held(when: datetime, *rooms: UUID | None) -> None:
    call = RollCall.objects.create(id=new_id(), office_id=KUPANG, at=when, worker=1, hurt=False, there=1, away=0,
                                   unseen=0, offices=[KUPANG])  # fmt: skip
    for room in rooms:
        RollCallRoom.objects.create(call=call, room_id=room, offices=[KUPANG])


def test_a_house_that_says_no_hour_owes_none(inn: Inn) -> None:
    inn.taken()
    assert overdue(KUPANG, at(28, 23)) is None
    promised(inn, None)
    assert overdue(KUPANG, at(28, 23)) is None


@pytest.mark.parametrize(
    ("hour", "now", "due"),
    [
        (time(21), at(28, 20, 59), None),
        (time(21), at(28, 21), at(28, 21)),
        (time(21), at(29, 11, 59), at(28, 21)),
        (time(21), at(29, 12), None),
        (time(0, 30), at(28, 23, 59), None),
        (time(0, 30), at(29, 0, 30), at(29, 0, 30)),
    ],
)
def test_a_night_lasts_from_noon_to_noon(inn: Inn, hour: time, now: datetime, due: datetime | None) -> None:
    inn.taken()
    promised(inn, hour)
    assert overdue(KUPANG, now) == due


def test_a_roll_of_tonight_ends_it_and_one_of_last_night_does_not(inn: Inn) -> None:
    inn.taken(at=at(27, 9))
    promised(inn, time(21))
    held(at(28, 11, 30), inn.one.room_id)
    assert overdue(KUPANG, at(28, 22)) == at(28, 21)
    held(at(28, 21, 40), inn.one.room_id)
    assert overdue(KUPANG, at(28, 22)) is None
    assert overdue(KUPANG, at(29, 22)) == at(29, 21)


def test_a_roll_of_some_rooms_leaves_the_others_owed(inn: Inn) -> None:
    inn.taken(at=at(27, 9))
    hall = inn.taken(called="Sawo", bed=None, at=at(27, 9))
    promised(inn, time(21))
    held(at(28, 20, 50), inn.one.room_id)
    assert overdue(KUPANG, at(28, 22)) == at(28, 21), "nobody looked where those without a bed sleep"
    inn.taken(called="Jati", bed=inn.two, at=at(28, 20, 55))
    held(at(28, 21, 5), None)
    assert overdue(KUPANG, at(28, 22)) is None, "two rolls saw them all, and who was taken in between"
    assert overdue(KUPANG, at(29, 22)) == at(29, 21)
    held(at(29, 21), inn.one.room_id)
    assert overdue(KUPANG, at(29, 22)) == at(29, 21)
    inn.away(hall, AbsenceKind.HOSPITAL, at=at(28, 23))
    assert overdue(KUPANG, at(29, 22)) is None, "who is known to be away is looked for in no room"


def test_where_nobody_sleeps_no_roll_is_owed(inn: Inn) -> None:
    promised(inn, time(21))
    assert overdue(KUPANG, at(28, 22)) is None


def a_minute_ago(inn: Inn) -> None:
    inn.taken()
    promised(inn, (timezone.now() - timedelta(minutes=1)).astimezone(ZONE).time().replace(second=0, microsecond=0))


def test_it_stands_on_the_first_page_of_the_house_and_of_its_head_until_it_is_held(inn: Inn) -> None:
    a_minute_ago(inn)
    for who in ("melati", "bima", "citra"):
        page = words(inn._browser(who).get(reverse("desk:today")))
        assert TOLD in page, who
        assert reverse("placement:roll") in page
    assert TOLD in words(inn.get("placement:tonight"))
    for who in ("dewi", "eka"):
        assert TOLD not in words(inn._browser(who).get(reverse("desk:today")))
    rolling.hold_roll(seen=(inn.one.room_id,), hall=True, gone=(), hurt=False, at=timezone.now(),
                      by=inn.people.actor("melati"), action_id=new_id())  # fmt: skip
    assert TOLD not in words(inn._browser("citra").get(reverse("desk:today")))
    assert TOLD not in words(inn.get("placement:tonight"))


def test_the_head_sets_the_hour_on_the_page_of_the_house(inn: Inn) -> None:
    page = inn.post("placement:describe", who="citra", sexes="", roll_by="25.00")
    assert page.status_code == 422
    assert "Tulis seperti 21.00" in words(page)
    assert inn.post("placement:describe", who="citra", sexes="", roll_by="21.00").status_code == 302
    inn.people.actor("citra")
    assert House.objects.get(office=KUPANG).roll_by == time(21)
    assert "paling lambat pukul 21.00" in words(inn.get("placement:arrange", who="citra"))
    denied: Any = inn.get("placement:describe", who="melati")
    assert denied.status_code in {403, 404}
