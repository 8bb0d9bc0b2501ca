"""The signer and the office letter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from rehsos.papers.rendering.sheet import (
    Block,
    Check,
    Copies,
    Facts,
    Letterhead,
    Lines,
    Row,
    Sheet,
    Signature,
    Signatures,
    paragraphs,
    told,
)
from rehsos.papers.rendering.small_print import COPY
from rehsos.papers.rendering.words import long_date

SECRET = "RAHASIA"  # noqa: S105  # the classification of an Indonesian letter, no password
FIELDS = {
    "number": "${nomor_naskah}",
    "date": "${tanggal_naskah}",
    "signature": "${ttd_pengirim}",
    "name": "${nama_pengirim}",
    "nip": "${nip_pengirim}",
    "title": "${jabatan_pengirim}",
}
"""What SRIKANDI puts number, day and signer into; it stays in a template as it stands here."""
NUMBER_TO_COME = "..............................."  # room for TU's pen


class Stage(StrEnum):
    """How far the paper is: KONSEP lies across a draft; the number may be missing until it is final.

    A template leaves number, date and signer as the fields that SRIKANDI fills in.
    """

    DRAFT = "draft"
    TEMPLATE = "template"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, and as what.

    `capacity` is "" (in own office), "a.n." (`on_behalf_of`: the office signed for), "u.b." (`on_behalf_of`:
    the office signed for, then the one that passed it on), "Plt." or "Plh." (acting). `qualified` prints
    Pekerja Sosial Profesional when true and Tenaga Kesejahteraan Sosial when false (UU 11/2012 Ps 27 ayat
    (3)); None where the signer signs as an officer, not as a social worker. `room` is printed where the pen would
    go. ValueError when capacity and offices disagree.
    """

    name: str
    title: str
    capacity: str = ""
    on_behalf_of: tuple[str, ...] = ()
    nip: str = ""
    certificate: str = ""
    qualified: bool | None = None
    room: str = ""

    def __post_init__(self) -> None:
        needed = {"": 0, "Plt.": 0, "Plh.": 0, "a.n.": 1, "u.b.": 2}.get(self.capacity)
        if needed is None:
            raise ValueError(f"capacity {self.capacity!r} is not one of a.n., u.b., Plt., Plh. or empty")
        if len(self.on_behalf_of) != needed:
            raise ValueError(f"capacity {self.capacity!r} needs {needed} offices to sign for")

    def signature(self, *before: str) -> Signature:
        """The place to sign, with lines `before` the capacity (place and date, Mengetahui)."""
        return Signature((*filter(None, before), *self._capacity()), self.name, tuple(self._beneath()), self.room)

    def _capacity(self) -> tuple[str, ...]:
        title = f"{self.title},"
        if self.capacity == "a.n.":
            return f"a.n. {self.on_behalf_of[0]}", title
        if self.capacity == "u.b.":
            return f"a.n. {self.on_behalf_of[0]}", f"{self.on_behalf_of[1]},", "u.b.", title
        return (f"{self.capacity} {title}".strip(),)

    def _beneath(self) -> Iterator[str]:
        if self.qualified is not None:
            yield "Pekerja Sosial Profesional" if self.qualified else "Tenaga Kesejahteraan Sosial"
        if self.certificate:
            yield f"Sertifikat/STR {self.certificate}"
        if self.nip:
            yield f"NIP {self.nip}"


@dataclass(frozen=True, slots=True)
class Letter:
    """An office letter: request, referral, invitation, reply. `body` is plain text, a line a paragraph."""

    head: Letterhead
    date: date
    place: str
    to: tuple[str, ...]
    about: str
    body: str
    signer: Signer
    number: str = ""
    classification: str = SECRET
    attachments: str = ""
    facts: tuple[Row, ...] = ()
    closing: str = ""
    copies: tuple[str, ...] = ()
    initials: str = ""
    check: Check | None = None
    stage: Stage = Stage.DRAFT
    signed_outside: bool = False

    def sheet(self) -> Sheet:
        """Itself as blocks. ValueError when it is final and has no number."""
        return framed(self, self._blocks(), subject="Surat dinas", name="Surat")

    def _blocks(self) -> Iterator[Block]:
        rows = (
            ("Nomor", number_line(self.number, self.stage)),
            ("Sifat", self.classification.title() or "Biasa"),
            ("Lampiran", self.attachments or "–"),
            ("Hal", self.about),
        )
        yield Facts(rows, aside=date_line(self.place, self.date, self.stage))
        yield Lines(("Yth. " + self.to[0], *self.to[1:]))
        yield from paragraphs(self.body)
        if self.facts:
            yield Facts(told(self.facts))
        yield from paragraphs(self.closing)
        yield Signatures(self.signer.signature())
        if self.copies:
            yield Copies(self.copies)


def number_line(number: str, stage: Stage) -> str:
    """The number, or room for it. ValueError when the paper is final and has none."""
    if stage is Stage.FINAL and not number:
        raise ValueError("a final paper has a number")
    return FIELDS["number"] if stage is Stage.TEMPLATE else number or NUMBER_TO_COME


def date_line(place: str, on: date, stage: Stage = Stage.FINAL) -> str:
    """Where a paper is dated and the day written out, or the field for it; the day alone where no place is known."""
    day = FIELDS["date"] if stage is Stage.TEMPLATE else long_date(on)
    return ", ".join(filter(None, (place.strip(), day)))


def foot(kind: str, number: str) -> str:
    """What the foot of every page says beside page and pages."""
    return f"{kind} Nomor {number}" if number else f"{kind} belum bernomor"


class Framed(Protocol):
    """What every letter has around its text, whatever its text is."""

    @property
    def head(self) -> Letterhead: ...
    @property
    def date(self) -> date: ...
    @property
    def number(self) -> str: ...
    @property
    def classification(self) -> str: ...
    @property
    def initials(self) -> str: ...
    @property
    def check(self) -> Check | None: ...
    @property
    def stage(self) -> Stage: ...
    @property
    def copies(self) -> tuple[str, ...]: ...
    @property
    def signed_outside(self) -> bool: ...


def framed(letter: Framed, blocks: Iterable[Block], *, subject: str, name: str) -> Sheet:
    """Blocks in the frame of the office's letters; `subject` in the file's properties, `name` at the foot."""
    numbered = letter.head.numbered and letter.classification and not letter.signed_outside
    return Sheet(
        subject=subject,
        head=letter.head,
        day=letter.date,
        blocks=tuple(blocks),
        classification=letter.classification,
        draft=letter.stage is Stage.DRAFT,
        foot="" if letter.stage is Stage.TEMPLATE else foot(name, letter.number),
        initials=letter.initials,
        check=letter.check,
        copy=COPY.format(all=1 + len(letter.copies)) if numbered else "",
        signed_outside=letter.signed_outside,
    )
