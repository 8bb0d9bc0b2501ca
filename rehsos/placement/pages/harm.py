"""Harm by staff: told from the stay in two taps, read and taken up by the offices that were told."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.pages import Overtaken, Request, act, form_page, names_lock, page
from rehsos.access.permissions import SEES, Permission
from rehsos.cases.pages.case_forms import insist, this_minute

from .. import forms_harm as forms
from ..actions import harming
from ..harm import may_take_up, may_tell, opened, told_offices
from ..models import HarmReport, Stay
from .stays import HOUSE, house_page, stay_of, who


@page(*HOUSE)
def harm(request: Request, stay: UUID) -> HttpResponseBase:
    """Staff harmed who stays here: it goes past the head."""
    it = stay_of(request, stay)
    insist(may_tell(it, request.actor))
    told = ", ".join(office.short for office in told_offices(it.office).values())
    back = reverse("placement:stay", args=[it.pk])
    lead = _("Dikirim ke {offices}. Kepala dan petugas lembaga ini tidak melihatnya di mana pun.")
    return form_page(
        request, forms.HarmForm, act(request, harming.tell_harm_by_staff, stay=it), title=_("Dilukai petugas"),
        back=back, crumbs=[(_("Tinggal"), house_page()), (who(request, it), back), (_("Dilukai petugas"), None)],
        lead=lead.format(offices=told), initial={"at": this_minute()}, save_label=_("Kirim"),
        done=_("Terkirim. Bila orangnya masih dalam bahaya, telepon 110 sekarang."),
    )  # fmt: skip


def _report(pk: UUID) -> HarmReport:
    found = HarmReport.objects.select_related("office").filter(pk=pk, withdrawn_by=None).first()
    if found is None:
        raise Http404
    return found


@page(*SEES)
def harm_told(request: Request, harmreport: UUID) -> HttpResponseBase:
    """What was told, to whom it was told; its words once names are open."""
    it = _report(harmreport)
    sees = request.actor.may(Permission.SEE_NAMES) and not request.session.get("public_screen")
    reads = sees and bool(request.session.get("names_open"))
    stay = Stay.objects.select_related("case").filter(pk=it.stay_id).first()
    shown = {
        "it": it, "opened": opened(it) if reads else {}, "lock": "" if reads or not sees else names_lock(request),
        "reads": reads, "takes": it.taken_at is None and bool(may_take_up(it, request.actor)),
        "code": stay.case.code if stay else "",
        "crumbs": [(_("Malam ini"), house_page()), (_("Dilukai petugas"), None)], "now": timezone.now(),
    }  # fmt: skip
    return render(request, "placement/harm.html", shown)


@page(Permission.WORK_CASES, Permission.APPROVE)
def harm_taken(request: Request, harmreport: UUID) -> HttpResponseBase:
    """What was done about it."""
    it = _report(harmreport)
    back = reverse("placement:harm_told", args=[it.pk])
    if it.taken_at is not None and request.method != "POST":
        raise Overtaken(_("Rekan Anda sudah menanganinya."), back, _("Baca yang dilakukan"))
    insist(may_take_up(it, request.actor))
    return form_page(
        request, forms.TakenForm, act(request, harming.take_up_harm, report=it), title=_("Yang dilakukan"), back=back,
        crumbs=[(_("Malam ini"), house_page()), (_("Dilukai petugas"), back), (_("Yang dilakukan"), None)],
        lead=str(it.office), done=_("Tercatat. Kantor lain yang diberi tahu membacanya juga."),
    )  # fmt: skip
