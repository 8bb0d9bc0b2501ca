"""Reading what was told: sums of released cells, and nothing that was not released.

An answer is a function of the tables `Release` and `ReleasedCell` alone: with every case gone it is the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from ..dimensions import DIMENSIONS, MEASURES, SOURCES, units_of
from ..models import Release, ReleasedCell
from ..periods import bounds
from .hiding import Sign
from .rungs import MONTHS_A_HALF, MONTHS_A_YEAR, parts


@dataclass(frozen=True)
class Said:
    """What is said of one number. `sign` WITHHELD: nothing."""

    sign: Sign
    number: int = 0

    @property
    def text(self) -> int | str:
        """As it stands on a page, in a workbook, on the command line."""
        return self.number if self.sign is Sign.TOLD else SIGNS[self.sign]


SIGNS: Mapping[Sign, str] = {Sign.SMALL: "<5", Sign.VEILED: "•", Sign.WITHHELD: "–"}
NOTHING, NOUGHT = Said(Sign.WITHHELD), Said(Sign.TOLD, 0)


def added(said: Iterable[Said]) -> Said:
    """The sum of what is told; nothing where a part is not told, veiled where a part is hidden."""
    parts_ = [*said]
    if any(one.sign is Sign.WITHHELD for one in parts_):
        return NOTHING
    apart = [one for one in parts_ if one != NOUGHT]
    if any(one.sign is not Sign.TOLD for one in apart):
        return apart[0] if len(apart) == 1 else Said(Sign.VEILED)
    return Said(Sign.TOLD, sum(one.number for one in apart))


Address = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Ladder:
    """The released cells of some places, of one dimension, for one measure."""

    measure: str
    dimension: str
    places: tuple[str, ...]
    unit: str = ""

    @property
    def _items(self) -> tuple[str, ...]:
        return MEASURES[self.measure].items

    @property
    def _along(self) -> str:
        """Under which name the cells beside the totals stand."""
        return self.dimension if self.plain else self.unit

    @property
    def plain(self) -> bool:
        """Whether what adds up is told, the first unit of its source."""
        return is_plain(self.measure, self.unit)

    @cached_property
    def _cells(self) -> Mapping[Address, Said]:
        rows = ReleasedCell.objects.filter(
            Q(dimension="") | Q(dimension=self._along), item__in=self._items, place__in=self.places
        ).values_list("item", "dimension", "place", "period", "code", "sign", "number", "release__through")
        return {
            (item, name, place, period, code): Said(Sign(sign), n or 0)
            for item, name, place, period, code, sign, n, through in rows
            if through == MONTHS_A_YEAR or not self._is_told(item, int(period[:4]))  # the year tells its months anew
        }

    def _is_told(self, item: str, year: int) -> bool:
        return (item, "", year) in self._releases

    @cached_property
    def _releases(self) -> Mapping[tuple[str, str, int], bool]:
        rows = Release.objects.filter(
            Q(dimension="") | Q(dimension=self._along), item__in=self._items, through=MONTHS_A_YEAR
        ).values_list("item", "dimension", "year", "withheld")
        return {(item, dimension, year): withheld for item, dimension, year, withheld in rows}

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the dimension, those that always stand there first."""
        found = {code for _i, dimension, _p, _t, code in self._cells if dimension and dimension == self.dimension}
        return tuple(sorted(found | {self._beside[item] for item in self._items if item in self._beside}))

    @property
    def _beside(self) -> Mapping[str, str]:
        """The items that are one line among the codes, and the code of each."""
        told = DIMENSIONS[self.dimension].told if self.dimension else None
        return told.beside if told else {}

    def total(self, place: str, period: str) -> Said:
        """All cases of a place and period, or all its children or perkara."""
        if not self.plain:
            return self._in_unit(place, period)
        return added(self._total(item, place, period) for item in self._items)

    def _in_unit(self, place: str, period: str) -> Said:
        [item] = self._items
        if self._total(item, place, period) == NOUGHT:
            return NOUGHT
        return self._cells.get((item, self.unit, place, period, ""), NOTHING)

    def part(self, place: str, period: str, code: str) -> Said:
        """Cases of one code of the dimension."""
        if self.total(place, period) == NOUGHT:
            return NOUGHT
        return added(self._of_item(item, place, period, code) for item in self._items)

    def _of_item(self, item: str, place: str, period: str, code: str) -> Said:
        if item in self._beside:
            return self._total(item, place, period) if code == self._beside[item] else NOUGHT
        return NOUGHT if code in self._beside.values() else self._part(item, place, period, code)

    def _part(self, item: str, place: str, period: str, code: str) -> Said:
        if self._total(item, place, period) == NOUGHT:
            return NOUGHT
        return self._cells.get((item, self.dimension, place, period, code), NOTHING)

    def _total(self, item: str, place: str, period: str) -> Said:
        if not self._is_told(item, int(period[:4])):
            return self._running(item, place, period)
        if self._releases[item, "", int(period[:4])]:
            return NOTHING
        if "-S" in period and "." not in place:
            return added(self._total(item, place, month) for month in parts(period))
        found = self._cells.get((item, "", place, period, ""))
        if found is not None:
            return found
        return NOUGHT if "." not in place or "-" not in period else self._half_of_a_kab(item, place, period)

    def _running(self, item: str, place: str, period: str) -> Said:
        """Of a year that is not told yet: the months that are, and their sums."""
        return added(self._cells.get((item, "", place, month, ""), NOTHING) for month in parts(period))

    def _half_of_a_kab(self, item: str, place: str, period: str) -> Said:
        """Of a year without cases a half is nought too; other parts of a year of a kab were not told."""
        whole = self._cells.get((item, "", place, period[:4], ""), NOUGHT)
        return NOUGHT if whole == NOUGHT and len(parts(period)) == MONTHS_A_HALF else NOTHING


def is_plain(measure: str, unit: str) -> bool:
    """Whether a unit is the first of what is measured: its cells add up, and are told as such."""
    return unit in {"", next(iter(units_of(SOURCES[MEASURES[measure].source])))}


def told_so_far(measure: str) -> tuple[tuple[int, ...], date | None]:
    """The years that were told of a measure, oldest first, and the last day of its last month told, running or not."""
    items = MEASURES[measure].items
    told = sorted(Release.objects.filter(dimension="", item__in=items).values_list("year", "through").distinct())
    years = tuple(year for year, through in told if through == MONTHS_A_YEAR)
    return years, bounds(f"{told[-1][0]}-{told[-1][1]:02d}")[1] if told else None
