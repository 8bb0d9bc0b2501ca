"""The term that a letter starts, before there is a case, or before what the term hangs on is known in it.

The law counts from the receipt of the letter, not from the day somebody opened a file. So the clock is computed when it
is shown, and kept nowhere; once the child's part exists, the clock that is kept with it takes over. Which letters start
which term is declared with their kind (`papers.doors.LetterKind`).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.law import clocks as law
from rehsos.law.book import rule
from rehsos.law.facts import Fact, Facts
from rehsos.look import words
from rehsos.papers.kinds import asking, kind_of
from rehsos.papers.models import Direction, Letter

SOON = timedelta(hours=24)
RUNS = frozenset({law.State.RUNNING, law.State.UNDETERMINED})
Asked = tuple[str, datetime]
"""The kind of a letter, and when it was received."""


def term_clock(
    term: str, told: Iterable[Fact], zone: str, *, role: str = "", at: datetime | None = None
) -> law.Clock | None:
    """The clock of what was asked for, while nobody answered; None where nothing was asked, or the law sets no term.

    `term` is the rule. `role` is the client's, in the law's code; while it is not known, the clock says so.
    """
    facts = Facts(told, {"role": role} if role else {})
    found = law.clock(term, facts, at=at or timezone.now(), tz=zone)
    return found if found and found.started_at and found.state in RUNS else None


def binds(term: str, role: str) -> bool:
    """Whether the law sets this term for a child of that role; so long as the role is not known, it may."""
    return all(condition.holds({"role": role or None}) is not False for condition in rule(term).applies)


def clock_since(kind: str, received_at: datetime, zone: str) -> law.Clock | None:
    """The clock of a letter of that kind received at that hour, of which nobody knows yet which child it is about."""
    term = kind_of(kind).term
    return term_clock(term, [Fact(rule(term).start, received_at)], zone) if term else None


def first_clock(came: Iterable[Asked], zone: str) -> law.Clock | None:
    """Of letters the clock of the one received first: it starts the term, a reminder does not."""
    asked = sorted(((at, kind) for kind, at in came if kind_of(kind).term))
    return clock_since(asked[0][1], asked[0][0], zone) if asked else None


def clocks_of(reports: Iterable[UUID], zone: str) -> Mapping[UUID, law.Clock]:
    """The clock of each of these reports for which a letter came."""
    asked = Letter.objects.filter(
        dossier__in=list(reports), kind__in=asking(), direction=Direction.IN, received_at__isnull=False
    )
    came: dict[UUID, list[Asked]] = {}
    for report, kind, at in asked.order_by().values_list("dossier", "kind").annotate(at=Min("received_at")):
        came.setdefault(report, []).append((kind, at))
    found = ((report, first_clock(letters, zone)) for report, letters in came.items())
    return {report: clock for report, clock in found if clock}


def said_left(clock: law.Clock, at: datetime) -> str:
    """The time left; what cannot be determined yet is not late, whatever it would be if it applied."""
    if clock.state is law.State.UNDETERMINED and clock.due_at and clock.due_at < at:
        return str(_("Belum dapat ditentukan"))
    return words.left(clock.due_at, at, clock.second_reading.at if clock.second_reading else None)


def said_due(clock: law.Clock) -> str:
    """When it falls due, or would."""
    said = _("bila berlaku, jatuh tempo {when}") if clock.state is law.State.UNDETERMINED else _("jatuh tempo {when}")
    return str(said).format(when=words.at_end(clock.due_at))


def tone(clock: law.Clock, at: datetime) -> str:
    """Red only for what is surely owed, after both readings; before that, and while it is not sure, a warning."""
    if clock.both_passed and clock.state is law.State.RUNNING:
        return "late"
    left = clock.left(at)
    return "soon" if left is not None and left < SOON else "ok"
