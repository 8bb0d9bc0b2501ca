"""Children and perkara of a year, for the nation and its provinces, beside the cases told there.

Whoever reads cases and children subtracts: the difference is a number of cases more than one of a child, and so a cell
like any other. It is told only where it is nought or at least five, for a place and for all that a table leaves over.
A child stands in each province it had a case in, and once in the nation; a year is never added to another.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from django.db import connection

from ..asked import Asked
from ..counting import conditions
from ..dimensions import ITEMS, MEASURES, UNITS
from .hiding import Sign, small
from .rungs import LEAST_TOLD, NATION

PROVINCE = len("53")
LARGEST_GAP = LEAST_TOLD - 1

Row = tuple[str, str, str, Sign, int | None]


def counted(measure: str, unit: str, year: int) -> dict[str, int]:
    """So many of a unit by province and in the nation, of a measure that is told in it. As the owner."""
    one = UNITS[unit]
    [item] = MEASURES[measure].items
    asked = Asked(measure, (), unit, first=date(year, 1, 1), last=date(year, 12, 31))
    where, given = conditions(asked, ())
    province = f"left({asked.source.place}, {PROVINCE})"
    ask = (
        f"SELECT coalesce({province}, '{NATION}'), {one.sql} FROM {asked.rows} {one.joins} "
        f"WHERE {' AND '.join([*where, f'({ITEMS[item].where})'])} GROUP BY GROUPING SETS (({province}), ())"
    )
    with connection.cursor() as cursor:
        cursor.execute(ask, given)
        return dict(cursor.fetchall())


def told(cases: Mapping[str, tuple[Sign, int]], units: Mapping[str, int], year: int) -> Iterator[Row]:
    """What is said of children or perkara of each place with cases. `cases`: what is said of those, and how many."""
    said = {place: _said(*of_place, units.get(place, 0)) for place, of_place in cases.items() if of_place[1]}
    if NATION in said and said[NATION] is Sign.TOLD and not _leaves_nothing_small(said, cases, units):
        said[NATION] = Sign.VEILED
    for place, sign in said.items():
        yield place, str(year), "", sign, units.get(place, 0) if sign is Sign.TOLD else None


def _said(sign: Sign, cases: int, number: int) -> Sign:
    hidden = sign is not Sign.TOLD or small(number) or small(abs(cases - number))
    return Sign.VEILED if hidden else Sign.TOLD


def _leaves_nothing_small(
    said: Mapping[str, Sign], cases: Mapping[str, tuple[Sign, int]], units: Mapping[str, int]
) -> bool:
    """Whether the nation less the provinces told is nought or large, and neither all least nor all greatest gaps."""
    told_here = [place for place, sign in said.items() if place != NATION and sign is Sign.TOLD]
    hidden = len(said) - 1 - len(told_here)
    over = [n[NATION] - sum(n.get(p, 0) for p in told_here) for n in ({p: n for p, (_s, n) in cases.items()}, units)]
    gap = abs(over[0] - over[1])
    if not hidden:
        return not small(gap)
    return hidden > 1 and gap >= LEAST_TOLD and hidden < gap < LARGEST_GAP * hidden
