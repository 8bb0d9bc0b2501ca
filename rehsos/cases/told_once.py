"""What is told once for all that stand in something of a room: of a matter, for the part of each of its children."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from rehsos.audit.actor import Actor
from rehsos.house.rooms import Door, by_room, composed, merged

from .models import Case, Subject
from .models.clocks import Precision
from .subjects import kinds


class Note(Protocol):
    """Notes a fact of what `subject`, which stands in the case, is part of."""

    def __call__(
        self,
        *,
        case: Case,
        subject: Subject,
        code: str,
        at: datetime,
        precision: Precision,
        until: date | None,
        source: str,
        reason: str,
        by: Actor,
        action_id: UUID,
    ) -> None: ...


class Answer(Protocol):
    """Answers a question about it; None: not known."""

    def __call__(
        self, *, case: Case, subject: Subject, code: str, value: str | None, by: Actor, action_id: UUID
    ) -> None: ...


@dataclass(frozen=True)
class ToldOnce(Door):
    """Who writes what is told of a kind of subject that is kept with another: the room's own actions, in all its cases.

    Without it what is told of such a kind is written in the one case alone.
    """

    kind: str
    note: Note
    answer: Answer


@composed
def told_once() -> Mapping[str, ToldOnce]:
    """By the kind of subject. ValueError where two rooms write one, or it is kept with no other kind."""
    found = merged(ToldOnce, lambda door: {door.kind: door})
    kept = {code for code, kind in kinds().items() if kind.kept_with}
    if lost := [f"{room} tells {door.kind!r} once" for room, door in by_room(ToldOnce) if door.kind not in kept]:
        raise ValueError(f"no kind of subject that is kept with another: {'; '.join(lost)}")
    return found
