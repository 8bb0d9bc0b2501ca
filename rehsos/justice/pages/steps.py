"""Pages about what happens to one child in a matter: hearings, diversi, detention, verdict."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.cases.clockwork import due_times
from rehsos.cases.forms.fields import TRUTH
from rehsos.cases.models import Appointment
from rehsos.cases.pages.clocks import tell_moved
from rehsos.cases.pages.manners import one_of, record_in, recording

from ..actions import steps as actions
from ..advice import accompanied, alone, detention_doubt, measure_doubt, rights, said
from ..forms.steps import DetentionForm, DiversiForm, HearingForm, VerdictForm
from ..models import DiversiResult, HearingKind, Level, Outcome, Part, Present, Testimony
from ..queries import part_of, said_part


@page(Permission.WORK_CASES)
def hearing(request: Request, code: str, part: UUID) -> HttpResponseBase:
    """A hearing, BAP, diversi meeting or tahap II that took place; `?janji=` settles the appointment it was."""
    file = recording(request, code)
    known = part_of(file, part)
    appointment = _appointment(request, file)

    def save(form: HearingForm) -> None:
        given = form.cleaned_data
        actions.record_hearing(
            part=known,
            appointment=appointment,
            kind=HearingKind(given["kind"]),
            level=Level(given["level"]),
            agenda=given["agenda"],
            at=form.moment,
            present=tuple(Present(one) for one in given["present"]),
            testimony=Testimony(given["testimony"]) if given["testimony"] else None,
            room_safe=TRUTH.get(given["room_safe"]),
            met_suspect=TRUTH.get(given["met_suspect"]),
            note=given["note"],
            reason=given["reason"],
            by=request.actor,
            action_id=form.id,
        )
        _advise(request, known, given)

    return record_in(
        request,
        file,
        HearingForm,
        save,
        title=_("Sidang, BAP atau pertemuan diversi"),
        lead=said_part(known),
        template="justice/hearing.html",
        initial=_proposed(known, appointment),
        advice=rights(known),
    )


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
    file = recording(request, code)
    known = part_of(file, part)
    before = due_times(file.case) if request.method == "POST" else {}

    def save(form: DiversiForm) -> None:
        given = form.cleaned_data
        result = DiversiResult(given["result"])
        agreed = result == DiversiResult.AGREED
        actions.record_diversi(
            part=known,
            level=Level(given["level"]),
            result=result,
            form=given["form"] if agreed else "",
            on=given["on"],
            until=given["until"] if agreed else None,
            reason=given["reason"],
            by=request.actor,
            action_id=form.id,
        )
        tell_moved(request, file.case, before)

    return record_in(
        request,
        file,
        DiversiForm,
        save,
        title=_("Hasil diversi"),
        lead=said_part(known),
        template="justice/diversi.html",
        initial={"level": known.matter.level},
    )


@page(Permission.WORK_CASES)
def detention(request: Request, code: str, part: UUID) -> HttpResponseBase:
    """An order of detention from–to, compared with the law's own count."""
    file = recording(request, code)
    known = part_of(file, part)
    before = due_times(file.case) if request.method == "POST" else {}

    def save(form: DetentionForm) -> None:
        given = form.cleaned_data
        plain = {name: given[name] for name in ("on", "until", "place", "reason")}
        actions.record_detention(part=known, level=Level(given["level"]), **plain, by=request.actor, action_id=form.id)
        tell_moved(request, file.case, before)
        if doubt := detention_doubt(given["level"], given["on"], given["until"]):
            messages.warning(request, doubt)

    return record_in(
        request,
        file,
        DetentionForm,
        save,
        title=_("Perintah penahanan"),
        lead=said_part(known),
        template="justice/step.html",
        initial={"level": known.matter.level},
    )


@page(Permission.WORK_CASES)
def verdict(request: Request, code: str, part: UUID) -> HttpResponseBase:
    """The judgment on one child. A length outside the article is said, never refused."""
    file = recording(request, code)
    known = part_of(file, part)
    before = due_times(file.case) if request.method == "POST" else {}

    def save(form: VerdictForm) -> None:
        given = form.cleaned_data
        plain = {name: given[name] for name in ("measure", "length", "unit", "on", "final_on", "reason")}
        actions.record_verdict(
            part=known,
            level=Level(given["level"]),
            outcome=Outcome(given["outcome"]),
            **plain,
            by=request.actor,
            action_id=form.id,
        )
        tell_moved(request, file.case, before)
        if doubt := measure_doubt(given["measure"], given["length"], given["unit"]):
            messages.warning(request, doubt)

    return record_in(
        request,
        file,
        VerdictForm,
        save,
        title=_("Putusan"),
        lead=said_part(known),
        template="justice/verdict.html",
        initial={"level": known.matter.level},
    )
