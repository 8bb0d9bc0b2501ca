"""May this happen now? The same answer shows the button and guards the action."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import ROLES, Permission, permissions_of
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, Refused, Words, no, not_for
from rehsos.audit.views import seen_before
from rehsos.directory.days import held_on, runs
from rehsos.directory.models import Capacity, Cover, Office, Posting
from rehsos.law.book import rule
from rehsos.law.shapes import Duty
from rehsos.papers.models import Direction, Letter

from .models import Approval, Case, Clash, Clock, ClockState, DeskHandover, Plan, PlanState, Share, Status
from .working import ASSIGNED


def works(case: Case, by: Actor) -> Answer:
    """Whether the actor works this case now: assigned, or covering for somebody who is."""
    if not by.may(Permission.WORK_CASES):
        return not_for(_("Hanya pekerja sosial yang mencatat di berkas kasus."))
    if not owns(case, by):
        return owns(case, by)
    given: dict[str, Any] = {"case": case.pk, "worker": by.worker, "today": timezone.localdate(timezone=by.zone)}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {ASSIGNED.format(case='%(case)s')}", given)
        return YES if cursor.fetchone()[0] else ANOTHERS


def may_open(by: Actor, owner: int) -> bool:
    """Whether the file of an office may be opened: without leave to see what is shared, only one of the own office."""
    return by.may(Permission.SEE_SHARED) or owner == by.office


def owns(case: Case, by: Actor) -> Answer:
    """Whether the actor acts at the office whose case it is. The office above reads, and writes supervision notes."""
    return YES if case.owner_id == by.office else _OTHERS


_OTHERS = not_for(_("Kasus ini milik kantor lain. Hanya kantor pemiliknya yang mencatat, menugaskan, dan memutuskan."))


def may_take_over(case: Case, by: Actor) -> Answer:
    """The office that the database gave the case of another as its own: nothing else gives such a share."""
    given = Share.objects.filter(
        runs("case__owner_id"), case=case.pk, office=by.office, grounds=OWNS, named=True, until=None
    )
    return YES if case.owner_id != by.office and given.exists() else _NOT_GIVEN


OWNS = "owner"
_NOT_GIVEN = not_for(_("Kasus ini tidak dialihkan ke kantor Anda, atau pengalihannya sudah dicabut."))


def may_assign(case: Case, by: Actor) -> Answer:
    """The superior of the office that owns the case says who works it."""
    if not by.may(Permission.ASSIGN):
        return not_for(_("Hanya Kabid yang menugaskan pekerja. Minta Kabid bila perlu."))
    return owns(case, by)


def may_hand_desk(giver: int, by: Actor) -> Answer:
    """Whose desk it is hands it on, or the superior who says who works what, of whoever was ever posted there."""
    if giver == by.worker and by.may(Permission.WORK_CASES):
        return YES
    here = by.may(Permission.ASSIGN) and Posting.objects.filter(worker=giver, office=by.office).exists()
    return YES if here else not_for(_("Berkas diserahkan pekerjanya sendiri atau Kabid kantornya."))


def may_take_desk(handover: DeskHandover, by: Actor) -> Answer:
    """Only who is to receive it confirms it, or does not take it: nobody is given a desk without a word."""
    if handover.receiver_id == by.worker and handover.office_id == by.office and by.may(Permission.WORK_CASES):
        return YES
    return not_for(_("Hanya penerima yang mengonfirmasi serah terima ini."))


def may_withdraw_desk(handover: DeskHandover, by: Actor) -> Answer:
    """Who offered it, whose desk it is, or the superior."""
    if handover.office_id != by.office:
        return not_for(_("Serah terima ini dicatat kantor lain."))
    theirs = by.worker in {handover.worker_id, handover.proposed_by_id}
    return YES if theirs or by.may(Permission.ASSIGN) else not_for(_("Ditarik oleh yang menyerahkan atau Kabid."))


def may_record(case: Case, by: Actor) -> Answer:
    """Whether something may be added to the case."""
    stopped = _standing(case)
    return works(case, by) if stopped is None else stopped


def may_note(case: Case, fact: str, by: Actor) -> Answer:
    """Whether a fact may be noted. A closed case still takes what ends a duty of the law that outlived its end."""
    if case.status != Status.CLOSED:
        return may_record(case, by)
    owed = Clock.objects.filter(case=case, duty=Duty.OURS, state=ClockState.RUNNING).values_list("rule", flat=True)
    return may_finish(case, by) if any(fact in rule(code).stop for code in owed) else may_record(case, by)


def may_place(case: Case, by: Actor) -> Answer:
    """Whether the actor says where the client is: who works the case, or the superior of its office."""
    stopped = _standing(case)
    if stopped is not None:
        return stopped
    return may_assign(case, by) if by.may(Permission.ASSIGN) else works(case, by)


def may_answer(clash: Clash, by: Actor) -> Answer:
    """Whether the actor says if a client is where another office told: at the office that holds them.

    A house may hold somebody in a case of another office: who works there, or heads it, says so.
    """
    if clash.held_at_id != by.office:
        return _OTHERS
    if clash.held_in.owner_id == by.office:
        return may_place(clash.held_in, by)
    return YES if by.may(Permission.WORK_CASES) or by.may(Permission.APPROVE) else _OTHERS


def may_finish(case: Case, by: Actor) -> Answer:
    """Whether what a closed case still takes may be recorded: not once it is void.

    What was begun is brought to its end, an hour that was set takes place, letters come and are answered, and the
    client calls or is visited: aftercare needs no case that runs.
    """
    return _VOID if case.status == Status.VOID else works(case, by)


def may_register(case: Case, by: Actor) -> Answer:
    """Whether the actor registers letters into the case: at the office whose case it is."""
    if not by.may(Permission.REGISTER_LETTERS):
        return not_for(_("Hanya pekerja sosial dan tata usaha yang mencatat surat."))
    return _VOID if case.status == Status.VOID else owns(case, by)


def may_open_names(case: Case, by: Actor) -> Answer:
    """Whether the actor may open names of the case at all: an office that sees it by name, a role that sees names."""
    if not by.may(Permission.SEE_NAMES):
        return not_for(_("Peran Anda tidak membuka nama klien."))
    shared = Share.objects.filter(runs("case__owner_id"), case=case.pk, office__in=by.offices, named=True)
    return YES if shared.exists() else not_for(_("Kantor Anda melihat kasus ini dengan kode saja."))


def may_supervise(case: Case, by: Actor) -> Answer:
    """Who works the case asks; who supervises at its office, or at the office right above it, advises."""
    near = by.office == case.owner_id or Office.objects.filter(pk=case.owner_id, parent=by.office).exists()
    return YES if near and by.may(Permission.SUPERVISE) else works(case, by)


def may_handle(letter: Letter, case: Case, by: Actor) -> Answer:
    """Whether the actor may number a letter, hand it over, keep its scan: who works the case or keeps the register."""
    if _keeps(letter, case, by):
        return YES
    return may_finish(case, by) if (ours := is_ours(letter, by)) else ours


def may_handle_here(letter: Letter, case: Case, by: Actor, *, works_it: bool) -> Answer:
    """The same, for a page that already knows whether the actor works the case."""
    if _keeps(letter, case, by):
        return YES
    return may_finish_here(case, by, works_it=works_it) if (ours := is_ours(letter, by)) else ours


def is_ours(letter: Letter, by: Actor) -> Answer:
    """A letter out is of the office that began it, on its head and by its people, wherever its case went since."""
    return YES if letter.direction == Direction.IN or letter.office_id == by.office else _ANOTHER_OFFICES


_ANOTHER_OFFICES = not_for(
    _("Surat ini milik kantor yang memulainya, dengan kop dan orangnya. Di sini surat ini hanya dibaca.")
)


def _keeps(letter: Letter, case: Case, by: Actor) -> bool:
    """The register goes on after a case was closed or handed on; in a void one nothing does.

    Of a case that was handed on, who signed a letter brings it to whom it is for: nobody else there works the case.
    """
    if letter.office_id != by.office or case.status == Status.VOID:
        return False
    signed = letter.signed_at is not None and letter.signer_id == by.worker and case.owner_id != by.office
    return by.may(Permission.KEEP_REGISTER) or signed


def may_finish_here(case: Case, by: Actor, *, works_it: bool) -> Answer:
    """The same as `may_finish`, for a page that already knows whether the actor works the case."""
    if case.status == Status.VOID:
        return _VOID
    return YES if works_it and by.may(Permission.WORK_CASES) else ANOTHERS


def may_record_here(case: Case, by: Actor, *, works_it: bool) -> Answer:
    """The same as `may_record`, for a page that already knows whether the actor works the case."""
    stopped = _standing(case)
    if stopped is not None:
        return stopped
    return YES if works_it and by.may(Permission.WORK_CASES) else ANOTHERS


def _standing(case: Case) -> Answer | None:
    """Why nothing is added to a case as it stands, whoever asks; None: nothing stops it."""
    return {Status.CLOSED: _CLOSED, Status.VOID: _VOID}.get(Status(case.status))


_VOID = no(_("Kasus ini dibatalkan. Kabid dapat mencabut pembatalannya bila perlu."))
_NOT_ASKED = no(_("Kasus ini sudah diakhiri, jadi ini tidak diputuskan lagi. Buka kembali kasusnya dahulu."))
_CLOSED = no(_("Kasus ini sudah diakhiri. Yang masih dapat dicatat ada di tombol Catat; untuk ini, buka kembali dulu."))
ANOTHERS = not_for(_("Kasus ini ditangani pekerja sosial lain. Minta Kabid menugaskan Anda bila perlu."))


def may_decide(approval: Approval, by: Actor) -> Answer:
    """A superior of the office whose case it is, or who acts for one; never the author, and never unread.

    Where the author is the only one standing in, another decides: the superior who is back, or a second stand-in.
    """
    if not owns(approval.case, by):
        return owns(approval.case, by)
    if by.worker == approval.requested_by_id:
        return not_for(_OWN)
    if not capacities(by):
        return not_for(_("Hanya Kabid atau pejabat penggantinya yang dapat memutuskan."))
    if approval.approved is not None:
        return no(_("Permintaan ini sudah diputuskan."))
    if (over := {Status.VOID: _VOID, Status.CLOSED: _NOT_ASKED}.get(Status(approval.case.status))) is not None:
        return over
    return YES if has_read(approval, by) else no(UNREAD)


_OWN = _("Yang mengajukan tidak boleh menyetujui sendiri. Atasan atau penggantinya yang memutuskan.")
UNREAD = _("Buka dan baca dulu isinya (Tampilkan nama), lalu putuskan.")
DECISION = "decision"


def waits_on(approval: Approval, by: Actor) -> bool:
    """Whether it is the actor's to decide, read already or still to be read."""
    answer = may_decide(approval, by)
    return bool(answer) or answer.reason == UNREAD


