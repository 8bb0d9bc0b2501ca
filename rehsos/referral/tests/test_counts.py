"""Counting referrals: by the answer, at who sent and at who received; each in one line."""

import json
from typing import Any

import pytest

from rehsos.cases.models import Case
from rehsos.cases.tests.test_open_case import opened
from rehsos.console import main
from rehsos.referral.models import Answer, Deed
from rehsos.statistics.everywhere import CLOSED

from .conftest import Road


@pytest.fixture
def told(road: Road) -> Road:
    """One accepted, one refused, a case handed on; one that waits, of a case that is Kupang's still."""
    road.answered(road.sent())
    road.answered(road.sent(), Answer.REFUSED)
    road.answered(road.sent(Deed.TRANSFER))
    road.case = opened(road.people.actor("melati"))
    road.sent()
    return road


def counted(capsys: Any, measure: str, who: str, by: str) -> dict[str, int]:
    """Words and numbers of the table."""
    assert main(["count", measure, "--by", by, "--format", "json", "--as", f"{who}@contoh.test"]) == 0
    return {row[by]: row["count"] for row in json.loads(capsys.readouterr().out) if row["count"]}


def test_by_answer(told: Road, capsys: Any) -> None:
    assert counted(capsys, "referrals", "melati", "answer") == {"accepted": 2, "refused": 1, "waiting": 1}
    assert counted(capsys, "referrals_in", "fajar", "answer") == {"accepted": 2, "refused": 1, "waiting": 1}
    assert counted(capsys, "referrals_in", "melati", "answer") == {}


def test_by_kind_of_office_and_days(told: Road, capsys: Any) -> None:
    assert counted(capsys, "referrals", "melati", "to_kind") == {"sentra": 4}
    assert counted(capsys, "referrals", "melati", "days_to_answer") == {"0": 3, "none": 1}


def test_given_and_taken_and_the_case_is_counted_where_it_was_opened(told: Road, capsys: Any) -> None:
    assert counted(capsys, "given", "melati", "deed") == {"transfer": 1}
    assert counted(capsys, "taken", "fajar", "deed") == {"transfer": 1}
    assert counted(capsys, "taken", "melati", "deed") == {}
    assert sum(counted(capsys, "cases", "melati", "status").values()) == 2
    assert counted(capsys, "cases", "fajar", "status") == {}


@pytest.mark.parametrize("by", ["answer", "deed", "asked_for", "urgency", "refusal", "days_to_answer", "to_kind"])
def test_behind_the_wall_of_its_case_a_referral_stands_in_no_line_of_that_office(
    told: Road, capsys: Any, by: str
) -> None:
    """Who is walled off could take their own list from the table: the rest would tell of the other side's case."""
    open_before = counted(capsys, "referrals", "bima", by)
    told.people.actor("melati")
    Case.objects.filter(pk=told.case.pk).update(barred=[2])
    for who in ("bima", "melati"):
        after = counted(capsys, "referrals", who, by)
        assert after.pop(CLOSED, 0) == 1
        assert sum(after.values()) == sum(open_before.values()) - 1


def test_a_referral_behind_a_wall_tells_who_stands_before_it_nothing(road: Road, capsys: Any) -> None:
    """Of both offices: it is counted in its year, and stands in no other line than that it is closed."""
    road.sent(Deed.TRANSFER)
    Case.objects.filter(pk=road.case.pk).update(barred=[2, 6])
    for by in ("answer", "deed", "asked_for", "urgency", "days_to_answer"):
        assert counted(capsys, "referrals", "bima", by) == {CLOSED: 1}, by
        assert counted(capsys, "referrals_in", "fajar", by) == {CLOSED: 1}, by
