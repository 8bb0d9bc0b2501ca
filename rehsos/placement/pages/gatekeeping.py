"""Anak baru di LKSA: the LKSA tells of a child, the dinas has them in a list and decides, the LKSA reads the answer."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rehsos.access.pages import Request, act, form_page, page
from rehsos.access.permissions import SEES, Permission
from rehsos.cases.pages.case_forms import insist, insist_open
from rehsos.cases.queries import open_case_file
from rehsos.cases.reading import read_file
from rehsos.directory.days import today_at
from rehsos.directory.kinds import PARTNERS
from rehsos.referral.queries import referral_of
from rehsos.referral.summary import told
from rehsos.referral.telling import IDENTITY

from .. import forms_care as forms
from ..actions import gatekeeping as actions
from ..care_paper import may_print
from ..gatekeeping import MOST, children_of, dinas_of, may_decide, may_report, not_told
from ..ladder import PART as LADDER
from ..ladder import newest, told_to
from ..models import Known, NewChild
from .stays import house_page, stay_of, who

TITLE = gettext_lazy("Anak baru di LKSA")
PARTS = (IDENTITY, "kind", "risk", LADDER)


@page(*SEES)
def children(request: Request) -> HttpResponseBase:
    """What is not told yet, what waits for a decision, what was decided: of the own house, or before the own dinas."""
    today = timezone.localdate()
    rows = [_row(request, child, today) for child in children_of(request.actor)[:MOST]]
    house = request.actor.office_kind in PARTNERS
    untold = not_told(request.actor) if house else []
    shown = {
        "title": TITLE, "house": house,
        "untold": [{"stay": one, "who": who(request, one)} for one in untold],
        "waiting": [row for row in rows if row["waits"]],
        "decided": [row for row in rows if not row["waits"]],
        "crumbs": [(_("Malam ini"), house_page()), (TITLE, None)],
    }  # fmt: skip
    return render(request, "placement/children.html", shown)


def _row(request: Request, child: NewChild, today: Any) -> dict[str, Any]:
    """By sex and age alone: no name stands in the list."""
    return {
        "child": child, "it": child.referral, "days": (today - timezone.localdate(child.since)).days + 1,
        "waits": child.referral.waits, "decides": bool(may_decide(child, request.actor)),
        "nameless": child.identity == Known.NO, "alone": child.family == Known.NO,
        "over": child.until is not None and child.until < today, "prints": may_print(child, request.actor),
    }  # fmt: skip


@page(Permission.WORK_CASES, Permission.APPROVE)
def report(request: Request, stay: UUID) -> HttpResponseBase:
    """Tell the dinas of a child of the own house."""
    it = stay_of(request, stay)
    insist(may_report(it, request.actor))
    file = open_case_file(request, it.case.code)
    insist_open(request, file)
    dinas = dinas_of(it.office)
    lead = _("Kepada {dinas}. Dinas memutuskan pengasuhannya; jawabannya Anda baca di sini.")
    return form_page(
        request, forms.ReportForm, act(request, actions.report_new_child, stay=it), title=_("Lapor anak baru"),
        back=reverse("placement:stay", args=[it.pk]),
        crumbs=[(TITLE, reverse("placement:children")), (str(it.case), None)],
        lead=lead.format(dinas=dinas.short) if dinas else str(actions.NO_DINAS), save_label=_("Kirim laporan"),
        done=_("Terkirim. Anak tetap tinggal di sini sampai dinas memutuskan."),
        form_kwargs={"told": told(read_file(request, file.case.code, 0), PARTS)},
        notes=[] if newest(file.case) else [_NO_LADDER],
    )  # fmt: skip


_NO_LADDER = gettext_lazy(
    "Tangga pengasuhan belum diisi: tombol Catat di kasusnya. Dinas lalu membaca siapa yang sudah ditanya."
)
_NOT_TOLD = gettext_lazy("Lembaga belum memberi tahu siapa yang sudah ditanya. Tanyakan sebelum memilih lembaga.")


@page(*SEES)
def decide(request: Request, referral: UUID) -> HttpResponseBase:
    """Decide of a child before the own dinas."""
    it = referral_of(request, referral)
    child = NewChild.objects.select_related("referral__sender", "referral__receiver").filter(referral=it).first()
    if child is None or it.shown_to_id != request.actor.office:
        raise Http404
    insist(may_decide(child, request.actor))
    back = reverse("referral:referral", args=[it.pk])
    days = (today_at(it.office) - timezone.localdate(child.since)).days + 1
    lead = _("{sex} di {office}, hari ke-{days}. Baca dulu laporannya: {code}.")
    return form_page(
        request, forms.DecideForm, act(request, actions.decide_care, child=child), title=_("Keputusan pengasuhan"),
        back=back, crumbs=[(TITLE, reverse("placement:children")), (str(it), back), (_("Keputusan"), None)],
        lead=lead.format(sex=it.get_sex_display(), office=it.sender, days=days, code=it), save_label=_("Putuskan"),
        done=_("Diputuskan. Lembaga membaca keputusan dan alasannya."),
        notes=[_("Urutannya: keluarga inti, kerabat, orang tua asuh, wali, orang tua angkat; lembaga terakhir.")],
        template="placement/decide.html", ladder=told_to(it), not_told=_NOT_TOLD,
    )  # fmt: skip
