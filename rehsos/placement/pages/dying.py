"""A resident died: the page of the house, from that of the stay."""

from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, act, form_page, page
from rehsos.access.permissions import SEES
from rehsos.cases.forms.dying import DeathFields
from rehsos.cases.models import DeathPlace
from rehsos.cases.pages.case_forms import insist, this_minute

from ..actions.dying import record_resident_died
from ..forms_dying import ResidentDiedForm
from ..models import AbsenceKind
from ..stays import absence_of, may_discharge
from .stays import house_page, stay_of, who


@page(*SEES)
def died(request: Request, stay: UUID) -> HttpResponseBase:
    """Where is proposed by where they are: at the house, or in the hospital that it told."""
    it = stay_of(request, stay)
    insist(may_discharge(it, request.actor))
    away = absence_of(it)
    place = DeathPlace.HOUSE if away is None else _AWAY.get(AbsenceKind(away.kind), DeathPlace.UNKNOWN)
    tell = act(request, record_resident_died, stay=it)

    def save(form: DeathFields) -> str:
        tell(form)
        return reverse("cases:death", args=[it.case.code])

    return form_page(
        request, ResidentDiedForm, save, title=_("Penghuni meninggal"),
        back=reverse("placement:stay", args=[it.pk]), crumbs=[(_("Tinggal"), house_page()), (_("Meninggal"), None)],
        lead=f"{who(request, it)} · {it.case}", initial={"at": this_minute(), "death_place": place},
        save_label=_("Catat meninggal"), done=_("Dicatat. Yang berikutnya ada di halaman ini."),
    )  # fmt: skip


_AWAY = {AbsenceKind.HOSPITAL: DeathPlace.HOSPITAL, AbsenceKind.LEAVE: DeathPlace.HOME}
