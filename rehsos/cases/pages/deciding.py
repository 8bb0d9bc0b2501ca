"""The page on which a superior decides, the same for whatever a room lets one ask (`decisions.Decision`)."""

from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, Save
from rehsos.audit.answers import Refused
from rehsos.audit.views import saw

from ..decisions import title
from ..forms.deciding import DecisionForm
from ..models import Approval
from ..policies import DECISION, UNREAD, capacities, may_decide, owns, waits_on
from ..queries import Opened
from .case_forms import case_form, hides, insist, insist_open, reads


def decision_page(
    request: Request,
    file: Opened,
    approval: Approval,
    form_class: type[DecisionForm],
    save: Save,
    *,
    template: str,
    **more: Any,
) -> HttpResponseBase:
    """A page to decide on: whoever may not decide reads why.

    Whose decision it is is led to open what it is about: nothing is decided unread, so a closed page is no use.

    `form_class` and `save` are of the room that gives the `Decision`: the action the form does is what `save` runs.
    `template` extends `cases/decision.html` and finds there what `more` says.
    """
    approval.case = file.case
    if request.method == "POST":
        insist(owns(file.case, request.actor))
    if reads(file) and request.method == "GET" and not approval.here_read:  # type: ignore[attr-defined]
        saw(DECISION, approval.pk, request.actor, offices=file.case.offices)
        approval.here_read = True  # type: ignore[attr-defined]
    if request.method == "GET" and not reads(file) and not hides(request) and waits_on(approval, request.actor):
        insist_open(request, file)
    answer = may_decide(approval, request.actor)

    def insist_on_reading(form: DecisionForm) -> str | None:
        """What was read once is decided on only while it can be read."""
        if not reads(file):
            raise Refused(UNREAD)
        return save(form)

    return case_form(
        request, file, form_class, insist_on_reading, title=title(approval.kind), template=template,
        approval=approval, reads=reads(file),
        may_decide=bool(answer), why_not=str(answer.reason), save_label=_("Simpan keputusan"),
        done=_("Keputusan tersimpan."), form_kwargs={"capacities": capacities(request.actor) if answer else []}, **more,
    )  # fmt: skip
