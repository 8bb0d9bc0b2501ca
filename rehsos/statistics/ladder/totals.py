"""One item's totals of one year: nation and provinces by month, kab by half-year. Atoms are (kab, month)."""

from collections.abc import Iterator, Mapping
from itertools import product

from .hiding import Cell, Hiding, Sign, small
from .rungs import MONTHS_A_YEAR, NATION, above, half, third

Place = tuple[str, int]
World = Mapping[Place, int]
MONTHS = range(1, MONTHS_A_YEAR + 1)
DEAR = {0: 1000, 1: 40, 2: 3}
"""How sorry one would be to lose a number of the nation, a province, a kab."""
DEAR_YEAR = 4


def level(place: str) -> int:
    """0 the nation, 1 a province, 2 a kab."""
    return 0 if place == NATION else 2 if "." in place else 1


def cost(cell: Cell, value: int) -> int:
    """A year is dearer than its parts, a large number than a small one, a nought cheapest."""
    place, period, _code = cell
    return DEAR[level(place)] * (1 + min(value, 50)) * (1 if "-" in period else DEAR_YEAR)


class Totals:
    """The tables of one year, solved at once."""

    def __init__(
        self,
        year: int,
        counts: Mapping[Place, int],
        kabs: Mapping[str, tuple[str, ...]],
        frozen: Mapping[Cell, Sign] | None = None,
    ) -> None:
        """`counts` by kab and month; `kabs` are all kab of each province, those without a case too."""
        self.year, self.counts, self.kabs = year, counts, kabs
        self.by_kab: dict[str, int] = {}
        self.by_half: dict[tuple[str, str], int] = {}
        for (kab, month), number in counts.items():
            self.by_kab[kab] = self.by_kab.get(kab, 0) + number
            key = kab, half(year, month)
            self.by_half[key] = self.by_half.get(key, 0) + number
        self._cells: dict[Place, tuple[Cell, ...]] = {}
        self.hiding = Hiding(counts, self.cells_of, self.offered, cost, frozen)

    def cells_of(self, atom: Place) -> tuple[Cell, ...]:
        """Where a case that was opened in this kab in this month is counted."""
        if atom not in self._cells:
            kab, month = atom
            year, code = str(self.year), f"{self.year}-{month:02d}"
            wide = tuple(
                (place, period, "")
                for place in (NATION, above(kab))
                for period in (year, third(self.year, month), code)
            )
            self._cells[atom] = (*wide, (kab, year, ""), (kab, half(self.year, month), ""))
        return self._cells[atom]

    def offered(self, cell: Cell, _value: int) -> bool:
        """All but the halves of a kab that would tell a small number, or of a year that is not told."""
        place, period, _code = cell
        if level(place) < 2 or "-" not in period:  # noqa: PLR2004 - a kab
            return True
        halves = (self.by_half.get((place, f"{self.year}-S{n}"), 0) for n in (1, 2))
        return not small(self.by_kab.get(place, 0)) and not any(map(small, halves))

    def solve(self) -> Hiding[Place]:
        """Every small number hidden for good, from the nation down."""
        values = self.hiding.values
        for cell in sorted((c for c in values if small(values[c])), key=lambda c: (level(c[0]), c)):
            self.hiding.protect(cell, self._worlds(cell))
        return self.hiding

    def _worlds(self, cell: Cell) -> Iterator[World]:
        place, period, _code = cell
        if "-" in period:
            yield from self._other_months(place, period)
        if place == NATION:
            yield from ({atom: 1} for atom in self._some(place))
        else:
            yield from self._other_places(place, period)

    def _other_months(self, place: str, period: str) -> Iterator[World]:
        """A case was opened in another month; alone, or against one of elsewhere."""
        inside = [m for m in MONTHS if _in(period, self.year, m)]
        outside = [m for m in MONTHS if m not in inside]
        for m, n in product(inside, outside):
            for a, b in ((m, n), (n, m)):
                for kab in self._having(place, a):
                    alone = {(kab, a): -1, (kab, b): 1}
                    for other in self._partners(place, b):
                        if other != kab:
                            yield alone | {(other, b): -1, (other, a): 1}
                    yield alone

    def _other_places(self, place: str, period: str) -> Iterator[World]:
        """A case is one of another kab; of another province, where the number is a province's."""
        for month in (m for m in MONTHS if _in(period, self.year, m)):
            for kab in self._having(place, month):
                yield from ({(kab, month): -1, (other, month): 1} for other in self._elsewhere(place))
            for other in self._elsewhere(place):
                if self.counts.get((other, month)):
                    yield from ({(other, month): -1, (kab, month): 1} for kab in self._some_kabs(place))

    def _having(self, place: str, month: int) -> list[str]:
        """Kab in a place with a case of that month: one whose halves are not told, and the first."""
        found = [kab for kab in self._inside(place) if self.counts.get((kab, month))]
        loose = [kab for kab in found if self.hiding.sign((kab, half(self.year, month), "")) is not Sign.TOLD]
        return list(dict.fromkeys([*loose[:1], *found[:1]]))

    def _partners(self, place: str, month: int) -> Iterator[str]:
        """Kab with a case of that month: of the same province for a kab, of every other for a province."""
        if level(place) == 2:  # noqa: PLR2004 - a kab
            yield from (k for k in self.kabs[above(place)] if k != place and self.counts.get((k, month)))
        elif place != NATION:
            for province in self.kabs:
                if province != place:
                    yield from self._having(province, month)

    def _elsewhere(self, place: str) -> Iterator[str]:
        """For a kab the others of its province, then some of the other provinces; for a province some of theirs."""
        if level(place) == 2:  # noqa: PLR2004 - a kab
            yield from (kab for kab in self.kabs[above(place)] if kab != place)
        own = above(place) if "." in place else place
        for province in self.kabs:
            if province != own:
                yield from self._some_kabs(province)

    def _some_kabs(self, place: str) -> list[str]:
        """Up to three kab of a place, the cheapest to veil."""
        kabs = self._inside(place)
        return sorted(kabs, key=self._sorrow)[:3]

    def _sorrow(self, kab: str) -> tuple[int, str]:
        cell = (kab, str(self.year), "")
        told = self.hiding.sign(cell) is Sign.TOLD
        return (cost(cell, self.by_kab.get(kab, 0)) if told else 0), kab

    def _inside(self, place: str) -> tuple[str, ...]:
        if place == NATION:
            return tuple(kab for kabs in self.kabs.values() for kab in kabs)
        return self.kabs[place] if "." not in place else (place,)

    def _some(self, place: str) -> list[Place]:
        return [(kab, month) for kab in self._inside(place) for month in MONTHS if self.counts.get((kab, month))]


def _in(period: str, year: int, month: int) -> bool:
    return period in {str(year), third(year, month), half(year, month), f"{year}-{month:02d}"}
