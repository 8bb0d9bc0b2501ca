"""A question that is counted: of what, along what, where, from when to when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from rehsos.directory.gazetteer import CODE
from rehsos.house.counting import Dimension, Measure, Source, Unit

from .dimensions import DIMENSIONS, MEASURES, SOURCES, UNITS, dimensions_of, sql_of, title_of, units_of
from .everywhere import CLOSED, closed_row, ends

Key = tuple[str | None, ...]
"""One code for each dimension; None stands for all of them."""


@dataclass(frozen=True)
class Asked:
    """A question. `first` None: since the first case. `cell` narrows to one code of some dimensions.

    `closed`: workers before whom the wall of some case stands that is closed to who asks; such a case is told in totals
    of a whole year and kind only, in no other line (`closing.closed_to`); not at all where `closed_counts` is false.
    `one_by_one`: whatever the sums say (to compare them). `mine`: what this worker did, whichever office counts it.
    """

    measure: str = field(default_factory=lambda: next(iter(MEASURES)))
    by: tuple[str, ...] = ()
    unit: str = ""
    place: str = ""
    first: date | None = None
    last: date = field(default_factory=timezone.localdate)
    cell: tuple[tuple[str, str], ...] = ()
    closed: tuple[int, ...] | None = None
    closed_counts: bool = True
    one_by_one: bool = False
    mine: int = 0

    def __post_init__(self) -> None:
        _known("measure", {self.measure}, MEASURES)
        object.__setattr__(self, "unit", self.unit or next(iter(units_of(self.source))))
        _known("unit", {self.unit}, units_of(self.source))
        _known("dimension", {*self.by, *dict(self.cell)}, dimensions_of(self.source))
        if len(set(self.by)) < len(self.by) or (self.source.stock and len(self.times) > 1):
            raise ValueError("a dimension stands twice")
        if self.place and not CODE.fullmatch(self.place):
            raise ValueError(f"not a code of a place: {self.place}")
        if self.first and self.first > self.last:
            raise ValueError("the period ends before it begins")
        if self.mine and not self.source.mine:
            raise ValueError(f"nobody does a {self.source.code}")

    @property
    def what(self) -> Measure:
        return MEASURES[self.measure]

    @property
    def source(self) -> Source:
        return SOURCES[self.what.source]

    @property
    def one(self) -> Unit:
        return UNITS[self.unit]

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return tuple(DIMENSIONS[name] for name in self.by)

    @property
    def titles(self) -> tuple[str, ...]:
        """Its dimensions in words."""
        return tuple(title_of(dimension, self.source) for dimension in self.dimensions)

    @property
    def times(self) -> tuple[str, ...]:
        """Those of its dimensions that are time."""
        return tuple(one.code for one in self.dimensions if one.months)

    @property
    def rows(self) -> str:
        """What it counts, as it stands behind FROM; without the unit's own joins."""
        stands = [ends(self.source, DIMENSIONS[name].months) for name in self.times if self.source.stock]
        return " ".join([self.source.rows, *stands])

    def is_time(self, name: str) -> bool:
        """Whether a dimension is a time."""
        return DIMENSIONS[name].months > 0

    def plain(self, name: str) -> str:
        """A dimension as SQL, whatever is closed to who asks."""
        if self.source.stock and name in self.times:
            return "ends.number"
        return self.one.instead.get(name) or sql_of(DIMENSIONS[name], self.source) or ""

    def sql(self, name: str) -> str:
        """A dimension as SQL; a row that is closed to who asks stands in a line of its own, but by year."""
        if not self.closed or name == "year":
            return self.plain(name)
        return f"CASE WHEN {closed_row(self.source)} THEN '{CLOSED}' ELSE ({self.plain(name)})::text END"


def _known(kind: str, given: set[str], known: Mapping[str, object]) -> None:
    if unknown := given - known.keys():
        raise ValueError(f"no such {kind}: {', '.join(sorted(unknown))}. Known: {', '.join(known)}")
