"""Receiving reports and deciding what becomes of them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actions import Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.directory.models import Place
from rehsos.papers import letters
from rehsos.papers.filling import store
from rehsos.papers.kinds import KindCode
from rehsos.papers.letters import Envelope
from rehsos.papers.models import FileKind, Letter
from rehsos.papers.uploads import Upload
from rehsos.vault.keys import key_of
from rehsos.vault.seal import UNREADABLE, Unreadable, seal, unseal_json

from .models import Channel, Danger, Decision, FromRole, Report
from .policies import may_correct, may_decide, may_take_up

CONTEXT = "report"


@dataclass(frozen=True)
class Told:
    """What a report says, sealed: the worry, who asks, whom it is about, and how to call back safely."""

    asked: str = ""
    about: str = ""
    officer: str = ""
    rank: str = ""
    unit: str = ""
    phone: str = ""
    safe_contact: str = ""
    already_knows: str = ""
    where: str = ""
    purpose: str = ""
    phone_unsafe: str = ""
    """`yes` where the number must not be called or texted: somebody else may pick it up."""

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        known = cls.__dataclass_fields__
        if isinstance(data, Unreadable):
            return cls(asked=str(UNREADABLE))
        return cls(**{k: v for k, v in data.items() if k in known})


def told(report: Report) -> Told:
    """Unseal what a report says."""
    key = key_of(report.pk)
    return Told.read(unseal_json(key, bytes(report.sealed), subject=report.pk, context=CONTEXT))


@action(_("Masuk dari {from_role} · {channel}"))
def receive_report(
    *,
    channel: Channel,
    from_role: FromRole,
    received_at: datetime,
    told: Told,
    danger: Danger,
    place: Place | None,
    needed_at: datetime | None,
    persons: int = 1,
    by: Actor,
    action_id: UUID,
) -> Report:
    """Note a report or a spoken request. A phone call is a fact, never the start of a clock."""
    by.need(Permission.REGISTER_LETTERS)
    if received_at > timezone.now() + timedelta(minutes=10):
        raise Refused(_("Waktu diterima ada di masa depan. Isi jam yang sebenarnya."), field="received_at")
    if not told.asked.strip():
        raise Refused(_("Tulis satu baris: apa yang diminta atau dikhawatirkan?"), field="asked")
    return Report.objects.create(
        id=action_id,
        office_id=by.office,
        received_by=by.worker,
        channel=channel,
        from_role=from_role,
        received_at=received_at,
        danger=danger,
        place=place,
        needed_at=needed_at,
        persons=persons,
        sealed=seal(key_of(action_id), asdict(told), subject=action_id, context=CONTEXT),
        offices=[by.office],
    )


@action(_("Surat masuk dicatat: {kind}"))
def receive_report_letter(
    *,
    report: Report,
    kind: KindCode,
    envelope: Envelope,
    number: Text,
    dated: date | None,
    agenda: Text,
    received_at: datetime,
    received_by: Text,
    reached_worker_at: datetime | None,
    scan: Upload | None,
    by: Actor,
    action_id: UUID,
) -> Letter:
    """Register a letter that came before there is a case: its hour of receipt counts once there is one."""
    may_take_up(report, by).insist()
    if report.case:
        words = _("{what} ini sudah menjadi kasus. Catat suratnya di kasus itu.")
        raise Refused(words.format(what=report.called), field="report")
    seen_by = report.offices
    kept = store(report.pk, scan, FileKind.LETTER_IN, file_id=new_id(), by=by, offices=seen_by) if scan else None
    return letters.put_incoming(
        report.pk,
        envelope,
        letter_id=action_id,
        kind=kind,
        subject=None,
        number=number,
        dated=dated,
        agenda=agenda,
        received_at=received_at,
        received_by=received_by,
        reached_worker_at=reached_worker_at,
        scan=kept,
        by=by,
        offices=seen_by,
    )


@action(_("Data surat masuk diperbaiki"))
def correct_report_letter(
    *,
    letter: Letter,
    report: Report,
    number: Text,
    dated: date | None,
    party: Text,
    received_at: datetime,
    was: Text,
    reason: Text,
    by: Actor,
    action_id: UUID,
) -> None:
    """Correct what was typed of a letter that waits to become a case; `was` says what stood before."""
    may_correct(report, by).insist()
    letters.correct_incoming(letter, number=number, dated=dated, party=party, received_at=received_at)


@action(_("Diputuskan: {decision}"))
def decide_report(
    *, report: Report, decision: Decision, reason: Text, case: UUID | None, by: Actor, action_id: UUID
) -> None:
    """Say what becomes of a report. Passing on or refusing needs a reason."""
    may_decide(report, decision, by).insist()
    if decision in {Decision.PASSED_ON, Decision.REFUSED} and not reason.strip():
        raise Refused(_("Tulis alasannya, dan kepada siapa diteruskan."), field="reason")
    waiting = Report.objects.filter(pk=report.pk, decision="")
    changed = waiting.update(decision=decision, decided_at=timezone.now(), case=case)
    Conflict.unless(changed, _("{what} ini sudah diputuskan.").format(what=report.called))
