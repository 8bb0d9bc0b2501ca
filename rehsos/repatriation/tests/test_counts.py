"""Who came home is counted once, legs in their own unit, by where to, how and by whom accepted."""

from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.directory.models import Office, Place
from rehsos.repatriation.actions import legs
from rehsos.repatriation.models import Journey, Leg, Outcome, Ride
from rehsos.statistics.counting import Table, count, office_wide

from .conftest import PROVINCE, Road

pytestmark = pytest.mark.django_db


def counted(road: Road, measure: str, by: tuple[str, ...] = (), *, who: str = "melati", **more: Any) -> Table:
    actor = road.people.actor(who)
    with office_wide(actor), timezone.override(actor.zone):
        return count(measure, by, by_actor=actor, **more)


def cells(table: Table) -> dict[tuple[str, ...], int]:
    return {key: number for key, number in table.rows if number}


def to_family(road: Road, journey: Journey | None = None, **more: Any) -> Leg:
    if "group" not in more:
        journey = road.ready(journey or road.journey())
    return road.planned(journey, receiver=None, who="Kakaknya", **more)


def home(road: Road, journey: Journey | None = None, arrived: tuple[int, ...] = (1,), **more: Any) -> Leg:
    return road.accepted(road.left(to_family(road, journey, **more), arrived), arrived, who="melati")


def test_a_person_of_two_legs_came_home_once_and_rode_twice(road: Road) -> None:
    journey = road.journey(destination=Place.objects.get(pk="35"))
    road.accepted(road.left(road.planned(journey)))
    assert counted(road, "repatriation").total == 0, "the Sentra accepted them; they are not home"
    leg = to_family(road, journey)
    road.tick(leg, (1,))
    legs.depart(leg=road.seen(leg), at=timezone.now(), by=road.by(), action_id=new_id())
    road.accepted(leg, who="melati")
    assert cells(counted(road, "repatriation", ("destination_island",))) == {("3",): 1}
    assert counted(road, "legs").total == 2
    assert cells(counted(road, "legs", ("accepted",))) == {("office",): 1, ("family",): 1}


def test_of_a_group_without_cases_each_line_is_a_person(road: Road) -> None:
    leg = road.left(to_family(road, group=road.group(4)), (1, 2, 3))
    road.differs(leg, 3, Outcome.LEFT)
    road.accepted(leg, (1, 2), who="melati")
    assert cells(counted(road, "repatriation", ("direction", "category"))) == {("out", "migrant"): 2}
    assert counted(road, "legs").total == 1
    assert cells(counted(road, "legs", ("accepted",), unit="naik")) == {("family",): 2, ("differs",): 1}


def test_where_to_is_counted_at_the_level_that_is_known(road: Road) -> None:
    for code in ("36", "16.71", "21.71"):
        home(road, road.journey(destination=Place.objects.get(pk=code)))
    home(road, road.journey(destination=None, certain=False))
    assert cells(counted(road, "repatriation", ("destination_province",))) == {
        ("36",): 1, ("16",): 1, ("21",): 1, ("",): 1,
    }  # fmt: skip
    assert cells(counted(road, "repatriation", ("destination_island",))) == {("3",): 1, ("1",): 2, ("",): 1}
    assert cells(counted(road, "repatriation", ("place",)))[("16.71",)] == 1


def test_who_is_on_the_road_is_not_home_and_not_accepted(road: Road) -> None:
    road.left(to_family(road))
    assert counted(road, "repatriation").total == 0
    assert cells(counted(road, "legs", ("accepted",))) == {("waiting",): 1}


def test_it_is_counted_where_it_was_arranged_and_right_above_and_nowhere_else(road: Road) -> None:
    home(road)
    home(road, group=road.group(3), arrived=(1, 2, 3))
    for measure, n in (("repatriation", 4), ("legs", 2)):
        told = [counted(road, measure, who=one).total for one in ("bima", "citra", "eka", "fajar", "hadi", "dewi")]
        assert told == [n, n, n, 0, 0, 0], measure
    assert cells(counted(road, "repatriation", ("direction", "category"), who="eka"))[("out", "migrant")] == 3


def test_the_office_above_counts_a_leg_that_comes_to_it_once(road: Road) -> None:
    road.accepted(road.left(road.planned(road.journey(), receiver=Office.objects.get(pk=PROVINCE))), who="eka")
    assert [counted(road, "legs", who=one).total for one in ("bima", "eka")] == [1, 1]


def test_the_office_above_reads_no_line_of_a_list_for_it(road: Road) -> None:
    leg = home(road, group=road.group(3), arrived=(1, 2, 3))
    road.people.actor("eka")
    assert not Leg.objects.filter(pk=leg.pk).exists()
    assert not Ride.objects.filter(leg=leg).exists()
    assert road.get("leg", leg.pk, who="eka").status_code == 404


def test_the_line_of_each_office_adds_up_to_what_the_one_above_counts(road: Road) -> None:
    home(road)
    table = counted(road, "repatriation", ("office",), who="eka")
    assert sum(cells(table).values()) == table.total == 1


def test_the_nation_counts_without_names(road: Road) -> None:
    home(road)
    for measure, unit in (("repatriation", "pulang"), ("legs", "etape"), ("legs", "naik")):
        assert count(measure, ("vehicle",), unit=unit, by_actor=None).rows
