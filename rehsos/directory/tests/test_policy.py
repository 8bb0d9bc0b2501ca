"""What an office chose for itself, read on a day."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rehsos.directory.models import LocalPolicy
from rehsos.directory.policy import policies, policy, since

pytestmark = pytest.mark.django_db
HERE, KEY = 3, "caseload"
FIRST, THEN, BACK = date(2024, 1, 1), date(2025, 7, 1), date(2026, 2, 1)


@pytest.fixture
def chosen(people: Any) -> None:
    """Forty cases, then thirty, then no measure again; and another office all the while."""
    for office, day, value in ((HERE, FIRST, 40), (HERE, THEN, 30), (HERE, BACK, None), (4, FIRST, 7)):
        LocalPolicy.objects.create(office_id=office, key=KEY, value=value, since=day)
    people.actor("citra")


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2023, 12, 31), None), (FIRST, 40), (date(2025, 6, 30), 40), (THEN, 30), (BACK, None)],
)
def test_a_choice_holds_from_its_day_until_the_next(chosen: None, day: date, value: int | None) -> None:
    assert policy(HERE, KEY, day) == value
    assert policies(HERE, day).get(KEY) == value


def test_who_went_back_is_told_since_when_and_holds_what_holds_by_itself(chosen: None) -> None:
    assert (since(HERE, KEY), policy(HERE, KEY), KEY in policies(HERE)) == (BACK, None, False)
    assert since(5, KEY) is None


def test_however_it_is_asked_it_is_one_statement(chosen: None) -> None:
    """One text is prepared once; three were planned apart, and put together by the ORM each time."""
    with CaptureQueriesContext(connection) as seen:
        policy(HERE, KEY)
        policies(HERE)
        since(HERE, KEY)
    assert len({query["sql"] for query in seen.captured_queries}) == 1