def has_read(approval: Approval, by: Actor) -> bool:
    """Whether what is asked for stood readable on a screen of the actor: the view log knows."""
    known: bool | None = getattr(approval, "here_read", None)
    return seen_before(DECISION, approval.pk, by) if known is None else known


def capacities(by: Actor) -> list[str]:
    """In what capacities the actor may decide today at their office: empty in their own right, else Plt., Plh. or a.n.

    Who stands in reads what is decided on, so a role that sees no names decides nothing.
    """
    if by.may(Permission.APPROVE):
        return [""]
    if not by.may(Permission.SEE_NAMES):
        return []
    return sorted({cover.capacity for cover in stands_in(by, timezone.localdate(timezone=by.zone))})


def stands_in(by: Actor, day: date) -> list[Cover]:
    """The mandates on record by which the actor acts for a superior of their own office on a day."""
    heads = [role for role in ROLES if Permission.APPROVE in permissions_of(role)]
    posted = Posting.objects.filter(held_on(day), worker=OuterRef("absent"), office=by.office, role__in=heads)
    mandates = Cover.objects.filter(
        Exists(posted),
        stand_in=by.worker,
        office=by.office,
        capacity__in=[Capacity.PLT, Capacity.PLH, Capacity.ON_BEHALF],
        since__lte=day,
        until__gte=day,
    )
    return list(mandates.select_related("absent").order_by("since"))


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
