"""What may be told of fixed tables, so that nobody can work out a number from 1 to 4.

For each small number there must be *another world*: the same cases but for one or two that are moved or exchanged,
in which that number is another one and everything told is the same. Who knows every table and every rule cannot say
which of the two worlds is ours. `protect` finds the world that differs least and hides what differs. Hiding more never
takes a world away, so one pass is enough, and no solver is needed: each world is its own proof. That nothing follows
from all of it together is tested against a linear programme (tests/test_attack.py).
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from .rungs import LEAST_TOLD

Cell = tuple[str, str, str]
"""A place, a period, and a code of the dimension (empty for a total)."""

Atom = TypeVar("Atom", bound=Hashable)
"""Whatever tells cases apart as finely as the tables do."""


class Sign(StrEnum):
    """What is said of a number."""

    TOLD = "told"
    SMALL = "small"  # one to four
    VEILED = "veiled"  # any number, nought too
    WITHHELD = "withheld"  # not printed at all


class CannotHideError(Exception):
    """Some small number follows from what was told before: nothing more may be told."""


class Hiding(Generic[Atom]):
    """A set of tables over the same atoms, and what may be told of each cell.

    `cells_of` names the cells an atom is counted in, `offered` those that are to be told, `cost` how sorry one would
    be to lose a cell. `frozen` cells were told before: their signs stay.
    """

    def __init__(
        self,
        counts: Mapping[Atom, int],
        cells_of: Callable[[Atom], tuple[Cell, ...]],
        offered: Callable[[Cell, int], bool],
        cost: Callable[[Cell, int], int],
        frozen: Mapping[Cell, Sign] | None = None,
    ) -> None:
        self.counts, self.cells_of, self.cost, self.frozen = counts, cells_of, cost, frozen or {}
        self.values: dict[Cell, int] = defaultdict(int)
        for atom, number in counts.items():
            for cell in cells_of(atom):
                self.values[cell] += number
        self._offered = offered
        self._signs: dict[Cell, Sign] = {}

    def sign(self, cell: Cell) -> Sign:
        """What is said of a cell so far."""
        known = self._signs.get(cell)
        if known is None:
            known = self._signs[cell] = self.frozen.get(cell) or self._first_sign(cell)
        return known

    def _first_sign(self, cell: Cell) -> Sign:
        value = self.values.get(cell, 0)
        if not self._offered(cell, value):
            return Sign.WITHHELD
        return Sign.SMALL if small(value) else Sign.TOLD

    def protect(self, cell: Cell, worlds: Iterable[Mapping[Atom, int]]) -> None:
        """Hide what the cheapest world changes that changes this cell too. CannotHideError where there is none.

        A world is how it differs from ours: atoms, and how many cases more or fewer stand in each.
        """
        best: dict[Cell, int] | None = None
        least = -1
        for world in worlds:
            changes = self._changes(world)
            if not changes.get(cell):
                continue
            price = self._price(changes)
            if price is not None and (best is None or price < least):
                best, least = changes, price
                if not price:
                    break
        if best is None:
            raise CannotHideError(cell)
        self._hide(best)

    def _changes(self, world: Mapping[Atom, int]) -> dict[Cell, int]:
        found: dict[Cell, int] = {}
        for atom, change in world.items():
            for cell in self.cells_of(atom):
                found[cell] = found.get(cell, 0) + change
        return {cell: change for cell, change in found.items() if change}

    def _price(self, changes: Mapping[Cell, int]) -> int | None:
        """What would have to be given up, or None where it cannot be."""
        total = 0
        for cell, change in changes.items():
            value, sign = self.values.get(cell, 0), self.sign(cell)
            if value + change < 0:
                return None
            if sign is Sign.TOLD or (sign is Sign.SMALL and not small(value + change)):
                if cell in self.frozen:
                    return None
                total += self.cost(cell, value)
        return total

    def _hide(self, changes: Mapping[Cell, int]) -> None:
        """Beside a nought that stands in for another, a small number is told no more exactly than the nought."""
        beside_nought = any(not self.values.get(cell, 0) for cell in changes if self.sign(cell) is not Sign.WITHHELD)
        for cell, change in changes.items():
            sign, value = self.sign(cell), self.values.get(cell, 0)
            vague = sign is Sign.SMALL and (beside_nought or not small(value + change))
            if (sign is Sign.TOLD or vague) and cell not in self.frozen:
                self._signs[cell] = Sign.VEILED

    def told(self) -> Iterator[tuple[Cell, Sign, int]]:
        """Every cell that is printed and is not simply nought: its sign, and its number where that is told."""
        for cell in sorted({*self.values, *self._signs}):
            sign, value = self.sign(cell), self.values.get(cell, 0)
            if sign is not Sign.WITHHELD and (value or sign is not Sign.TOLD):
                yield cell, sign, value if sign is Sign.TOLD else 0


def small(number: int) -> bool:
    """Whether a number could point at a child."""
    return 0 < number < LEAST_TOLD
