"""Pages of what a leg costs."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rehsos.access.pages import Request, act, form_page, page
from rehsos.access.permissions import SEES
from rehsos.cases.actions.paying import stands
from rehsos.cases.pages.case_forms import insist

from ..actions import paying
from ..forms.paying import PayForm, SplitLegForm, StrikeLegForm
from ..models import Leg, LegCost
from ..policies import may_pay
from ..queries import leg_of

_HINT = gettext_lazy("Satu baris satu pembayar. Biaya rombongan dicatat sekali untuk seluruh etape, bukan per orang.")


def _around(it: Leg, title: str) -> dict[str, Any]:
    back = reverse("repatriation:leg", args=[it.pk])
    crumbs = [(_("Perjalanan"), reverse("repatriation:journeys")), (_("Etape {n}").format(n=it.number), back)]
    return {"title": title, "back": back, "crumbs": [*crumbs, (title, None)]}


@page(*SEES)
def pay(request: Request, leg: UUID) -> HttpResponseBase:
    """What it costs, with who pays."""
    it = leg_of(request, leg)
    insist(may_pay(it, request.actor))
    return form_page(request, PayForm, act(request, paying.pay_leg, leg=it), template="cases/cost_pay.html", hint=_HINT,
                     save_label=_("Simpan biaya"), **_around(it, _("Biaya etape")))  # fmt: skip


def _line(request: Request, legcost: int) -> tuple[LegCost, Leg]:
    """A line that stands, with its leg."""
    found = get_object_or_404(LegCost.objects.select_related("leg"), pk=legcost)
    it = leg_of(request, found.leg_id)
    insist(may_pay(it, request.actor))
    insist(stands(found))
    return found, it


@page(*SEES)
def split(request: Request, legcost: int) -> HttpResponseBase:
    """Who pays a line: one, or several who share the bill."""
    found, it = _line(request, legcost)
    save = act(request, paying.split_leg_cost, legcost=found)
    return form_page(request, SplitLegForm, save, template="cases/cost_split.html", cost=found,
                     initial=found.as_first_part, **_around(it, _("Siapa yang membayar")))  # fmt: skip


@page(*SEES)
def strike(request: Request, legcost: int) -> HttpResponseBase:
    """That a line was written wrongly."""
    found, it = _line(request, legcost)
    save = act(request, paying.strike_leg_cost, legcost=found)
    return form_page(request, StrikeLegForm, save, template="cases/cost_strike.html", cost=found,
                     **_around(it, _("Biaya salah catat")))  # fmt: skip
