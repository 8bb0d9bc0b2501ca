"""What other rooms may give to what stands above everything else on Hari ini."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from rehsos.access.pages import Request
from rehsos.audit.answers import Words
from rehsos.house.rooms import Door
from rehsos.law.clocks import Clock

from .requests import said_due, said_left


class Candidate(NamedTuple):
    """What may be urgent though no case keeps a clock of it, as each room's SELECT finds it: these columns in order."""

    thing: UUID | None
    """The line of Hari ini it is; None where it is a case, which is told by its code."""
    code: str
    role: str
    kind: str
    """Of which kind the letter is, where its kind says what is due."""
    at: datetime | None
    """When a letter asked for something first."""
    danger_since: datetime | None
    """When it was told that somebody is in danger now, while nobody decided about it."""


@dataclass(frozen=True)
class Waits:
    """A line above everything else, and its clock. Without a clock it is here because of danger."""

    clock: Clock | None
    tone: str
    danger_since: datetime | None = None

    @property
    def left(self) -> str:
        """The time its clock leaves, in words."""
        return said_left(self.clock, timezone.now()) if self.clock else ""

    @property
    def due(self) -> str:
        """When that falls due."""
        return said_due(self.clock) if self.clock else ""

    @property
    def urgency(self) -> tuple[bool, datetime]:
        """Danger first, the longest waiting before the rest; then what is due soonest."""
        due = self.clock.due_at if self.clock else None
        return self.danger_since is None, self.danger_since or due or datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, eq=False)
class Purposes(Door):
    """For what somebody may call a room: what a spoken request is for, by its code."""

    words: Mapping[str, Words]


@dataclass(frozen=True)
class First(Door):
    """What no case keeps a clock of yet and may not wait: the SELECT of what may be it, and the template of a line.

    `waits` is given the candidate, the zone and the hour, and answers None where nothing is due. The SELECT is given
    `worker`, `office`, `approves`, `today`, the cases that this worker works (`access.doors.WORKED`), and `asking`: the
    kinds of letters whose receipt starts a term. The template is given `waits`, the `code`, and the `line` of Hari ini
    with what is `told` of it, where it is one. `stirs` is what a line of Hari ini has under that name.
    """

    rows: str
    waits: Callable[[Candidate, str, datetime], Waits | None]
    template: str
    stirs: str = ""


class Names(NamedTuple):
    """Whether the names of a report may stand on this screen; else where they are opened, empty where nowhere."""

    read: bool
    opened_at: str


@dataclass(frozen=True)
class InCase(Door):
    """What opens the names of reports that stand in a case: of each of these cases that is seen, by its own rule."""

    names: Callable[[Request, Collection[UUID]], Mapping[UUID, Names]]
