"""Handing a desk on: a worker who leaves, a colleague who confirms. Nothing moves before that one says yes."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import ROLES, Permission, permissions_of
from rehsos.audit.actions import Codes, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.directory.days import held_on, not_over
from rehsos.directory.models import Office, Posting, Worker

from ..assignments import lead_of
from ..desks import desk_goes, listed
from ..models import (
    Appointment,
    AppointmentState,
    Assignment,
    AssignmentKind,
    Case,
    Declined,
    DeskCase,
    DeskHandover,
    DeskState,
    Leaving,
    Outcome,
    Status,
    Task,
    TaskState,
)
from ..policies import may_hand_desk, may_take_desk, may_withdraw_desk
from ..protected import is_protected, keeps_out
from .assigning import A_DAY, others_work

WORKS = frozenset(role for role in ROLES if Permission.WORK_CASES in permissions_of(role))
"""The roles of who may work a case."""
_MOVED = _("Serah terima ini sudah dikonfirmasi, ditolak, atau ditarik. Muat ulang halaman.")


@action(_("Berkas diserahkan: {giver} → {receiver}, menunggu konfirmasi"))
def hand_desk(
    *, giver: Worker, receiver: Worker, codes: Codes, why: Leaving, by: Actor, action_id: UUID
) -> DeskHandover:
    """Offer cases of a worker's to a colleague. They stay where they are until that one confirms, or it is withdrawn.

    Who stands on the other side of one of them cannot receive it: which one is said, and not why.
    """
    may_hand_desk(giver.pk, by).insist()
    _insist_receives(giver, receiver, by)
    cases = _of_desk(giver, codes, by)
    _insist_no_wall(cases, receiver)
    made = DeskHandover.objects.create(
        id=action_id,
        office=Office.objects.get(pk=by.office),
        worker=giver,
        receiver=receiver,
        proposed_by_id=by.worker,
        why=why,
        proposed_at=timezone.now(),
        offices=[by.office],
    )
    try:
        with transaction.atomic():
            DeskCase.objects.bulk_create([DeskCase(case=case, handover=made, worker=giver) for case in cases])
    except IntegrityError:
        raise Conflict(_("Sebagian kasus ini sudah menunggu konfirmasi orang lain. Muat ulang halaman.")) from None
    return made


def _insist_receives(giver: Worker, receiver: Worker, by: Actor) -> None:
    if giver.pk == receiver.pk:
        raise Refused(_("Pilih rekan lain sebagai penerima."), field="receiver")
    here = Posting.objects.filter(held_on(_today(by)), worker=receiver, office=by.office, role__in=WORKS)
    if not here.exists():
        raise Refused(_("Penerima tidak bertugas sebagai pekerja sosial di kantor ini hari ini."), field="receiver")


def _of_desk(giver: Worker, codes: Codes, by: Actor) -> Sequence[Case]:
    mine = Assignment.objects.filter(not_over(_today(by)), worker=giver).values("case")
    cases = Case.objects.filter(pk__in=mine, code__in=codes, owner=by.office).exclude(status=Status.VOID)
    found = list(cases.order_by("code"))
    if not found:
        raise Refused(_("Tidak ada kasus yang dipilih."))
    if len(found) != len(set(codes)):
        raise Conflict(_("Sebagian kasus sudah tidak ditangani pekerja ini. Muat ulang halaman."))
    _let_go(found, giver)
    return found


def _let_go(cases: Sequence[Case], giver: Worker) -> None:
    """What a wall closed to who settled an earlier one waits there for nobody any more."""
    left = DeskCase.objects.filter(case__in=cases, worker=giver, outcome=Outcome.WAITS)
    left.exclude(handover__state=DeskState.WAITS).update(outcome=Outcome.STAYED)


def _insist_no_wall(cases: Sequence[Case], receiver: Worker) -> None:
    if closed := [case for case in cases if keeps_out(case, receiver.pk)]:
        said = str(_CLOSED).format(who=receiver.name, codes=", ".join(case.code for case in closed))
        if circled := [case.code for case in closed if is_protected(case)]:
            said = f"{said} {str(_CIRCLED).format(codes=', '.join(circled))}"
        raise Refused(said, field="receiver")


_CIRCLED = _("Yang dilindungi ({codes}): Kabid menambahkan penerimanya dulu di “Siapa membuka berkas ini”.")
_CLOSED = _("{who} tidak dapat menerima {codes}. Pilih penerima lain, atau “tidak ikut diserahkan”, untuk kasus itu.")


def _today(by: Actor) -> date:
    return timezone.localdate(timezone=by.zone)


@action(_("Serah terima berkas dikonfirmasi"))
def take_desk(*, handover: DeskHandover, by: Actor, action_id: UUID) -> None:
    """The receiver confirms: now the cases are theirs, with appointments and errands; each case's timeline says so.

    A case that somebody else was given meanwhile, that ended as void or that a wall closes, stays where it is. Where
    none moves there is nothing to confirm: who offered it reads that it was not taken.
    """
    may_take_desk(handover, by).insist()
    _settle(handover, DeskState.TAKEN)
    rows = list(DeskCase.objects.filter(handover=handover, outcome=Outcome.WAITS).select_related("case"))
    open_in = listed({row.case_id: row.case.stage for row in rows}, handover.office_id)
    giver, receiver = handover.worker, handover.receiver
    for row in sorted(rows, key=lambda one: one.case.code):
        if _can_move(row.case, giver, receiver, by):
            take_case(case=row.case, giver=giver, receiver=receiver, by=by, action_id=new_id())
            row.outcome, row.listed = Outcome.MOVED, open_in[row.case_id].kept()
        else:
            row.outcome = Outcome.STAYED
    if not any(row.outcome == Outcome.MOVED for row in rows):
        raise Refused(_EMPTY)
    DeskCase.objects.bulk_update(rows, ["outcome", "listed"])


_EMPTY = _(
    "Tidak ada lagi kasus yang dapat pindah kepada Anda: tertutup bagi Anda, atau sudah ditangani orang lain. "
    "Tolak serah terima ini, supaya yang menyerahkan tahu."
)


def _settle(handover: DeskHandover, state: DeskState, declined: str = "") -> None:
    waits = DeskHandover.objects.filter(pk=handover.pk, state=DeskState.WAITS)
    Conflict.unless(waits.update(state=state, settled_at=timezone.now(), declined=declined), _MOVED)


def _can_move(case: Case, giver: Worker, receiver: Worker, by: Actor) -> bool:
    """Whether it is still the giver's, and open to the receiver: asked under the lock that assigning takes."""
    Case.objects.select_for_update().values("pk").get(pk=case.pk)
    others_work(case)  # the wall as it stands today, whatever ended overnight
    case.refresh_from_db(fields=["barred", "status", "owner"])
    held = Assignment.objects.filter(held_on(_today(by)), case=case, worker=giver).exists()
    free = not keeps_out(case, receiver.pk) and case.status != Status.VOID
    return held and free and case.owner_id == by.office


