"""The report a case came from stands behind the same wall as the case."""

from typing import Any

import pytest
from django.urls import reverse

from conftest import unlock
from rehsos.audit.actions import new_id
from rehsos.cases.actions.opening import take_report
from rehsos.intake.models import Channel, Decision, FromRole, Report
from rehsos.intake.tests.test_intake import received

from .test_two_sides import given_to_bima, two_sides


def taken(people: Any, case: Any) -> Report:
    by = people.actor("melati")
    report = received(by)
    take_report(
        case=case, report=report, decision=Decision.CASE, from_role=FromRole.FAMILY, channel=Channel.PHONE,
        at=report.received_at, by=by, action_id=new_id(),
    )  # fmt: skip
    return report


@pytest.mark.parametrize("wall_first", [True, False])
def test_who_works_the_other_side_reads_no_report_of_this_one(people: Any, wall_first: bool) -> None:
    harmed, accused = two_sides(people)
    if wall_first:
        given_to_bima(people, accused)
        harmed.case.refresh_from_db()
    report = taken(people, harmed.case)
    page = reverse("intake:report", args=[report.pk])
    assert people.client("bima").get(page).status_code == (404 if wall_first else 200)
    if not wall_first:
        given_to_bima(people, accused)
    bima = unlock(people.client("bima"))
    assert bima.get(page).status_code == 404
    listed = bima.get(reverse("intake:reports"), {"keadaan": "semua"}).content.decode()
    assert str(report.pk) not in listed
    assert people.client("melati").get(page).status_code == 200
    assert people.client("indah").get(page).status_code == 200
