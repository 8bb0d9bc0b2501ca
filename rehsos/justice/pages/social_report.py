"""Composing the laporan sosial of one child."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.cases.models import Case
from rehsos.cases.pages.case_forms import insist
from rehsos.cases.policies import is_ours
from rehsos.cases.queries import Opened, case_key
from rehsos.directory.models import Office
from rehsos.letters import actions
from rehsos.letters.home_told import contradicted
from rehsos.letters.pages.letters import letter_of
from rehsos.letters.pages.writing import compose, letter_address, writing
from rehsos.papers.filling import answers_of
from rehsos.papers.letters import Envelope, envelope_of, shown_envelope
from rehsos.papers.models import FilledForm, Letter, LetterState

from .. import first_draft
from ..answering import requests
from ..forms.social_report import SocialReportForm, as_initial
from ..models import Part
from ..social_report import REPORT, known, part_of


def _part(case: Case, subject: UUID) -> Part | None:
    """The part the report is about; None for a case without a matter; 404 for anything else."""
    part = part_of(case, subject)
    if part is None and subject != case.pk:
        raise Http404
    return part


@page(Permission.WORK_CASES)
def social_report(request: Request, code: str, subject: UUID) -> HttpResponseBase:
    """Begin a laporan sosial with everything already known; go on with the draft when there is one."""
    file = writing(request, code)
    part = _part(file.case, subject)
    if request.method == "GET" and (draft := first_draft.open_draft(file.case, part)):
        return HttpResponseRedirect(reverse("justice:social_report_edit", args=[code, draft.pk]))
    asked = first_draft.request_of(file.case, part)
    several = requests(file.case, part, asked)

    def save(form: SocialReportForm) -> str:
        action_id = form.id
        actions.begin_letter(
            case=file.case,
            kind=REPORT,
            subject=part.pk if part else None,
            request=several.answered(form),
            envelope=several.put(Envelope(**form.told()), form),
            answers=several.answers(form),
            by=request.actor,
            action_id=action_id,
        )
        return letter_address(file, action_id)

    initial: dict[str, Any] = {}
    around: dict[str, Any] = {"form_kwargs": {"waits": several.choices, "assigned": first_draft.assignment(file.case)}}
    if request.method == "GET":
        office = Office.objects.get(pk=request.actor.office)
        first = first_draft.first_envelope(asked, office)
        initial = _initial(first, first_draft.first_answers(file.case, part, asked)) | {"requests": several.ticked}
    return _compose(request, file, part, asked, save, title=_("Susun laporan sosial"), initial=initial, **around)


@page(Permission.WORK_CASES)
def social_report_edit(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """Go on writing a draft. Two tabs never overwrite each other."""
    file = writing(request, code)
    found = letter_of(file, letter, REPORT)
    insist(is_ours(found, request.actor))
    if found.state != LetterState.DRAFT:
        return HttpResponseRedirect(letter_address(file, found.pk))
    form_row = FilledForm.objects.get(pk=found.pk)
    key = case_key(file.case)
    envelope = envelope_of(found, key)
    part = part_of(file.case, found.subject)
    several = requests(file.case, part, found.answers, envelope)

    def save(form: SocialReportForm) -> str:
        actions.edit_letter(
            letter=found,
            case=file.case,
            kind=REPORT,
            request=several.answered(form),
            envelope=several.put(replace(envelope, **form.told()), form),
            answers=several.answers(form),
            version=form.cleaned_data["version"] or 0,
            by=request.actor,
            action_id=form.id,
        )
        return letter_address(file, found.pk)

    answers = answers_of(form_row, key)
    initial = {**_initial(envelope, answers), "version": form_row.version, "requests": several.ticked}
    offers = first_draft.newer_answers(file.case, part, found.answers, answers)
    title = _("Sunting laporan sosial")
    more = {"initial": initial, "stored": form_row, "form_kwargs": {"offers": offers, "waits": several.choices}}
    return _compose(request, file, part, found.answers, save, title=title, **more)


def _compose(
    request: Request, file: Opened, part: Part | None, asked: Letter | None, save: Any, **more: Any
) -> HttpResponseBase:
    told = known(file.case, part, {})
    template = "justice/social_report.html"
    number = shown_envelope(asked, case_key(file.case)).number if asked else ""
    more |= {"known": told, "asked": asked, "asked_number": number, "doubt": contradicted(file.case)}
    return compose(request, file, SocialReportForm, save, template=template, **more)


def _initial(envelope: Envelope, answers: dict[str, Any]) -> dict[str, Any]:
    own = {name: getattr(envelope, name) for name in SocialReportForm.OWN}
    return own | as_initial(answers)
