"""Pengawasan: inspections made by the own dinas, or of the own house, and what they found."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rehsos.access.pages import Request, act, form_page, page
from rehsos.access.permissions import SEES, Permission
from rehsos.audit.answers import not_for
from rehsos.cases.pages.case_forms import insist
from rehsos.vault.keys import key_of

from .. import forms_inspection as forms
from ..actions import inspecting as actions
from ..inspecting import INSPECTS, inspectable, inspections_of, may_add, may_close, opened, told_to
from ..models import Finding, Inspection
from .stays import house_page

TITLE = gettext_lazy("Pengawasan")
MOST = 100
_NO_HOUSE = not_for(
    gettext_lazy("Pengawasan dicatat dinas sosial yang membina lembaga. Kantor Anda tidak membina lembaga.")
)


@page(*SEES)
def inspections(request: Request) -> HttpResponseBase:
    """The last first, with what stands open."""
    today = timezone.localdate()
    rows = [
        {
            "it": one, "open": [f for f in one.findings.all() if f.closed_on is None],
            "late": any(f.closed_on is None and f.due_on < today for f in one.findings.all()),
        }
        for one in inspections_of(request.actor)[:MOST]
    ]  # fmt: skip
    acts = request.actor.may(Permission.WORK_CASES) or request.actor.may(Permission.APPROVE)
    shown = {
        "title": TITLE, "rows": rows, "inspects": acts and request.actor.office_kind in INSPECTS,
        "own": request.actor.office, "crumbs": [(_("Malam ini"), house_page()), (TITLE, None)],
    }  # fmt: skip
    return render(request, "placement/inspections.html", shown)


@page(Permission.WORK_CASES, Permission.APPROVE)
def inspect(request: Request) -> HttpResponseBase:
    """Which house was visited, by whom, how many children were seen alone."""
    houses = list(inspectable(request.actor)) if request.actor.office_kind in INSPECTS else []
    if not houses:
        insist(_NO_HOUSE)

    def save(form: forms.InspectionForm) -> str:
        made = actions.record_inspection(**form.given, by=request.actor, action_id=form.id)
        return reverse("placement:inspection", args=[made.pk])

    return form_page(
        request, forms.InspectionForm, save, title=_("Catat pengawasan"), back=reverse("placement:inspections"),
        crumbs=[(TITLE, reverse("placement:inspections")), (_("Catat"), None)], initial={"on": timezone.localdate()},
        form_kwargs={"houses": houses}, done=_("Tercatat. Tulis temuannya satu per satu; temuan dibaca lembaga."),
    )  # fmt: skip


def _one(request: Request, pk: UUID) -> Inspection:
    found = inspections_of(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@page(*SEES)
def inspection(request: Request, inspection: UUID) -> HttpResponseBase:
    """One inspection and its findings."""
    it = _one(request, inspection)
    shut = bool(request.session.get("public_screen"))
    key, today = b"" if shut else key_of(it.pk), timezone.localdate()
    shown = {
        "it": it, "opened": {} if shut else told_to(it, key, request.actor), "shut": shut,
        "findings": [_row(request, it, one, key, today) for one in sorted(it.findings.all(), key=lambda f: f.due_on)],
        "adds": bool(may_add(it, request.actor)),
        "crumbs": [(TITLE, reverse("placement:inspections")), (it.house.short, None)],
    }  # fmt: skip
    return render(request, "placement/inspection.html", shown)


def _row(request: Request, it: Inspection, one: Finding, key: bytes, today: Any) -> dict[str, Any]:
    one.inspection = it
    return {
        "it": one, "words": opened(it.pk, key, one.sealed, one.sealed_done) if key else {},
        "late": one.closed_on is None and one.due_on < today, "closes": bool(may_close(one, request.actor)),
    }  # fmt: skip


@page(Permission.WORK_CASES, Permission.APPROVE)
def finding_new(request: Request, inspection: UUID) -> HttpResponseBase:
    """What is to be mended."""
    it = _one(request, inspection)
    insist(may_add(it, request.actor))
    back = reverse("placement:inspection", args=[it.pk])
    return form_page(
        request, forms.FindingForm, act(request, actions.add_finding, inspection=it), title=_("Temuan"), back=back,
        crumbs=[(TITLE, reverse("placement:inspections")), (it.house.short, back), (_("Temuan"), None)],
        done=_("Tercatat. Yang memperbaikinya membacanya di Hari ini."),
    )  # fmt: skip


@page(Permission.WORK_CASES, Permission.APPROVE)
def finding_done(request: Request, finding: UUID) -> HttpResponseBase:
    """It is mended."""
    one = Finding.objects.select_related("owner", "inspection__house").filter(pk=finding).first()
    if one is None:
        raise Http404
    insist(may_close(one, request.actor))
    back = reverse("placement:inspection", args=[one.inspection_id])
    return form_page(
        request, forms.DoneForm, act(request, actions.close_finding, finding=one), title=_("Temuan selesai"), back=back,
        crumbs=[(TITLE, reverse("placement:inspections")), (one.inspection.house.short, back), (_("Selesai"), None)],
        initial={"on": timezone.localdate()}, done=_("Tercatat selesai."),
    )  # fmt: skip
