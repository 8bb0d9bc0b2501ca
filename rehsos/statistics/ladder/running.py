"""Months of the running year, for the nation and the provinces that have many cases in each of them.

A month is told when it is written up, and told anew with its year. Whoever keeps the first telling knows so much of the
year: what was told of a month cannot stand in for another number when the year is solved (`told_before`). That each
month told has at least `LEAST_DIVIDED` cases keeps this cheap: no small number is told or hidden here at all.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ..models import ReleasedCell
from .hiding import Cell, Sign, small
from .rungs import LEAST_DIVIDED, MONTHS_A_YEAR, NATION, above


def told_of_a_month(counts: Mapping[tuple[str, int], int], year: int, month: int) -> list[tuple[str, str, int]]:
    """Place, period and number of a month, for each place that had enough cases in it and in every month before.

    `counts` by kab and month.
    """
    by_place: Counter[tuple[str, int]] = Counter()
    for (kab, when), number in counts.items():
        for place in (NATION, above(kab)):
            by_place[place, when] += number
    places = sorted({place for place, _month in by_place})
    enough = [p for p in places if all(by_place[p, m] >= LEAST_DIVIDED for m in range(1, month + 1))]
    return [(place, f"{year}-{month:02d}", by_place[place, month]) for place in enough]


def told_before(item: str, year: int) -> Iterator[Cell]:
    """The months of a year that were told while it ran."""
    told = ReleasedCell.objects.filter(
        item=item, dimension="", release__year=year, release__through__lt=MONTHS_A_YEAR
    ).values_list("place", "period", "code")
    yield from told.distinct()


def kept_told(before: Iterable[Cell], counts: Mapping[tuple[str, int], int]) -> dict[Cell, Sign]:
    """Those cells as the year must tell them: told, unless so many cases were found wrong that few are left."""
    values: Counter[Cell] = Counter()
    for (kab, month), number in counts.items():
        for place in (NATION, above(kab)):
            values[place, f"{month:02d}", ""] += number
    return {cell: Sign.TOLD for cell in before if not small(values[cell[0], cell[1][-2:], ""])}
