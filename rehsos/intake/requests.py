"""The social report that a letter asks for, before the child has a part in a matter.

The law counts from the receipt of the letter, not from the day somebody opened a file. So the clock is computed when it
is shown, and kept nowhere; once the child's part exists, the clock that is kept with it takes over.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from rehsos.law import clocks as law
from rehsos.law.book import rule
from rehsos.law.facts import Fact, Facts
from rehsos.papers.models import Direction, Letter, LetterKind

REPORT = "social_report"
SOON = timedelta(hours=24)
RUNS = frozenset({law.State.RUNNING, law.State.UNDETERMINED})


def report_clock(told: Iterable[Fact], zone: str, *, role: str = "", at: datetime | None = None) -> law.Clock | None:
    """The clock of the report asked for, while nobody handed it over; None where none was asked for or is due.

    `role` is the child's, in the law's code; while it is not known, the clock is undetermined and says so.
    """
    facts = Facts(told, {"role": role} if role else {})
    found = law.clock(REPORT, facts, at=at or timezone.now(), tz=zone)
    return found if found and found.started_at and found.state in RUNS else None


def binds(role: str) -> bool:
    """Whether the law sets this term for a child of that role; so long as the role is not known, it may."""
    return all(condition.holds({"role": role or None}) is not False for condition in rule(REPORT).applies)


def clock_since(received_at: datetime, zone: str) -> law.Clock | None:
    """The clock of a letter received at that hour, of which nobody knows yet which child it is about."""
    return report_clock([Fact(rule(REPORT).start, received_at)], zone)


def clocks_of(reports: Iterable[UUID], zone: str) -> Mapping[UUID, law.Clock]:
    """The clock of each of these reports for which a letter came: the first letter starts it, a reminder does not."""
    asked = Letter.objects.filter(
        dossier__in=list(reports), kind=LetterKind.REPORT_REQUEST, direction=Direction.IN, received_at__isnull=False
    )
    first = asked.order_by().values_list("dossier").annotate(at=Min("received_at"))
    found = ((report, clock_since(at, zone)) for report, at in first)
    return {report: clock for report, clock in found if clock}


def tone(clock: law.Clock, at: datetime) -> str:
    """Red only for what is surely owed, after both readings; before that, and while it is not sure, a warning."""
    if clock.both_passed and clock.state is law.State.RUNNING:
        return "late"
    left = clock.left(at)
    return "soon" if left is not None and left < SOON else "ok"
