"""Whose list it is tells that somebody died who waits at a house: the house hears it, and calls nobody who is dead."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions.dying import record_death, take_back_death
from rehsos.cases.dying import may_tend
from rehsos.cases.models import Case, Confirmed, Death, DeathPlace
from rehsos.placement import tonight
from rehsos.placement.actions.rolling import hold_roll
from rehsos.referral import guests
from rehsos.referral.models_guest import Guest, Went
from rehsos.repatriation.actions import groups
from rehsos.repatriation.models import Member
from rehsos.repatriation.tests.conftest import SENTRA, Road, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def road(people: Any) -> Road:
    return Road(people)


def waits(road: Road) -> Guest:
    """One of three who wait at the Sentra."""
    road.accepted(road.left(road.planned(group=road.group(3)), (1, 2, 3)), (1, 2, 3))
    return guests.waiting(road.by("fajar").office)[0]


def opened(road: Road, one: Guest) -> Case:
    """Whose list it is opens a case for them meanwhile."""
    by = road.by()
    member = Member.objects.select_related("group").get(pk=one.thing)
    return groups.open_member(member=member, by=by, action_id=new_id())


def told_dead(road: Road, case: Case) -> Death:
    by = road.by()
    return record_death(case=case, at=timezone.now(), death_place=DeathPlace.HOUSE, where="", found_by="",
                        confirmed=Confirmed.UNKNOWN, confirmer="", police_told=None, by=by,
                        action_id=new_id())  # fmt: skip


def test_the_house_hears_it_and_tends_to_what_follows(road: Road) -> None:
    case = opened(road, waits(road))
    told_dead(road, case)
    browser = road.browser("fajar")
    page = words(browser.get(reverse("desk:today")))
    assert "Sesudah meninggal" in page
    assert browser.get(reverse("cases:death", args=[case.code])).status_code == 200
    road.by("fajar")
    death = Death.objects.select_related("case").get(case=case)
    assert death.house_id == SENTRA
    assert may_tend(death, road.by("fajar"))
    assert road.browser("dewi").get(reverse("cases:death", args=[case.code])).status_code == 404


def test_nobody_dead_waits_for_a_bed_or_is_called(road: Road) -> None:
    one = waits(road)
    told_dead(road, opened(road, one))
    browser = road.browser("fajar")
    board = words(browser.get(reverse("placement:tonight")))
    assert board.count("Tiba, belum diterima di kamar") == 2
    assert reverse("placement:admit_waiting", args=[one.pk]) not in board
    assert str(one.pk) not in words(browser.get(reverse("placement:roll")))
    by = road.by("fajar")
    call = hold_roll(seen=(), hall=True, gone=(), hurt=False, at=timezone.now(), by=by, action_id=new_id())
    assert (call.there, call.away, call.unseen) == (2, 0, 0)
    assert tonight.board(by).counted()["heads"] == 2


def test_taken_back_they_wait_as_before(road: Road, people: Any) -> None:
    one = waits(road)
    case = opened(road, one)
    death = told_dead(road, case)
    by = road.by("citra")
    take_back_death(case=Case.objects.get(pk=case.pk), recorded=death.pk, reason="Keliru orang", by=by,
                    action_id=new_id())  # fmt: skip
    road.by("fajar")
    again = Guest.objects.get(pk=one.pk)
    assert (again.went, again.went_at, again.went_by) == (Went.HERE, None, None)
    assert len(guests.waiting(SENTRA)) == 3