@action(_("Kasus diserahterimakan: {giver} → {receiver}"))
def take_case(*, case: Case, giver: Worker, receiver: Worker, by: Actor, action_id: UUID) -> None:
    """One case goes from desk to desk: the place in it, its appointments and errands, and what rooms keep of a worker.

    The giver still works it today, and may finish what they began. Drafts and letters lie in the case already.
    """
    if not _handed(case, giver, by):
        raise Refused(_("Kasus ini tidak ada dalam serah terima kepada Anda."))
    today = _today(by)
    lead = lead_of(case, today)
    leads = lead is not None and lead.worker_id == giver.pk
    _end(case, giver, today)
    _begin(case, receiver, today, leads=leads)
    Appointment.objects.filter(case=case, worker=giver, state=AppointmentState.SET).update(worker=receiver)
    Task.objects.filter(case=case, worker=giver, state__in=_TO_DO).update(worker=receiver)
    desk_goes(case, giver.pk, receiver.pk)
    others_work(case)


_TO_DO = (TaskState.OPEN, TaskState.ASKED)


def _handed(case: Case, giver: Worker, by: Actor) -> bool:
    return DeskCase.objects.filter(
        case=case, worker=giver, outcome=Outcome.WAITS, handover__state=DeskState.TAKEN,
        handover__receiver=by.worker, handover__office=by.office,
    ).exists()  # fmt: skip


def _end(case: Case, giver: Worker, today: date) -> None:
    """What began ends today; what was to begin never does."""
    theirs = Assignment.objects.filter(not_over(today), case=case, worker=giver)
    theirs.filter(since__gt=today).update(until=F("since") - A_DAY)
    theirs.filter(since__lte=today).update(until=today)


def _begin(case: Case, receiver: Worker, today: date, *, leads: bool) -> None:
    """The receiver leads where the giver did, else helps, unless they work the case already."""
    standing = Assignment.objects.filter(not_over(today), case=case)
    if leads:
        standing.filter(worker=receiver).update(until=today - A_DAY)
        standing.filter(kind=AssignmentKind.LEAD).update(until=today)
    elif standing.filter(worker=receiver, until=None).exists():
        return
    kind = AssignmentKind.LEAD if leads else AssignmentKind.SECOND
    Assignment.objects.bulk_create([Assignment(case=case, worker=receiver, kind=kind, since=today)])


@action(_("Serah terima berkas ditolak penerima"))
def decline_desk(*, handover: DeskHandover, declined: Declined, by: Actor, action_id: UUID) -> None:
    """The receiver does not take it: everything stays where it was, and who offered it reads why."""
    may_take_desk(handover, by).insist()
    _settle(handover, DeskState.DECLINED, declined)
    _stay(handover)


@action(_("Serah terima berkas ditarik kembali"))
def withdraw_desk(*, handover: DeskHandover, by: Actor, action_id: UUID) -> None:
    """Who offered it, whose desk it is, or the head takes it back, until it was confirmed."""
    may_withdraw_desk(handover, by).insist()
    _settle(handover, DeskState.WITHDRAWN)
    _stay(handover)


def _stay(handover: DeskHandover) -> None:
    DeskCase.objects.filter(handover=handover, outcome=Outcome.WAITS).update(outcome=Outcome.STAYED)
