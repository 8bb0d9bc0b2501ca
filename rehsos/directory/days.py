"""Which day it is at an office, and whether a dated row runs: never the day of the database, never that of the process.

A share and an assignment run by the day of the office that owns the case, a posting by that of the office that posts.
The database knows an office's day by `rehsos_today(office)` (access.guard), from the instant in the scope.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import DateField, F, Func, Q
from django.utils import timezone

from .models import Office

EAST, WEST = ZoneInfo("Asia/Jayapura"), ZoneInfo("Asia/Jakarta")
"""Where a day of Indonesia begins, and where it ends last."""


class Today(Func):
    """The calendar day, now, at the office of that id or column, for a condition of the ORM."""

    function = "rehsos_today"
    output_field = DateField()

    def __init__(self, office: str | int) -> None:
        super().__init__(F(office) if isinstance(office, str) else office)


def today_at(office: Office, now: datetime | None = None) -> date:
    """The calendar day at an office, at an instant or now."""
    return timezone.localdate(now, ZoneInfo(office.time_zone))


def not_over(day: date | Today, row: str = "") -> Q:
    """Dated rows (shares, assignments, postings) whose last day, if they have one, is not before `day`."""
    return Q(**{f"{row}until": None}) | Q(**{f"{row}until__gte": day})


def held_on(day: date | Today, row: str = "") -> Q:
    """Dated rows that hold on `day`. `row`: path to the dates."""
    return Q(**{f"{row}since__lte": day}) & not_over(day, row)


def lasts(row: str, day: str) -> str:
    """SQL: the dated row called `row` has not ended before `day`; its last day is its own."""
    return f"({row}.until IS NULL OR {row}.until >= {day})"


def holds(row: str, day: str = "%(today)s") -> str:
    """SQL: the dated row called `row` holds on `day`, which is a parameter or an expression."""
    return f"({row}.since <= {day} AND {lasts(row, day)})"


def runs(office: str | int, row: str = "") -> Q:
    """Rows that hold on the day at `office`, a column's path or an id. `row`: path to the dates."""
    return held_on(Today(office), row)


def running(row: str, office: str) -> str:
    """SQL: the row called `row` runs, by the day at the office whose id is `office`.

    The statement is to be given `today`, the actor's day.

    What began before that day and has no end runs in every zone: only of the rest the office is asked.
    """
    return f"({row}.until IS NULL AND {row}.since < %(today)s OR {holds(row, f'rehsos_today({office})')})"
