"""Whom a name brings up before somebody is registered: nobody of quite another age, unless they bear the very name."""

from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory

from rehsos.law.ages import Birth, born, born_about
from rehsos.people.lookalikes import alike_to
from rehsos.people.tests.test_search import registered

pytestmark = pytest.mark.django_db
THIRTEEN = born_about(2013, 1)  # an age that was told is a guess, give or take a year


@pytest.fixture
def look(people: Any, rf: RequestFactory) -> Any:
    """The names alike, in their order, with a mark behind those of another age."""
    by = people.actor("melati")

    def found(name: str, told: Birth | None) -> list[str]:
        request: Any = rf.get("/")
        request.actor, request.session = by, {}
        alike = alike_to(request, name, told)
        return [f"{one.identity.name}{' !' if one.id in alike.other_age else ''}" for one in alike.people]

    return found


@pytest.mark.parametrize("year", [2003, 2001, 2024])
def test_of_a_name_only_like_it_nobody_of_quite_another_age_is_offered(people: Any, look: Any, year: int) -> None:
    """“D.U., 23 th” was offered for a Yunus of 13: the family name agrees, and the place."""
    registered(people.actor("melati"), "Daun Umpama", year=year)
    assert look("Yunus Umpama", THIRTEEN) == []
    assert look("Yunus Umpama", None) == ["Daun Umpama"]  # nothing speaks against it


@pytest.mark.parametrize("year", [2012, 2010, 2017])
def test_of_about_that_age_they_are_offered_as_before(people: Any, look: Any, year: int) -> None:
    registered(people.actor("melati"), "Daun Umpama", year=year)
    assert look("Yunus Umpama", THIRTEEN) == ["Daun Umpama"]


def test_whose_age_nobody_knows_is_never_left_out(people: Any, look: Any) -> None:
    registered(people.actor("melati"), "Daun Umpama", year=None)
    assert look("Yunus Umpama", THIRTEEN) == ["Daun Umpama"]


@pytest.mark.parametrize("kept", ["Yunus Umpama", "Junus Oempama", "Umpama Yunus"])
def test_a_duplicate_whose_birthday_was_typed_wrongly_stands_last_and_it_is_said(
    people: Any, look: Any, kept: str
) -> None:
    registered(people.actor("melati"), kept, year=1913)
    registered(people.actor("melati"), "Daun Umpama", year=2013)
    assert look("Yunus Umpama", THIRTEEN) == ["Daun Umpama", f"{kept} !"]


@pytest.mark.parametrize(
    ("sex", "year", "offered"),
    [("P", 2007, True), ("L", 2007, False), ("?", 2007, True), ("L", 2012, True), ("L", None, True), ("", 2007, True)],
)
def test_of_whom_only_the_family_name_agrees_sex_and_some_years_tell_somebody_else(
    people: Any, rf: RequestFactory, sex: str, year: int | None, offered: bool
) -> None:
    """For a girl of 12 a young man of 19 was insisted on: only the family's name agrees. `sex` is hers as told."""
    registered(people.actor("melati"), "Karang Khayalan", year=year)
    request: Any = rf.get("/")
    request.actor, request.session = people.actor("melati"), {}
    alike = alike_to(request, "Marta Khayalan", born_about(2014, 1), sex)
    assert bool(alike.people) is offered


def test_of_the_very_name_the_other_sex_is_never_left_out(people: Any, rf: RequestFactory) -> None:
    registered(people.actor("melati"), "Marta Khayalan", year=2007)
    request: Any = rf.get("/")
    request.actor, request.session = people.actor("melati"), {}
    assert alike_to(request, "Marta Khayalan", born_about(2014, 1), "L").people


def test_a_birthday_that_is_known_tells_more_than_a_guess(people: Any, look: Any) -> None:
    registered(people.actor("melati"), "Daun Umpama", year=2008)
    assert look("Yunus Umpama", born(date(2013, 5, 2))) == []
    assert look("Yunus Umpama", THIRTEEN) == ["Daun Umpama"]
