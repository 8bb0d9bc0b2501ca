"""Berita acara serah terima: the paper of two pens and two witnesses, at every border. Refusal stands on it, too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from rehsos.law.words import ZONES
from rehsos.letters.doors import Answers, Lacking
from rehsos.letters.letterhead import letterhead
from rehsos.letters.signers import signer_of
from rehsos.papers.blanks.book import blank
from rehsos.papers.blanks.render import passages
from rehsos.papers.letters import Envelope, Row, lines_of, marking, number_of
from rehsos.papers.models import Letter, Road
from rehsos.papers.rendering.letter import Signer, Stage, date_line, framed, number_line
from rehsos.papers.rendering.numbering import roman
from rehsos.papers.rendering.sheet import (
    Block,
    Check,
    Copies,
    Facts,
    Heading,
    Letterhead,
    Paragraph,
    Sheet,
    Signature,
    Signatures,
    Table,
    Title,
    paragraphs,
    told,
)
from rehsos.papers.rendering.words import day_and_date

from .with_annex import annex, parted

BLANKS = {
    "handover_person": "serah_terima_orang",
    "handover_files": "serah_terima_berkas",
    "handover_belongings": "serah_terima_barang",
}
TITLES = {
    "handover_person": "Serah Terima Orang",
    "handover_files": "Serah Terima Berkas",
    "handover_belongings": "Serah Terima Barang",
}
WHOSE = {"handover_belongings": "Barang milik"}
"""Over whom it is about, where it is not they who are handed over."""
PEN, ROOM = "(................................)", "...................................................."
"""Room for the pen: a name, a line."""
PARTIES = ("", "Pihak Kesatu, yang menyerahkan", "Pihak Kedua, yang menerima")
APART = ("act", "witnesses", "annex")
"""Sections that are not set under their heading as they stand."""
SHARED = {
    "handover_person": (
        "Berita acara ini dibuat rangkap tiga: satu untuk masing-masing pihak dan satu untuk orang yang diserahkan, "
        "tanpa lampiran rahasia."
    ),
    "handover_files": "Berita acara ini dibuat rangkap dua, satu untuk masing-masing pihak.",
    "handover_belongings": (
        "Barang dan uang di atas dihitung bersama. Berita acara ini dibuat rangkap dua, satu untuk masing-masing pihak."
    ),
}
REFUSED = (
    "Bila tidak diterima: Pihak Kedua menolak serah terima ini karena "
    f"{ROOM}{ROOM}. Bila ditolak, semuanya tetap pada Pihak Kesatu."
)


@dataclass(frozen=True)
class Record:
    """One record of a handing over, of a person or of a file."""

    head: Letterhead
    date: date
    place: str
    zone: str
    """In whose hours it is told, as in WITA."""
    title: str
    giver: Signer
    receiver: tuple[str, ...]
    client: tuple[Row, ...]
    beyond: tuple[Row, ...]
    answers: Mapping[str, str]
    parts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    shared: str
    whose: str
    copies: tuple[str, ...]
    number: str
    classification: str
    initials: str
    check: Check | None
    stage: Stage
    signed_outside: bool

    def sheet(self) -> Sheet:
        """Itself as blocks. ValueError when it is final and has no number."""
        return framed(self, self._blocks(), subject=f"Berita acara {self.title.lower()}", name="Berita Acara")

    def _blocks(self) -> Iterator[Block]:
        yield Title(f"Berita Acara {self.title}", (f"Nomor: {number_line(self.number, self.stage)}",))
        yield Paragraph(self._opening())
        yield Table(PARTIES, self._parties())
        yield Heading(self.whose)
        yield Facts(told((*self.client, ("Dasar", self.answers.get("basis", "")))))
        for n, (heading, lines) in enumerate(self.parts, start=1):
            yield Heading(heading, f"{roman(n)}.")
            yield from _part(lines)
        yield Paragraph(REFUSED)
        yield Paragraph(self.shared)
        yield from self._pens()
        if self.copies:
            yield Copies(self.copies)
        yield from annex(self._annex(), self.number)

    def _opening(self) -> str:
        hour = self.answers.get("hour", "")
        spot = self.answers.get("spot") or self.place or ROOM
        day = date.fromisoformat(self.answers["day"]) if self.answers.get("day") else self.date
        weekday, _, on = day_and_date(day).partition(", ")
        zone = "" if hour.endswith(tuple(ZONES.values())) else f" {self.zone}"
        at = f"hari {weekday}, tanggal {on}, pukul {hour or '............'}{zone}".rstrip()
        return f"Pada {at}, bertempat di {spot}, telah dilakukan serah terima antara:"

    def _parties(self) -> tuple[tuple[str, ...], ...]:
        """Side by side, as they sign: a short record stands on one page."""
        return (
            ("Nama", self.giver.name, self._said("second_name")),
            ("Jabatan", self.giver.title, self._said("second_post")),
            ("Kantor", self.head.name, self._office()),
        )

    def _said(self, code: str) -> str:
        return self.answers.get(code, "") or ROOM

    def _office(self) -> str:
        return ", ".join(line for line in self.receiver if line.casefold() != "di tempat").removeprefix("Kepala ")

    def _pens(self) -> Iterator[Block]:
        second = Signature(("Pihak Kedua,",), self.answers.get("second_name") or PEN)
        dated = date_line(self.place, self.date, self.stage)
        yield Signatures(Signature((dated, *second.above), second.name), self.giver.signature("Pihak Kesatu,"))
        one, two = (Signature((f"Saksi {n},",), self.answers.get(f"witness_{n}") or PEN) for n in (1, 2))
        yield Signatures(two, one, low=True)

    def _annex(self) -> tuple[Row, ...]:
        """Risks as they were written here; those of the referral where none were."""
        risks = self.answers.get("risks", "")
        if not self.beyond or not risks:
            return self.beyond
        return (*(row for row in self.beyond if row[0] != "Risiko"), ("Risiko", risks))


def _part(lines: tuple[tuple[str, str], ...]) -> Iterator[Block]:
    """Short answers beside their labels; a long one as paragraphs under it."""
    short = tuple((label, text) for label, text in lines if "\n" not in text and not text.startswith("- "))
    if short:
        yield Facts(short)
    for label, text in lines:
        if (label, text) not in short:
            yield Paragraph(f"{label}:")
            yield from paragraphs(text)


def compose(letter: Letter, envelope: Envelope, answers: Answers, stage: Stage, check: Check | None) -> Record:
    """The record as it stands."""
    within, beyond = parted(envelope)
    return Record(
        head=letterhead(letter.office),
        date=letter.dated or timezone.localdate(letter.signed_at or timezone.now()),
        place=envelope.place,
        zone=ZONES.get(letter.office.time_zone, ""),
        title=TITLES[letter.kind],
        giver=signer_of(letter, envelope, stage),
        receiver=lines_of(envelope.party),
        client=within,
        beyond=beyond,
        answers={code: str(answer) for code, answer in answers.items()},
        parts=tuple(_parts(letter.kind, answers)),
        shared=SHARED[letter.kind],
        whose=WHOSE.get(letter.kind, "Yang diserahkan"),
        copies=lines_of(envelope.copies),
        number=number_of(letter, envelope),
        classification=marking(letter.classification),
        initials=envelope.conceptor,
        check=check,
        stage=stage,
        signed_outside=letter.road == Road.ELECTRONIC,
    )


def _parts(kind: str, answers: Answers) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """The answered questions under the heading of their section; what the pen fills in has room."""
    form = blank(BLANKS[kind])
    found = list(passages(form, dict(answers)))
    for section in form.sections:
        said = {one.field: (one.label, one.text) for one in found if one.section == section.code}
        if section.code in APART:
            continue
        lines = [said.get(field.code, (field.label.said("id"), ROOM)) for field in section.fields]
        yield section.title.said("id"), tuple(lines)


def lacks(_answers: Answers, _envelope: Envelope) -> Lacking:
    """Nothing: what nobody knows yet is filled in with the pen, where it is handed over."""
    return []
