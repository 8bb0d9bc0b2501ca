"""A page for what was recorded wrongly."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.audit.models import Action
from rehsos.law.book import fact_kinds
from rehsos.look.words import say

from ..actions import withdrawing as actions
from ..forms.withdrawing import WithdrawForm
from .case_forms import case_form, case_to_finish
from .clocks import telling_moved


@page(Permission.WORK_CASES)
def withdraw(request: Request, code: str, recorded: UUID) -> HttpResponseBase:
    """Take back what was recorded wrongly; said are which due times moved."""
    file = case_to_finish(request, code)
    found = Action.objects.filter(pk=recorded, dossier=file.case.pk, name__in=actions.UNDO).first()
    if found is None:
        raise Http404

    def save(form: WithdrawForm) -> None:
        with telling_moved(request, file.case):
            actions.withdraw(
                case=file.case, recorded=recorded, recorded_as=found.name, **form.given, by=request.actor,
                action_id=form.id,
            )  # fmt: skip

    day = date_format(timezone.localtime(found.happened_at), "j M Y")
    return case_form(
        request, file, WithdrawForm, save, title=_("Salah catat"), save_label=_("Tarik kembali"),
        lead=_g("{what}, {day}").format(what=_named(found), day=day),
        notes=[_g("Tetap terbaca di perjalanan kasus, tetapi tidak dihitung lagi. Sesudah ini catat yang benar.")],
    )  # fmt: skip


def _named(found: Action) -> str:
    """What was recorded; of a fact, which."""
    what, fact = str(actions.RECORDED[found.name]).capitalize(), fact_kinds().get(found.facts.get("code", ""))
    return f"{what}: {say(fact.label)}" if fact else what
