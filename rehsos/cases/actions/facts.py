"""Facts, circumstances and extensions: what clocks are made of. Each change computes the clocks anew."""

from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action, current
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused, Words
from rehsos.law.book import fact_kinds, rule, rules
from rehsos.law.shapes import Duty

from ..clockwork import PAUSED, RESUMED, recompute
from ..made import may_type
from ..models import Case, Circumstance, Clock, ClockState, Extension, Fact, Subject
from ..models.clocks import Precision
from ..policies import may_record
from ..sealing import seal_for
from ..subjects import subject_in

GRACE = timedelta(minutes=10)
NO_PAUSE = _("Tenggat menurut undang-undang tidak dapat dijeda. Yang mungkin hanya perpanjangan dengan surat pejabat.")


def put_fact(
    case: Case,
    subject: Subject,
    code: str,
    at: datetime,
    *,
    fact_id: UUID,
    level: str = "",
    precision: str = Precision.HOUR,
    until: date | None = None,
) -> Fact:
    """Write a fact and mark what it replaces; for actions that record something larger.

    What happens again and again (a contact, a monthly report) replaces nothing but its own day.
    """
    same = Fact.objects.filter(case=case, subject=subject.id, code=code, level=level, replaced_by=None)
    if code in _repeated():
        same = same.filter(at=at)
    same.update(replaced_by=fact_id)
    return Fact.objects.create(
        id=fact_id,
        case=case,
        kind=subject.kind,
        subject=subject.id,
        code=code,
        level=level,
        at=at,
        precision=precision,
        until=until,
        cause=current(),
    )


@cache
def _repeated() -> frozenset[str]:
    """Facts of which each one counts: the reports of clocks that come back every period."""
    return frozenset(one.report for one in rules().values() if one.report)


def check_fact(code: str, at: datetime) -> None:
    """A fact is of a known kind that somebody types, and not in the future (some grace for the clock on the wall)."""
    if code not in fact_kinds():
        raise Refused(_("Jenis kejadian ini tidak dikenal."), field="code")
    if not (typed := may_type(code)):
        raise Refused(typed.reason, field="code")
    if at > timezone.now() + GRACE:
        raise Refused(_("Waktu kejadian ada di masa depan. Periksa tanggal dan jamnya."), field="at")
    if at.year < 1990:  # noqa: PLR2004 - before any file of ours
        raise Refused(_("Waktu kejadian sebelum 1990. Periksa tahunnya."), field="at")


@action(_("Keadaan dicatat: {code} {value}"))
def set_circumstance(*, case: Case, subject: UUID, code: Code, value: Code | None, by: Actor, action_id: UUID) -> None:
    """Answer what a rule asks for (penalty of seven years or more, repeat, sexual violence …); None: not known."""
    may_record(case, by).insist()
    hangs_on = subject_in(case, subject)
    check_circumstance(code, value)
    put_circumstance(case, hangs_on, code, value or "")
    recompute(case, by=by)


def check_circumstance(code: str, value: str | None) -> None:
    """A known question, answered with one of its answers."""
    kind = fact_kinds().get(code)
    if kind is None or kind.kind not in {"yes_no", "choice"}:
        raise Refused(_("Pertanyaan ini tidak dikenal."), field="code")
    if value and value not in (kind.values or ("yes", "no")):
        raise Refused(_("Jawaban ini tidak dikenal untuk pertanyaan itu."), field=code)


def put_circumstance(case: Case, subject: Subject, code: str, value: str) -> None:
    """Write or clear (empty value: not known) a circumstance."""
    here = {"case": case, "subject": subject.id, "code": code}
    if value == "":
        Circumstance.objects.filter(**here).delete()
        return
    Circumstance.objects.update_or_create(
        **here, defaults={"value": value}, create_defaults={"value": value, "kind": subject.kind}
    )


