"""Whatever is recorded in which somebody met the client is a contact, for the clocks as for the list of the quiet."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.actions.work import record_service
from rehsos.cases.models import Clock, Service, ServiceKind

from .conftest import Desk
from .test_appointments import appointment
from .test_assess import INITIAL

WITA = ZoneInfo("Asia/Makassar")
FIRST, CONTACT = "first_contact_made", "contact_made"


def visited(desk: Desk, at: datetime) -> Service:
    return record_service(
        case=desk.case, cases=(), kind=ServiceKind.VISIT, at=at, minutes=None, waiting=None, mode=None, workers=(),
        costs=(), place="", component="", assignment_letter="", note="", by=desk.by, action_id=new_id(),
    )  # fmt: skip


def came_in(desk: Desk) -> None:
    put_fact(desk.case, desk.case.subject, "intake_received", datetime(2026, 11, 17, 9, tzinfo=WITA), fact_id=new_id())


@pytest.mark.parametrize("how", ["in_person", "phone", "video"])
def test_an_initial_assessment_with_the_client_is_the_first_contact(desk: Desk, how: str) -> None:
    came_in(desk)
    desk.post("cases:assess", "initial_assessment", **{**INITIAL, "met_how": how})
    met = datetime(2026, 11, 18, tzinfo=WITA)
    assert (desk.facts(FIRST), desk.facts(CONTACT), desk.case.last_contact_on) == ([met], [met], met.date())
    assert Clock.objects.get(case=desk.case, rule="first_contact_high").state == "stopped"


def test_one_told_by_another_person_is_none(desk: Desk) -> None:
    came_in(desk)
    desk.post("cases:assess", "initial_assessment", **{**INITIAL, "met_how": "through_other"})
    assert (desk.facts(FIRST), desk.facts(CONTACT), desk.case.last_contact_on) == ([], [], None)
    assert Clock.objects.get(case=desk.case, rule="first_contact_high").state == "running"


def test_a_conference_that_was_held_met_nobody(desk: Desk) -> None:
    first = appointment(desk, days=-1, kind="conference")
    desk.post("cases:appointment_held", first.pk)
    assert (desk.facts(CONTACT), desk.case.last_contact_on) == ([], None)


def test_an_older_contact_typed_in_later_does_not_bring_the_last_one_back(desk: Desk) -> None:
    now = timezone.now()
    visited(desk, now - timedelta(days=1))
    desk.post("cases:assess", "initial_assessment", **INITIAL)
    desk.again()
    assert desk.case.last_contact_on == timezone.localdate(now - timedelta(days=1)) > date(2026, 11, 18)


def test_a_first_contact_taken_back_is_that_of_the_next_and_one_after_that_counts_again(desk: Desk) -> None:
    now = timezone.now()
    wrong = visited(desk, now - timedelta(hours=3))
    _back(desk, wrong)
    assert (desk.facts(FIRST), desk.case.last_contact_on) == ([], None)
    right = visited(desk, now - timedelta(hours=2))
    later = visited(desk, now - timedelta(hours=1))
    assert desk.facts(FIRST) == [right.at]
    _back(desk, right)
    assert desk.facts(FIRST) == [later.at]


def _back(desk: Desk, service: Service) -> None:
    withdraw(case=desk.case, recorded=service.pk, recorded_as="record_service", reason="Salah kasus", by=desk.by,
             action_id=new_id())  # fmt: skip
    desk.again()
