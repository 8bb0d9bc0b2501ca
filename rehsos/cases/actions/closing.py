"""Ending a case, aftercare, and taking it up again. Whether anything is unfinished elsewhere: journeys."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.law.book import rule

from ..clockwork import recompute
from ..models import (
    Appointment,
    AppointmentKind,
    AppointmentState,
    Approval,
    ApprovalKind,
    Case,
    ClosureReason,
    Fact,
    Stage,
    Status,
)
from ..policies import may_record, may_reopen, works
from ..sealing import seal_for
from .facts import put_circumstance, put_fact
from .plan import decide

AFTERCARE_MONTHS = (1, 3, 6)


@action(_("Pengakhiran diajukan: {reason}"))
def request_closure(
    *,
    case: Case,
    reason: ClosureReason,
    goals: Code,
    carer: Text,
    told_client: Text,
    handed_on: Text,
    by: Actor,
    action_id: UUID,
) -> Approval:
    """Ask to end the case: why, how far the goals are met, who cares for the child now."""
    may_record(case, by).insist()
    if not carer.strip() and reason not in {ClosureReason.DIED, ClosureReason.NOT_FOUND}:
        raise Refused(_("Tulis siapa yang mengasuh atau mendampingi klien sekarang."), field="carer")
    if Approval.objects.filter(case=case, kind=ApprovalKind.CLOSURE, approved=None).exists():
        raise Refused(_("Pengakhiran kasus ini sudah diajukan dan menunggu keputusan."))
    Case.objects.filter(pk=case.pk).update(closed_because=reason)
    return Approval.objects.create(
        id=action_id,
        case=case,
        kind=ApprovalKind.CLOSURE,
        subject=case.pk,
        requested_by_id=by.worker,
        requested_at=timezone.now(),
        sealed=seal_for(case.pk, goals=goals, carer=carer, told_client=told_client, handed_on=handed_on),
    )


@action(_("Pengakhiran diputuskan: {approved}"))
def decide_closure(
    *, approval: Approval, case: Case, approved: bool, note: Text, capacity: Code, by: Actor, action_id: UUID
) -> None:
    """End the case, or return the request. Aftercare visits are set at 1, 3 and 6 months where they are owed."""
    del action_id
    decide(approval, approved=approved, note=note, capacity=capacity, by=by)
    if not approved:
        Case.objects.filter(pk=case.pk).update(closed_because="")
        return
    today = timezone.localdate()
    Case.objects.filter(pk=case.pk).update(
        status=Status.CLOSED, stage=Stage.AFTERCARE, closed_on=max(today, case.opened_on)
    )
    put_fact(case, case.pk, "case_closed", timezone.now(), fact_id=new_id())
    put_circumstance(case, case.pk, "closed_because", case.closed_because)
    if _owes_aftercare(case):
        _set_aftercare(case, approval.requested_by_id, today, by)
    recompute(case, by=by)


def _owes_aftercare(case: Case) -> bool:
    """Whether the book's aftercare follows an end for this reason; not where the client moved or died."""
    told = {"closed_because": case.closed_because}
    return all(condition.holds(told) for condition in rule("aftercare_1").applies)


def _set_aftercare(case: Case, worker: int, today: date, by: Actor) -> None:
    Appointment.objects.bulk_create(
        [
            Appointment(
                id=new_id(),
                case=case,
                kind=AppointmentKind.AFTERCARE,
                at=datetime.combine(today + timedelta(days=30 * months), time(9), by.zone),
                worker_id=worker,
                session=position,
            )
            for position, months in enumerate(AFTERCARE_MONTHS, start=1)
        ]
    )


@action(_("Bimbingan lanjut dicatat"))
def record_aftercare(*, appointment: Appointment, at: datetime, note: Text, by: Actor, action_id: UUID) -> None:
    """An aftercare visit. It is recorded in a closed case: that is what aftercare means."""
    del note
    case = appointment.case
    works(case, by).insist()
    if appointment.kind != AppointmentKind.AFTERCARE or appointment.state != AppointmentState.SET:
        raise Refused(_("Kunjungan ini sudah dicatat hasilnya. Buka kasusnya untuk melihat yang berlaku."))
    if at > timezone.now():
        raise Refused(_("Kunjungan yang belum terjadi belum dapat dicatat. Periksa jamnya."), field="at")
    Appointment.objects.filter(pk=appointment.pk).update(state=AppointmentState.HELD)
    Case.objects.filter(pk=case.pk).update(last_contact_on=timezone.localdate(at))
    months = AFTERCARE_MONTHS[min(appointment.session, len(AFTERCARE_MONTHS)) - 1]
    put_fact(case, case.pk, f"aftercare_visit_{months}", at, fact_id=action_id)
    recompute(case, by=by)


@action(_("Kasus dibuka kembali"))
def reopen_case(*, case: Case, reason: Text, by: Actor, action_id: UUID) -> None:
    """Take the case up again within twelve months; its history stays in one file and its clocks run on."""
    works(case, by).insist()
    may_reopen(case, timezone.localdate()).insist()
    if not reason.strip():
        raise Refused(_("Tulis alasan membuka kembali."), field="reason")
    Case.objects.filter(pk=case.pk).update(
        status=Status.OPEN, stage=Stage.ASSESSMENT, closed_on=None, closed_because=""
    )
    Appointment.objects.filter(case=case, kind=AppointmentKind.AFTERCARE, state=AppointmentState.SET).update(
        state=AppointmentState.CANCELLED
    )
    Fact.objects.filter(case=case, code="case_closed", replaced_by=None).update(replaced_by=action_id)
    put_circumstance(case, case.pk, "closed_because", "")
    recompute(case, by=by)
