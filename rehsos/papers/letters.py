"""Letters in and out: plain functions that actions of the rooms above call.

A letter out goes konsep → siap dinomori → bernomor → ditandatangani → diserahkan → diterima. Each step checks the one
before; what was signed is never changed again.
"""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import Enum, auto
from typing import Any, Self
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.audit.answers import UNCHANGED, YES, Answer, Conflict, Refused, no
from rehsos.directory.doors import Choices
from rehsos.directory.models import Office
from rehsos.directory.policy import holding, policies, policy
from rehsos.vault.keys import key_of
from rehsos.vault.seal import UNREADABLE, Unreadable, legible, seal, unseal_json

from .doors import Names
from .kinds import kind_of
from .models import Classification, Direction, File, Letter, LetterState, NumberSource, Road, Series
from .rendering.numbering import EXAMPLE, Pattern, is_number

CONTEXT = "letter"
NUMBERING: dict[str, Any] = {
    "letter_numbers": NumberSource.AGENDA.value,
    "letter_pattern": "{derajat}-{agenda}/{kode}/{unit}/{bulan_romawi}/{tahun}",
    "letter_code": "400.9",
    "letter_codes": {},
    "letter_unit": "DINSOS",
    "letter_road": Road.PEN.value,
    "letter_issuer": "",
}
"""How letters are numbered where the office has not said otherwise, by the key of its policy.

400.9 is the archive code of social affairs (Permendagri 83/2022); `letter_codes` gives kinds of
letters one of their own.
"""
DEGREES = {"secret": "R", "top": "SR", "limit": "T", "plain": "B"}
"""The letter of each degree of secrecy in a number: Rahasia, Sangat Rahasia, Terbatas, Biasa (ANRI 5/2021)."""
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


Row = tuple[str, str]


@dataclass(frozen=True)
class Envelope:
    """The sealed part of a letter: from or to whom, about what, who took it, what was written on it.

    `number` is the one its sender gave to a letter that came in; ours stands in the register's column.
    `role`, `identity`, `family`, `police_report` and `offence` are what was known of the child when the letter was
    signed: a correction afterwards does not change a signed letter. `assignment_dated` is an ISO date;
    `named` asks for the full identity where initials would do. `certificates` says of each electronic signature
    whose it is, by whose certificate and when, as the PDF says; `doubts` are the codes of what is odd about them.
    `also` are the letters it answers beside the first.
    """

    party: str = ""
    party_place: str = ""
    about: str = ""
    disposition: str = ""
    number: str = ""
    agenda: str = ""
    received_by: str = ""
    received_from: str = ""
    handed_to: str = ""
    handed_to_rank: str = ""
    copies: str = ""
    conceptor: str = ""
    assignment_letter: str = ""
    assignment_dated: str = ""
    place: str = ""
    signed_as: str = ""
    on_behalf_of: str = ""
    role: str = ""
    identity: tuple[Row, ...] = ()
    police_report: str = ""
    offence: str = ""
    named: bool = False
    certificates: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    family: tuple[dict[str, Any], ...] = ()
    also: tuple[dict[str, str], ...] = ()

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """From sealed JSON; fields of an older or newer version are left out."""
        known = {k: v for k, v in data.items() if k in cls.__dataclass_fields__}
        known["identity"] = tuple((label, value) for label, value in known.get("identity", ()))
        for several in ("certificates", "doubts", "family", "also"):
            known[several] = tuple(known.get(several, ()))
        return cls(**known)


UNREAD = Envelope(about=str(UNREADABLE), party=str(UNREADABLE))


def envelope_of(letter: Letter, key: bytes | None = None) -> Envelope:
    """Unseal from whom, to whom and about what."""
    key = key or key_of(letter.dossier)
    return Envelope.read(unseal_json(key, bytes(letter.sealed), subject=letter.dossier, context=CONTEXT))


def shown_envelope(letter: Letter, key: bytes | None) -> Envelope:
    """The same for showing only: one that does not open says so, and the rest of the page stays."""
    return shown_sealed(letter.dossier, bytes(letter.sealed), key)


