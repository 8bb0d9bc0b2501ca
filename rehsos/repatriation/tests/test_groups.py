"""A group is pasted, summed, and opened line by line."""

import time

import pytest

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.models import Case
from rehsos.directory.models import Office
from rehsos.people.identity import identity_of
from rehsos.people.models import Person
from rehsos.repatriation.actions import groups
from rehsos.repatriation.lines import read, twice
from rehsos.repatriation.models import Member, Ride
from rehsos.repatriation.sealing import name_in

from .conftest import Road


def test_a_pasted_line_says_name_sex_age_and_where_to() -> None:
    told = read("1. Nipah Rekaan, L, 34, Sumba Timur\ntanpa nama; P; 7 th\n\nTeratai\tP\t\tJawa Timur")
    assert [(one.name, one.sex, one.age, one.place) for one in told.lines] == [
        ("Nipah Rekaan", "L", 34, "53.11"), ("", "P", 7, ""), ("Teratai", "P", None, "35")
    ]  # fmt: skip
    assert told.unclear == ()


def test_a_line_that_says_too_little_is_told_and_not_guessed() -> None:
    told = read("Nipah, 34\nTeratai, P, 20, Negeri Antah")
    assert [number for number, _words in told.unclear] == [1, 2]


def test_the_same_person_twice_is_told(road: Road) -> None:
    text = "Nipah Rekaan, L, 34\nTeratai, P, 20\nnipah  rekaan, L, 34"
    assert twice(read(text).lines) == [(1, 3)]
    with pytest.raises(Refused, match="dua kali"):
        road.group(text=text)
    assert road.group(text=text, same_meant=True).members.count() == 3


def test_two_without_a_name_are_two(road: Road) -> None:
    assert road.group(text="tanpa nama, L, 34\ntanpa nama, L, 34").members.count() == 2


def test_two_hundred_are_saved_within_a_second(road: Road) -> None:
    lines = "\n".join(f"Orang {n} Rekaan, L, {n % 60}, Jawa Timur" for n in range(200))
    began = time.perf_counter()
    made = road.group(text=lines)
    assert time.perf_counter() - began < 1
    assert made.members.count() == 200


def test_a_line_becomes_a_case_in_one_tap_and_travels_as_one(road: Road) -> None:
    group = road.group(2)
    member = group.members.get(number=1)
    case = groups.open_member(member=member, by=road.by(), action_id=new_id())
    made = Case.objects.get(pk=case.pk)
    assert identity_of(Person.objects.get(pk=made.client_id)).called == name_in(member) == "Orang 0 Rekaan"
    leg = road.left(road.planned(group=group), (1, 2))
    assert road.where(made.pk)[1] == "travelling"
    road.accepted(leg, (1, 2))
    assert road.where(made.pk)[1] == "office"
    assert Ride.objects.filter(case=made.pk).count() == 1
    with pytest.raises(Conflict, match="sudah punya kasus"):
        groups.open_member(member=Member.objects.get(pk=member.pk), by=road.by(), action_id=new_id())


def test_a_line_joins_a_case_that_runs_once(road: Road) -> None:
    group, journey = road.group(2), road.journey()
    first, second = group.members.order_by("number")
    groups.join_member(member=first, case=journey.case, same_meant=True, by=road.by(), action_id=new_id())
    assert Member.objects.get(pk=first.pk).journey_id == journey.pk
    with pytest.raises(Refused, match="sudah ada di rombongan"):
        groups.join_member(member=second, case=journey.case, same_meant=True, by=road.by(), action_id=new_id())


def test_who_left_the_group_rides_no_further_leg(road: Road) -> None:
    from rehsos.repatriation.models import Outcome

    group = road.group(3)
    leg = road.left(road.planned(group=group), (1, 2, 3))
    road.differs(leg, 3, Outcome.LEFT)
    road.accepted(leg, (1, 2))
    onward = road.planned(group=group, sender=Office.objects.get(pk=5), receiver=Office.objects.get(pk=2))
    assert [ride.number for ride in road.rides(onward)] == [1, 2]
