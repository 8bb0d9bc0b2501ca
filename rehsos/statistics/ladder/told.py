"""Reading what was told: sums of released cells, and nothing that was not released.

An answer is a function of the tables `Release` and `ReleasedCell` alone: with every case gone it is the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from ..models import Release, ReleasedCell
from .hiding import Sign
from .rungs import ITEMS, MEASURES, MONTHS_A_HALF, MONTHS_A_YEAR, bounds, parts

NOT_DIVIDED_ABH = "abh"
"""Among the types of all cases the children before the law are one line."""
NO_ROLE = ""


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
    unit: str = "kasus"

    @property
    def _along(self) -> str:
        """Under which name the cells beside the totals stand."""
        return self.dimension if self.unit == "kasus" else self.unit

    @cached_property
    def _cells(self) -> Mapping[Address, Said]:
        rows = ReleasedCell.objects.filter(
            Q(dimension="") | Q(dimension=self._along), item__in=MEASURES[self.measure], place__in=self.places
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
            Q(dimension="") | Q(dimension=self._along), item__in=MEASURES[self.measure], through=MONTHS_A_YEAR
        ).values_list("item", "dimension", "year", "withheld")
        return {(item, dimension, year): withheld for item, dimension, year, withheld in rows}

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the dimension, those that always stand there first."""
        found = {code for _i, dimension, _p, _t, code in self._cells if dimension and dimension == self.dimension}
        if self.measure == "cases":
            found |= {"type": {NOT_DIVIDED_ABH}, "role": {NO_ROLE}}.get(self.dimension, set())
        return tuple(sorted(found))

    def total(self, place: str, period: str) -> Said:
        """All cases of a place and period, or all its children or perkara."""
        if self.unit != "kasus":
            return self._in_unit(place, period)
        return added(self._total(item, place, period) for item in MEASURES[self.measure])

    def _in_unit(self, place: str, period: str) -> Said:
        if self._total(self.measure, place, period) == NOUGHT:
            return NOUGHT
        return self._cells.get((self.measure, self.unit, place, period, ""), NOTHING)

    def part(self, place: str, period: str, code: str) -> Said:
        """Cases of one code of the dimension."""
        if self.total(place, period) == NOUGHT:
            return NOUGHT
        if self.measure == "cases" and self.dimension == "type":
            return self._of_type(place, period, code)
        if self.measure == "cases" and self.dimension == "role":
            item = "other" if code == NO_ROLE else "abh"
            return self._total(item, place, period) if code == NO_ROLE else self._part(item, place, period, code)
        return added(self._part(item, place, period, code) for item in MEASURES[self.measure])

    def _of_type(self, place: str, period: str, code: str) -> Said:
        if code == NOT_DIVIDED_ABH:
            return self._total("abh", place, period)
        return self._part("other", place, period, code)

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


def dimensions_of(measure: str) -> tuple[str, ...]:
    """Along what a measure is told apart."""
    divided = [set(ITEMS[item].divided) for item in MEASURES[measure]]
    common = set.intersection(*divided)
    if measure == "cases":
        common |= {"role", "type"}
    return tuple(name for name in ("role", "sex", "age_band", "type") if name in common)


def told_so_far() -> tuple[tuple[int, ...], date | None]:
    """The years that were told, oldest first, and the last day of the last month told, of a running year too."""
    told = sorted(Release.objects.filter(dimension="").values_list("year", "through").distinct())
    years = tuple(year for year, through in told if through == MONTHS_A_YEAR)
    return years, bounds(f"{told[-1][0]}-{told[-1][1]:02d}")[1] if told else None
