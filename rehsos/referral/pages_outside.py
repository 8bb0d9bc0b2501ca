"""Asking somebody without an account: the form, and the sheet with the code they answer with."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from rehsos.access.by_code import code_of, said
from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.cases.pages.case_forms import case_form, insist
from rehsos.law.words import when
from rehsos.look.words import language

from . import forms_outside as forms
from .actions import outside
from .models import WAITS, Deed, Referral
from .pages import case_to_refer, followed
from .policies import may_give_code
from .queries import names_of
from .sealing import unsealed


@page(Permission.WORK_CASES, Permission.APPROVE)
def ask_outside(request: Request, code: str) -> HttpResponseBase:
    """Who is asked and what for; the sheet with the code comes next."""
    file = case_to_refer(request, code)
    asked = request.GET.get("laku", "")
    deed = Deed(asked) if asked in outside.DEEDS else Deed.REFER

    def save(form: forms.OutsideForm) -> str:
        outside.ask_outside(case=file.case, deed=deed, **form.given, by=request.actor, action_id=form.id)
        return reverse("referral:code", args=[form.id])

    return case_form(
        request, file, forms.OutsideForm, save, title=_("{deed}: pihak di luar Rehsos").format(deed=deed.label),
        done=_("Tercatat. Sekarang cetak lembar kodenya."), save_label=_("Simpan, lalu lembar kode"),
    )  # fmt: skip


@never_cache
@page(Permission.WORK_CASES, Permission.APPROVE)
def code(request: Request, referral: UUID) -> HttpResponseBase:
    """The sheet with the code: shown by the very request that makes it, and by nothing else."""
    it = followed(request, referral, *WAITS)
    if not it.outside:
        raise Http404
    insist(may_give_code(it, request.actor))
    back = reverse("referral:referral", args=[it.pk])
    crumbs = [(_("Rujukan"), reverse("referral:referrals")), (str(it), back), (_("Lembar kode jawaban"), None)]
    form = forms.CodeSheetForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "referral/code.html", {"it": it, "form": form, "crumbs": crumbs, "back": back})
    made = outside.give_code(referral=it, by=request.actor, action_id=form.id)
    shown = {
        "it": it,
        "crumbs": crumbs,
        "back": back,
        "code": said(code_of(made.pk)) if made.revoked_at is None and made.answered_at is None else "",
        "to": _to(request, it),
        "ends_at": when(made.ends_at, ZoneInfo(timezone.get_current_timezone_name()), language(), ends=True),
        "address": request.build_absolute_uri(reverse("access:by_code")),
    }
    return render(request, "referral/code.html", shown)


def _to(request: Request, it: Referral) -> str:
    """For whom the sheet is; what was typed of them may name somebody, and stands where the names are open."""
    party = str(unsealed(it.key, it.sealed).get("party", "")) if names_of(request, it).read else ""
    return party or str(it.to)
