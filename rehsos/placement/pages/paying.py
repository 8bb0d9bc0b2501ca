"""Pages of what a stay costs."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, act, form_page, page
from rehsos.access.permissions import SEES
from rehsos.cases.actions.paying import stands
from rehsos.cases.pages.case_forms import insist

from ..actions import paying
from ..costs import days_of
from ..forms.paying import PayStayForm, SplitStayForm, StrikeStayForm
from ..models import Stay, StayCost
from ..stays import may_pay
from .stays import house_page, stay_of, who


def _around(request: Request, it: Stay, title: str) -> dict[str, Any]:
    back = reverse("placement:stay", args=[it.pk])
    crumbs = [(_("Tinggal"), house_page()), (str(it.case), back), (title, None)]
    return {"title": title, "back": back, "crumbs": crumbs, "lead": f"{who(request, it)} · {it.case}"}


@page(*SEES)
def pay(request: Request, stay: UUID) -> HttpResponseBase:
    """What it costs, with who pays."""
    it = stay_of(request, stay)
    insist(may_pay(it, request.actor))
    hint = _("Satu baris satu pembayar. Tinggal {n} hari sampai sekarang.").format(n=days_of(it))
    return form_page(
        request, PayStayForm, act(request, paying.pay_stay, stay=it), template="cases/cost_pay.html", hint=hint,
        initial={"spent_on": timezone.localdate()}, save_label=_("Simpan biaya"),
        **_around(request, it, _("Biaya tinggal")),
    )  # fmt: skip


def _line(request: Request, staycost: int) -> tuple[StayCost, Stay]:
    """A line that stands, with its stay."""
    found = get_object_or_404(StayCost.objects.select_related("stay__case"), pk=staycost)
    it = stay_of(request, found.stay_id)
    insist(may_pay(it, request.actor))
    insist(stands(found))
    return found, it


@page(*SEES)
def split(request: Request, staycost: int) -> HttpResponseBase:
    """Who pays a line: one, or several who share the bill."""
    found, it = _line(request, staycost)
    save = act(request, paying.split_stay_cost, staycost=found)
    return form_page(request, SplitStayForm, save, template="cases/cost_split.html", cost=found,
                     initial=found.as_first_part, **_around(request, it, _("Siapa yang membayar")))  # fmt: skip


@page(*SEES)
def strike(request: Request, staycost: int) -> HttpResponseBase:
    """That a line was written wrongly."""
    found, it = _line(request, staycost)
    save = act(request, paying.strike_stay_cost, staycost=found)
    return form_page(request, StrikeStayForm, save, template="cases/cost_strike.html", cost=found,
                     **_around(request, it, _("Biaya salah catat")))  # fmt: skip
