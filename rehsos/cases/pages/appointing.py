"""Pages of appointments: set, held, postponed in one tap, cancelled."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.audit.answers import Refused

from ..actions import work
from ..forms.doing import AppointmentForm, CancelForm, HeldForm, PostponeForm
from ..models import Appointment, AppointmentKind, AppointmentState, Case, Circumstance, Role
from .manners import one_of, record_in, recording

OF_A_MATTER = {
    AppointmentKind.STATEMENT,
    AppointmentKind.HEARING,
    AppointmentKind.DIVERSI,
    AppointmentKind.PROSECUTION,
    AppointmentKind.U12_MEETING,
}
"""What happens in a perkara; its course is recorded by the justice room."""


@page(Permission.WORK_CASES)
def appointment_new(request: Request, code: str) -> HttpResponseBase:
    """Set an hour and a place to be."""
    file = recording(request, code)
    subjects = _subjects(file.case)

    def save(form: AppointmentForm) -> None:
        given = form.cleaned_data
        kind = AppointmentKind(given["kind"])
        subject = given.get("subject") or (subjects[0][0] if len(subjects) == 1 else "")
        work.set_appointment(
            case=file.case,
            subject=UUID(subject) if subject and kind in OF_A_MATTER else None,
            kind=kind,
            starts=given["starts"],
            place=given["place"],
            assignment_letter=given["assignment_letter"],
            by=request.actor,
            action_id=form.id,
        )

    kinds = [(k.value, k.label) for k in AppointmentKind if k is not AppointmentKind.AFTERCARE]
    return record_in(
        request,
        file,
        AppointmentForm,
        save,
        title=_("Jadwalkan"),
        initial={"kind": request.GET.get("jenis", ""), "subject": request.GET.get("subjek", "")},
        form_kwargs={"kinds": kinds, "subjects": subjects},
    )


def _subjects(case: Case) -> list[tuple[str, str]]:
    """The client's parts in matters, as the circumstances of the case know them."""
    found = Circumstance.objects.filter(case=case, code="role").exclude(subject=case.pk)
    return [(str(subject), str(Role(role).label)) for subject, role in found.values_list("subject", "value")]


@page(Permission.WORK_CASES)
def appointment_held(request: Request, code: str, appointment: UUID) -> HttpResponseBase:
    """It took place. A hearing is recorded as a hearing; anything else may be recorded as a service next."""
    file = recording(request, code)
    found = one_of(Appointment, file, appointment)
    if found.subject and found.kind in OF_A_MATTER and (address := _hearing(code, found)):
        return HttpResponseRedirect(address)

    def save(form: HeldForm) -> str:
        work.settle_appointment(
            appointment=found, state=AppointmentState.HELD, reason="", by=request.actor, action_id=form.id
        )
        kind = {AppointmentKind.VISIT: "visit"}.get(AppointmentKind(found.kind), "accompany")
        return f"{reverse('service', args=[code])}?jenis={kind}"

    return record_in(
        request,
        file,
        HeldForm,
        save,
        title=_("Berlangsung"),
        template="cases/appointment.html",
        save_label=_("Ya, sudah berlangsung"),
        done=_("Tersimpan. Catat layanannya bila perlu."),
        appointment=found,
    )


def _hearing(code: str, found: Appointment) -> str:
    try:
        return f"{reverse('hearing', args=[code, found.subject])}?janji={found.pk}"
    except NoReverseMatch:  # the justice room is not installed
        return ""


@page(Permission.WORK_CASES)
def appointment_postpone(request: Request, code: str, appointment: UUID) -> HttpResponseBase:
    """Move it in one tap: tomorrow or in a week at the same hour, or to another hour."""
    file = recording(request, code)
    found = one_of(Appointment, file, appointment)
    presets = _presets(found.at)

    def save(form: PostponeForm) -> None:
        given = form.cleaned_data
        to = dict(presets).get(given["preset"]) or given["to"]
        if to is None:
            raise Refused(_("Pilih salah satu, atau isi tanggal dan jam yang baru."), field="to")
        work.postpone(appointment=found, to=to, reason=form.told, by=request.actor, action_id=form.id)

    return record_in(
        request,
        file,
        PostponeForm,
        save,
        title=_("Tunda"),
        template="cases/postpone.html",
        done=_("Ditunda. Jadwal baru sudah tercatat."),
        appointment=found,
        presets=presets,
    )


def _presets(at: datetime) -> list[tuple[str, datetime]]:
    """Tomorrow, and a week after the set day, at the same hour in the office's zone; always to come."""
    local, now = timezone.localtime(at), timezone.localtime()
    hour = local.time().replace(second=0, microsecond=0)
    tomorrow = datetime.combine(now.date() + timedelta(days=1), hour, now.tzinfo)
    week = datetime.combine(local.date() + timedelta(days=7), hour, now.tzinfo)
    while week <= now:
        week += timedelta(days=7)
    return [("tomorrow", tomorrow), ("week", week)]


@page(Permission.WORK_CASES)
def appointment_cancel(request: Request, code: str, appointment: UUID) -> HttpResponseBase:
    """It will not be, or the client did not come."""
    file = recording(request, code)
    found = one_of(Appointment, file, appointment)

    def save(form: CancelForm) -> None:
        work.settle_appointment(
            appointment=found,
            state=AppointmentState(form.cleaned_data["state"]),
            reason=form.told,
            by=request.actor,
            action_id=form.id,
        )

    return record_in(
        request,
        file,
        CancelForm,
        save,
        title=_("Batal atau tidak hadir"),
        template="cases/cancel.html",
        appointment=found,
    )
