"""Cells and margins of a table. A row of what stands is of every year it stands in: along time it is not added up."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .asked import Asked, Key

Axes = tuple[tuple[str, ...], ...]


def with_margins(asked: Asked, counts: Mapping[Key, int], axes: Axes) -> dict[Key, int]:
    """Every cell and margin; where nothing was found it is nought.

    Of a unit that adds up they are added; of others the database told them. Of a stock the margin of time is its end.
    """
    full: dict[Key, int] = dict.fromkeys(product(*((*axis, None) for axis in axes)), 0)
    at = _time_of_a_stock(asked)
    if not asked.one.additive:
        full |= counts
        return full if at is None else {key: full[_at_the_end(key, at, axes)] for key in full}
    for key, number in counts.items():
        for margin in product(*((code, None) for code in key)):
            if at is None or margin[at] is not None or key[at] == axes[at][-1]:
                full[margin] += number
    return full


def _time_of_a_stock(asked: Asked) -> int | None:
    return asked.by.index(asked.times[0]) if asked.source.stock and asked.times else None


def _at_the_end(key: Key, at: int, axes: Axes) -> Key:
    return key if key[at] is not None else (*key[:at], axes[at][-1], *key[at + 1 :])
