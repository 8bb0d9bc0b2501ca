"""The days ahead: appointments and reports that wait, by day, today and what is overdue first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.look import words

AHEAD = timedelta(days=7)
"""How far Hari ini looks ahead, and today itself."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class AgendaDay:
    """One day of the agenda, by the hour; today's holds what should have been before."""

    day: date
    rows: list[Row] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Hari ini; Besok with its day; any other day by its name."""
        today = timezone.localdate()
        if self.day == today:
            return _("Hari ini")
        said = words.day(self.day, long=True)
        return _("Besok, {day}").format(day=said) if self.day == today + timedelta(days=1) else said


def agenda(rows: Iterable[Row]) -> list[AgendaDay]:
    """Appointments and reports under their days; a report that names no hour waits today."""
    today = timezone.localdate()
    days: dict[date, AgendaDay] = {today: AgendaDay(today)}
    for row in rows:
        if row["what"] not in {"appointment", "report"}:
            continue
        on = _day(row, today)
        found = days.setdefault(on, AgendaDay(on))
        found.rows.append(row)
    return [days[day] for day in sorted(days)]


def _day(row: Row, today: date) -> date:
    at: datetime = row["at"]
    if row["what"] == "report" and not row["session"]:
        return today
    return max(timezone.localdate(at), today)
