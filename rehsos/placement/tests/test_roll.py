"""The roll of a night: nobody counts as there whose room nobody looked into."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.placement.actions.rolling import hold_roll
from rehsos.placement.models import Absence, AbsenceKind, RollCall, RollCallException, Stay
from rehsos.placement.stays import absence_of

from .conftest import Inn, words


def called(inn: Inn, who: str = "melati", **told: Any) -> RollCall:
    given: dict[str, Any] = {"seen": (), "hall": False, "gone": (), "hurt": False, "at": timezone.now(), **told}
    return hold_roll(**given, by=inn.people.actor(who), action_id=new_id())


def sums(call: RollCall) -> tuple[int, int, int]:
    return call.there, call.away, call.unseen


@pytest.fixture
def three(inn: Inn) -> list[Stay]:
    """Two in the room, one without a bed."""
    before = timezone.now() - timedelta(hours=5)
    given = [("Nipah", inn.one), ("Teratai", inn.two), ("Sawo", None)]
    return [inn.taken(called=name, bed=bed, at=before) for name, bed in given]


def test_a_room_that_nobody_looked_into_counts_as_not_seen(inn: Inn, three: list[Stay]) -> None:
    del three
    assert sums(called(inn, seen=(inn.one.room_id,))) == (2, 0, 1)
    assert sums(called(inn, hall=True)) == (1, 0, 2)
    assert sums(called(inn, seen=(inn.one.room_id,), hall=True)) == (3, 0, 0)
    with pytest.raises(Refused, match="sudah dilihat"):
        called(inn)


def test_who_is_not_there_is_missing_from_the_hour_of_the_roll(inn: Inn, three: list[Stay]) -> None:
    at = timezone.now() - timedelta(hours=1)
    call = called(inn, seen=(inn.one.room_id,), gone=(three[0].pk,), at=at)
    assert sums(call) == (1, 1, 1)
    assert (away := absence_of(three[0])) is not None
    assert (away.kind, away.since) == (AbsenceKind.MISSING, at)
    assert inn.where(three[0])[1] == "unknown"
    assert RollCallException.objects.filter(call=call).count() == 1
    again = called(inn, seen=(inn.one.room_id,), gone=(three[0].pk,))
    assert sums(again) == (1, 1, 1)
    assert Absence.objects.count() == 1


def test_who_was_away_and_is_there_is_back(inn: Inn, three: list[Stay]) -> None:
    inn.away(three[0], AbsenceKind.HOSPITAL, at=timezone.now() - timedelta(hours=2))
    assert sums(called(inn, hall=True)) == (1, 1, 1)
    assert absence_of(three[0]) is not None
    assert sums(called(inn, seen=(inn.one.room_id,))) == (2, 0, 1)
    assert absence_of(three[0]) is None


def test_somebody_who_left_meanwhile_stops_the_roll(inn: Inn, three: list[Stay]) -> None:
    inn.out(three[0])
    with pytest.raises(Conflict, match="berubah"):
        called(inn, seen=(inn.one.room_id,), gone=(three[0].pk,))
    assert not RollCall.objects.exists()


def test_an_empty_house_and_an_hour_to_come_are_refused(inn: Inn) -> None:
    with pytest.raises(Refused, match="Tidak ada penghuni"):
        called(inn, hall=True)
    inn.taken()
    with pytest.raises(Refused, match="masa depan"):
        called(inn, seen=(inn.one.room_id,), at=timezone.now() + timedelta(hours=1))
    with pytest.raises(NotAllowed):
        called(inn, who="indah", seen=(inn.one.room_id,))


def test_the_page_lists_by_room_and_saves_with_a_few_taps(inn: Inn, three: list[Stay]) -> None:
    page = words(inn.get("placement:roll"))
    assert page.count('name="gone"') == 3
    assert page.count('name="seen"') == 2
    assert "3 penghuni" in page
    assert page.count(", kira-kira ") == 3  # one age, alike on every page
    room, at = str(inn.one.room_id), timezone.localtime().strftime("%d-%m-%Y %H.%M")
    answer = inn.post("placement:roll", seen=[room], gone=[str(three[0].pk)], at=at)
    assert answer.status_code == 422  # about injuries nothing is assumed
    assert f'value="{three[0].pk}" checked' in words(answer)
    assert inn.post("placement:roll", seen=[room], gone=[str(three[0].pk)], hurt="no", at=at).status_code == 302
    page = words(inn.get("placement:roll"))
    assert "1 ada, 1 tidak ada, 1 belum dilihat" in page
    assert f'value="{three[0].pk}" checked' in page
    assert inn.get("placement:roll", who="indah").status_code == 404
    assert "Tidak ada penghuni" in words(inn.get("placement:roll", who="dewi"))


def test_a_roll_of_many_costs_no_more_than_of_few(inn: Inn, three: list[Stay]) -> None:
    del three
    inn.get("placement:roll")  # what is read once
    with CaptureQueriesContext(connection) as few:
        inn.get("placement:roll")
    for number in range(6):
        inn.taken(called=f"Orang {number}", bed=None)
    with CaptureQueriesContext(connection) as many:
        inn.get("placement:roll")
    assert len(many) <= len(few)
    assert len(many) <= 14


def test_the_roll_writes_a_statement_for_each_table(inn: Inn, three: list[Stay]) -> None:
    del three
    with CaptureQueriesContext(connection) as seen:
        called(inn, seen=(inn.one.room_id,), hall=True)
    written = [q["sql"] for q in seen.captured_queries if q["sql"].startswith('INSERT INTO "placement')]
    assert len(written) == 2
    assert reverse("placement:roll")
