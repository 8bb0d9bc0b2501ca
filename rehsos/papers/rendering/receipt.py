"""Tanda terima: the paper that proves a letter was handed over, to whom, on which day and hour.

It stops the clock of a laporan sosial, which must be handed over, not only written (PP 65/2015 Ps 13
ayat (2)). It names no child: it lies open at the post of whoever received it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rehsos.papers.rendering.sheet import (
    Block,
    Check,
    Facts,
    Letterhead,
    Paragraph,
    Sheet,
    Signature,
    Signatures,
    Title,
    told,
)
from rehsos.papers.rendering.words import long_date

_PEN = "." * 44


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt to be signed by the receiver; what is not known beforehand is left for the pen."""

    head: Letterhead
    kind: str
    number: str
    date: date
    to: str
    carried_by: str
    copies: int = 1
    received_by: str = ""
    rank: str = ""
    received_on: str = ""
    check: Check | None = None
    signed: tuple[str, ...] = ()

    def sheet(self) -> Sheet:
        """Itself as blocks."""
        return Sheet(
            subject="Tanda terima surat",
            head=self.head,
            day=self.date,
            blocks=tuple(self._blocks()),
            foot="Tanda terima, dibuat rangkap dua",
            check=self.check,
        )

    def _blocks(self) -> Iterator[Block]:
        yield Title("Tanda Terima")
        yield Paragraph("Telah diterima surat berikut dalam keadaan tertutup dan lengkap:")
        yield Facts(told(self._letter()))
        yield Paragraph("Diterima oleh:")
        yield Facts(
            (
                ("Nama", self.received_by or _PEN),
                ("Pangkat/NRP atau NIP", self.rank or _PEN),
                ("Hari, tanggal", self.received_on or _PEN),
                ("Pukul", _PEN),
            )
        )
        taker = Signature(("Yang menerima,",), self.received_by or f"({_PEN})", ("tanda tangan dan cap",))
        yield Signatures(taker, left=Signature(("Yang menyerahkan,",), self.carried_by))

    def _letter(self) -> Iterator[tuple[str, str]]:
        yield "Jenis surat", self.kind
        yield "Nomor", self.number
        yield "Tanggal surat", long_date(self.date)
        yield "Ditujukan kepada", self.to
        yield "Tanda tangan elektronik", "\n".join(self.signed)
        yield "Banyaknya", f"{self.copies} berkas"
