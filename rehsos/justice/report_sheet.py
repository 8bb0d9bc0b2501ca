"""The laporan sosial: a peksos' account of one child for the law's officers.

Asked for anak korban and anak saksi by the investigator (UU 11/2012 Ps 27 ayat (3); PP 65/2015 Ps 13) and
for a child under twelve (PP 65/2015 Ps 69, 71). No statute fixes its form; it carries full identity and is
RAHASIA.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from rehsos.papers.rendering.letter import SECRET, Signer, Stage, date_line, framed, number_line
from rehsos.papers.rendering.numbering import roman
from rehsos.papers.rendering.sheet import (
    Block,
    Check,
    Copies,
    Facts,
    Heading,
    Letterhead,
    Row,
    Sheet,
    Signatures,
    Title,
    paragraphs,
    told,
)
from rehsos.papers.rendering.words import long_date, moment


@dataclass(frozen=True, slots=True)
class Reference:
    """A letter referred to, as far as known: number, date and, when it came in, its receipt (local time, its zone)."""

    number: str
    date: date | None
    received_at: datetime | None = None
    zone: str = ""

    def __str__(self) -> str:
        number = f"Nomor {self.number}" if self.number else ""
        dated = f"tanggal {long_date(self.date)}" if self.date else ""
        said = " ".join(filter(None, (number, dated)))
        received = f"diterima {moment(self.received_at, self.zone)}" if self.received_at else ""
        return ", ".join(filter(None, (said, received)))


@dataclass(frozen=True, slots=True)
class Matter:
    """The perkara: police report number and the offence as the request letter names it."""

    police_report: str = ""
    offence: str = ""


@dataclass(frozen=True, slots=True)
class SocialReport:
    """One laporan sosial on one child.

    `identity` is full (label, value), `role` the child's place in the perkara (Anak Korban), `sections`
    headings with plain text, a line a paragraph; `family` stands under `family_heading`. `signer` answers for it;
    `acknowledged_by` (Mengetahui) may follow.
    """

    head: Letterhead
    date: date
    place: str
    to: tuple[str, ...]
    role: str
    identity: tuple[Row, ...]
    sections: tuple[tuple[str, str], ...]
    conclusion: str
    recommendation: str
    signer: Signer
    reference: Reference | None = None
    others: tuple[Reference, ...] = ()
    assignment: Reference | None = None
    matter: Matter | None = None
    acknowledged_by: Signer | None = None
    number: str = ""
    classification: str = SECRET
    copies: tuple[str, ...] = ()
    initials: str = ""
    check: Check | None = None
    stage: Stage = Stage.DRAFT
    signed_outside: bool = False
    family: tuple[Block, ...] = ()
    family_heading: str = "Keluarga dan genogram"

    def sheet(self) -> Sheet:
        """Itself as blocks. ValueError when it is final and has no number."""
        return framed(self, self._blocks(), subject="Laporan sosial", name="Laporan Sosial")

    def _blocks(self) -> Iterator[Block]:
        yield Title("Laporan Sosial", (self.role, f"Nomor: {number_line(self.number, self.stage)}"))
        yield Facts(told(self._references()))
        yield Heading(f"Identitas {self.role}", roman(1) + ".")
        yield Facts(told(self.identity))
        parts = (*self.sections, ("Kesimpulan", self.conclusion), ("Rekomendasi", self.recommendation))
        for place, (heading, text) in enumerate(parts, start=2):
            yield Heading(heading, roman(place) + ".")
            if heading == self.family_heading:
                yield from self.family
            yield from paragraphs(text)
        left = self.acknowledged_by.signature("Mengetahui,") if self.acknowledged_by else None
        yield Signatures(self.signer.signature(date_line(self.place, self.date, self.stage)), left)
        if self.copies:
            yield Copies(self.copies)

    def _references(self) -> Iterator[Row]:
        yield "Kepada Yth.", "\n".join(self.to)
        yield "Surat permintaan", "\n".join(str(one) for one in (self.reference, *self.others) if one)
        yield "Surat tugas", str(self.assignment or "")
        if self.matter:
            yield "Laporan polisi", self.matter.police_report
            yield "Perkara", self.matter.offence
