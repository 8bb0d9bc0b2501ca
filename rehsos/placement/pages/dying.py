"""A resident died: the page of the house, from that of the stay."""

from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm, Request, act, form_page, page
from rehsos.access.permissions import Permission
from rehsos.cases.models import DeathPlace
from rehsos.cases.pages.case_forms import insist, this_minute

from ..actions.dying import record_found_dead, record_resident_died, record_waiting_died
from ..forms_dying import DiedAtNightForm, ResidentDiedForm, WaitingDiedForm
from ..models import AbsenceKind
from ..stays import absence_of, may_discharge, may_tell_died
from ..waiting import told
from .bringing import said, waits
from .stays import HOUSE, house_page, stay_of, who


@page(*HOUSE)
def died(request: Request, stay: UUID) -> HttpResponseBase:
    """Where is proposed by where they are: at the house, or in the hospital that it told."""
    it = stay_of(request, stay)
    insist(may_tell_died(it, request.actor))
    knows = bool(may_discharge(it, request.actor))
    away = absence_of(it)
    place = DeathPlace.HOUSE if away is None else _AWAY.get(AbsenceKind(away.kind), DeathPlace.UNKNOWN)
    tell = act(request, record_resident_died if knows else record_found_dead, stay=it)

    def save(form: ActionForm) -> str:
        tell(form)
        return reverse("cases:death", args=[it.case.code]) if knows else reverse("placement:stay", args=[it.pk])

    done = _("Dicatat. Yang berikutnya ada di halaman ini.") if knows else _("Dicatat. Beri tahu kepala lembaga.")
    return form_page(
        request, ResidentDiedForm if knows else DiedAtNightForm, save, title=_("Penghuni meninggal"),
        back=reverse("placement:stay", args=[it.pk]), crumbs=[(_("Tinggal"), house_page()), (_("Meninggal"), None)],
        lead=f"{who(request, it)} · {it.case}", initial={"at": this_minute(), "death_place": place},
        save_label=_("Catat meninggal"), done=done,
    )  # fmt: skip


@page(*HOUSE)
def waiting_died(request: Request, waiting: UUID) -> HttpResponseBase:
    """The same of who was accepted here and is in no room yet: whoever is awake says so."""
    one = waits(request, waiting)
    it = told([one], names=not request.session.get("public_screen"))[one.thing]
    knows = request.actor.may(Permission.WORK_CASES)

    def save(form: ActionForm) -> str:
        stay = record_waiting_died(arrival=one.thing, **form.given, by=request.actor, action_id=form.id)
        return reverse("cases:death", args=[stay.case.code]) if knows else reverse("placement:stay", args=[stay.pk])

    return form_page(
        request, WaitingDiedForm, save, title=_("Yang tiba meninggal"), back=house_page(), lead=said(it),
        crumbs=[(_("Malam ini"), house_page()), (_("Meninggal"), None)],
        initial={"at": this_minute(), "death_place": DeathPlace.HOUSE}, save_label=_("Catat meninggal"),
        done=_("Dicatat. Yang berikutnya ada di halaman ini.") if knows else _("Dicatat. Beri tahu kepala lembaga."),
    )  # fmt: skip


_AWAY = {AbsenceKind.HOSPITAL: DeathPlace.HOSPITAL, AbsenceKind.LEAVE: DeathPlace.HOME}
