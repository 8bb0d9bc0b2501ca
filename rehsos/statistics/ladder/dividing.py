"""One item's year divided along one dimension: nation, provinces, kab. Atoms are (kab, code), or (province, code)."""

from collections.abc import Callable, Iterator, Mapping

from .hiding import Cell, Hiding, Sign, small
from .rungs import LEAST_DIVIDED, NATION, above
from .totals import cost, level

Atom = tuple[str, str]
World = Mapping[Atom, int]


class Divided:
    """A table of places and codes, solved at once. Totals of places are told before and stay."""

    def __init__(
        self,
        year: int,
        counts: Mapping[Atom, int],
        codes: tuple[str, ...],
        total: Callable[[str], int],
        frozen: Mapping[Cell, Sign] | None = None,
    ) -> None:
        """`total` is what is told of all cases of a place in that year; 0 where it is not told."""
        self.year, self.counts, self.codes, self.total = str(year), counts, codes, total
        self.places: dict[str, list[str]] = {}
        for place in sorted({place for place, _code in counts}):
            self.places.setdefault(above(place), []).append(place)
        self.hiding = Hiding(counts, self.cells_of, self.offered, cost, frozen)

    def cells_of(self, atom: Atom) -> tuple[Cell, ...]:
        """Where a case of this place and code is counted: there, and everywhere above."""
        place, code = atom
        found = []
        while place:
            found.append((place, self.year, code))
            place = above(place)
        return tuple(found)

    def divided(self, place: str) -> bool:
        """Whether a place has enough cases to be told apart."""
        return self.total(place) >= LEAST_DIVIDED

    def offered(self, cell: Cell, _value: int) -> bool:
        """Cells of places with enough cases."""
        return self.divided(cell[0])

    def solve(self) -> Hiding[Atom]:
        """Every small number hidden, and of a place that is not divided also where most of its cases stand."""
        values = self.hiding.values
        hide = {cell for cell in values if small(values[cell])} | set(self._largest())
        for cell in sorted(hide, key=lambda c: (level(c[0]), c)):
            self.hiding.protect(cell, self._worlds(cell))
        return self.hiding

    def _largest(self) -> Iterator[Cell]:
        cells: dict[str, list[Cell]] = {}
        for cell in self.hiding.values:
            cells.setdefault(cell[0], []).append(cell)
        for place, here in cells.items():
            if place != NATION and not self.divided(place):
                yield max(here, key=lambda cell: (self.hiding.values[cell], cell))

    def _worlds(self, cell: Cell) -> Iterator[World]:
        """One case has another code: against a case of elsewhere that has this one, or alone."""
        place, _year, code = cell
        for other in self.codes:
            if other == code:
                continue
            for a, b in ((code, other), (other, code)):
                for here in self._having(place, a):
                    alone = {(here, a): -1, (here, b): 1}
                    yield from (alone | {(there, b): -1, (there, a): 1} for there in self._partners(place, b))
                    yield alone

    def _having(self, place: str, code: str) -> list[str]:
        """Atoms' places inside a place with a case of that code: those that are not told first, at most three."""
        found = [p for p in self._inside(place) if self.counts.get((p, code))]
        return sorted(found, key=lambda p: (self.hiding.sign((p, self.year, code)) is Sign.TOLD, p))[:3]

    def _partners(self, place: str, code: str) -> Iterator[str]:
        """Beside a kab the others of its province, then of others; beside a province those of the others."""
        if place == NATION:
            return
        own = above(place) if "." in place else place
        if "." in place:
            yield from (p for p in self.places.get(own, ()) if p != place and self.counts.get((p, code)))
        for province in {above(p) if "." in p else p for p, _code in self.counts}:
            if province != own:
                yield from self._having(province, code)

    def _inside(self, place: str) -> list[str]:
        if place == NATION:
            return [p for kabs in (self.places.get(p, [p]) for p in self._provinces()) for p in kabs]
        return self.places.get(place, [place]) if "." not in place else [place]

    def _provinces(self) -> list[str]:
        return sorted({above(p) if "." in p else p for p, _code in self.counts})
