"""Facts, circumstances and extensions: what clocks are made of. Each change computes the clocks anew."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.law.book import fact_kinds, rule

from ..clockwork import recompute
from ..models import Case, Circumstance, Clock, ClockState, Extension, Fact
from ..models.clocks import Precision
from ..policies import may_record


@action(_("Fakta dicatat: {code}"))
def record_fact(
    *,
    case: Case,
    subject: UUID,
    code: Code,
    level: Code,
    at: datetime,
    precision: Precision,
    until: date | None,
    note: Text,
    by: Actor,
    action_id: UUID,
) -> Fact:
    """Note that something happened. The newest fact of a code, subject and level counts."""
    del note
    check_fact(code, at)
    fact = put_fact(case, subject, code, at, fact_id=action_id, level=level, precision=precision, until=until)
    recompute(case, by=by)
    return fact


def put_fact(
    case: Case,
    subject: UUID,
    code: str,
    at: datetime,
    *,
    fact_id: UUID,
    level: str = "",
    precision: str = Precision.HOUR,
    until: date | None = None,
) -> Fact:
    """Write a fact and mark what it replaces; for actions that record something larger."""
    Fact.objects.filter(case=case, subject=subject, code=code, level=level, replaced_by=None).update(
        replaced_by=fact_id
    )
    return Fact.objects.create(
        id=fact_id, case=case, subject=subject, code=code, level=level, at=at, precision=precision, until=until
    )


def check_fact(code: str, at: datetime) -> None:
    """A fact is of a known kind and not in the future (a day's grace for the clock on the wall)."""
    if code not in fact_kinds():
        raise Refused(_("Jenis kejadian ini tidak dikenal."), field="code")
    if at > timezone.now() + timedelta(days=1) and not code.endswith(("_set", "_deadline")):
        raise Refused(_("Waktu kejadian ada di masa depan. Periksa tanggal dan jamnya."), field="at")
    if at.year < 1990:  # noqa: PLR2004 - before any file of ours
        raise Refused(_("Waktu kejadian sebelum 1990. Periksa tahunnya."), field="at")


@action(_("Keadaan dicatat: {code}"))
def set_circumstance(
    *, case: Case, subject: UUID, code: Code, value: Code, by: Actor, action_id: UUID
) -> None:
    """Answer what a rule asks for (penalty of seven years or more, repeat, sexual violence …)."""
    del action_id
    if code not in fact_kinds():
        raise Refused(_("Pertanyaan ini tidak dikenal."), field="code")
    put_circumstance(case, subject, code, value)
    recompute(case, by=by)


def put_circumstance(case: Case, subject: UUID, code: str, value: str) -> None:
    """Write or clear (empty value: not known) a circumstance."""
    if value == "":
        Circumstance.objects.filter(case=case, subject=subject, code=code).delete()
        return
    Circumstance.objects.update_or_create(case=case, subject=subject, code=code, defaults={"value": value})


@action(_("Tenggat {rule_code} diperpanjang oleh {officer}"))
def extend_clock(
    *,
    case: Case,
    subject: UUID,
    rule_code: Code,
    level: Code,
    officer: Code,
    letter_number: Code,
    dated: date,
    until: date | None,
    by: Actor,
    action_id: UUID,
) -> Extension:
    """Lengthen a clock by a named officer's letter. Statutory clocks know no other way and no pause."""
    may_record(case, by).insist()
    if not (officer.strip() and letter_number.strip()):
        raise Refused(_("Perpanjangan hanya dengan surat pejabat: isi nama pejabat dan nomor suratnya."))
    made = Extension.objects.create(
        id=action_id,
        case=case,
        subject=subject,
        rule=rule(rule_code).code,
        level=level,
        officer=officer,
        letter_number=letter_number,
        dated=dated,
        until=until,
    )
    recompute(case, by=by)
    return made


@action(_("Ditanyakan kepada pihak yang wajib: {clock}"))
def ask_about_clock(
    *, clock: Clock, answer: Text, ask_again_on: date | None, by: Actor, action_id: UUID
) -> None:
    """Note that we asked the other side. Their clocks are never called late."""
    del answer, action_id
    may_record(clock.case, by).insist()
    Clock.objects.filter(pk=clock.pk).update(asked_at=timezone.now(), ask_again_on=ask_again_on)


@action(_("Kebijakan dinas dijeda"))
def pause_policy_clock(*, clock: Clock, reason: Text, by: Actor, action_id: UUID) -> None:
    """Pause one of the office's own clocks. The law's clocks are never paused."""
    del action_id
    may_record(clock.case, by).insist()
    if clock.duty != "policy":
        raise Refused(_("Tenggat menurut undang-undang tidak dapat dijeda."))
    if not reason.strip():
        raise Refused(_("Tulis alasan jeda."), field="reason")
    Clock.objects.filter(pk=clock.pk).update(state=ClockState.PAUSED, paused_at=timezone.now())
