"""The rungs: which places, periods and divisions may be told at all to who may not open the cells.

| place     | totals                                | divided                        |
|-----------|---------------------------------------|--------------------------------|
| nation    | year, four months, month *            | year: role, sex, age, type     |
| province  | year, four months, month *            | year: role, sex, age, type     |
| kab, kota | year, half-year where both are told   | year: role, sex, age           |

What is divided, and along what, says the room that gives a dimension (`house.counting.Told`); here of cases.

* of the running year the closed months, where none of them had fewer than `LEAST_DIVIDED`.

Only blocks of at least `LEAST_DIVIDED` are divided. There is no kecamatan, no day, no free range, no table of a kab
along two dimensions. 5 and 20 are ours: no Indonesian norm for either was found.
"""

from datetime import date, timedelta

from ..dimensions import DIMENSIONS, MEASURES
from ..periods import bounds, last_day

NATION = "ID"
LEAST_TOLD = 5
LEAST_DIVIDED = 20
CLOSING = timedelta(days=31)
"""How long after its end a year is still being written up; then it is told, once."""

MONTH_CLOSING = timedelta(days=14)
"""The same of a month of the running year, which its year will tell anew."""

MONTHS_A_YEAR, MONTHS_A_THIRD, MONTHS_A_HALF = 12, 4, 6


def divided(item: str) -> tuple[str, ...]:
    """Along what an item is divided."""
    return tuple(one.code for one in DIMENSIONS.values() if one.told and item in one.told.items)


def told_by(measure: str) -> tuple[str, ...]:
    """Along what a measure is told apart: its items are divided, or stand among the codes as one line."""
    items = set(MEASURES[measure].items)
    return tuple(
        one.code
        for one in DIMENSIONS.values()
        if one.told and items & {*one.told.items} and items <= {*one.told.items, *one.told.beside}
    )


def fixed_codes(dimension: str, items: tuple[str, ...]) -> tuple[str, ...]:
    """The codes that always stand in a division of items: those of the only measure they are, or its own."""
    one, of = DIMENSIONS[dimension], set(items)
    only = [m.only[dimension] for m in MEASURES.values() if {*m.items} & of and dimension in m.only]
    beside = one.told.beside.items() if one.told else ()
    return only[0] if only else one.codes or tuple(code for item, code in beside if item in of)


def kab_of(place: str) -> str:
    """The kabupaten or kota of a place of residence; `.00` where only the province is known, and of nobody's."""
    if len(place) >= len("53.01"):
        return place[: len("53.01")]
    return f"{place or '00'}.00"


def above(place: str) -> str:
    """The province of a kab, the nation of a province; empty for the nation."""
    if place == NATION:
        return ""
    return place.partition(".")[0] if "." in place else NATION


def third(year: int, month: int) -> str:
    """`2024-C1`: January to April."""
    return f"{year}-C{(month - 1) // MONTHS_A_THIRD + 1}"


def half(year: int, month: int) -> str:
    """`2018-S1`: January to June."""
    return f"{year}-S{(month - 1) // MONTHS_A_HALF + 1}"


def parts(period: str) -> tuple[str, ...]:
    """The months of a period, as codes: of `2018`, `2024-C1`, `2018-S1` or `2018-06`."""
    first, last = bounds(period)
    return tuple(f"{first.year}-{month:02d}" for month in range(first.month, last.month + 1))


def period_of(first: date, last: date) -> str:
    """The one period that is exactly these days, or nothing."""
    if first.year != last.year:
        return ""
    year = first.year
    known = (
        str(year),
        *(f"{year}-C{n}" for n in (1, 2, 3)),
        *(f"{year}-S{n}" for n in (1, 2)),
        *(f"{year}-{n:02d}" for n in range(1, MONTHS_A_YEAR + 1)),
    )
    return next((code for code in known if bounds(code) == (first, last)), "")


def closed(year: int, today: date) -> bool:
    """Whether the time for late entries of a year is over."""
    return today > date(year, 12, 31) + CLOSING


def closed_months(year: int, today: date) -> int:
    """How many months of a year, from January on, are over and written up; 12 once its last one is."""
    return sum(today > last_day(date(year, month, 1)) + MONTH_CLOSING for month in range(1, MONTHS_A_YEAR + 1))
