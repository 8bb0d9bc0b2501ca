"""A worker's month on the office's own sheet: letterhead, figures, the log by code, who made it and who takes note."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone, translation

from rehsos.audit.actor import Actor
from rehsos.directory.models import Office, Worker
from rehsos.directory.policy import policies
from rehsos.letters.letterhead import letter_place, letterhead
from rehsos.letters.signers import acknowledging, title_of
from rehsos.look.words import rupiah
from rehsos.papers.rendering.letter import SECRET, Signer, date_line
from rehsos.papers.rendering.sheet import Block, Facts, Heading, Letterhead, Row, Sheet, Signatures, Table, Title, told
from rehsos.papers.rendering.words import long_month
from rehsos.statistics import workbooks
from rehsos.statistics.months import CostSum, Deed, Month

COLUMNS = ("Tanggal, jam", "Kegiatan", "Kode kasus", "Lama", "Tempat", "Surat tugas")
COSTS = ("Dibayar oleh", "Klaim", "Baris", "Jumlah")


@dataclass(frozen=True)
class MonthSheet:
    """The report of one month, for SPJ and the office's file. It names clients by their code alone."""

    head: Letterhead
    month: str
    worker: tuple[Row, ...]
    figures: tuple[Row, ...]
    costs: tuple[tuple[str, ...], ...]
    log: tuple[tuple[str, ...], ...]
    place: str
    day: date
    signer: Signer
    acknowledged_by: Signer | None

    def sheet(self) -> Sheet:
        """Itself as blocks."""
        return Sheet(
            subject="Laporan bulanan",
            head=self.head,
            day=self.day,
            blocks=tuple(self._blocks()),
            classification=SECRET,
            foot=f"Laporan bulanan {self.month}",
        )

    def _blocks(self) -> Iterator[Block]:
        yield Title("Laporan Bulanan", (self.month,))
        yield Facts(told(self.worker))
        yield Heading("Rekapitulasi", "I.")
        yield Facts(told(self.figures))
        if self.costs:
            yield Heading("Biaya", "II.")
            yield Table(COSTS, self.costs)
        yield Heading("Log harian", "III." if self.costs else "II.")
        yield Table(COLUMNS, self.log or (("–",) * len(COLUMNS),))
        left = self.acknowledged_by.signature("Mengetahui,") if self.acknowledged_by else None
        yield Signatures(self.signer.signature(date_line(self.place, self.day)), left)


def sheet_of(month: Month, by: Actor) -> MonthSheet:
    """The month as the worker hands it in, in Indonesian whatever the screen speaks."""
    office, worker = Office.objects.get(pk=by.office), Worker.objects.get(pk=by.worker)
    decided, today = policies(office.pk), timezone.localdate(timezone=by.zone)
    with translation.override("id"):
        named = (("Nama", str(worker)), ("NIP", worker.nip), ("Jabatan", title_of(worker, today)))
        return MonthSheet(
            head=letterhead(office, decided),
            month=long_month(month.first),
            worker=(*named, ("Kantor", office.name)),
            figures=tuple((str(label), str(value)) for label, value in _figures(month)),
            costs=tuple(_cost(one) for one in month.costs),
            log=tuple(_line(deed) for deed in month.log),
            place=letter_place(office),
            day=today,
            signer=Signer(str(worker), title_of(worker, today), nip=worker.nip),
            acknowledged_by=acknowledging(decided.get("letter_acknowledge")),
        )


def _figures(month: Month) -> Iterator[tuple[object, object]]:
    yield from workbooks.figures(month)
    yield from month.services
    if month.costs:
        yield "Biaya seluruhnya", rupiah(month.spent)


def _cost(one: CostSum) -> tuple[str, ...]:
    return str(one.payer), str(one.claim), str(one.lines), rupiah(one.amount)


def _line(deed: Deed) -> tuple[str, ...]:
    said = deed.done + " (dicatat belakangan)" * deed.late
    waited = f", tunggu {deed.waiting} mnt" if deed.waiting else ""
    long = "" if deed.minutes is None else f"{deed.minutes} mnt{waited}"
    at = f"{deed.at:%d-%m-%Y, %H.%M}" if deed.timed else f"{deed.at:%d-%m-%Y}"
    return at, said, ", ".join(deed.codes), long, deed.place, deed.letter
