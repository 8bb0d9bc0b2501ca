"""Harm by staff of a house is told past the house; who was told says what was done."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Private, Text, action
from rehsos.audit.actor import Actor, acting_for
from rehsos.audit.answers import Conflict, Refused

from ..harm import may_take_up, may_tell, seal_report, told_offices
from ..models import HarmReport, Stay
from ..stays import bed_of


def tell_harm_by_staff(*, stay: Stay, words: str, at: datetime, by: Actor, action_id: UUID) -> None:
    """Tell it, and leave no line of it at the house: the log says it to whom it is told, and to nobody else."""
    may_tell(stay, by).insist()
    if at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Isi kapan terjadi atau diketahui."), field="at")
    bed = bed_of(stay)
    where = f"{bed.bed.room} · {bed.bed}" if bed else ""
    told = told_offices(stay.office)
    offices = tuple(office.pk for office in told.values())
    with acting_for(offices):
        report_harm_by_staff(
            stay=stay, words=words, where=where, at=at, by=replace(by, offices=offices), action_id=action_id
        )


@action(_("Petugas lembaga dilaporkan melukai penghuni"))
def report_harm_by_staff(
    *, stay: Stay, words: Private, where: Private, at: datetime, by: Actor, action_id: UUID
) -> HarmReport:
    """As `tell_harm_by_staff` carries it out, in the sight of those who are told."""
    may_tell(stay, by).insist()
    return HarmReport.objects.create(
        id=action_id, stay=stay, office=stay.office, at=at, **told_offices(stay.office),
        sealed=seal_report(action_id, file=str(stay.case), where=where, words=words.strip()),
    )  # fmt: skip


@action(_("Laporan atas petugas lembaga ditangani"))
def take_up_harm(*, report: HarmReport, done: Text, by: Actor, action_id: UUID) -> None:
    """What was done: the child seen alone, the police told, the worker kept away. It leaves Hari ini."""
    may_take_up(report, by).insist()
    if not done.strip():
        raise Refused(_("Tulis apa yang dilakukan: siapa melihat orangnya, siapa diberi tahu."), field="done")
    waits = HarmReport.objects.filter(pk=report.pk, taken_at=None)
    taken = waits.update(
        taken_at=timezone.now(), taken_office=by.office, sealed_answer=seal_report(report.pk, done=done.strip())
    )
    Conflict.unless(taken, _("Rekan Anda sudah menanganinya. Muat ulang halaman."))
