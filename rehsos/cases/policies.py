"""May this happen now? The same answer shows the button and guards the action."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, Refused, Words, no
from rehsos.directory.models import Capacity, Cover
from rehsos.papers.models import Letter

from .assignments import active
from .models import Appointment, AppointmentKind, Approval, Assignment, Case, Plan, PlanState, Status


def works(case: Case, by: Actor) -> Answer:
    """Whether the actor works this case now: assigned, or covering for somebody who is."""
    if not by.may(Permission.WORK_CASES):
        return no(_("Hanya pekerja sosial yang mencatat di berkas kasus."))
    if not owns(case, by):
        return owns(case, by)
    today = timezone.localdate(timezone=by.zone)
    workers = [by.worker, *covered_by(by, today)]
    return YES if Assignment.objects.filter(active(today), case=case, worker__in=workers).exists() else ANOTHERS


def owns(case: Case, by: Actor) -> Answer:
    """Whether the actor acts at the office whose case it is. The office above reads, and writes supervision notes."""
    return YES if case.owner_id == by.office else _OTHERS


_OTHERS = no(_("Kasus ini milik kantor lain. Hanya kantor pemiliknya yang mencatat, menugaskan, dan memutuskan."))


def may_assign(case: Case, by: Actor) -> Answer:
    """The superior of the office that owns the case says who works it."""
    if not by.may(Permission.ASSIGN):
        return no(_("Hanya Kabid yang menugaskan pekerja. Minta Kabid bila perlu."))
    return owns(case, by)


def covered_by(by: Actor, today: date) -> list[int]:
    """Workers the actor stands in for today."""
    rows = Cover.objects.filter(stand_in=by.worker, since__lte=today, until__gte=today)
    return list(rows.values_list("absent", flat=True))


def may_record(case: Case, by: Actor) -> Answer:
    """Whether something may be added to the case."""
    return _CLOSED if case.status == Status.CLOSED else works(case, by)


def may_finish(case: Case, by: Actor) -> Answer:
    """Whether what was begun in the case may be brought to its end: also after the case itself was closed."""
    return works(case, by)


def may_move(appointment: Appointment, by: Actor) -> Answer:
    """An appointment is moved while its case runs; aftercare also after its end, for that is when it takes place."""
    finishes = appointment.kind == AppointmentKind.AFTERCARE
    return may_finish(appointment.case, by) if finishes else may_record(appointment.case, by)


def may_handle(letter: Letter, case: Case, by: Actor) -> Answer:
    """Whether the actor may number a letter, hand it over, keep its scan: who works the case or keeps the register."""
    return YES if _keeps(letter, by) else may_record(case, by)


def may_handle_here(letter: Letter, case: Case, by: Actor, *, works_it: bool) -> Answer:
    """The same, for a page that already knows whether the actor works the case."""
    return YES if _keeps(letter, by) else may_record_here(case, by, works_it=works_it)


def _keeps(letter: Letter, by: Actor) -> bool:
    return by.may(Permission.KEEP_REGISTER) and letter.office_id == by.office


def may_record_here(case: Case, by: Actor, *, works_it: bool) -> Answer:
    """The same, for a page that already knows whether the actor works the case."""
    if case.status == Status.CLOSED:
        return _CLOSED
    return YES if works_it and by.may(Permission.WORK_CASES) else ANOTHERS


_CLOSED = no(_("Kasus ini sudah diakhiri. Buka kembali dulu bila perlu mencatat."))
ANOTHERS = no(_("Kasus ini ditangani pekerja sosial lain. Minta Kabid menugaskan Anda bila perlu."))


def may_decide(approval: Approval, by: Actor) -> Answer:
    """A superior or who acts for one decides; never the author of what is asked."""
    if approval.approved is not None:
        return no(_("Permintaan ini sudah diputuskan."))
    if by.worker == approval.requested_by_id:
        return no(_("Yang mengajukan tidak boleh menyetujui sendiri. Atasan atau penggantinya yang memutuskan."))
    if capacities(by):
        return YES
    return no(_("Hanya Kabid atau pejabat penggantinya yang dapat memutuskan."))


def capacities(by: Actor) -> list[str]:
    """In what capacities the actor may decide today: empty in their own right, else Plt., Plh. or a.n."""
    if by.may(Permission.APPROVE):
        return [""]
    today = timezone.localdate(timezone=by.zone)
    covers = Cover.objects.filter(
        stand_in=by.worker,
        office=by.office,
        capacity__in=[Capacity.PLT, Capacity.PLH, Capacity.ON_BEHALF],
        since__lte=today,
        until__gte=today,
        absent__postings__role="kabid",
    )
    return sorted(set(covers.values_list("capacity", flat=True)))


def may_edit_plan(plan: Plan) -> Answer:
    """A plan is edited until it is approved or waits for approval."""
    if plan.state in {PlanState.DRAFT, PlanState.RETURNED}:
        return YES
    if plan.state == PlanState.SUBMITTED:
        return no(_("Rencana sedang menunggu persetujuan. Tunggu, atau minta dikembalikan."))
    return no(_("Rencana ini sudah disetujui. Buat rencana baru bila ada yang berubah."))


Followed = tuple[Words, date | datetime | None]
"""What something follows, in words, and when that was; None: not known."""


def insist_on_order(when: date | datetime, follows: Iterable[Followed], reason: str) -> None:
    """Raise Refused beside the reason when a time comes before what it follows and nobody said why.

    With a reason it is saved, for hearsay dates are normal. The last of what it follows is named.
    """
    if reason.strip():
        return
    later = [(what, then) for what, then in follows if then is not None and _earlier(when, then)]
    if later:
        what, then = max(later, key=lambda one: _day(one[1]))
        raise Refused(_EARLY.format(what=what, day=_said(then)), field="reason")


_EARLY = _("Lebih awal daripada {what} yang tercatat ({day}). Perbaiki tanggalnya, atau tulis alasannya di sini.")


def _earlier(when: date | datetime, than: date | datetime) -> bool:
    """By the minute where both have an hour, else by the day."""
    if isinstance(when, datetime) and isinstance(than, datetime):
        return when < than.replace(second=0, microsecond=0)
    return _day(when) < _day(than)


def _day(when: date | datetime) -> date:
    return timezone.localdate(when) if isinstance(when, datetime) else when


def _said(when: date | datetime) -> str:
    at = timezone.localtime(when) if isinstance(when, datetime) else when
    return formats.date_format(at, "j M Y, H.i" if isinstance(when, datetime) else "j M Y")


def may_reopen(case: Case, today: date) -> Answer:
    """A case is reopened within 12 months (office policy); after that a new, linked case."""
    if case.status != Status.CLOSED or case.closed_on is None:
        return no(_("Kasus ini masih berjalan."))
    if (today - case.closed_on).days > 365:  # noqa: PLR2004 - twelve months
        return no(_("Sudah lebih dari 12 bulan. Buka kasus baru; keduanya akan ditautkan."))
    return YES
