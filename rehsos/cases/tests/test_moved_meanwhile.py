"""Two people move the same thing on, each from the page as it stood before: one is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict
from rehsos.audit.models import Action
from rehsos.cases.actions.closing import record_aftercare, reopen_case, request_closure
from rehsos.cases.actions.paying import settle_cost
from rehsos.cases.actions.plan import submit_plan
from rehsos.cases.actions.work import (
    CostLine,
    add_task,
    postpone,
    record_service,
    settle_appointment,
    settle_task,
)
from rehsos.cases.models import (
    AppointmentKind,
    AppointmentState,
    Case,
    Claim,
    ClosureReason,
    Cost,
    CostKind,
    Errand,
    Payer,
    Plan,
    ServiceKind,
    TaskState,
)
from rehsos.directory.actions import end_cover
from rehsos.directory.tests.test_cover import appointed
from rehsos.intake.actions import decide_report
from rehsos.intake.models import Decision
from rehsos.intake.tests.test_intake import received

from .conftest import Desk
from .test_appointments import appointment
from .test_plan import written

Move = Callable[[], Any]


def errand(desk: Desk) -> Move:
    task = add_task(
        case=desk.case, kind=Errand.BIRTH, what="Akta", agency="", due_on=None, by=desk.by, action_id=new_id()
    )
    return lambda: settle_task(task=task, state=TaskState.DONE, note="", by=desk.by, action_id=new_id())


def claim(desk: Desk) -> Move:
    record_service(
        case=desk.case, cases=(), kind=ServiceKind.VISIT, at=timezone.now(), minutes=None, waiting=None, mode=None,
        place="", component="", assignment_letter="", workers=(), note="x",
        costs=(CostLine(CostKind.TRANSPORT, 50_000, Payer.OWN),), by=desk.by, action_id=new_id(),
    )  # fmt: skip
    cost = Cost.objects.get()
    return lambda: settle_cost(cost=cost, case=desk.case, claim=Claim.FILED, by=desk.by, action_id=new_id())


def held(desk: Desk) -> Move:
    found, state = appointment(desk), AppointmentState.ABSENT
    return lambda: settle_appointment(appointment=found, state=state, reason="", by=desk.by, action_id=new_id())


def postponed(desk: Desk) -> Move:
    found, to = appointment(desk), timezone.now() + timedelta(days=3)
    return lambda: postpone(appointment=found, to=to, reason="x", by=desk.by, action_id=new_id())


def visited(desk: Desk) -> Move:
    found, at = appointment(desk, AppointmentKind.AFTERCARE), timezone.now()
    return lambda: record_aftercare(appointment=found, at=at, note="", by=desk.by, action_id=new_id())


def handed_in(desk: Desk) -> Move:
    plan = written(desk)
    return lambda: submit_plan(plan=Plan(pk=plan.pk, case=desk.case, state=plan.state), by=desk.by, action_id=new_id())


def ended(desk: Desk) -> Move:
    told: dict[str, Any] = {
        "reason": ClosureReason.GOALS_MET,
        "goals": "",
        "carer": "Nenek",
        "told_client": "",
        "handed_on": "",
    }
    return lambda: request_closure(case=desk.case, **told, by=desk.by, action_id=new_id())


def reopened(desk: Desk) -> Move:
    Case.objects.filter(pk=desk.case.pk).update(status="closed", closed_on=timezone.localdate())
    desk.case.refresh_from_db()
    return lambda: reopen_case(case=desk.case, reason="Kembali", by=desk.by, action_id=new_id())


def covered(desk: Desk) -> Move:
    citra = desk.people.actor("citra")
    cover, last = appointed(citra), timezone.localdate() - timedelta(days=1)
    return lambda: end_cover(cover=cover, last=last, by=citra, action_id=new_id())


def answered(desk: Desk) -> Move:
    report, to = received(desk.by), Decision.REFUSED
    return lambda: decide_report(report=report, decision=to, reason="x", case=None, by=desk.by, action_id=new_id())


@pytest.mark.parametrize(
    "thing", [errand, claim, held, postponed, visited, handed_in, ended, reopened, covered, answered]
)
def test_of_two_who_move_the_same_thing_one_is_told(desk: Desk, thing: Callable[[Desk], Move]) -> None:
    move = thing(desk)
    move()
    done = Action.objects.count()
    with pytest.raises(Conflict):
        move()
    assert Action.objects.count() == done
