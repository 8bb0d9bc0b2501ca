"""Who waits for a bed and is missing at night, in a case that nobody works: on first pages of the house, and above."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.directory.models import Office
from rehsos.placement.actions.rolling import hold_roll
from rehsos.referral import guests
from rehsos.referral.models_guest import Guest
from rehsos.repatriation.tests.conftest import Road, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def road(people: Any) -> Road:
    return Road(people)


def today(road: Road, who: str) -> str:
    return words(road.browser(who).get(reverse("desk:today")))


def at_puslansos(road: Road) -> Guest:
    """Three of a list at a house without a head; at night one of them is not in their place."""
    house = Office.objects.get(pk=10)
    leg = road.left(road.planned(group=road.group(3), receiver=house), (1, 2, 3))
    road.accepted(leg, (1, 2, 3), "kirana")
    one = guests.waiting(road.by("omar").office)[0]
    hold_roll(seen=(), hall=True, gone=(one.pk,), hurt=False, at=timezone.now(), by=road.by("omar"),
              action_id=new_id())  # fmt: skip
    return one


def test_who_is_missing_in_a_case_that_nobody_works_stands_at_the_house_and_above_it(road: Road) -> None:
    at_puslansos(road)
    page = today(road, "kirana")
    assert "Tidak ada di tempat sejak" in page
    assert "beri tahu kepala, kepolisian dan keluarga" in page
    assert "Tidak ada di Puslansos" in today(road, "jaya")
    for who in ("melati", "dewi", "fajar"):
        assert "Tidak ada di" not in today(road, who)
