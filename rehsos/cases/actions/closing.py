"""Ending a case, aftercare, and taking it up again. What of it is unfinished: cases.unfinished."""

from datetime import datetime, time
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.house.rooms import given
from rehsos.law.book import rule
from rehsos.law.terms import INSTANT
from rehsos.look.words import day

from ..aftercare import AFTERCARE
from ..clockwork import office_calendar, recompute
from ..dying import Dies, death_of, lacking
from ..models import (
    Appointment,
    AppointmentKind,
    AppointmentState,
    Approval,
    ApprovalKind,
    Case,
    Clock,
    ClockState,
    ClosureReason,
    Fact,
    Stage,
    Status,
)
from ..policies import may_finish, may_record, may_reopen, works
from ..sealing import seal_for
from .asking import ask_superior
from .facts import put_circumstance, put_fact
from .meeting import met
from .placing import let_go
from .plan import decide
from .work import leave_set


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
    _insist_dealt_with(case, reason)
    if not carer.strip() and reason not in {ClosureReason.DIED, ClosureReason.NOT_FOUND}:
        raise Refused(_("Tulis siapa yang mengasuh atau mendampingi klien sekarang."), field="carer")
    Case.objects.filter(pk=case.pk).update(closed_because=reason)  # and who asks at the same moment waits here
    if Approval.objects.filter(case=case, kind=ApprovalKind.CLOSURE, approved=None).exists():
        raise Conflict(_("Pengakhiran kasus ini sudah diajukan dan menunggu keputusan."))
    told = seal_for(case.pk, goals=goals, carer=carer, told_client=told_client, handed_on=handed_on)
    return ask_superior(case, ApprovalKind.CLOSURE, case.pk, request_id=action_id, by=by, sealed=told)


def _insist_dealt_with(case: Case, reason: str) -> None:
    """After a death there is one reason, and only once body and belongings have a receiver.

    Of somebody in care the death is recorded first: then stay and ride end, and what follows has its page.
    """
    died = death_of(case) is not None
    if died and reason != ClosureReason.DIED:
        raise Refused(_("Klien tercatat meninggal. Pilih “Meninggal”."), field="reason")
    if lacks := lacking(case):
        raise Refused(_LACKS.format(what="; ".join(lacks)), field="reason")
    if reason == ClosureReason.DIED and not died and any(door.holds(case) for door in given(Dies)):
        raise Refused(_RECORD, field="reason")


_LACKS = _("Kasus belum dapat diakhiri: {what}. Catat di halaman Kematian.")
_RECORD = _("Klien masih tercatat tinggal atau di perjalanan. Catat dulu “Klien meninggal” di tombol Catat.")


@action(_("Pengakhiran diputuskan: {approved}"))
def decide_closure(
    *, approval: Approval, case: Case, approved: bool, note: Text, capacity: Code, by: Actor, action_id: UUID
) -> None:
    """End the case, or return the request. Aftercare visits are set at 1, 3 and 6 months where they are owed."""
    decide(approval, approved=approved, note=note, capacity=capacity, by=by)
    if not approved:
        Case.objects.filter(pk=case.pk).update(closed_because="")
        return
    _insist_dealt_with(case, case.closed_because)
    today = timezone.localdate()
    Case.objects.filter(pk=case.pk).update(
        status=Status.CLOSED, stage=Stage.AFTERCARE, closed_on=max(today, case.opened_on)
    )
    put_fact(case, case.subject, "case_closed", timezone.now(), fact_id=new_id())
    put_circumstance(case, case.subject, "closed_because", case.closed_because)
    recompute(case, by=by)
    let_go(case, action_id, by)
    _set_aftercare(case, approval.requested_by_id, by)


def _set_aftercare(case: Case, worker: int, by: Actor) -> None:
    """A visit on the last working day of each aftercare term that now runs: none where none is owed.

    Only the visit is moved, and within its term: the term itself ends when it ends.
    """
    calendar = office_calendar(case.owner_id)
    owed = Clock.objects.filter(case=case, rule__in=AFTERCARE, state=ClockState.RUNNING).values_list("rule", "due_at")
    Appointment.objects.bulk_create(
        [
            Appointment(
                id=new_id(),
                case=case,
                kind=AppointmentKind.AFTERCARE,
                at=datetime.combine(calendar.latest((due - INSTANT).astimezone(by.zone).date()), time(9), by.zone),
                worker_id=worker,
                session=AFTERCARE.index(rule) + 1,
            )
            for rule, due in owed
            if due
        ]
    )


@action(_("Bimbingan lanjut dicatat"))
def record_aftercare(*, appointment: Appointment, at: datetime, note: Text, by: Actor, action_id: UUID) -> None:
    """An aftercare visit. It is recorded in a closed case: that is what aftercare means."""
    case = appointment.case
    may_finish(case, by).insist()
    if appointment.kind != AppointmentKind.AFTERCARE:
        raise Refused(_("Ini bukan kunjungan bimbingan lanjut. Buka kasusnya untuk melihat yang berlaku."))
    if at > timezone.now():
        raise Refused(_("Kunjungan yang belum terjadi belum dapat dicatat. Periksa jamnya."), field="at")
    if case.closed_on and at.astimezone(by.zone).date() < case.closed_on:
        told = _("Kasus ini diakhiri {day}; kunjungan sebelum itu bukan bimbingan lanjut. Periksa tanggalnya.")
        raise Refused(told.format(day=day(case.closed_on)), field="at")
    leave_set(appointment, AppointmentState.HELD)
    met(case, at, by=by)
    visited = rule(AFTERCARE[min(appointment.session, len(AFTERCARE)) - 1]).stop[0]
    put_fact(case, case.subject, visited, at, fact_id=action_id)
    recompute(case, by=by)


@action(_("Kasus dibuka kembali"))
def reopen_case(*, case: Case, reason: Text, by: Actor, action_id: UUID) -> None:
    """Take the case up again within twelve months; its history stays in one file and its clocks run on."""
    works(case, by).insist()
    may_reopen(case, timezone.localdate()).insist()
    if not reason.strip():
        raise Refused(_("Tulis alasan membuka kembali."), field="reason")
    reopened = Case.objects.filter(pk=case.pk, status=Status.CLOSED).update(
        status=Status.OPEN, stage=Stage.ASSESSMENT, closed_on=None, closed_because=""
    )
    Conflict.unless(reopened, _("Kasus ini baru saja dibuka kembali orang lain."))
    Appointment.objects.filter(case=case, kind=AppointmentKind.AFTERCARE, state=AppointmentState.SET).update(
        state=AppointmentState.CANCELLED
    )
    Fact.objects.filter(case=case, code="case_closed", replaced_by=None).update(replaced_by=action_id)
    put_circumstance(case, case.subject, "closed_because", "")
    recompute(case, by=by)
