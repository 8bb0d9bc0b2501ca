"""Months and parts of a year, how they are said, and which rows of a source fall in those of a question."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from .everywhere import CLOSED, MONTHS_A_YEAR, day_of, month_name

if TYPE_CHECKING:
    from rehsos.house.counting import Source

    from .asked import Asked


def first_of_month(day: date) -> date:
    """The first day of that month."""
    return day.replace(day=1)


def last_day(day: date) -> date:
    """The last day of that month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def month_of_day(day: date) -> int:
    """Its month as it is stored: year x 12 + month - 1."""
    return day.year * MONTHS_A_YEAR + day.month - 1


def span(start: date, end: date) -> str:
    """Days of one year in few letters: `Jan–Jun`, `Mar`, `Jan–22 Nov`, `5–20 Mar`."""
    whole = (start == first_of_month(start), end == last_day(end))
    first, last = month_name(start.month), month_name(end.month)
    if start.month == end.month:
        return first if all(whole) else f"{start.day}–{end.day} {first}"
    return f"{first if whole[0] else f'{start.day} {first}'}–{last if whole[1] else f'{end.day} {last}'}"


def bounds(period: str) -> tuple[date, date]:
    """First and last day of `2018`, `2018-S1`, `2024-C1` or `2018-06`. Raises ValueError for what is no period."""
    year, _dash, part = period.partition("-")
    first, last = _months(part)
    return date(int(year), first, 1), last_day(date(int(year), last, 1))


def _months(part: str) -> tuple[int, int]:
    size = {"": MONTHS_A_YEAR, "C": 4, "S": 6}.get(part[:1], 1)
    number = int(part.lstrip("CS") or 1)
    first = (number - 1) * size + 1
    if not 1 <= first <= MONTHS_A_YEAR:
        raise ValueError(f"no such part of a year: {part}")
    return first, first + size - 1


def between(asked: Asked) -> tuple[date | None, date]:
    """From when to when the rows of a question are counted: in its period, and in the year or month of its cell."""
    spans = [(asked.first, asked.last)]
    for name, code in asked.cell:
        if asked.is_time(name) and code != CLOSED and (held := _bounds(code)):
            spans.append(held)
    return max((first for first, _last in spans if first), default=None), min(last for _first, last in spans)


def cuts_a_month(asked: Asked) -> bool:
    """Whether a question cuts a month. Until today is whole: no case is opened in the future."""
    first, last = between(asked)
    return last < min(last_day(last), timezone.localdate()) or (first is not None and first.day > 1)


def cuts_a_year(asked: Asked) -> bool:
    """Whether it cuts a year; until today is whole, save on a month's last day: an office east may be in the next."""
    today, (first, last) = timezone.localdate(), between(asked)
    whole = (last.month, last.day) == (12, 31) or (last >= today and (today + timedelta(days=1)).day > 1)
    return not whole or (first is not None and (first.month, first.day) != (1, 1))


def _bounds(code: str) -> tuple[date, date] | None:
    try:
        return bounds(code)
    except (ValueError, OverflowError):
        return None  # a year that no calendar has


def in_period(asked: Asked, given: dict[str, Any]) -> list[str]:
    """That a row is counted in the days of a question, as SQL; what it names is put into `given`."""
    source, (first, last) = asked.source, between(asked)
    if source.instant:
        given["zone"] = str(timezone.get_current_timezone())
    if source.stock:
        return _standing(source, asked, given, first, min(last, timezone.localdate()))
    if source.month:
        return _by_month(source, given, first, last)
    return _by_day(source, given, first, min(last, timezone.localdate()))


def _by_month(source: Source, given: dict[str, Any], first: date | None, last: date) -> list[str]:
    """By whole months from the index; by days only where the period cuts a month.

    Nothing is opened in the future, so a period until today needs no day.
    """
    where = [f"{source.month} <= %(last_month)s"]
    given["last_month"] = month_of_day(last)
    if last < min(last_day(last), timezone.localdate()):
        where.append(f"{source.day} <= %(last)s")
        given["last"] = last
    if first:
        where.append(f"{source.month} >= %(first_month)s")
        given["first_month"] = month_of_day(first)
        if first != first_of_month(first):
            where.append(f"{source.day} >= %(first)s")
            given["first"] = first
    return where


def _by_day(source: Source, given: dict[str, Any], first: date | None, last: date) -> list[str]:
    """By days, or by the hours at which they begin and end where the asker is, so that an index of hours serves."""
    if source.instant:
        zone = timezone.get_current_timezone()
        at, day = source.instant, timedelta(days=1)
        given["last"] = datetime.combine(last + day, time(0), zone)
        given["first"] = datetime.combine(first, time(0), zone) if first else None
        before = f"{at} < %(last)s"
    else:
        at, before = source.day, f"{source.day} <= %(last)s"
        given |= {"first": first, "last": last}
    return [before, *([f"{at} >= %(first)s"] if first else [])]


def _standing(source: Source, asked: Asked, given: dict[str, Any], first: date | None, last: date) -> list[str]:
    """What stands on the last day; along time, at the end of each of its parts (`ends`)."""
    given["last"] = last
    began = f"{day_of(source)} <= %(last)s"
    if not asked.times:
        return [began, f"({source.until} IS NULL OR {source.until} > %(last)s)"]
    months = asked.dimensions[asked.by.index(asked.times[0])].months
    given |= {
        "first_end": month_of_day(first) // months if first else 0,
        "last_end": month_of_day(last) // months,
    }
    return [began]
