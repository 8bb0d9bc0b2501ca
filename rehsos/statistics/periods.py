"""Months and parts of a year, and how they are said."""

import calendar
from datetime import date

from .dimensions import month_name


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
