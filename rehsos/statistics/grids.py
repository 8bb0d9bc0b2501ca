"""A table laid out for eyes: rows, columns, totals, and for each number the address of the list behind it.

The page, the chart and the workbook print the same grid, so they cannot disagree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .counting import Table

Link = Callable[[Mapping[str, str]], str]


@dataclass(frozen=True)
class Cell:
    """A number, or the sign for one that is not told; `href` is the list behind it for who may open it."""

    value: int | str
    href: str = ""
    muted: bool = False


@dataclass(frozen=True)
class Line:
    """A row of the grid."""

    label: str
    cells: list[Cell]
    partial: str = ""


@dataclass(frozen=True)
class Grid:
    """Rows by the first dimension, columns by the second where there is one."""

    head: list[str]
    rows: list[Line]
    total: Line
    bars: list[Line]

    @property
    def chart(self) -> list[dict[str, object]]:
        """The totals of the rows as bars; hidden ones are left out."""
        return [{"label": line.label, "value": line.cells[0].value, "partial": line.partial} for line in self.bars]


def grid(table: Table, *, link: Link | None, beside: Mapping[str, int] | None = None) -> Grid:
    """Lay out a table of one or two dimensions for who may open its cells.

    `link` none: there is no list behind its numbers. `beside` is the column of social workers in post, by year.
    """
    layout = _Layout(table, link)
    rows = [layout.line(code, beside or None) for code in table.axes[0]]
    total = layout.line(None, {} if beside else None)
    here = len(layout.columns)
    bars = [Line(r.label, [r.cells[here - 1]], r.partial) for r in rows if isinstance(r.cells[here - 1].value, int)]
    heads = [table.asked.titles[0], *layout.heads, *([_("Pekerja sosial bertugas")] if beside else [])]
    return Grid(heads, rows, total, bars)


@dataclass(frozen=True)
class _Layout:
    table: Table
    link: Link | None

    @property
    def columns(self) -> tuple[str | None, ...]:
        return (*self.table.axes[1], None) if len(self.table.axes) > 1 else (None,)

    @property
    def heads(self) -> list[str]:
        return [_("Jumlah") if code is None else self.table.label(1, code) for code in self.columns]

    def line(self, code: str | None, beside: Mapping[str, int] | None) -> Line:
        cells = [self.cell(code, column) for column in self.columns]
        if beside is not None:
            cells.append(Cell(beside.get(code or "", ""), muted=True))
        if code is None:
            return Line(_("Jumlah"), cells)
        return Line(self.table.label(0, code), cells, self.table.partial(0, code))

    def cell(self, *codes: str | None) -> Cell:
        key = codes[: len(self.table.axes)]
        value = self.table.counts.get(key, 0)
        narrowed = {name: code for name, code in zip(self.table.asked.by, key, strict=True) if code is not None}
        return Cell(value, self.link(narrowed) if value and self.link else "")