def shown_sealed(dossier: UUID, sealed: bytes, key: bytes | None) -> Envelope:
    """The same of a letter of which only what is `sealed` was read."""
    told = legible(key, sealed, subject=dossier, context=CONTEXT) if key else {}
    return UNREAD if isinstance(told, Unreadable) else Envelope.read(told)


def seal_envelope(dossier: UUID, envelope: Envelope) -> bytes:
    """Seal under the dossier's key."""
    return seal(key_of(dossier), asdict(envelope), subject=dossier, context=CONTEXT)


REGISTERED = ("number", "party", "agenda", "received_by", "handed_to", "handed_to_rank", "certificates", "doubts")
"""What the register holds of a letter beside its number and days: enough to carry it to whom it is for."""


def registered(envelope: Envelope) -> Envelope:
    """Of an envelope only what the register holds."""
    return Envelope(**{name: getattr(envelope, name) for name in REGISTERED})


class Naming(Enum):
    """How much a letter says of whom it is about."""

    NOBODY = auto()
    INITIALS = auto()
    FULL = auto()


def naming(kind: str, *, answers: str, classification: str, named: bool) -> Naming:
    """Full identity goes to officers of the law, or where the worker says so; `answers` is the kind answered.

    A letter that is not secret names nobody; one of limited circulation, or to many, bears initials.
    """
    if classification == Classification.PLAIN:
        return Naming.NOBODY
    names = kind_of(kind).names
    if names is Names.BY_INITIALS or classification == Classification.LIMITED:
        return Naming.INITIALS
    to_officers = names is Names.IN_FULL or (names is Names.AS_ASKED and kind_of(answers).of_officers)
    return Naming.FULL if named or to_officers else Naming.INITIALS


