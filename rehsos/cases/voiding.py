"""A void case answers nothing: its report and letters wait again."""

from uuid import UUID, uuid5

from django.db import transaction

from rehsos.audit.actor import Actor
from rehsos.intake.models import Decision, Report

from .actions.voiding import restore_case, void_case
from .actions.waiting import let_wait_again, sent_back, take_again, unanswered
from .models import Case


@transaction.atomic
def void(*, case: Case, reason: str, by: Actor, action_id: UUID) -> None:
    """Void a case that never should have been."""
    void_case(case=case, was=case.kind, state=case.status, reason=reason, by=by, action_id=action_id)
    reports: list[Report | None] = list(Report.objects.filter(case=case.pk).order_by("received_at", "id"))
    for report in reports or ([None] if unanswered(case) else []):
        wait_id = uuid5(action_id, str(report.pk) if report else "letter")
        decision = Decision(report.decision) if report else Decision.CASE
        let_wait_again(case=case, report=report, decision=decision, by=by, action_id=wait_id)


@transaction.atomic
def restore(*, case: Case, reason: str, by: Actor, action_id: UUID) -> None:
    """Take that back."""
    restore_case(case=case, reason=reason, by=by, action_id=action_id)
    for report, decision in sent_back(case):
        take_again(case=case, report=report, decision=decision, by=by, action_id=uuid5(action_id, str(report.pk)))
