"""On one leg several accept: each who came stands with who took them, in sums, counts, papers and first pages."""

from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.papers.rendering.sheet import Table
from rehsos.repatriation.actions import arriving
from rehsos.repatriation.group_papers import paper, people_of
from rehsos.repatriation.models import Leg, Outcome, Ride

from .conftest import KUPANG, SENTRA, Road, words
from .test_counts import cells, counted

pytestmark = pytest.mark.django_db
BEFORE = import_module("rehsos.repatriation.migrations.0006_who_accepted_stands_with_each_who_came")


def instead(road: Road, leg: Leg, arrived: tuple[int, ...]) -> None:
    arriving.receive_instead(leg=road.seen(leg), arrived=arrived, who="Paman", witness="Kades", reason="Kantor tutup",
                             at=timezone.now(), by=road.by(), action_id=new_id())  # fmt: skip


def shared_out(road: Road) -> Leg:
    """Of a list of three the Sentra accepts the first; the second is accepted by a family, the third leaves."""
    leg = road.left(road.planned(group=road.group(3)), (1, 2, 3))
    road.accepted(leg, (1,))
    instead(road, leg, (2,))
    road.differs(leg, 3, Outcome.LEFT)
    return leg


def test_each_who_came_stands_with_who_accepted_them(road: Road) -> None:
    leg = shared_out(road)
    assert [ride.accepted_as for ride in road.rides(leg)] == ["office", "other", ""]
    assert cells(counted(road, "legs", ("accepted",), unit="naik")) == {
        ("office",): 1, ("other",): 1, ("differs",): 1,
    }  # fmt: skip
    assert counted(road, "repatriation").total == 1, "who is with a family is home; who is at the Sentra is not"


def test_the_leg_says_how_many_each_of_them_accepted(road: Road) -> None:
    leg = shared_out(road)
    page = words(road.get("leg", leg.pk))
    assert "Diterima: Kantor penerima 1, Penerima pengganti 1" in page
    by = road.by()
    made = paper("bast", leg, people_of(road.rides(leg), {one.pk: "" for one in road.rides(leg)}, {}), by)
    [table] = [block for block in made.blocks if isinstance(block, Table)]
    assert [row[-1] for row in table.rows] == [
        "Tiba: kantor penerima",
        "Tiba: penerima pengganti",
        "Keluar dari rombongan",
    ]


def test_where_one_accepted_all_it_says_no_number_and_where_nobody_came_that(road: Road) -> None:
    leg = road.accepted(road.left(road.planned()))
    assert "Diterima: Kantor penerima<" in words(road.get("leg", leg.pk))
    leg = road.left(road.planned(group=road.group(1)), (1,))
    road.differs(leg, 1, Outcome.LEFT)
    assert "Selesai: tidak ada yang tiba" in words(road.get("leg", leg.pk))


def test_the_absent_office_is_told_whom_another_accepted_though_others_are_on_the_way(road: Road) -> None:
    leg = road.left(road.planned(group=road.group(3)), (1, 2, 3))
    instead(road, leg, (2,))
    assert road.seen(leg).accepted_at is None
    page = words(road.browser("fajar").get("/"))
    assert "Penerima pengganti menerima 1 orang di tempat kantor ini" in page


def test_where_nobody_came_no_office_is_told_that_another_accepted(road: Road) -> None:
    leg = road.left(road.planned(group=road.group(1)), (1,))
    road.differs(leg, 1, Outcome.LEFT)
    assert "Penerima pengganti menerima" not in words(road.browser("fajar").get("/"))


def test_what_was_accepted_before_is_told_by_what_was_done_then(road: Road) -> None:
    leg = shared_out(road)
    Ride.objects.filter(leg=leg, outcome=Outcome.ARRIVED).update(accepted_as="outside")
    with acting_for((KUPANG, SENTRA)), connection.cursor() as cursor:
        cursor.execute(BEFORE.WHO.replace("l.accepted_as", "'outside'"))
    assert [ride.accepted_as for ride in road.rides(leg)] == ["office", "other", ""]
