"""The sheet with the code for who receives a leg without an account: shown by the very request that makes it."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from rehsos.access.by_code import code_of, said
from rehsos.access.pages import Request, page
from rehsos.access.permissions import SEES
from rehsos.audit.answers import Refused
from rehsos.cases.pages.case_forms import insist
from rehsos.law.words import when
from rehsos.look.words import language

from ..actions.by_code import give_leg_code
from ..drafting import Trip
from ..forms.by_code import LegCodeForm
from ..models import Leg
from ..policies import may_give_leg_code
from ..queries import leg_of


@never_cache
@page(*SEES)
def code(request: Request, leg: UUID) -> HttpResponseBase:
    """Whose telephone it is, then the code; a new one ends the one before."""
    it = leg_of(request, leg)
    insist(may_give_leg_code(it, request.actor))
    form = LegCodeForm(request.POST if request.method == "POST" else None)
    told = _made(request, it, form) if form.is_valid() else {}
    return render(request, "repatriation/code.html", {**_about(it), "form": form, **told})


def _about(it: Leg) -> dict[str, Any]:
    back = reverse("repatriation:leg", args=[it.pk])
    etape = _("Etape {n}").format(n=it.number)
    crumbs = [(_("Perjalanan"), reverse("repatriation:journeys")), (etape, back), (_("Lembar kode penerimaan"), None)]
    return {"it": it, "way": f"{Trip(it, '', '').start} → {Trip(it, '', '').goal}", "back": back, "crumbs": crumbs}


def _made(request: Request, it: Leg, form: LegCodeForm) -> dict[str, Any]:
    try:
        made = give_leg_code(leg=it, **form.given, by=request.actor, action_id=form.id)
    except Refused as refused:
        form.add_error("phone", str(refused.reason))
        return {}
    zone = ZoneInfo(timezone.get_current_timezone_name())
    return {
        "code": said(code_of(made.pk)) if made.revoked_at is None and made.answered_at is None else "",
        "ends_at": when(made.ends_at, zone, language(), ends=True),
        "address": request.build_absolute_uri(reverse("access:by_code")),
    }
