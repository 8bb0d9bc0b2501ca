"""Pages of appointments: set, held, postponed in one tap, cancelled."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, act, came_from, page
from rehsos.access.permissions import Permission
from rehsos.law.holidays import Calendar
from rehsos.look.repeated import returning, url

from ..actions import work
from ..appointments import called_to, meant, recorded_on, said_move
from ..clockwork import office_calendar
from ..forms.doing import AppointmentForm, CancelForm, HeldForm, PostponeForm
from ..models import Appointment, AppointmentKind, AppointmentState, Status
from ..queries import Opened, case_key
from ..sealing import shown_texts
from .case_forms import case_form, case_of_living, case_to_finish, one_of, reads


@page(Permission.WORK_CASES)
def appointment_new(request: Request, code: str) -> HttpResponseBase:
    """Set an hour and a place to be."""
    file = case_of_living(request, code)
    save = act(request, work.set_appointment, case=file.case, for_what="")
    asked = {"kind": request.GET.get("jenis", ""), "subject": request.GET.get("subjek", "")}
    standing = {"standing": called_to(file.case, file.shown)}
    return case_form(request, file, AppointmentForm, save, title=_("Jadwalkan"), initial=asked, form_kwargs=standing)


@page(Permission.WORK_CASES)
def appointment_held(request: Request, code: str, appointment: UUID) -> HttpResponseBase:
    """It took place. Aftercare is recorded as aftercare, a hearing on its room's page; else a service may follow."""
    file = case_to_finish(request, code)
    found = one_of(Appointment, file, appointment)
    running = file.case.status == Status.OPEN
    back = came_from(request)
    if address := _recorded_at(found, running=running):
        return HttpResponseRedirect(returning(address, back) if back else address)
    held = act(request, work.settle_appointment, appointment=found, state=AppointmentState.HELD, reason="", at=None)

    def save(form: HeldForm) -> str:
        held(form)
        if back and request.POST.get("then") != "service":
            return back
        kind = "visit" if found.kind == AppointmentKind.VISIT else "accompany"
        service = f"{reverse('cases:service', args=[code])}?jenis={kind}"
        return returning(service, back) if back else service

    return case_form(
        request, file, HeldForm, save, title=_("Berlangsung"), template="cases/appointment.html", appointment=found,
        told=_told(file, found), asks_then=back,
        save_label=_("Ya, sudah berlangsung"), done=_("Tersimpan. Catat layanannya bila perlu."),
    )  # fmt: skip


def _told(file: Opened, found: Appointment) -> dict[str, Any]:
    """The how manieth it is; where and on which surat tugas, for whom the case's texts may stand on this screen."""
    texts = shown_texts(file.case.pk, found.sealed, case_key(file.case)) if reads(file) else {}
    return {**texts, "moved": said_move(found.kind, found.session)}


def _recorded_at(found: Appointment, *, running: bool) -> str:
    """The page where what took place is recorded with more than its having been; empty where there is none."""
    if found.kind == AppointmentKind.AFTERCARE:
        return reverse("cases:aftercare", args=[found.case.code, found.pk])
    return _on_page_of_its_room(found) if running else ""


def _on_page_of_its_room(found: Appointment) -> str:
    """Where its room records it: for the subject it was set for, or the only one there is by now."""
    if not (there := recorded_on(found.kind)):
        return ""
    subject = found.subject or meant(found.kind, called_to(found.case), None)
    return f"{url(there, found.case.code, subject)}?janji={found.pk}" if subject else ""


@page(Permission.WORK_CASES)
def appointment_postpone(request: Request, code: str, appointment: UUID) -> HttpResponseBase:
    """Move it in one tap: to the next working day or by a week, at the same hour; or to another hour."""
    file = case_to_finish(request, code)
    found = one_of(Appointment, file, appointment)
    presets = _presets(found.at, office_calendar(file.case.owner_id))
    save = act(request, work.postpone, appointment=found)
    return case_form(
        request, file, PostponeForm, save, title=_("Tunda"), template="cases/postpone.html", appointment=found,
        told=_told(file, found),
        done=_("Ditunda. Jadwal baru sudah tercatat."), presets=presets, form_kwargs={"presets": dict(presets)},
    )  # fmt: skip


def _presets(at: datetime, calendar: Calendar) -> list[tuple[str, datetime]]:
    """The working day after the set day, and a week after it or the working day next to that, at the same hour.

    Days and hour are the office's; both lie ahead: what was set for a day gone by is counted from today.
    """
    local, now = timezone.localtime(at), timezone.localtime()
    hour = local.time().replace(second=0, microsecond=0)
    before = local.date() + timedelta(days=6)
    while before < now.date():
        before += timedelta(days=7)
    days = (("tomorrow", max(local.date(), now.date())), ("week", before))
    return [(name, datetime.combine(calendar.after(day, 1), hour, now.tzinfo)) for name, day in days]


@page(Permission.WORK_CASES)
def appointment_cancel(request: Request, code: str, appointment: UUID) -> HttpResponseBase:
    """It will not be, or the client did not come."""
    file = case_to_finish(request, code)
    found = one_of(Appointment, file, appointment)
    save = act(request, work.settle_appointment, appointment=found, at=None)
    title, told = _("Batal atau tidak hadir"), _told(file, found)
    return case_form(
        request, file, CancelForm, save, title=title, template="cases/cancel.html", appointment=found, told=told
    )
