"""Pages of the plan: write, read, change, the client's answer, ask for approval, decide."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver, last_done
from rehsos.access.pages import ActionForm, Request, act, page
from rehsos.access.permissions import Permission
from rehsos.access.sent import only_sent
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.law.book import components
from rehsos.look.words import day, say

from ..actions import plan as actions
from ..crumbs import case_crumbs
from ..forms.planning import AnswerForm, PlanDecisionForm, PlanForm
from ..forms.rows import as_initial
from ..judged import judged_beside
from ..models import (
    Answer,
    Approval,
    Assessment,
    Case,
    Payer,
    Plan,
    PlanItem,
    PlanState,
    ServiceCase,
    ServiceKind,
    Status,
)
from ..policies import may_edit_plan
from ..queries import Opened, case_key, open_case_file
from ..sealing import unsealed
from .case_forms import case_form, case_of_living, case_to_write, insist, insist_open, one_of, reads
from .deciding import decision_page


@dataclass(frozen=True)
class Decision:
    """What was asked of the superior last, and what came of it."""

    approval: UUID
    approved: bool | None
    by: str
    at: datetime | None
    capacity: str
    note: str


@dataclass(frozen=True)
class PlanSheet:
    """A plan as it is read: texts opened, codes in words. Amounts in whole rupiah."""

    plan: Plan
    goal: str
    steps: tuple[dict[str, Any], ...]
    decision: Decision | None

    @property
    def answer(self) -> str:
        """What the client said to it, and whether it was said before the plan was changed."""
        said = str(Answer(self.plan.answer).label)
        if self.plan.answer and not self.plan.answer_stands:
            return _g("{answer}, tetapi rencananya diubah sesudah itu: tanyakan lagi").format(answer=said)
        return said

    @property
    def total(self) -> int:
        """What all steps are expected to cost."""
        return sum(step["cost"] or 0 for step in self.steps)

    @property
    def rollups(self) -> list[tuple[str, int]]:
        """The seven components the ministry counts, those present, with the number of steps."""
        found: dict[str, int] = {}
        for step in self.steps:
            found[step["rollup"]] = found.get(step["rollup"], 0) + 1
        return list(found.items())


_SERVED = ArraySubquery(
    ServiceCase.objects.filter(step=OuterRef("pk"), withdrawn_by=None)
    .order_by("service__at")
    .values(done=JSONObject(kind="service__kind", at="service__at"))
)
"""The services that carried out a step, the earliest first."""


def _when(done: dict[str, str]) -> str:
    at = timezone.localtime(datetime.fromisoformat(done["at"]))
    return f"{ServiceKind(done['kind']).label}, {day(at.date())}"


def _last(field: str) -> Subquery:
    asked = Approval.objects.filter(subject=OuterRef("plan_id")).order_by("-requested_at", "-id")
    return Subquery(asked.values(field)[:1])


def has_plan(case: Case) -> bool:
    """Whether a plan was ever written."""
    return Plan.objects.filter(case=case).exists()


def newest_assessments(case: Case) -> QuerySet[Assessment]:
    """What a decision rests on, the newest first."""
    return Assessment.objects.filter(case=case).order_by("-on", "-id")[:5]


def read_plan(file: Opened, plan: UUID) -> PlanSheet:
    """The plan with its steps and the last decision on it, in one statement and one key; or 404."""
    items = list(
        PlanItem.objects.filter(plan=plan, case=file.case)
        .select_related("plan__author")
        .annotate(
            asked=_last("id"),
            approved=_last("approved"),
            decided_by=_last("decided_by__name"),
            decided_at=_last("decided_at"),
            capacity=_last("capacity"),
            decision_note=_last("sealed_note"),
            served=_SERVED,
        )
        .order_by("position")
    )
    if not items:
        raise Http404
    found = items[0].plan
    found.case = file.case
    key = case_key(file.case) if reads(file) else None
    goal = _text(file, found.sealed_goal, key).get("goal", "")
    return PlanSheet(found, goal, tuple(_step(file, item, key) for item in items), _decision(file, items[0], key))


def _text(file: Opened, sealed: bytes | memoryview | None, key: bytes | None) -> dict[str, Any]:
    return unsealed(file.case.pk, sealed, key) if key else {}


def _step(file: Opened, item: Any, key: bytes | None) -> dict[str, Any]:
    known = components().get(item.component)
    texts = _text(file, item.sealed, key)
    return {
        "need": texts.get("need", ""),
        "what": texts.get("what", ""),
        "component": item.component,
        "label": say(known.label) if known else item.component,
        "rollup": say(known.rollup_label) if known else item.component,
        "who": texts.get("who", ""),
        "by_when": item.by_when,
        "cost": item.cost,
        "payer": item.payer,
        "served": [_when(one) for one in item.served],
        "paid_by": Payer(item.payer).label if item.payer not in {"", Payer.NOBODY} else "",
    }


def _decision(file: Opened, row: Any, key: bytes | None) -> Decision | None:
    if row.asked is None:
        return None
    note = _text(file, row.decision_note, key).get("note", "")
    return Decision(row.asked, row.approved, row.decided_by or "", row.decided_at, row.capacity, note)


@page(Permission.WORK_CASES, Permission.APPROVE, Permission.SUPERVISE)
def plan(request: Request, code: str, plan: UUID) -> HttpResponseBase:
    """Read a plan; its author goes on from here."""
    file = open_case_file(request, code)
    sheet = read_plan(file, plan)
    title = _("Rencana layanan nomor {n}").format(n=sheet.plan.number)
    works = file.works and file.case.status == "open"
    shown = {
        "file": file,
        "sheet": sheet,
        "title": title,
        "crumbs": [*case_crumbs(file), (title, None)],
        "reads": reads(file),
        "works": works,
        "may_edit": works and may_edit_plan(sheet.plan),
        "why_not": "" if may_edit_plan(sheet.plan) else may_edit_plan(sheet.plan).reason,
        "waits": sheet.plan.state == PlanState.SUBMITTED and file.case.status == Status.OPEN,
        "state": PlanState(sheet.plan.state).label,
        "answer": sheet.answer,
        "submit_id": new_id(),
    }
    return render(request, "cases/plan.html", shown)


@page(Permission.WORK_CASES)
def plan_new(request: Request, code: str) -> HttpResponseBase:
    """Write a new plan."""
    file = case_of_living(request, code)

    def save(form: PlanForm) -> str:
        actions.write_plan(case=file.case, **form.given, by=request.actor, action_id=form.id)
        return reverse("cases:plan", args=[code, form.id])

    return case_form(request, file, PlanForm, save, title=_("Rencana layanan"), template="cases/plan_form.html")


@page(Permission.WORK_CASES)
def plan_edit(request: Request, code: str, plan: UUID) -> HttpResponseBase:
    """Change a draft. When another screen was faster, both versions are shown and nothing is lost."""
    file = case_to_write(request, code)
    insist_open(request, file)
    sheet = read_plan(file, plan)
    insist(may_edit_plan(sheet.plan))

    def save(form: PlanForm) -> None:
        version = form.on_version
        actions.edit_plan(plan=sheet.plan, **form.given, version=version, by=request.actor, action_id=form.id)

    return case_form(
        request, file, PlanForm, save, title=_("Ubah rencana layanan"), back=reverse("cases:plan", args=[code, plan]),
        template="cases/plan_form.html", initial=_as_typed(sheet), saved=sheet,
    )  # fmt: skip


def _as_typed(sheet: PlanSheet) -> dict[str, Any]:
    """The saved plan as the form holds it."""
    names = ("need", "what", "component", "who", "by_when", "cost", "payer")
    rows = [{name: step[name] for name in names} for step in sheet.steps]
    review_on: date | None = sheet.plan.review_on
    return {"goal": sheet.goal, "review_on": review_on, "version": sheet.plan.version, **as_initial(rows)}


@page(Permission.WORK_CASES)
def plan_answer(request: Request, code: str, plan: UUID) -> HttpResponseBase:
    """What the client says to the plan."""
    file = case_to_write(request, code)
    found = one_of(Plan, file, plan)
    save = act(request, actions.record_answer, plan=found)
    answered = partial(last_done, file.case.pk, actions.record_answer, plan=found.pk)
    lead = _("Klien berhak menyetujui atau menolak layanan (UU 14/2019 Ps 43).")
    return case_form(
        request, file, AnswerForm, save, title=_("Jawaban klien atas rencana"), lead=lead,
        back=reverse("cases:plan", args=[code, plan]), over=LaidOver(found, _asked_about, answered),
    )  # fmt: skip


def _asked_about(plan: Plan) -> dict[str, Any]:
    """The answer belongs to one version of the plan: another one is another question."""
    stands = {"answer": plan.answer} if plan.answer_stands else {}
    return {**stands, "asked": _g("rencana nomor {n}, versi {version}").format(n=plan.number, version=plan.version)}


@only_sent
@page(Permission.WORK_CASES)
def plan_submit(request: Request, code: str, plan: UUID) -> HttpResponseBase:
    """Ask the superior to approve."""
    file = case_to_write(request, code)
    found = one_of(Plan, file, plan)
    form = ActionForm(request.POST)
    form.is_valid()
    try:
        actions.submit_plan(plan=found, by=request.actor, action_id=form.id)
        messages.success(request, str(_("Diajukan. Pekerjaan yang mendesak tidak perlu menunggu.")))
    except Refused as refused:
        messages.error(request, str(refused.reason))
    return HttpResponseRedirect(reverse("cases:plan", args=[code, plan]))


def decide_plan(request: Request, file: Opened, approval: Approval) -> HttpResponseBase:
    """The superior's page for a plan: read it and what it rests on, then approve or return it."""
    sheet = read_plan(file, approval.subject)
    save = act(request, actions.decide_plan, approval=approval, plan=sheet.plan)
    return decision_page(
        request, file, approval, PlanDecisionForm, save, template="cases/decide_plan.html", proposal=sheet,
        judged=judged_beside(approval, file.case, reads=reads(file)), rests_on=newest_assessments(file.case),
    )  # fmt: skip
