"""BAST berkas: the files of a desk, what is open in each, and the pens of who gives and who receives."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone, translation

from rehsos.audit.actor import Actor
from rehsos.cases.models import DeskHandover, DeskState, Leaving, Outcome
from rehsos.directory.models import Worker
from rehsos.directory.policy import policies
from rehsos.letters.letterhead import letter_place, letterhead
from rehsos.letters.signers import acknowledging, title_of
from rehsos.look import words
from rehsos.look.labels import label
from rehsos.papers.rendering.letter import NUMBER_TO_COME, SECRET, Signer, date_line
from rehsos.papers.rendering.sheet import (
    Block,
    Facts,
    Heading,
    Letterhead,
    Paragraph,
    Row,
    Sheet,
    Signatures,
    Table,
    Title,
    told,
)
from rehsos.papers.rendering.words import long_date

from .handing import HandedCase, cases_of

COLUMNS = ("No.", "Kode kasus", "Tahap", "Tenggat berjalan, surat, dan yang belum selesai")
PARTIES = ("Pihak Kesatu, yang menyerahkan", "Pihak Kedua, yang menerima")
OPENING = (
    "Pada hari ini Pihak Kesatu menyerahkan dan Pihak Kedua menerima berkas kasus di bawah ini beserta tenggat, surat, "
    "janji, dan tugas yang belum selesai. Klien disebut dengan kode; identitasnya ada di berkas."
)
CLOSING = (
    "Sejak tanggal ini Pihak Kedua menjadi pekerja yang menangani kasus tersebut. Berita acara ini dibuat rangkap dua, "
    "satu untuk masing-masing pihak."
)


@dataclass(frozen=True)
class DeskSheet:
    """The BAST of one desk to one receiver. It names clients by their code alone."""

    head: Letterhead
    place: str
    day: date
    why: str
    giver: Signer
    receiver: Signer
    parties: tuple[tuple[Row, ...], tuple[Row, ...]]
    rows: tuple[tuple[str, ...], ...]
    acknowledged_by: Signer | None
    draft: bool

    def sheet(self) -> Sheet:
        """Itself as blocks."""
        return Sheet(
            subject="Berita acara serah terima berkas",
            head=self.head,
            day=self.day,
            blocks=tuple(self._blocks()),
            classification=SECRET,
            draft=self.draft,
            foot="Berita acara serah terima berkas",
        )

    def _blocks(self) -> Iterator[Block]:
        yield Title("Berita Acara Serah Terima Berkas", (f"Nomor: {NUMBER_TO_COME}",))
        yield Facts((("Tanggal", long_date(self.day)), ("Alasan", self.why)))
        for heading, party in zip(
            ("Pihak Kesatu, yang menyerahkan", "Pihak Kedua, yang menerima"), self.parties, strict=True
        ):
            yield Heading(heading)
            yield Facts(told(party))
        yield Paragraph(OPENING)
        yield Table(COLUMNS, self.rows)
        yield Paragraph(CLOSING)
        yield Signatures(
            self.receiver.signature(date_line(self.place, self.day), "Pihak Kedua,"),
            self.giver.signature("Pihak Kesatu,"),
        )
        if self.acknowledged_by:
            yield Signatures(self.acknowledged_by.signature("Mengetahui,"))


def sheet_of(handover: DeskHandover, by: Actor) -> DeskSheet:
    """The paper as it is signed, in Indonesian whatever the screen speaks; a draft while nobody confirmed."""
    office, decided = handover.office, policies(handover.office_id)
    day = timezone.localdate(handover.settled_at or timezone.now(), by.zone)
    waits = handover.state == DeskState.WAITS
    with translation.override("id"), words.on_paper():
        goes = [one for one in cases_of(handover) if waits or one.outcome == Outcome.MOVED]
        return DeskSheet(
            head=letterhead(office, decided),
            place=letter_place(office),
            day=day,
            why=str(Leaving(handover.why).label),
            giver=_signer(handover.worker, day),
            receiver=_signer(handover.receiver, day),
            parties=(_party(handover.worker, day), _party(handover.receiver, day)),
            rows=tuple(_row(n, one) for n, one in enumerate(goes, start=1)) or (("–",) * len(COLUMNS),),
            acknowledged_by=acknowledging(decided.get("letter_acknowledge")),
            draft=waits,
        )


def _signer(worker: Worker, day: date) -> Signer:
    return Signer(str(worker), title_of(worker, day), nip=worker.nip)


def _party(worker: Worker, day: date) -> tuple[Row, ...]:
    return ("Nama", str(worker)), ("NIP", worker.nip), ("Jabatan", title_of(worker, day))


def _row(n: int, one: HandedCase) -> tuple[str, ...]:
    return str(n), one.code, label(one.listed.stage, "stage"), "; ".join(one.listed.said) or "–"
