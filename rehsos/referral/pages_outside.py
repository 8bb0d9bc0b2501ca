"""Asking somebody without an account: the form, and the sheet with the code they answer with."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from rehsos.access.by_code import code_of, said
from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.cases.pages.case_forms import case_form

from . import forms_outside as forms
from . import outside
from .models import WAITS, Deed
from .pages import case_to_refer, followed


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
        "ends_at": made.ends_at,
        "address": request.build_absolute_uri(reverse("access:by_code")),
        "now": timezone.now(),
    }
    return render(request, "referral/code.html", shown)
