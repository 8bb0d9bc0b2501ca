"""Counting a term from a moment: the earliest reading, which is due, and the softer one beside it.

An end of day is the following midnight in the office's zone, so that "until 24.00" is one exact instant.
"""

import calendar as months
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rehsos.law import ages
from rehsos.law.book import counting_doubts
from rehsos.law.holidays import Calendar
from rehsos.law.shapes import Kind, Length, Rule, Words

DAY = timedelta(days=1)
CRIMINAL_MONTH = 30
MONTHS_A_YEAR = 12
CIVIL = ("Menurut kalender.", "By the calendar.")
THIRTY = ("Satu bulan dihitung 30 hari.", "A month is counted as 30 days.")


@dataclass(frozen=True, slots=True)
class Reading:
    """A second way to read the term: its end and the words that say why."""

    at: datetime
    words: Words


@dataclass(frozen=True, slots=True)
class Term:
    """When a term ends: the safe reading, the other one if it differs, and what the count leaned on."""

    due: datetime
    second: Reading | None = None
    relied_on: tuple[Words, ...] = ()


def midnight(day: date, tz: ZoneInfo) -> datetime:
    """The first instant of a local day."""
    return datetime.combine(day, time(0), tz)


def end_of(day: date, tz: ZoneInfo) -> datetime:
    """24.00 of a local day, which is the midnight after it."""
    return midnight(day + DAY, tz)


def hours_after(start: datetime, hours: float) -> datetime:
    """Exact hours later, in the zone of the start, across any change of clock."""
    zone = start.tzinfo
    return (start.astimezone(ZoneInfo("UTC")) + timedelta(hours=hours)).astimezone(zone)


def months_after(day: date, number: int, *, least: bool = False) -> date:
    """The same day of a later month; where it is shorter its last day, of a minimum the day after that."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + number, MONTHS_A_YEAR)
    last = months.monthrange(year, month + 1)[1]
    reached = date(year, month + 1, min(day.day, last))
    return reached + DAY if least and day.day > last else reached


def day_after(day: date, length: Length, *, criminal: bool, least: bool = False) -> date:
    """The calendar day a length of days, months or years reaches; criminal months have 30 days."""
    if length.unit == "days":
        return day + timedelta(days=length.number)
    if length.unit == "months" and criminal:
        return day + timedelta(days=CRIMINAL_MONTH * length.number)
    return months_after(day, length.number * (MONTHS_A_YEAR if length.unit == "years" else 1), least=least)


def _other(at: datetime, due: datetime, words: Words) -> Reading | None:
    return Reading(at, words) if at > due else None


def by_hours(start: datetime, length: Length, tz: ZoneInfo, *, exact: bool, from_date: bool) -> Term:
    """Hours from the instant. If the hour is unknown, from the first instant of that day: the safe reading.

    `from_date` says the statute counts from a date, so the end of the last day is a second reading.
    """
    day = start.astimezone(tz).date()
    due = hours_after(start if exact else midnight(day, tz), length.number)
    last = end_of((hours_after(midnight(day, tz), length.number)).astimezone(tz).date(), tz)
    if not exact:
        words = ("jam tidak dicatat; paling lambat akhir hari", "hour not recorded; at the latest end of day")
        return Term(due, _other(last, due, words))
    words = ("tafsir tanggal: sampai akhir hari", "read by date: until the end of the day")
    return Term(due, _other(last, due, words) if from_date else None)


def by_days(start: datetime, length: Length, tz: ZoneInfo, *, exact: bool) -> Term:
    """Days of 24 hours (due), and the end of the last day when the next day is the first (second reading).

    A start known only to the day counts from its first instant. Nought days ends with the day itself.
    """
    day = start.astimezone(tz).date()
    last = end_of(day + timedelta(days=length.number), tz)
    if not length.number:
        return Term(last)
    due = hours_after(start if exact else midnight(day, tz), 24 * length.number)
    words = (
        "dihitung mulai hari berikutnya: sampai akhir hari",
        "counted from the next day: until the end of the day",
    )
    return Term(due, _other(last, due, words), counting_doubts(day))


def by_working_time(start: datetime, length: Length, tz: ZoneInfo, calendar: Calendar) -> Term:
    """Working days from the next one, to the end of the last; or office hours from the instant."""
    first = start.astimezone(tz).date()
    if length.unit == "working_hours":
        due = calendar.after_hours(start, length.number, tz)
    else:
        due = end_of(calendar.after(first, length.number), tz)
    last = (due - timedelta(microseconds=1)).astimezone(tz).date()
    return Term(due, relied_on=_doubt(calendar.doubtful_years(first, last)))


def _doubt(years: tuple[int, ...]) -> tuple[Words, ...]:
    named = ", ".join(str(year) for year in years)
    words = (
        f"Daftar hari libur {named} belum dipastikan.",
        f"The list of holidays for {named} is not verified.",
    )
    return (words,) if years else ()


def by_months(start: datetime, length: Length, tz: ZoneInfo, rule: Rule) -> Term:
    """Months or years of a limit: it has run out with the day before the same date, a minimum with that date.

    A criminal month is 30 days; the calendar is then the softer reading. Of a minimum the later one is safe.
    """
    day = _date(start, tz)
    civil = midnight(day_after(day, length, criminal=False, least=rule.bound == "min"), tz)
    if rule.month == "calendar" or length.unit == "years":
        deadline = rule.kind is Kind.MONTHS
        return Term(end_of(_date(civil, tz), tz) if deadline else civil)
    thirty = midnight(day_after(day, length, criminal=True), tz)
    if rule.bound == "min":
        return Term(max(thirty, civil), relied_on=(CIVIL,))
    return Term(thirty, _other(civil, thirty, CIVIL), (THIRTY,))


def _date(moment: datetime, tz: ZoneInfo) -> date:
    return moment.astimezone(tz).date()


def term(rule: Rule, length: Length, start: datetime, tz: ZoneInfo, calendar: Calendar, *, exact: bool) -> Term:
    """The end of a length under a rule; `exact` says whether the hour of the start is known."""
    if length.unit == "hours":
        return by_hours(start, length, tz, exact=exact, from_date=rule.date_reading)
    if length.unit in ("working_days", "working_hours"):
        return by_working_time(start, length, tz, calendar)
    if length.unit == "days":
        return _plain_days(rule, length, start, tz) or by_days(start, length, tz, exact=exact)
    if rule.bound == "birthday":
        return Term(midnight(ages.birthday(_date(start, tz), length.number), tz))
    return by_months(start, length, tz, rule)


def _plain_days(rule: Rule, length: Length, start: datetime, tz: ZoneInfo) -> Term | None:
    """An office's own days have one reading: the end of the last day."""
    if not rule.pausable:
        return None
    return Term(end_of(_date(start, tz) + timedelta(days=length.number), tz))
