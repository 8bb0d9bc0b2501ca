"""The days ahead: appointments and reports that wait, by day, today and what is overdue first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.look import words

from .day import Above, Said

AHEAD = timedelta(days=7)
"""How far Hari ini looks ahead, and today itself."""


@dataclass(frozen=True)
class AgendaDay:
    """One day of the agenda, by the hour; today's holds what should have been before."""

    day: date
    rows: list[Said] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Hari ini; Besok with its day; any other day by its name."""
        today = timezone.localdate()
        if self.day == today:
            return _("Hari ini")
        said = words.day(self.day, long=True)
        return _("Besok, {day}").format(day=said) if self.day == today + timedelta(days=1) else said


def agenda(lines: Iterable[Said], first: Iterable[Above]) -> list[AgendaDay]:
    """Lines under their days; what stands above already is not here again, but where somebody is to be at an hour."""
    today = timezone.localdate()
    days: dict[date, AgendaDay] = {today: AgendaDay(today)}
    shown = {one.said.line.id for one in first if one.said}
    for said in lines:
        if said.line.at and (said.told.get("be_there") or said.line.id not in shown):
            on = max(timezone.localdate(said.line.at), today)
            days.setdefault(on, AgendaDay(on)).rows.append(said)
    return [days[day] for day in sorted(days)]
