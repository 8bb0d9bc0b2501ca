"""A table of the ladder for eyes and programs: page, chart, workbook and command line print this one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rehsos.directory import gazetteer

from ..dimensions import DIMENSIONS, ITEMS, MEASURES
from ..everywhere import month_label, month_name
from ..grids import Cell, Grid, Line
from .asking import MONTHS_OF, ROWS, Wanted, said_period, said_place
from .hiding import Sign
from .rungs import MONTHS_A_YEAR, NATION, fixed_codes, period_of
from .told import NOTHING, NOUGHT, Ladder, Said, added


@dataclass(frozen=True)
class Printed:
    """Rows by period or place, the parts in columns, the total last."""

    wanted: Wanted
    codes: tuple[str, ...]
    rows: Mapping[str, Sequence[Said]]
    total: Sequence[Said]

    @property
    def signs(self) -> set[Sign]:
        """Which signs stand in it."""
        return {said.sign for row in (*self.rows.values(), self.total) for said in row}

    @property
    def heading(self) -> str:
        """What the table is: what is counted, of where, of which days. It stands wherever the table does."""
        return f"{MEASURES[self.wanted.measure].title} · {said_place(self.wanted.where)} · {self.days}"

    @property
    def days(self) -> str:
        """The periods it really spans: `2016–2025`, `Jan–Jun 2018`, `Jan 2024–Okt 2026`."""
        asked = self.wanted
        if period := period_of(asked.first, asked.last):
            return said_period(period)
        if asked.first.year == asked.last.year:
            return f"{month_name(asked.first.month)}–{month_label(f'{asked.last:%Y-%m}')}"
        if (asked.first.month, asked.last.month) == (1, MONTHS_A_YEAR):
            return f"{asked.first.year}–{asked.last.year}"
        return f"{month_label(f'{asked.first:%Y-%m}')}–{month_label(f'{asked.last:%Y-%m}')}"

    @property
    def untold(self) -> tuple[str, ...]:
        """The periods of which something is withheld, by code."""
        if self.wanted.rows in MONTHS_OF:
            return tuple(code for code, row in self.rows.items() if _withheld(row))
        return self.wanted.periods if any(map(_withheld, (*self.rows.values(), self.total))) else ()

    def row_label(self, code: str) -> str:
        """A period or a place, in words."""
        return said_place(code) if self.wanted.rows == "place" else said_period(code)

    def code_label(self, code: str) -> str:
        """A code of the division, in words."""
        dimension = DIMENSIONS[self.wanted.columns]
        beside = {code: item for item, code in dimension.told.beside.items()} if dimension.told else {}
        title = ITEMS[beside[code]].title if code in beside else ""
        return str(title) or dimension.label(code)

    def grid(self) -> Grid:
        """For page, chart and workbook."""
        heads = [str(ROWS[self.wanted.rows]), *map(self.code_label, self.codes), _("Jumlah")]
        rows = [Line(self.row_label(code), _cells(row)) for code, row in self.rows.items()]
        bars = [line for line in (_bar(line) for line in rows) if isinstance(line.cells[0].value, int)]
        return Grid(heads, rows, Line(_("Jumlah"), _cells(self.total)), bars)


def _cells(row: Sequence[Said]) -> list[Cell]:
    return [Cell(said.text, muted=said.sign is Sign.WITHHELD) for said in row]


def _withheld(row: Sequence[Said]) -> bool:
    return any(said.sign is Sign.WITHHELD for said in row)


def _bar(line: Line) -> Line:
    return Line(line.label, [line.cells[-1]], line.partial)


def printed(wanted: Wanted) -> Printed:
    """The answer, from released cells alone: two statements."""
    places = (wanted.where, *(_inside(wanted.where) if wanted.rows == "place" else ()))
    ladder = Ladder(wanted.measure, wanted.columns, places, wanted.unit)
    codes = _ordered(wanted, ladder.codes)
    if wanted.rows == "place":
        (period,) = wanted.periods
        found = {place: _row(ladder, place, period, codes) for place in places[1:]}
        today = {p.code for p in gazetteer.children(wanted.place)}
        rows = {place: row for place, row in found.items() if place in today or row[-1] != NOUGHT}
        return Printed(wanted, codes, rows, _row(ladder, wanted.where, period, codes))
    rows = {period: _row(ladder, wanted.where, period, codes) for period in wanted.periods}
    if not wanted.plain and len(rows) > 1:  # a child of two years is one child
        return Printed(wanted, codes, rows, [NOTHING])
    return Printed(wanted, codes, rows, [added(column) for column in zip(*rows.values(), strict=True)])


def _row(ladder: Ladder, place: str, period: str, codes: Sequence[str]) -> list[Said]:
    return [*(ladder.part(place, period, code) for code in codes), ladder.total(place, period)]


def _ordered(wanted: Wanted, codes: Sequence[str]) -> tuple[str, ...]:
    """Those that belong there in their own order, then whatever else was told."""
    if not wanted.columns:
        return ()
    known = fixed_codes(wanted.columns, MEASURES[wanted.measure].items)
    return (*known, *(code for code in codes if code not in known))


def _inside(place: str) -> tuple[str, ...]:
    """Provinces of the nation, kab and kota of a province, those of earlier years, and those not known."""
    within = "" if place == NATION else place
    known = (p.code for p in gazetteer.children(within, retired=True))
    return (*known, f"{within}.00" if within else "00")