@action(_("Tenggat {rule_code} diperpanjang"))
def extend_clock(
    *,
    case: Case,
    subject: UUID,
    rule_code: Code,
    level: Code,
    officer: Text,
    letter_number: Text,
    dated: date,
    until: date | None,
    by: Actor,
    action_id: UUID,
) -> Extension:
    """Lengthen a clock by a named officer's letter. Statutory clocks know no other way and no pause.

    A letter is kept even where the rule knows no extension: the clock then says so and does not move.
    """
    may_record(case, by).insist()
    if not officer.strip():
        raise Refused(_("Perpanjangan hanya dengan surat pejabat: isi nama dan jabatannya."), field="officer")
    if not letter_number.strip():
        raise Refused(_("Perpanjangan hanya dengan surat pejabat: isi nomor suratnya."), field="letter_number")
    if dated > timezone.localdate():
        raise Refused(_("Tanggal surat ada di masa depan. Periksa lagi."), field="dated")
    if until and until <= dated:
        raise Refused(_("Akhir perpanjangan harus sesudah tanggal surat."), field="until")
    hangs_on = subject_in(case, subject)
    made = Extension.objects.create(
        id=action_id,
        case=case,
        kind=hangs_on.kind,
        subject=hangs_on.id,
        rule=rule(rule_code).code,
        level=level,
        sealed=seal_for(case.pk, officer=officer, letter_number=letter_number),
        dated=dated,
        until=until,
    )
    recompute(case, by=by)
    return made


@action(_("Ditanyakan: {rule_code}"))
def ask_about_clock(
    *,
    clock: Clock,
    rule_code: Code,
    asked: Text,
    answer: Text,
    ask_again_on: date | None,
    by: Actor,
    action_id: UUID,
) -> None:
    """Note whom we asked about another's duty and what they said. Such clocks are never called late."""
    may_record(clock.case, by).insist()
    if not asked.strip():
        raise Refused(_("Isi siapa yang ditanyai (jabatan atau nama)."), field="asked")
    if ask_again_on and ask_again_on < timezone.localdate():
        raise Refused(_("Tanggal menanyakan lagi sudah lewat."), field="ask_again_on")
    Clock.objects.filter(pk=clock.pk).update(asked_at=timezone.now(), ask_again_on=ask_again_on)


@action(_("Kebijakan dinas dijeda: {rule_code}"))
def pause_policy_clock(*, clock: Clock, rule_code: Code, reason: Text, by: Actor, action_id: UUID) -> None:
    """Pause one of the office's own clocks. The law's clocks are never paused."""
    may_record(clock.case, by).insist()
    if not rule(clock.rule).pausable:
        raise Refused(NO_PAUSE)
    if clock.duty == Duty.OTHERS:
        raise Refused(_("Yang ditunggu dari kantor lain tidak dijeda di sini. Tanyakan kepada mereka."))
    if not reason.strip():
        raise Refused(_("Tulis alasan jeda."), field="reason")
    _hold(clock, PAUSED, action_id, by, _("Tenggat ini sudah dijeda."))


@action(_("Jeda berakhir: {rule_code}"))
def resume_policy_clock(*, clock: Clock, rule_code: Code, by: Actor, action_id: UUID) -> None:
    """Take a paused clock up again; its term is longer by the time it was held."""
    may_record(clock.case, by).insist()
    _hold(clock, RESUMED, action_id, by, _("Tenggat ini tidak sedang dijeda."))


def _hold(clock: Clock, what: str, fact_id: UUID, by: Actor, already: Words) -> None:
    """Pauses are facts too: the clock row only repeats them for lists."""
    now, pausing = timezone.now(), what == PAUSED
    here, paused = Clock.objects.filter(pk=clock.pk), Q(state=ClockState.PAUSED)
    standing = here.exclude(paused) if pausing else here.filter(paused)
    Conflict.unless(standing.update(paused_at=now if pausing else None), already)
    Fact.objects.create(
        id=fact_id, case=clock.case, kind=clock.kind, subject=clock.subject, code=what + clock.rule, at=now
    )
    recompute(clock.case, by=by)
