"""Pages of a leg that was recorded by mistake, and of who does not go with one."""

from uuid import UUID

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, act, page
from rehsos.access.permissions import SEES
from rehsos.cases.pages.case_forms import insist

from ..actions import taking_back as acts
from ..forms import taking_back as forms
from ..policies import may_arrange
from ..queries import called_on, leg_of, rides_of
from ..taken_back import may_take_back_acceptance, may_take_back_departure
from .legs import form_of_leg


@page(*SEES)
def departure(request: Request, leg: UUID) -> HttpResponseBase:
    """It did not leave."""
    it = leg_of(request, leg)
    insist(may_take_back_departure(it, request.actor))
    return form_of_leg(
        request, it, forms.DepartureForm, act(request, acts.take_back_departure, leg=it), _("Belum berangkat"),
        lead=_("Centang yang naik tetap. Setiap klien kembali tercatat di tempatnya sebelum berangkat."),
        save_label=_("Tarik keberangkatan"), done=_("Ditarik kembali. Etape ini belum berangkat."),
    )  # fmt: skip


@page(*SEES)
def acceptance(request: Request, leg: UUID) -> HttpResponseBase:
    """They did not come."""
    it = leg_of(request, leg)
    insist(may_take_back_acceptance(it, request.actor))
    return form_of_leg(
        request, it, forms.AcceptanceForm, act(request, acts.take_back_acceptance, leg=it), _("Belum diterima"),
        lead=_("Yang tercatat tiba kembali tercatat di perjalanan. Yang tidak tiba tetap seperti dicatat."),
        save_label=_("Tarik penerimaan"), done=_("Ditarik kembali. Etape ini menunggu diterima."),
    )  # fmt: skip


@page(*SEES)
def off(request: Request, leg: UUID) -> HttpResponseBase:
    """Somebody does not go."""
    it = leg_of(request, leg)
    insist(may_arrange(it, request.actor))
    rides = rides_of(it)
    names = called_on(request, rides)
    people = [(str(ride.number), f"{ride.number} · {names[ride.pk] or ride.get_sex_display()}") for ride in rides]
    return form_of_leg(
        request, it, forms.TakeOffForm, act(request, acts.take_off_leg, leg=it), _("Tidak ikut etape ini"),
        form_kwargs={"people": people}, save_label=_("Keluarkan"), done=_("Tidak ikut etape ini lagi."),
    )  # fmt: skip
