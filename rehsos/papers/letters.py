"""Letters in and out: plain functions that actions of the rooms above call.

A letter out goes konsep → ditandatangani → bernomor → diserahkan → diterima. Each step checks the one
before; what was numbered is never changed again.
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.directory.models import Office
from rehsos.directory.policy import policy
from rehsos.vault.keys import key_of
from rehsos.vault.seal import seal, unseal_json

from .models import Direction, File, Letter, LetterKind, LetterState, NumberSource, Series
from .rendering.numbering import Pattern

CONTEXT = "letter"
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Envelope:
    """The sealed part of a letter: from or to whom, about what, what was written on it."""

    party: str = ""
    party_place: str = ""
    about: str = ""
    disposition: str = ""
    received_from: str = ""
    handed_to: str = ""
    handed_to_rank: str = ""
    copies: str = ""
    conceptor: str = ""
    assignment_letter: str = ""

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        return cls(**{k: v for k, v in data.items() if k in cls.__dataclass_fields__})


def envelope_of(letter: Letter, key: bytes | None = None) -> Envelope:
    """Unseal from whom, to whom and about what."""
    key = key or key_of(letter.dossier)
    return Envelope.read(unseal_json(key, bytes(letter.sealed), subject=letter.dossier, context=CONTEXT))


def seal_envelope(dossier: UUID, envelope: Envelope) -> bytes:
    """Seal under the dossier's key."""
    return seal(key_of(dossier), asdict(envelope), subject=dossier, context=CONTEXT)


def put_incoming(
    dossier: UUID,
    envelope: Envelope,
    *,
    letter_id: UUID,
    kind: LetterKind,
    subject: UUID | None,
    number: str,
    dated: date | None,
    agenda: str,
    received_at: datetime,
    received_by: str,
    scan: File | None,
    by: Actor,
) -> Letter:
    """Register a letter that came in. The hour at the office counts, whoever typed it later."""
    if received_at > timezone.now():
        raise Refused(_("Jam diterima ada di masa depan. Isi jam pada cap agenda."), field="received_at")
    if dated and dated > timezone.localdate(received_at):
        raise Refused(_("Tanggal surat sesudah tanggal diterima. Periksa keduanya."), field="dated")
    return Letter.objects.create(
        id=letter_id,
        dossier=dossier,
        office_id=by.office,
        direction=Direction.IN,
        kind=kind,
        state=LetterState.RECEIVED,
        number=number,
        agenda=agenda,
        dated=dated,
        sealed=seal_envelope(dossier, envelope),
        received_at=received_at,
        received_by=received_by,
        subject=subject,
        author=by.worker,
        scan=scan,
    )


def put_draft(
    dossier: UUID,
    envelope: Envelope,
    *,
    letter_id: UUID,
    kind: LetterKind,
    subject: UUID | None,
    answers: Letter | None,
    by: Actor,
) -> Letter:
    """Begin a letter out."""
    return Letter.objects.create(
        id=letter_id,
        dossier=dossier,
        office_id=by.office,
        direction=Direction.OUT,
        kind=kind,
        state=LetterState.DRAFT,
        sealed=seal_envelope(dossier, envelope),
        subject=subject,
        answers=answers,
        author=by.worker,
        check_code=new_check_code(),
    )


def new_check_code() -> str:
    """Twelve characters that prove a letter and reveal nobody; 60 bits at random."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


def step(letter: Letter, expected: LetterState, state: LetterState, **changes: Any) -> None:
    """Move a letter one state on. Raises Conflict when it is no longer where the page showed it."""
    changed = Letter.objects.filter(pk=letter.pk, state=expected, version=letter.version).update(
        state=state, version=letter.version + 1, **changes
    )
    if not changed:
        raise Conflict(_("Surat ini sudah berpindah keadaan. Muat ulang untuk melihat yang berlaku."))


def next_number(office: Office, code: str, on: date) -> str:
    """The next number of the office's own series, without gaps, after its own pattern."""
    Series.objects.get_or_create(office=office, year=on.year)
    Series.objects.filter(office=office, year=on.year).update(last=F("last") + 1)
    last = Series.objects.values_list("last", flat=True).get(office=office, year=on.year)
    pattern = Pattern(str(policy(office.pk, "letter_pattern", "{agenda}/{code}/{unit}/{roman_month}/{year}")))
    return pattern.number(agenda=last, code=code, unit=str(policy(office.pk, "letter_unit", "DINSOS")), on=on)


def check_number(office: Office, number: str) -> None:
    """A number from the agenda or SRIKANDI is given once."""
    if not number.strip():
        raise Refused(_("Isi nomor dari agenda TU atau SRIKANDI."), field="number")
    if Letter.objects.filter(office=office, direction=Direction.OUT, number=number).exists():
        raise Refused(_("Nomor ini sudah dipakai surat lain. Periksa agenda."), field="number")


def numbering_of(office: int) -> NumberSource:
    """Where the office's numbers come from; its own series only where it says so."""
    return NumberSource(str(policy(office, "letter_numbers", NumberSource.AGENDA)))
