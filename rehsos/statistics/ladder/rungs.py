"""The rungs: which places, periods and divisions may be told at all to who may not open the cells.

| place     | totals                                | divided                        |
|-----------|---------------------------------------|--------------------------------|
| nation    | year, four months, month *            | year: role, sex, age, type     |
| province  | year, four months, month *            | year: role, sex, age, type     |
| kab, kota | year, half-year where both are told   | year: role, sex, age           |

* of the running year the closed months, where none of them had fewer than `LEAST_DIVIDED`.

Only blocks of at least `LEAST_DIVIDED` are divided. There is no kecamatan, no day, no free range, no table of a kab
along two dimensions. 5 and 20 are ours: no Indonesian norm for either was found.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

NATION = "ID"
LEAST_TOLD = 5
LEAST_DIVIDED = 20
CLOSING = timedelta(days=31)
"""How long after its end a year is still being written up; then it is told, once."""

MONTH_CLOSING = timedelta(days=14)
"""The same of a month of the running year, which its year will tell anew."""

MONTHS_A_YEAR, MONTHS_A_THIRD, MONTHS_A_HALF = 12, 4, 6


@dataclass(frozen=True)
class Item:
    """Cases that are counted together. Items never overlap, so what is told of one says nothing of another."""

    code: str
    divided: tuple[str, ...]


ITEMS: Mapping[str, Item] = {
    item.code: item
    for item in (
        Item("abh", ("role", "sex", "age_band")),
        Item("other", ("sex", "age_band", "type")),
        Item("consultations", ("sex", "age_band")),
    )
}
MEASURES: Mapping[str, tuple[str, ...]] = {
    "abh": ("abh",),
    "cases": ("abh", "other"),
    "consultations": ("consultations",),
}
"""What is asked for as a sum of items: all cases are the children before the law and the others."""

NOT_BY_KAB = frozenset({"type"})
"""Divided along these only for the nation and the provinces."""


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


def bounds(period: str) -> tuple[date, date]:
    """First and last day. Raises ValueError for what is no period."""
    year, _dash, part = period.partition("-")
    first, last = _months(part)
    return date(int(year), first, 1), _end(int(year), last)


def _months(part: str) -> tuple[int, int]:
    size = {"": MONTHS_A_YEAR, "C": MONTHS_A_THIRD, "S": MONTHS_A_HALF}.get(part[:1], 1)
    number = int(part.lstrip("CS") or 1)
    first = (number - 1) * size + 1
    if not 1 <= first <= MONTHS_A_YEAR:
        raise ValueError(f"no such part of a year: {part}")
    return first, first + size - 1


def _end(year: int, month: int) -> date:
    return date(year + month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1) - timedelta(days=1)


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
    return sum(today > _end(year, month) + MONTH_CLOSING for month in range(1, MONTHS_A_YEAR + 1))
