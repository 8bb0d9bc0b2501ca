"""Pages of ending a case, which asks every room what is unfinished; and the superior's decisions."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, act, page
from rehsos.access.permissions import Permission
from rehsos.audit.answers import Refused
from rehsos.audit.views import seen_before_here

from ..actions import closing as actions
from ..decisions import decisions
from ..forms.closing import GOALS, ClosureDecisionForm, ClosureForm
from ..judged import BESIDE, judged, judged_beside
from ..models import Approval, ClosureReason
from ..policies import DECISION
from ..queries import Opened, case_key, open_case_file
from ..sealing import unsealed
from ..subjects import said_if_left
from ..unfinished import unfinished
from .case_forms import case_form, case_to_write, reads
from .deciding import decision_page
from .planning import has_plan, newest_assessments


@page(Permission.WORK_CASES)
def request_closure(request: Request, code: str) -> HttpResponseBase:
    """Ask to end the case. What is unfinished is listed and handed on by name, not locked."""
    file = case_to_write(request, code)
    left = unfinished(file.case)

    def save(form: ClosureForm) -> None:
        if left and not form.given["handed_on"].strip():
            raise Refused(_("Tulis kepada siapa yang belum selesai diteruskan."), field="handed_on")
        actions.request_closure(case=file.case, **form.given, by=request.actor, action_id=form.id)

    return case_form(
        request,
        file,
        ClosureForm,
        save,
        title=_("Ajukan pengakhiran"),
        template="cases/closure.html",
        unfinished=left,
        judged=judged(file.case, reads=reads(file)),
        form_kwargs={"planned": has_plan(file.case)},
        could_be_left=said_if_left(),
        save_label=_("Ajukan"),
    )


@page(Permission.WORK_CASES, Permission.APPROVE, Permission.SUPERVISE)
def decide(request: Request, code: str, approval: UUID) -> HttpResponseBase:
    """A request for a decision: read what is asked, then approve or return it."""
    file = open_case_file(request, code)
    read = {"here_read": seen_before_here(DECISION, "pk", request.actor), **BESIDE}
    asked = Approval.objects.filter(pk=approval, case=file.case).annotate(**read).select_related("requested_by").first()
    if asked is None or asked.kind not in decisions():
        raise Http404
    return decisions()[asked.kind].page(request, file, asked)


def decide_closure(request: Request, file: Opened, approval: Approval) -> HttpResponseBase:
    """The superior's page for an end that was asked for: read it, then approve or return it."""
    save = act(request, actions.decide_closure, approval=approval, case=file.case)
    told: dict[str, Any] = unsealed(file.case.pk, approval.sealed, case_key(file.case)) if reads(file) else {}
    closed_because = file.case.closed_because
    return decision_page(
        request,
        file,
        approval,
        ClosureDecisionForm,
        save,
        template="cases/decide_closure.html",
        told=told,
        judged=judged_beside(approval, file.case, reads=reads(file)),
        rests_on=newest_assessments(file.case),
        planned=has_plan(file.case),
        goals=dict(GOALS).get(told.get("goals", ""), ""),
        reason=ClosureReason(closed_because).label if closed_because else "",
        unfinished=unfinished(file.case),
    )
