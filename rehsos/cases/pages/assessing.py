"""Pages: assessments and what is read of them, the case conference, risk, stage and review."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver, last_done
from rehsos.access.pages import Request, Save, act, page
from rehsos.access.permissions import Permission
from rehsos.audit.actions import is_done
from rehsos.audit.answers import Refused
from rehsos.law.categories import AMPK
from rehsos.look.words import language
from rehsos.papers.blanks.answers import score
from rehsos.papers.blanks.book import UnknownBlankError, blank
from rehsos.papers.blanks.render import Passage, passages
from rehsos.papers.blanks.shape import Blank
from rehsos.papers.filling import answers_of
from rehsos.papers.forms import BlankForm

from ..actions import classifying, stages, work
from ..crumbs import case_crumbs
from ..forms.assessing import (
    ALARMING,
    DANGER_NOW,
    NOT_ASKED,
    AssessmentForm,
    ConferenceForm,
    ProtectionForm,
    ReviewForm,
    RiskForm,
    ShortForm,
    StageForm,
)
from ..models import Assessment, Case, CaseType, Risk, Stage
from ..queries import Opened, open_case_file
from .case_forms import case_form, case_of_living, case_to_write, colleagues, reads

NOTHING: Mapping[str, Any] = {}
SHORT, WHOLE = "short_assessment", "initial_assessment"
ABOUT = {
    "short_assessment": "client",
    "initial_assessment": "client",
    "child_assessment": "client",
    "family_assessment": "family",
    "others_assessment": "other",
    "functioning": "client",
    "risk": "client",
}
"""The blanks that are assessments, and whom each is about."""


@page(Permission.WORK_CASES)
def assess(request: Request, code: str, blank: str) -> HttpResponseBase:
    """Fill in one blank. An assessment that weighs the risk sets it too."""
    file = case_of_living(request, code)
    shape = _shape(blank)

    def save(form: AssessmentForm) -> str:
        _ask_of_danger(request, form)
        work.assess(case=file.case, blank=blank, about=ABOUT[blank], **form.given, by=request.actor, action_id=form.id)
        return reverse("cases:assessment", args=[code, form.id])

    if blank == SHORT:
        return _fill(request, file, shape, ShortForm, save, template="cases/assess_short.html")
    known = _asked_shortly(file) if blank == WHOLE else {}
    return _fill(request, file, shape, AssessmentForm, save, template="cases/assess.html", known=known)


def _ask_of_danger(request: Request, form: AssessmentForm) -> None:
    """A low risk beside an answer that tells of danger now is asked about once: it may be meant, or one tap beside."""
    told = form.answers
    weighs = [code for code in DANGER_NOW if told.get(code) == ALARMING[code]]
    if told.get("risk_level") != Risk.LOW or not weighs or request.POST.get("sure") or is_done(form.id):
        return
    form.asks = ("1",)
    answers = ", ".join(str(DANGER_NOW[code]) for code in weighs)
    raise Refused(_LOW_IN_DANGER.format(answers=answers), field="risk_level")


_LOW_IN_DANGER = _(
    "Jawaban di atas menceritakan bahaya sekarang: {answers}. Kalau risikonya tetap rendah menurut Anda, simpan lagi."
)


def _asked_shortly(file: Opened) -> dict[str, Any]:
    """What the last short assessment told already: not asked again in the whole one."""
    found = Assessment.objects.filter(case=file.case, blank=SHORT).select_related("form").order_by("-on", "-id").first()
    told = answers_of(found.form) if found and reads(file) else {}
    return {code: answer for code, answer in told.items() if answer != NOT_ASKED and code != "met_on"}


def _fill(
    request: Request,
    file: Opened,
    shape: Blank,
    form_class: type[BlankForm],
    save: Save,
    *,
    template: str,
    known: Mapping[str, Any] = NOTHING,
    **more: Any,
) -> HttpResponseBase:
    """A page of a blank, under the blank's own title."""
    title, lead, initial = shape.title.said(language()), shape.about.said(language()), {**known, **_today(shape)}
    kwargs = {"shape": shape, **more}
    return case_form(
        request, file, form_class, save, title=title, lead=lead, template=template, initial=initial, form_kwargs=kwargs
    )


def _shape(code: str) -> Blank:
    if code not in ABOUT:
        raise Http404
    try:
        return blank(code)
    except UnknownBlankError as unknown:
        raise Http404 from unknown


def _today(shape: Blank) -> dict[str, Any]:
    """Forms are mostly filled in on the day itself."""
    first = next((f.code for f in shape.fields.values() if f.kind == "date" and f.required), "")
    return {first: timezone.localdate()} if first else {}


