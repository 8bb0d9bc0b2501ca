"""Pages around a return that lacks something: asking for it, and deciding."""

from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, act, form_page, page
from rehsos.access.permissions import SEES
from rehsos.cases.models import Approval
from rehsos.cases.pages.case_forms import insist, reads
from rehsos.cases.pages.deciding import decision_page
from rehsos.cases.queries import Opened
from rehsos.cases.sealing import shown_texts
from rehsos.vault.keys import key_of

from .. import queries
from ..actions import going_home as acts
from ..forms.going_home import AskReturnForm, ReturnDecisionForm
from ..going_home import notes_of, said_of
from ..models import Journey
from ..policies import may_travel


@page(*SEES)
def ask(request: Request, journey: UUID) -> HttpResponseBase:
    """Ask the superior to let them go home."""
    it = queries.journey_of(request, journey)
    insist(may_travel(it, request.actor))
    back, title = reverse("repatriation:journey", args=[it.pk]), _("Minta persetujuan pulang")
    crumbs = [(_("Perjalanan"), reverse("repatriation:journeys")), (it.case.code, back), (title, None)]
    still = "; ".join(str(one) for one in said_of(it, notes_of(it))["still"])
    return form_page(
        request, AskReturnForm, act(request, acts.ask_return, journey=it), title=title, back=back, crumbs=crumbs,
        lead=_("Yang belum ada: {what}").format(what=still or "–"), save_label=_("Ajukan"),
    )  # fmt: skip


def decide_return(request: Request, file: Opened, approval: Approval) -> HttpResponseBase:
    """The superior's page: what is missing, why it cannot wait, and the decision."""
    it = Journey.objects.select_related("case", "person", "destination").get(pk=approval.subject)
    told = shown_texts(file.case.pk, approval.sealed, key_of(file.case.pk)) if reads(file) else {}
    return decision_page(
        request, file, approval, ReturnDecisionForm, act(request, acts.decide_return, approval=approval),
        template="repatriation/decide_return.html", told=told, it=it, asked=said_of(it, notes_of(it))["asked"],
    )  # fmt: skip
