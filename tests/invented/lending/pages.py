"""Three pages: the office's aids, one to lend, one to take back."""

from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, form_page, page
from rehsos.access.permissions import Permission
from rehsos.cases.pages.case_forms import case_form, case_to_write, one_of

from . import actions
from .forms import AidForm, BackForm, LendForm
from .models import Aid, Loan


@page(Permission.WORK_CASES)
def aids(request: Request) -> HttpResponseBase:
    """The office's aids, and a new one."""

    def save(form: AidForm) -> None:
        actions.register_aid(**form.given, by=request.actor, action_id=form.id)

    return form_page(
        request, AidForm, save, title=_("Alat bantu"), back=reverse("lending:aids"), template="lending/aids.html",
        aids=Aid.objects.order_by("mark"),
    )  # fmt: skip


@page(Permission.WORK_CASES)
def lend(request: Request, code: str) -> HttpResponseBase:
    """Lend one to the client."""
    file = case_to_write(request, code)

    def save(form: LendForm) -> None:
        actions.lend(case=file.case, **form.given, by=request.actor, action_id=form.id)

    return case_form(request, file, LendForm, save, title=_("Pinjamkan alat"))


@page(Permission.WORK_CASES)
def take_back(request: Request, code: str, loan: UUID) -> HttpResponseBase:
    """Take it back."""
    file = case_to_write(request, code)
    known = one_of(Loan, file, loan)

    def save(form: BackForm) -> None:
        actions.take_back(loan=known, by=request.actor, action_id=form.id)

    return case_form(request, file, BackForm, save, title=_("Alat kembali"))