def lines_of(text: str) -> tuple[str, ...]:
    """What was typed a line each: addressees, copies."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def put_incoming(
    dossier: UUID,
    envelope: Envelope,
    *,
    letter_id: UUID,
    kind: str,
    subject: UUID | None,
    number: str,
    dated: date | None,
    agenda: str,
    received_at: datetime,
    received_by: str,
    scan: File | None,
    by: Actor,
    reached_worker_at: datetime | None = None,
    offices: Sequence[int] = (),
) -> Letter:
    """Register a letter that came in. The hour at the office counts, whoever typed it later.

    `offices` see it where its dossier is no case; in a case the case's do.
    """
    check_receipt(received_at, dated)
    return Letter.objects.create(
        id=letter_id,
        dossier=dossier,
        offices=list(offices),
        reached_worker_at=reached_worker_at,
        office_id=by.office,
        direction=Direction.IN,
        kind=kind,
        state=LetterState.RECEIVED,
        dated=dated,
        sealed=seal_envelope(dossier, replace(envelope, number=number, agenda=agenda, received_by=received_by)),
        received_at=received_at,
        subject=subject,
        author=by.worker,
        scan=scan,
    )


def correct_incoming(letter: Letter, *, number: str, dated: date | None, party: str, received_at: datetime) -> None:
    """Of a letter that came in, what was typed wrongly: its number, its day, its sender, the hour it came."""
    came_in(letter).insist()
    check_receipt(received_at, dated)
    stood = envelope_of(letter)
    stood = replace(stood, party=stood.party.replace("\r\n", "\n"))
    told = replace(stood, number=number, party=party)
    if (told, dated, received_at) == (stood, letter.dated, letter.received_at):
        raise Refused(UNCHANGED)
    Letter.objects.filter(pk=letter.pk).update(
        dated=dated,
        received_at=received_at,
        sealed=seal_envelope(letter.dossier, told),
        version=F("version") + 1,
    )


def move(
    letter: Letter,
    dossier: UUID,
    *,
    scan: File | None,
    offices: Sequence[int],
    barred: Sequence[int],
    subject: UUID | None = None,
) -> None:
    """File a letter in another dossier, about its `subject`: sealed anew under its key, seen by whom it is seen by."""
    Letter.objects.filter(pk=letter.pk).update(
        dossier=dossier,
        subject=subject or letter.subject,
        sealed=seal_envelope(dossier, envelope_of(letter)),
        scan=scan,
        offices=list(offices),
        barred=list(barred),
        version=F("version") + 1,
    )


def check_receipt(received_at: datetime, dated: date | None) -> None:
    """A letter is received after it was written and before now. Raises Refused."""
    if received_at > timezone.now():
        raise Refused(_("Jam diterima ada di masa depan. Isi jam pada cap agenda."), field="received_at")
    if dated and dated > timezone.localdate(received_at):
        raise Refused(_("Tanggal surat sesudah tanggal diterima. Periksa keduanya."), field="dated")


def put_draft(
    dossier: UUID,
    envelope: Envelope,
    *,
    letter_id: UUID,
    kind: str,
    subject: UUID | None,
    answers: Letter | None,
    classification: Classification,
    by: Actor,
) -> Letter:
    """Begin a letter out."""
    return Letter.objects.create(
        id=letter_id,
        dossier=dossier,
        office_id=by.office,
        direction=Direction.OUT,
        kind=kind,
        classification=classification,
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


ORDER = (
    LetterState.DRAFT,
    LetterState.SETTLED,
    LetterState.NUMBERED,
    LetterState.SIGNED,
    LetterState.DELIVERED,
    LetterState.ACKNOWLEDGED,
)
"""The states of a letter out, one after the other."""
NOT_HANDED_OVER = ORDER[: ORDER.index(LetterState.DELIVERED)]
"""Nobody has it yet."""
_NOT_YET = {
    LetterState.SETTLED: _("Surat ini masih konsep. Tetapkan dulu penanda tangannya."),
    LetterState.NUMBERED: _("Surat ini belum bernomor. Beri nomor dulu."),
    LetterState.SIGNED: _("Surat ini belum ditandatangani. Catat dulu tanda tangannya, lalu serahkan."),
    LetterState.DELIVERED: _("Surat ini belum diserahkan. Catat dulu penyerahannya."),
}
_UNCONFIRMED = _("Surat ini pernah menjadi konsep lagi: nomornya tetap, tetapi belum dipastikan. Minta TU memastikan.")
_PAST = {
    LetterState.DRAFT: _("Surat ini bukan konsep lagi."),
    LetterState.SETTLED: _("Surat ini sudah bernomor."),
    LetterState.NUMBERED: _("Surat ini sudah ditandatangani."),
    LetterState.SIGNED: _("Surat ini sudah diserahkan."),
}


def came_in(letter: Letter) -> Answer:
    """Whether a letter came in: only such a one was received at an hour of ours."""
    return YES if letter.direction == Direction.IN else no(_("Hanya surat masuk yang punya jam diterima di kantor."))


def has_come_to(letter: Letter, state: LetterState) -> Answer:
    """Whether a letter out has come as far as that: no step is taken before the one it follows."""
    if letter.state not in ORDER:
        return no(_("Ini surat masuk; langkah ini untuk surat keluar."))
    if ORDER.index(LetterState(letter.state)) >= ORDER.index(state):
        return YES
    if keeps_its_number(letter):
        return no(_UNCONFIRMED)
    return no(_NOT_YET[ORDER[ORDER.index(LetterState(letter.state)) + 1]])


def keeps_its_number(letter: Letter) -> bool:
    """Whether a letter that was a draft again is settled anew: its number is confirmed, no other is asked for."""
    return letter.state == LetterState.SETTLED and bool(letter.number)


def stands_at(letter: Letter, state: LetterState) -> Answer:
    """The same, and no further: whether the step from that state is the one to be taken now."""
    come = has_come_to(letter, state)
    return come if not come or letter.state == state else no(_PAST[state])


NUMBERED = frozenset(ORDER[ORDER.index(LetterState.NUMBERED) :])
"""The states of a letter out that has its number."""


def is_numbered(letter: Letter) -> bool:
    """Whether a letter out has its number."""
    return letter.state in NUMBERED


def number_of(letter: Letter, envelope: Envelope) -> str:
    """The number of a letter: ours, else what was sealed in its envelope as it was typed."""
    return letter.number or envelope.number


def step(letter: Letter, expected: LetterState, state: LetterState, **changes: Any) -> None:
    """Move a letter one state on. Raises Conflict when it is no longer where the page showed it."""
    changed = Letter.objects.filter(pk=letter.pk, state=expected, version=letter.version).update(
        state=state, version=letter.version + 1, **changes
    )
    if not changed:
        raise Conflict(_("Surat ini sudah berpindah keadaan. Muat ulang untuk melihat yang berlaku."))


def give_number(letter: Letter, number: str, source: NumberSource, dated: date) -> None:
    """Number a settled letter; from then on it is signed as its office signs.

    Raises Refused when the office gave that number before, whoever sees it. What is typed must have the shape of a
    number: it stands in the register in clear. The own series has the pattern that the office decided.
    """
    if not number.strip():
        raise Refused(_("Isi nomor dari agenda TU atau SRIKANDI."), field="number")
    if source != NumberSource.OWN and not is_number(number.strip()):
        raise Refused(_("Tulis nomornya saja, misalnya: {example}").format(example=EXAMPLE), field="number")
    try:
        with transaction.atomic():
            given = {
                "number": number.strip(),
                "number_source": source,
                "dated": dated,
                "road": road_of(letter.office_id),
            }
            step(letter, LetterState.SETTLED, LetterState.NUMBERED, **given)
    except IntegrityError as twice:
        raise Refused(_("Nomor ini sudah dipakai surat lain. Periksa agenda."), field="number") from twice


def marking(classification: str) -> str:
    """What stands in capitals on every page of a letter of that degree; nothing on one that is plain."""
    with translation.override("id"):
        return "" if classification == Classification.PLAIN else str(Classification(classification).label)


def next_number(office: Office, on: date, *, kind: str = "", classification: str = Classification.SECRET) -> str:
    """The next number of the office's own series, after its own pattern; one typed before is passed over.

    The row of the series stays locked until the letter is stored: when that fails, the number is free again.
    Raises Refused when the office's pattern cannot make a number.
    """
    Series.objects.get_or_create(office=office, year=on.year)
    while True:
        Series.objects.filter(office=office, year=on.year).update(last=F("last") + 1)
        last = Series.objects.values_list("last", flat=True).get(office=office, year=on.year)
        number = _own_pattern(office.pk, last, on, kind, classification)
        if not Letter.objects.filter(office=office, direction=Direction.OUT, number=number).exists():
            return number


def archive_code(told: Choices, kind: str) -> str:
    """The archive code of a kind of letters, as the office decided."""
    return str(told["letter_codes"].get(kind) or told["letter_code"])


def _own_pattern(office: int, last: int, on: date, kind: str, classification: str) -> str:
    told = holding(policies(office))
    kode, degree = archive_code(told, kind), DEGREES[classification]
    parts = {"kode": kode, "unit": told["letter_unit"], "degree": degree}
    try:
        return Pattern(told["letter_pattern"]).number(agenda=last, on=on, **parts)
    except ValueError as wrong:
        raise Refused(_("Pola nomor kantor keliru. Minta administrator memperbaikinya.")) from wrong


def numbering_of(office: int) -> NumberSource:
    """Where the office's numbers come from; its own series only where it says so."""
    return NumberSource(policy(office, "letter_numbers"))


def road_of(office: int) -> Road:
    """How the office signs its letters: with the pen where it says nothing."""
    return Road(policy(office, "letter_road"))


def said_code(code: str) -> str:
    """A check code as people read it: K7QM-4T2X-ABCD."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def plain_code(typed: str) -> str:
    """A check code as it is kept, however it was typed."""
    return "".join(sign for sign in typed.upper() if sign in _ALPHABET)
