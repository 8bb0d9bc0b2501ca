"""Erasing what was written in a case. Done on the server; what is counted stays."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.directory.permissions import OPERATE
from rehsos.vault.keys import destroy

from ..models import Case, Status, SupervisionNote


@action(_("Tulisan kasus dihapus: {because}"))
def erase_texts(*, case: Case, because: Code, by: Actor, action_id: UUID) -> None:
    """Destroy the keys of a closed case: notes, forms, files, letters, the report it began with, supervision."""
    by.need(OPERATE)
    if case.status == Status.OPEN:
        raise Refused(_("Kasus ini masih berjalan; tulisannya masih diperlukan. Akhiri dahulu."))
    notes = SupervisionNote.objects.filter(case=case).values_list("key", flat=True)
    for subject in filter(None, (case.pk, case.report, *notes)):
        destroy(subject)
