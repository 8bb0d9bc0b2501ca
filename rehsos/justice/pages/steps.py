"""Pages about what happens to one child in a matter: hearings, diversi, detention, verdict."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.audit.answers import Words
from rehsos.cases.models import Appointment
from rehsos.cases.pages.case_forms import case_form, case_to_write, one_of, reads
from rehsos.cases.pages.clocks import telling_moved

from ..actions import steps as actions
from ..advice import accompanied, alone, rights, said
from ..forms.steps import DetentionForm, DiversiForm, HearingForm, StepForm, VerdictForm
from ..models import HearingKind, Part
from ..queries import part_of, said_part


@page(Permission.WORK_CASES)
def hearing(request: Request, code: str, part: UUID) -> HttpResponseBase:
    """A hearing, BAP, diversi meeting or tahap II that took place; `?janji=` settles the appointment it was."""
    file = case_to_write(request, code)
    known = part_of(file, part)
    appointment = _appointment(request, file)

    def save(form: HearingForm) -> None:
        actions.record_hearing(part=known, appointment=appointment, **form.given, by=request.actor, action_id=form.id)
        _advise(request, known, form.given)

    return case_form(
        request, file, HearingForm, save, title=_("Sidang, BAP atau pertemuan diversi"),
        lead=said_part(known, opens=reads(file)), template="justice/hearing.html",
        initial=_proposed(known, appointment), advice=rights(known),
    )  # fmt: skip


def _appointment(request: Request, file: Any) -> Appointment | None:
    try:
        asked = UUID(request.GET["janji"]) if request.GET.get("janji") else None
    except ValueError:
        raise Http404 from None
    return one_of(Appointment, file, asked) if asked else None


def _proposed(part: Part, appointment: Appointment | None) -> dict[str, Any]:
    known: dict[str, Any] = {"level": part.matter.level}
    if appointment is None:
        return known
    at = timezone.localtime(appointment.at)
    kind = appointment.kind if appointment.kind in HearingKind.values else HearingKind.HEARING
    return known | {"kind": kind, "at": at.date(), "hour": at.time().replace(second=0, microsecond=0)}


def _advise(request: Request, part: Part, given: dict[str, Any]) -> None:
    """Say what is not as the law wants it about who was beside the child."""
    found = [said(one) for one in accompanied(part, given["present"], given["kind"], given["level"])]
    for text in (alone(part, given["present"]), *found):
        if text:
            messages.warning(request, text)


@page(Permission.WORK_CASES)
def diversi(request: Request, code: str, part: UUID) -> HttpResponseBase:
    """What became of diversi at one level."""
    return _step(request, code, part, DiversiForm, actions.record_diversi, title=_("Hasil diversi"))


@page(Permission.WORK_CASES)
def detention(request: Request, code: str, part: UUID) -> HttpResponseBase:
    """An order of detention from–to, compared with the law's own count."""
    return _step(request, code, part, DetentionForm, actions.record_detention, title=_("Perintah penahanan"))


@page(Permission.WORK_CASES)
def verdict(request: Request, code: str, part: UUID) -> HttpResponseBase:
    """The judgment on one child. A length outside the article is said, never refused."""
    return _step(request, code, part, VerdictForm, actions.record_verdict, title=_("Putusan"))


def _step(
    request: Request, code: str, part: UUID, form_class: type[StepForm], action: Callable[..., Any], *, title: Words
) -> HttpResponseBase:
    """A step of the law with this child: said are which due times moved, and what the law would doubt."""
    file = case_to_write(request, code)
    known = part_of(file, part)

    def save(form: StepForm) -> None:
        with telling_moved(request, file.case):
            action(part=known, **form.given, by=request.actor, action_id=form.id)
        if form.doubt:
            messages.warning(request, form.doubt)

    return case_form(
        request, file, form_class, save, title=title, lead=said_part(known, opens=reads(file)),
        template=form_class.template, initial={"level": known.matter.level}, notes=form_class.beside(known),
    )  # fmt: skip
