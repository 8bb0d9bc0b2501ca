"""Numbers as XLSX, made in memory. Text is written as text: a cell that begins with = is never a formula."""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from .grids import Grid
from .months import Deed, Month, hours

Facts = Sequence[tuple[str, str]]
Value = int | str | date | time | timedelta | None
Row = Sequence[Value]
SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDEST = 60
# Days, hours and lengths are numbers in a cell, so that a sheet can sort and add them.
SHOWN = {date: "yyyy-mm-dd", time: "hh:mm", timedelta: "[h]:mm"}


class _Sheet:
    """A sheet written from top to bottom."""

    def __init__(self, book: Any, name: str) -> None:
        self.sheet = book.add_worksheet(name[:31])
        self.bold = book.add_format({"bold": True})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.shown = {kind: book.add_format({"num_format": form, "align": "left"}) for kind, form in SHOWN.items()}
        self.row = 0
        self.widths: dict[int, int] = {}
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)

    def write(self, cells: Row, form: Any = None, *, fit: bool = True) -> None:
        for column, value in enumerate(cells):
            self._put(column, value, form)
            if fit:
                self.widths[column] = max(self.widths.get(column, 0), len(str(value or "")))
        self.row += 1

    def _put(self, column: int, value: Value, form: Any) -> None:
        match value:
            case int():
                self.sheet.write_number(self.row, column, value, form)
            case timedelta() | date() | time():
                self.sheet.write_datetime(self.row, column, value, form or self.shown[type(value)])
            case str() if value:
                self.sheet.write_string(self.row, column, value, form)

    def title(self, title: str, facts: Facts) -> None:
        self.write([title], self.bold, fit=False)
        for name, value in facts:
            self.write([name, value], fit=False)
        self.row += 1

    def table(self, head: Sequence[str], rows: Sequence[Row], *, freeze: bool = False) -> None:
        self.write(head, self.head)
        if freeze:
            self.sheet.freeze_panes(self.row, 1)
        for row in rows:
            self.write(row)

    def close(self) -> None:
        for column, width in self.widths.items():
            self.sheet.set_column(column, column, min(max(width + 2, 10), WIDEST))


def _bytes(*fillers: Any) -> bytes:
    import xlsxwriter  # 2 MiB of a worker, and few ask for a workbook

    kept = BytesIO()
    with xlsxwriter.Workbook(kept, SAFE) as book:
        for name, fill in fillers:
            sheet = _Sheet(book, name)
            fill(sheet)
            sheet.close()
    return kept.getvalue()


def rekap_book(title: str, facts: Facts, grid: Grid) -> bytes:
    """The grid of the page, under what names its unit, period, place, source and maker."""

    def fill(sheet: _Sheet) -> None:
        sheet.title(title, facts)
        rows: list[Row] = [
            [_label(line.label, line.partial), *(cell.value for cell in line.cells)] for line in grid.rows
        ]
        sheet.table(grid.head, rows, freeze=True)
        sheet.write([grid.total.label, *(cell.value for cell in grid.total.cells)], sheet.bold)

    return _bytes((_("Rekap"), fill))


def _label(label: str, partial: str) -> str:
    return f"{label} ({partial})" if partial else label


def month_book(title: str, facts: Facts, month: Month) -> bytes:
    """Two sheets: the counts of the month, and the daily log they count. Clients stand in it by code."""

    def counts(sheet: _Sheet) -> None:
        sheet.title(title, facts)
        sheet.table([_("Angka"), _("Jumlah")], figures(month, said=_length), freeze=True)
        sheet.row += 1
        sheet.table([_("Layanan menurut jenis"), _("Jumlah")], month.services)
        sheet.row += 1
        sheet.table([_("Pekerjaan lain"), _("Jumlah")], month.others)
        sheet.row += 1
        costs: list[Row] = [[c.payer, c.claim, c.year, c.lines, c.amount] for c in month.costs]
        sheet.table([_("Biaya: dibayar oleh"), _("Klaim"), _("Tahun anggaran"), _("Baris"), _("Rupiah")], costs)

    def log(sheet: _Sheet) -> None:
        sheet.table(log_head(), [_logged(deed) for deed in month.log], freeze=True)

    return _bytes((_("Rekap"), counts), (_("Log harian"), log))


def _length(minutes: int) -> timedelta:
    return timedelta(minutes=minutes)


def figures(month: Month, said: Callable[[int], Value] = hours) -> list[tuple[str, Value]]:
    """The figures of a month with their names, for page and workbook alike; `said` tells a length in its own way."""
    return [
        (_("Layanan"), month.served),
        (_("Kasus ditangani"), month.cases),
        *month.figures,
        (_("Jam layanan"), said(month.minutes)),
        (_("Jam menunggu"), said(month.waiting)),
    ]


def log_head() -> list[str]:
    """The columns of the daily log, in the language of the screen."""
    return [
        _("Tanggal"), _("Jam"), _("Kegiatan"), _("Cara"), _("Kode kasus"), _("Menit"), _("Menunggu"), _("Tempat"),
        _("Surat tugas"), _("Keterangan"),
    ]  # fmt: skip


def _logged(deed: Deed) -> Row:
    return [
        deed.at.date(), deed.at.time().replace(second=0, microsecond=0) if deed.timed else None,
        deed.said, deed.manner, ", ".join(deed.codes),
        deed.minutes, deed.waiting, deed.place, deed.letter, _("dicatat belakangan") if deed.late else "",
    ]  # fmt: skip
