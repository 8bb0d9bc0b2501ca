"""What was measured, a line each: said as soon as it is known, kept, and in the end one table of both sizes."""

import dataclasses
import json
import os
from dataclasses import dataclass
from pathlib import Path

GROWN = 1.5
"""A page may take so many times longer over a hundred times the cases."""


@dataclass(frozen=True)
class Goal:
    """What a figure should be: at most that, or at least. `grows`: its growth is judged as well."""

    limit: float
    least: bool = False
    grows: bool = False

    def met(self, figure: float) -> bool:
        """Whether a figure is as it should be."""
        return figure >= self.limit if self.least else figure <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.least else '≤'} {self.limit:g}"


@dataclass(frozen=True)
class Line:
    """One line of the table. `load`: of the whole machine in the minute before, for figures are only as quiet as it was.

    `cpu`: ms of processor time a request, of the web and the database together: what a busy machine does not change much.
    `told`: stands in the table; what does not is there to be compared with.
    """

    work: str
    figure: float
    p95: float | None = None
    cpu: float | None = None
    bare: float | None = None
    goal: Goal | None = None
    told: bool = True
    load: float = dataclasses.field(default_factory=lambda: os.getloadavg()[0])

    def __str__(self) -> str:
        figures = (
            f"{value:9.1f}" if value is not None else " " * 9 for value in (self.figure, self.p95, self.cpu, self.bare)
        )
        missed = "" if self.goal is None or self.goal.met(self.figure) else "  LUPUT"
        return f"{self.work:58} {' '.join(figures)}  {self.load:5.1f}  {self.goal or ''}{missed}"


HEAD = f"{'kerja':58} {'median':>9} {'p95':>9} {'prosesor':>9} {'SQL':>9}  {'beban':>5}  anggaran"


def keep(lines: list[Line], where: Path) -> None:
    """Write a run down for the table of both sizes."""
    where.parent.mkdir(parents=True, exist_ok=True)
    where.write_text(json.dumps([dataclasses.asdict(line) for line in lines], ensure_ascii=False, indent=1))


def kept(where: Path) -> list[Line]:
    """A run as it was written down."""
    read = json.loads(where.read_text())
    return [Line(**row | {"goal": row["goal"] and Goal(**row["goal"])}) for row in read]


def compared(small: list[Line], large: list[Line]) -> str:
    """Both sizes beside each other, as Markdown: what grew, what was met and what missed."""
    before = {line.work: line for line in small}
    head = [
        "| Work | small: ms · processor · load | large: ms (p95) · processor · load | × | bare SQL | Goal | |",
        "|--|--|--|--|--|--|--|",
    ]
    return "\n".join([*head, *(_row(before.get(line.work), line) for line in large if line.told)])


def _row(small: Line | None, large: Line) -> str:
    """`×`: growth in processor time where both are known, else in the figure itself."""
    ratio = _growth(small, large)
    before = _said(small, p95=False) if small else "–"
    cells = [large.work, before, _said(large, p95=True), "" if ratio is None else f"{ratio:.2f}",
             "" if large.bare is None else f"{large.bare:.1f}", str(large.goal or ""), _verdict(large, ratio)]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _said(line: Line, *, p95: bool) -> str:
    slow = f" ({line.p95:.0f})" if p95 and line.p95 is not None else ""
    parts = [f"{line.figure:.1f}{slow}", *([f"{line.cpu:.1f}"] if line.cpu is not None else []), f"{line.load:.1f}"]
    return " · ".join(parts)


def _growth(small: Line | None, large: Line) -> float | None:
    if small is None:
        return None
    if small.cpu and large.cpu:
        return large.cpu / small.cpu
    return large.figure / small.figure if small.figure else None


def _verdict(line: Line, ratio: float | None) -> str:
    if line.goal is None:
        return ""
    if not line.goal.met(line.figure):
        within = not line.goal.least and line.cpu is not None and line.goal.met(line.cpu)
        return "missed at this load; its processor time is within" if within else "**missed**"
    grew = line.goal.grows and ratio is not None and ratio > GROWN
    return f"met, but grew over {GROWN:g}" if grew else "met"
