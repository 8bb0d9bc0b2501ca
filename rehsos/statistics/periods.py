"""Months and parts of a year, and how they are said."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING

from .dimensions import CLOSED, month_name

if TYPE_CHECKING:
    from .counting import Asked


def first_of_month(day: date) -> date:
    """The first day of that month."""
    return day.replace(day=1)


def last_day(day: date) -> date:
    """The last day of that month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def span(start: date, end: date) -> str:
    """Days of one year in few letters: `Jan–Jun`, `Mar`, `Jan–22 Nov`, `5–20 Mar`."""
    whole = (start == first_of_month(start), end == last_day(end))
    first, last = month_name(start.month), month_name(end.month)
    if start.month == end.month:
        return first if all(whole) else f"{start.day}–{end.day} {first}"
    return f"{first if whole[0] else f'{start.day} {first}'}–{last if whole[1] else f'{end.day} {last}'}"


def opened_between(asked: Asked) -> tuple[date | None, date]:
    """From when to when cases of a question were opened: in its period, and in the year or month of its cell."""
    told = dict(asked.cell)
    spans = [(asked.first, asked.last)]
    if (year := told.get("year")) and date.min.year <= int(year) <= date.max.year:
        spans.append((date(int(year), 1, 1), date(int(year), 12, 31)))
    if (month := told.get("month", CLOSED)) != CLOSED:
        start = date.fromisoformat(f"{month}-01")
        spans.append((start, last_day(start)))
    return max((first for first, _last in spans if first), default=None), min(last for _first, last in spans)
