"""What was told of harm by staff goes with the case and with its client: that it was told stays counted."""

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.models import Case
from rehsos.directory.permissions import OPERATE
from rehsos.vault.keys import destroy, key_destroyed

from ..models import HarmReport


@action(_("Tulisan laporan atas petugas lembaga dihapus: {because}"))
def erase_harm(*, report: HarmReport, because: Code, by: Actor, action_id: UUID) -> None:
    """Destroy the key of a report: whose file, which bed, what was told and done. Refused while nobody took it up."""
    by.need(OPERATE)
    if report.taken_at is None:
        raise Refused(_WAITS.format(house=report.office.short))
    destroy(report.pk)


_WAITS = _(
    "Laporan bahwa petugas {house} melukai penghuni belum ditangani; tulisannya masih diperlukan. "
    "Kantor yang diberi tahu menanganinya dahulu di Hari ini."
)


def erase_reports(case: Case, because: str, by: Actor) -> None:
    """All of a case, once its texts are erased. The line of it in the log is of those who were told, too."""
    for report in HarmReport.objects.select_related("office").filter(stay__case=case):
        if not key_destroyed(report.pk):
            told = replace(by, offices=tuple(report.offices))
            erase_harm(report=report, because=because, by=told, action_id=new_id())


def forget_resident(person: UUID, case: Case, because: str, by: Actor) -> None:
    """All of a case once the identity of its client is erased: the words may name who was harmed."""
    if person == case.client_id:
        erase_reports(case, because, by)
