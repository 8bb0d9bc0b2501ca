"""What follows from the report that a case came from: the hour it came, its decision, its letters."""

from datetime import datetime, time
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action, new_id
from rehsos.audit.actor import Actor
from rehsos.intake.models import Channel, Decision, FromRole, Report

from ..models import Case, CaseKind
from ..models.clocks import Precision
from ..policies import may_record
from .by_hand import record_fact
from .opening import take, take_report
from .receiving import adopt_letters

BECOMES = {
    CaseKind.CASE: Decision.CASE,
    CaseKind.RESPONSE: Decision.RESPONSE,
    CaseKind.CONSULTATION: Decision.CONSULTATION,
}


def arrive(case: Case, report: Report | None, *, takes: bool = True, by: Actor) -> None:
    """Note when the case came to the office; the first one of a report `takes` it, with all its letters."""
    _note_arrival(case, report, by)
    if report is None or not takes:
        return
    take_report(
        case=case, report=report, decision=BECOMES[CaseKind(case.kind)], from_role=FromRole(report.from_role),
        channel=Channel(report.channel), at=report.received_at, by=by, action_id=new_id(),
    )  # fmt: skip
    adopt_letters(case, report.pk, by=by)


@action(_("Permintaan atau aduan dari {from_role} dimasukkan ke kasus ini ({channel})"))
def join_case(
    *, case: Case, subject: UUID | None, report: Report, from_role: FromRole, channel: Channel, by: Actor,
    action_id: UUID, answered: bool = False,
) -> None:  # fmt: skip
    """A report is about a case that runs already: it is decided, and its letters lie there, about its `subject`.

    Each letter starts its term with the hour at which it reached the office, as if it had come into the case, unless
    what was handed over already is said to have `answered` it, too.
    """
    may_record(case, by).insist()
    take(case, report, BECOMES[CaseKind(case.kind)], by=by)
    adopt_letters(case, report.pk, subject=subject, answered=answered, by=by)


def _note_arrival(case: Case, report: Report | None, by: Actor) -> None:
    """The office's own clocks count from the hour the report came, or from the day of opening."""
    at = report.received_at if report else datetime.combine(case.opened_on, time(0), by.zone)
    record_fact(
        case=case, subject=case.pk, code="intake_received", level="", at=at,
        precision=Precision.HOUR if report else Precision.DAY, until=None, note="", by=by, action_id=new_id(),
    )  # fmt: skip
