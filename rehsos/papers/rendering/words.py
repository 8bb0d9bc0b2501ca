"""Dates as an Indonesian letter writes them."""

from datetime import date, datetime, timedelta

from rehsos.law.words import LONG_DAYS, LONG_MONTHS


def long_date(day: date) -> str:
    """As in 21 September 2018."""
    return f"{day.day} {LONG_MONTHS['id'][day.month - 1]} {day.year}"


def long_month(day: date) -> str:
    """As in September 2018."""
    return long_date(day).partition(" ")[2]


def day_and_date(day: date) -> str:
    """As in Jumat, 21 September 2018."""
    return f"{LONG_DAYS['id'][day.weekday()]}, {long_date(day)}"


def moment(at: datetime, zone: str = "") -> str:
    """As in Jumat, 21 September 2018, pukul 08.15 WITA; `at` is already in the office's zone."""
    return f"{day_and_date(at)}, pukul {at:%H.%M} {zone}".rstrip()


def until(at: datetime, zone: str = "") -> str:
    """The same of an end: midnight is 24.00 of the day before."""
    if (at.hour, at.minute) != (0, 0):
        return moment(at, zone)
    return f"{day_and_date(at - timedelta(days=1))}, pukul 24.00 {zone}".rstrip()
