"""The last day of somebody's contract: a day to be reminded of, while they have cases that run."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.laid_over import LaidOver
from rehsos.access.pages import ActionForm, Request, act, form_page, page
from rehsos.access.permissions import Permission
from rehsos.cases.forms.fields import Day
from rehsos.directory.actions.workers import note_contract
from rehsos.directory.models import Posting


class ContractForm(ActionForm):
    """The last day, or none."""

    does = Does(note_contract, about=("posting",))

    until = Day(_("Kontrak berlaku sampai"), required=False, help_text=_("Kosongkan bila tidak ada batasnya."))


@page(Permission.APPROVE)
def contract(request: Request, posting: int) -> HttpResponseBase:
    """By when somebody's cases are handed on, or the contract renewed."""
    found = get_object_or_404(Posting.objects.select_related("worker"), pk=posting, office=request.actor.office)
    title = _("Akhir kontrak: {who}").format(who=found.worker.name)
    return form_page(
        request,
        ContractForm,
        act(request, note_contract, posting=found),
        title=title,
        lead=_("Tidak ada yang berakhir dengan sendirinya. 30 hari sebelumnya kasus yang berjalan diingatkan."),
        back=reverse("desk:team"),
        over=LaidOver(found, lambda one: {"until": one.contract_until}),
        crumbs=[(_("Persetujuan dan tim"), reverse("desk:team")), (title, None)],
    )
