"""A clock of the law as it stands now, on what it hangs, and the birthdays that law asks about."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from rehsos.law import clocks as law
from rehsos.law.facts import Fact, Facts

from .models import Subject


@dataclass(frozen=True)
class Running:
    """A clock of the law as it stands now, with the subject it hangs on, and who owes it where another office does."""

    subject: Subject
    clock: law.Clock
    owed_at: int | None = None


def birthdays(born: date, zone: str, since: date) -> list[law.Clock]:
    """The birthdays that law asks about, after a day. Computed for who may read the date; kept nowhere."""
    fact = Fact("born", datetime.combine(born, time(0), ZoneInfo(zone)), "day")
    found = law.clocks_for("person", Facts([fact]), at=timezone.now(), tz=zone)
    return [clock for clock in found if clock.due_at and clock.due_at.date() > since]
