"""Erasing what was written in a case. Done on the server; what is counted stays."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.directory.permissions import OPERATE
from rehsos.intake.models import Decision, Report
from rehsos.vault.keys import destroy

from ..models import Case, Status, SupervisionNote
from .waiting import sent_back_ids


@action(_("Tulisan kasus dihapus: {because}"))
def erase_texts(*, case: Case, because: Code, by: Actor, action_id: UUID) -> None:
    """Destroy the keys of a closed case: notes, forms, files, letters, its reports with theirs, supervision."""
    by.need(OPERATE)
    if case.status == Status.OPEN:
        raise Refused(_("Kasus ini masih berjalan; tulisannya masih diperlukan. Akhiri dahulu."))
    notes = SupervisionNote.objects.filter(case=case).values_list("key", flat=True)
    for subject in (case.pk, *_reports(case), *notes):
        destroy(subject)


def _reports(case: Case) -> list[UUID]:
    """The reports that were this case's: those it was opened for, and those that wait again because it was void.

    One that became another case meanwhile is that one's. Raises Refused for one that nobody has decided yet.
    """
    theirs = Report.objects.filter(Q(pk__in=filter(None, [case.report, *sent_back_ids(case)])) | Q(case=case.pk))
    found = theirs.filter(Q(case=None) | Q(case=case.pk))
    if found.filter(decision=Decision.WAITING).exists():
        raise Refused(_WAITS.format(code=case.code))
    return list(found.values_list("pk", flat=True))


_WAITS = _("Permintaan dari kasus {code} menunggu keputusan lagi; tulisannya masih diperlukan. Putuskan dahulu.")
