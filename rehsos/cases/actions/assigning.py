"""Who works a case: given by the office that owns it, ended by the day, taken back at once where it was a mistake."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.directory.days import not_over
from rehsos.directory.models import Posting, Worker
from rehsos.house.rooms import given

from ..assignments import lead_of
from ..doors import Assigned
from ..models import Assignment, AssignmentKind, Case
from ..policies import may_assign

A_DAY = timedelta(days=1)
BARRED = _("Pekerja ini mendampingi pihak lain dalam perkara yang sama. Pilih pekerja lain.")
LEADS = _("Pekerja ini penanggung jawabnya. Tunjuk penanggung jawab baru dulu, agar kasus ini tidak tanpa pekerja.")


@action(_("Ditugaskan: {worker} ({kind})"))
def assign_worker(
    *, case: Case, worker: Worker, kind: AssignmentKind, since: date, until: date | None, by: Actor, action_id: UUID
) -> None:
    """Give a worker of the office a place in its case. A new lead ends every other lead's assignment.

    Who leads cannot be made a helper: another lead is named first, so that no case is left to nobody in silence.
    """
    may_assign(case, by).insist()
    Case.objects.select_for_update().values("pk").get(pk=case.pk)  # two superiors at once: one lead, not two
    _check_worker(case, worker, since)
    if kind != AssignmentKind.LEAD and _leads(case, worker, max(since, timezone.localdate(timezone=by.zone))):
        raise Refused(LEADS, field="kind")
    standing = Assignment.objects.filter(not_over(since), case=case)
    standing.filter(worker=worker).update(until=since - A_DAY)
    if kind == AssignmentKind.LEAD:
        standing.filter(kind=kind).update(until=since)
    Assignment.objects.bulk_create([Assignment(case=case, worker=worker, kind=kind, since=since, until=until)])
    others_work(case)


def _check_worker(case: Case, worker: Worker, since: date) -> None:
    if worker.pk in case.barred:
        raise Refused(BARRED)
    here = Posting.objects.filter(not_over(since), worker=worker, office=case.owner_id)
    if not here.exists():
        raise Refused(_("Pekerja ini tidak bertugas di kantor pemilik kasus pada tanggal itu."), field="worker")


def _leads(case: Case, worker: Worker, day: date) -> bool:
    lead = lead_of(case, day)
    return lead is not None and lead.worker_id == worker.pk


@action(_("Dikeluarkan dari kasus: {worker}"))
def take_off(*, case: Case, worker: Worker, reason: Text, by: Actor, action_id: UUID) -> None:
    """End a helper's place in the case at once, also on its first day: put in by mistake, it never held.

    The log keeps both. Never the lead: another lead is named first.
    """
    may_assign(case, by).insist()
    today = timezone.localdate(timezone=by.zone)
    if _leads(case, worker, today):
        raise Refused(LEADS)
    if not reason.strip():
        raise Refused(_("Tulis mengapa pekerja ini dikeluarkan."), field="reason")
    held = Assignment.objects.filter(not_over(today), case=case, worker=worker)
    if not held.update(until=today - A_DAY):
        raise Refused(_("Pekerja ini sudah tidak menangani kasus ini. Muat ulang halaman."))
    others_work(case)


def others_work(case: Case) -> None:
    """Who works the case, or whether it stands, has changed: every room that leans on it follows."""
    for door in given(Assigned):
        door.follow(case)
