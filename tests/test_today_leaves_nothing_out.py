"""Hari ini asks few doors, and still finds whatever any of them would: in a living office, for everybody in it."""

import pytest
from django.utils import timezone

from rehsos.access.doors import Line, Today, Whose
from rehsos.demo.cast import HANDS
from rehsos.desk import day
from rehsos.desk.pages.today import _parameters
from rehsos.house.rooms import given
from rehsos.intake.doors import Candidate, First
from rehsos.intake.models import Danger
from rehsos.intake.tests.test_intake import received
from tests.whole_office import Office

pytestmark = pytest.mark.usefixtures("undone_office")


@pytest.mark.parametrize(("door", "shape", "some"), [(Today, Line, 3), (First, Candidate, 1)])
def test_what_stirs_is_found_wherever_there_is_a_line(
    office: Office, door: type[Today | First], shape: type[Line | Candidate], some: int
) -> None:
    """Each `stirs` finds a row where its `rows` do; `some` such doors know something here, so this tells something."""
    received(office.people.actor("melati"), danger=Danger.YES)
    seldom, knew = [one for one in given(door) if one.stirs], set()
    for who in HANDS:
        by = office.people.actor(who.email.partition("@")[0])
        asked = day.begun(_parameters(by, timezone.now()))
        found = {one for one in seldom if day._ask(day._all({0: one}, shape), asked)}
        assert [one.template for one in found if not day._ask(one.stirs, asked)] == []
        knew |= found
    assert len(knew) >= some


def test_who_works_no_case_is_told_nothing_by_the_doors_of_who_does(office: Office) -> None:
    asked = day.begun(_parameters(office.people.actor("fajar"), timezone.now())) | {"mine": day.NONE}
    doors = [one for one in given(Today) if one.whose is Whose.WORKER]
    assert doors
    assert [one.template for one in doors if day._ask(day._all({0: one}, Line), asked)] == []
