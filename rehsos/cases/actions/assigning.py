"""Who works a case: given by the office that owns it, ended by the day, taken back at once where it was a mistake."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.directory.days import not_over
from rehsos.directory.models import Posting, Worker
from rehsos.house.rooms import given

from ..assignments import lead_of
from ..doors import Assigned
from ..models import Assignment, AssignmentKind, Case
from ..other_side import kept_out, stands_against, swapped
from ..policies import may_assign
from ..protected import keeps_out

A_DAY = timedelta(days=1)
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
    others_work(case)  # the wall as it stands today, whatever ended overnight
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
    case.refresh_from_db(fields=["barred"])
    if worker.pk in case.barred:
        raise Refused(str(kept_out(case)[worker.pk]), field="worker")
    if keeps_out(case, worker.pk):
        raise Refused(_OUTSIDE, field="worker")
    if (against := stands_against(case, worker)) and not _stays(case, worker, since):
        raise Refused(str(against), field="worker")
    here = Posting.objects.filter(not_over(since), worker=worker, office=case.owner_id)
    if not here.exists():
        raise Refused(_("Pekerja ini tidak bertugas di kantor pemilik kasus pada tanggal itu."), field="worker")


def _stays(case: Case, worker: Worker, since: date) -> bool:
    """Whether a worker of both sides works this case without an end: that is for the head to end, not to begin."""
    return Assignment.objects.filter(not_over(since), case=case, worker=worker, until=None).exists()


_OUTSIDE = _("Klien ini dilindungi. Kabid memasukkan dulu pekerja ini ke yang membuka berkas, lalu menugaskannya.")


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


@action(_("Penanggung jawab ditukar dengan pihak lain"))
def swap_leads(*, case: Case, other: Case, reason: Text, by: Actor, action_id: UUID) -> None:
    """Who leads a case and who leads one on another side of it change places, at once: neither can go first.

    For an office with no third worker. Neither holds both sides for a moment, and who stood on another side still,
    in a third case or at another office, is refused. Each has read the file of their own side: hence the reason.
    """
    for one in (case, other):
        may_assign(one, by).insist()
    if not reason.strip():
        raise Refused(_("Tulis mengapa keduanya ditukar."), field="reason")
    list(Case.objects.select_for_update().filter(pk__in=[case.pk, other.pk]).order_by("pk").values("pk"))
    today = timezone.localdate(timezone=by.zone)
    leads = swapped(case, other, today)
    if leads is None:
        raise Refused(_("Kedua kasus ini tidak lagi dipimpin dua pekerja di dua pihak. Muat ulang halaman."))
    here, there = leads
    for one, worker in ((case, here), (other, there)):
        Assignment.objects.filter(not_over(today), case=one, worker=worker).update(until=today - A_DAY)
    for one, worker in ((case, there), (other, here)):
        assign_worker(
            case=one, worker=worker, kind=AssignmentKind.LEAD, since=today, until=None, by=by, action_id=new_id()
        )


def others_work(case: Case) -> None:
    """Who works the case, or whether it stands, has changed: every room that leans on it follows."""
    for door in given(Assigned):
        door.follow(case)