@dataclass(frozen=True)
class Measure:
    """A scored assessment among its likes: for the comparison before and after."""

    assessment: Assessment
    value: float
    most: int
    band: str
    missing: int
    here: bool

    @property
    def percent(self) -> int:
        """Of the highest score, for a bar."""
        return round(100 * self.value / self.most) if self.most else 0


@page(Permission.WORK_CASES, Permission.SUPERVISE, Permission.APPROVE)
def assessment(request: Request, code: str, assessment: UUID) -> HttpResponseBase:
    """One assessment, readable; a scored one beside the others of its kind."""
    file = open_case_file(request, code)
    same_blank = Assessment.objects.filter(pk=assessment).values("blank")
    kin = list(
        Assessment.objects.filter(case=file.case, blank__in=same_blank).select_related("form").order_by("on", "id")
    )
    found = next((a for a in kin if a.pk == assessment), None)
    if found is None:
        raise Http404
    shape = blank(found.blank, found.form.blank_version)
    title = shape.title.said(language())
    shown = {
        "file": file,
        "found": found,
        "title": title,
        "crumbs": [*case_crumbs(file), (title, None)],
        "measures": list(_measures(kin, found)),
        "about": shape.scoring.note.said(language()) if shape.scoring else "",
        "reads": reads(file),
        "sections": _sections(shape, found) if reads(file) else [],
    }
    return render(request, "cases/assessment.html", shown)


def _measures(kin: list[Assessment], found: Assessment) -> Iterator[Measure]:
    for each in kin:
        got = score(blank(each.blank, each.form.blank_version), each.form.counted)
        if got is not None:
            band = got.band.label.said(language()) if got.band else ""
            yield Measure(each, got.value, got.max, band, got.missing, each.pk == found.pk)


def _sections(shape: Blank, found: Assessment) -> list[tuple[str, list[Passage]]]:
    """What was answered, under the titles of the paper."""
    said = list(passages(shape, answers_of(found.form), language()))
    return [
        (section.title.said(language()), here)
        for section in shape.sections
        if (here := [p for p in said if p.section == section.code])
    ]


@page(Permission.WORK_CASES)
def conference(request: Request, code: str) -> HttpResponseBase:
    """Minutes of a case conference; its decisions become tasks."""
    file = case_to_write(request, code)
    save = act(request, work.hold_conference, case=file.case)
    workers = colleagues(request.actor, "peksos", "sentra", "kabid")
    shape = blank("case_conference")
    return _fill(request, file, shape, ConferenceForm, save, template="cases/conference.html", workers=workers)


@page(Permission.WORK_CASES)
def risk(request: Request, code: str) -> HttpResponseBase:
    """Set the level of risk with its reasons."""
    file = case_of_living(request, code)
    save = act(request, stages.set_risk, case=file.case)
    lead = _("Tingkat risiko menentukan jam kontak pertama menurut kebijakan dinas.")
    return case_form(
        request, file, RiskForm, save, title=_("Tingkat risiko"), lead=lead,
        over=LaidOver(file.case, lambda case: {"risk": case.risk}, partial(last_done, file.case.pk, stages.set_risk)),
    )  # fmt: skip


@page(Permission.WORK_CASES)
def protection(request: Request, code: str) -> HttpResponseBase:
    """Say of which group a child in special protection is."""
    file = case_to_write(request, code)
    save = act(request, stages.set_protection, case=file.case)
    over = LaidOver(file.case, _group_now, partial(typed_anew, file.case))
    return case_form(request, file, ProtectionForm, save, title=_("Kelompok perlindungan khusus"), over=over)


def typed_anew(case: Case) -> list[UUID]:
    """Who last said of which type or group a case is."""
    return last_done(case.pk, classifying.change_type, stages.set_protection)


def _group_now(case: Case) -> dict[str, Any]:
    return {"protection": CaseType.objects.filter(case=case, type=AMPK).values_list("ampk", flat=True).first()}


@page(Permission.WORK_CASES)
def stage(request: Request, code: str) -> HttpResponseBase:
    """Skip a stage or go back."""
    file = case_of_living(request, code)
    save = act(request, stages.move_to_stage, case=file.case)
    lead = _g("Sekarang: {stage}. Tahap maju sendiri bila asesmen, rencana, atau layanan dicatat.")
    now = Stage(file.case.stage).label
    moved = partial(last_done, file.case.pk, stages.move_to_stage)
    over = LaidOver(file.case, lambda case: {"now": Stage(case.stage).label}, moved)
    return case_form(request, file, StageForm, save, title=_("Pindah tahap"), lead=lead.format(stage=now), over=over)


@page(Permission.WORK_CASES)
def review(request: Request, code: str) -> HttpResponseBase:
    """Look back at the plan with the client."""
    file = case_of_living(request, code)
    save = act(request, work.record_review, case=file.case)
    return case_form(request, file, ReviewForm, save, title=_("Pemantauan"), initial={"on": timezone.localdate()})
