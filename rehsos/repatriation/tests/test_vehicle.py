"""Another vehicle, or another number of seats, comes before a leg leaves; who is ticked stays ticked."""

import pytest
from django.urls import reverse

from rehsos.audit.actions import new_id
from rehsos.audit.answers import NotAllowed, Refused
from rehsos.repatriation.actions.legs import change_vehicle
from rehsos.repatriation.models import Leg, Vehicle

from .conftest import Road, words


def full(road: Road) -> Leg:
    leg = road.planned(group=road.group(4), seats=3)
    road.tick(leg, (1, 2, 3, 4))
    return leg


def test_a_greater_bus_comes_and_nobody_is_ticked_anew(road: Road) -> None:
    leg = full(road)
    assert "4 orang untuk 3 kursi" in words(road.get("leg", leg.pk))
    assert reverse("repatriation:vehicle", args=[leg.pk]) in words(road.get("leg", leg.pk))
    assert road.post("vehicle", leg.pk, vehicle="ship", seats="40").status_code == 302
    it = road.seen(leg)
    assert (it.vehicle, it.seats) == (Vehicle.SHIP, 40)
    assert all(ride.aboard for ride in road.rides(leg))
    assert "4 orang untuk 3 kursi" not in words(road.get("leg", leg.pk))


def test_after_it_left_it_is_said_and_nothing_changes(road: Road) -> None:
    leg = road.left(full(road), (1, 2, 3, 4))
    page = road.get("vehicle", leg.pk)
    assert page.status_code == 409
    assert "sudah berangkat" in words(page)
    assert reverse("repatriation:leg", args=[leg.pk]) in words(page)
    assert reverse("repatriation:vehicle", args=[leg.pk]) not in words(road.get("leg", leg.pk))
    with pytest.raises(Refused):
        change_vehicle(leg=leg, vehicle=Vehicle.SHIP, seats=-1, by=road.by(), action_id=new_id())


def test_whose_leg_it_is_not_changes_nothing(road: Road) -> None:
    leg = full(road)
    for who, status in (("bima", 200), ("citra", 200), ("fajar", 403), ("dewi", 404)):
        assert road.get("vehicle", leg.pk, who=who).status_code == status, who
    with pytest.raises(NotAllowed):
        change_vehicle(leg=road.seen(leg, "fajar"), vehicle=Vehicle.SHIP, seats=9, by=road.by("fajar"),
                       action_id=new_id())  # fmt: skip
