"""The people of a leg and of a group by sex, age, word and destination: before it leaves, on the way, and after."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rehsos.directory.models import Office
from rehsos.repatriation import sums
from rehsos.repatriation.models import Group, Leg, Member, Outcome, Ride

from .conftest import PROVINCE, SENTRA, Road, words

LIST = """Orang 0 Rekaan, L, 34, Sumba Timur
Orang 1 Rekaan, P, 29, Sumba Timur
Orang 2 Rekaan, L, 12, Jawa Timur
Orang 3 Rekaan, P, 41, Sumba Timur
Orang 4 Rekaan, L, 61, Jawa Timur
Orang 5 Rekaan, P, 8, Jawa Timur
Orang 6 Rekaan, L, 35, Sumba Timur"""


def told(road: Road, leg: Leg) -> dict[str, list[sums.Line]]:
    it = road.seen(leg)
    return sums.of_leg(it, list(Ride.objects.select_related("destination").filter(leg=it)))


def sexes(lines: list[sums.Line]) -> dict[str, tuple[int, dict[str, int]]]:
    return {line.name: (line.n, dict(line.parts)) for line in lines}


def adds_up(kinds: dict[str, list[sums.Line]], n: int) -> bool:
    """Every kind is everybody, and every line its parts."""
    return all(
        sum(line.n for line in lines) == n and all(sum(m for _c, m in line.parts) == line.n for line in lines)
        for lines in kinds.values()
    )


def travelled(road: Road) -> tuple[Group, Leg]:
    """Seven on the list, six on the ship: one left, one is ill, four are there."""
    group = road.group(text=LIST)
    leg = road.left(road.planned(group=group), (1, 2, 3, 4, 5, 6))
    road.differs(leg, 2, Outcome.LEFT)
    road.differs(leg, 3, Outcome.ILL)
    return group, road.accepted(leg, (1, 4, 5, 6))


def test_before_it_leaves_the_list_is_who_boarded_and_who_did_not_yet(road: Road) -> None:
    leg = road.planned(group=road.group(text=LIST))
    road.tick(leg, (1, 2))
    kinds = told(road, leg)
    assert adds_up(kinds, 7)
    assert sexes(kinds["sex"]) == {
        "Laki-laki": (4, {"aboard": 1, "not_yet": 3}), "Perempuan": (3, {"aboard": 1, "not_yet": 2})
    }  # fmt: skip


def test_once_it_left_the_sums_are_of_who_boarded(road: Road) -> None:
    leg = road.left(road.planned(group=road.group(text=LIST)), (1, 2, 3))
    kinds = told(road, leg)
    assert adds_up(kinds, 3)
    assert sexes(kinds["sex"])["Laki-laki"] == (2, {"": 2})


def test_once_accepted_who_arrived_and_the_named_differences_add_up_by_every_kind(road: Road) -> None:
    _group, leg = travelled(road)
    kinds = told(road, leg)
    assert adds_up(kinds, 6)
    assert sexes(kinds["sex"]) == {
        "Laki-laki": (3, {"arrived": 2, "ill": 1}), "Perempuan": (3, {"arrived": 2, "left": 1})
    }  # fmt: skip
    page = " ".join(words(road.get("leg", leg.pk, who="fajar")).split())
    assert "Perempuan <b>3</b> = 2 tiba + 1 keluar" in page
    assert "<b>7</b> dalam daftar = <b>6</b> naik + <b>1</b> tidak naik" in page


def test_a_group_is_told_by_how_the_last_leg_of_each_ended(road: Road) -> None:
    group, _leg = travelled(road)
    road.by()
    rides = list(Ride.objects.select_related("leg").filter(leg__group=group))
    kinds = sums.of_group(Member.objects.select_related("destination").filter(group=group), rides)
    assert adds_up(kinds, 7)
    assert sexes(kinds["sex"])["Laki-laki"] == (4, {"arrived": 2, "ill": 1, "waiting": 1})
    assert "Laki-laki <b>4</b> = 2 tiba + 1 sakit + 1 belum berangkat" in " ".join(
        words(road.get("group", group.pk)).split()
    )


def test_the_next_leg_marks_who_never_boarded_the_one_before_and_who_was_ill(road: Road) -> None:
    group, _leg = travelled(road)
    road.before = timezone.now() - timedelta(minutes=2)
    offices = Office.objects.in_bulk([SENTRA, PROVINCE])
    leg = road.planned(group=group, sender=offices[SENTRA], receiver=offices[PROVINCE])
    assert [ride.number for ride in road.rides(leg)] == [1, 3, 4, 5, 6, 7]
    page = words(road.get("leg", leg.pk))
    assert (page.count("tidak naik etape 1"), page.count("etape 1: sakit")) == (1, 1)
    assert "tidak naik etape 1" in words(road.get("tick", leg.pk, who="fajar"))


@pytest.mark.parametrize("who", ["melati", "bima", "fajar"])
def test_a_leg_is_read_in_few_statements(road: Road, who: str) -> None:
    _group, leg = travelled(road)
    road.get("leg", leg.pk, who=who)
    with CaptureQueriesContext(connection) as many:
        road.browser(who).get(f"/pulang/etape/{leg.pk}/")
    small = road.left(road.planned(group=road.group(2)), (1,))
    with CaptureQueriesContext(connection) as few:
        road.browser(who).get(f"/pulang/etape/{small.pk}/")
    assert len(many) <= len(few) + 1
