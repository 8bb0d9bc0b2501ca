"""Working days and office hours in Indonesia, from dated lists of holidays and joint leave.

A calendar says which years it does not have a verified list for; whoever counts with it passes that on.
Days are local dates: the time zone is the caller's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from rehsos.law.book import BadData, read_toml

WEEKDAYS = frozenset(range(5))
OFFICE_HOURS = (time(8), time(16))
"""Our assumption where an office has not said otherwise; the law gives no office hours."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked. `days` are the days off; `verified` the years whose list was checked."""

    days: Mapping[date, str]
    verified: frozenset[int]
    weekdays: frozenset[int] = WEEKDAYS
    hours: tuple[time, time] = field(default=OFFICE_HOURS)

    def works(self, day: date) -> bool:
        """Whether the office works on that day."""
        return day.weekday() in self.weekdays and not self.off(day)

    def off(self, day: date) -> str:
        """The name of the holiday or joint leave on that day, or an empty string."""
        return self.days.get(day, "") or _fixed_name(day)

    def latest(self, day: date) -> date:
        """That day if it is worked, else the last one before that is."""
        while not self.works(day):
            day -= timedelta(days=1)
        return day

    def after(self, day: date, working_days: int) -> date:
        """The last of so many working days, counted from the day after."""
        while working_days:
            day += timedelta(days=1)
            working_days -= self.works(day)
        return day

    def doubtful_years(self, first: date, last: date) -> tuple[int, ...]:
        """Years between two days whose list of holidays is not verified."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.verified)

    def after_hours(self, start: datetime, hours: int, tz: ZoneInfo) -> datetime:
        """The instant when so many office hours have been worked since the start."""
        left, local = timedelta(hours=hours), start.astimezone(tz)
        while True:
            opening, closing = self._open(local.date(), tz)
            begin = max(local, opening)
            if self.works(local.date()) and begin + left <= closing:
                return begin + left
            if self.works(local.date()):
                left -= max(closing - begin, timedelta(0))
            local = datetime.combine(local.date() + timedelta(days=1), time(0), tz)

    def _open(self, day: date, tz: ZoneInfo) -> tuple[datetime, datetime]:
        return datetime.combine(day, self.hours[0], tz), datetime.combine(day, self.hours[1], tz)


@cache
def _fixed() -> Mapping[tuple[int, int], tuple[int, str]]:
    rows = read_toml("holidays.toml")["fixed"]
    return {_month_day(row["day"]): (row["from"], row["name"]) for row in rows}


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)


def _fixed_name(day: date) -> str:
    since, name = _fixed().get((day.month, day.day), (day.year + 1, ""))
    return name if since <= day.year else ""


def _days_of(row: Mapping[str, Any]) -> Iterable[tuple[date, str]]:
    for text, name in (row["national"] | row["joint_leave"]).items():
        try:
            yield date(row["year"], *_month_day(text)), name
        except ValueError as wrong:
            raise BadData(f"holidays.toml: {row['year']}: {text}: {wrong}") from wrong


def source(year: int) -> str:
    """Where that year's list comes from; empty when the book has none."""
    rows = read_toml("holidays.toml")["year"]
    return next((row["source"] for row in rows if row["year"] == year), "")


@cache
def national() -> Calendar:
    """The national calendar: every listed year, and the fixed days of any other."""
    rows = read_toml("holidays.toml")["year"]
    days = {day: name for row in rows for day, name in _days_of(row)}
    return Calendar(MappingProxyType(days), frozenset(row["year"] for row in rows if row["verified"]))


def with_days(calendar: Calendar, extra: Mapping[date, str]) -> Calendar:
    """The calendar with the days off of a region, which an office keeps for itself: a region's own are in no list."""
    days = MappingProxyType({**calendar.days, **extra})
    return Calendar(days, calendar.verified, calendar.weekdays, calendar.hours)
