"""What a room brings of the invented: what the demonstration tells of it, and its rows around a case of the bench.

A room says both in its `sample.py` and gives them in its `room.py`. The people are those of the one cast, which the
demonstration hands over; a room invents none of its own. What several rooms tell together is told by the demonstration.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from .rooms import Door, by_room, given


class Stage(Enum):
    """When a room's part of the demonstration is told: before the cases of the cast are opened, or after all of them."""

    BEFORE = "before"
    AFTER = "after"


class Days(Protocol):
    """Days and hours around the moment of loading, on the clock of the office; a negative day is past."""

    @property
    def today(self) -> date: ...
    def day(self, days: int, /) -> date: ...
    def at(self, days: int, hour: int, minute: int = 0, /) -> datetime: ...
    def ago(self, hours: int, minutes: int = 0, /) -> datetime: ...


class Scene(Protocol):
    """Where the demonstration is told: when, by whose hand, in which cases of the cast. KeyError for who is not of it."""

    @property
    def days(self) -> Days: ...

    def by(self, who: str, moment: datetime | None = None, /) -> AbstractContextManager[Any]:
        """One of the cast at work, `melati`, from that hour on or now; gives the Actor."""

    def worker(self, who: str, /) -> int:
        """The worker's id."""

    def case(self, called: str, /) -> UUID:
        """The id of the open case of a client of the cast, `rambu`."""

    def id(self, *words: object) -> UUID:
        """The same id for the same words, for ever."""


@dataclass(frozen=True, eq=False)
class Sample(Door):
    """A part of the demonstration that a room tells by its own actions, once the cases are there or before."""

    tell: Callable[[Scene], None]
    stage: Stage = Stage.AFTER


def tell(stage: Stage, scene: Scene) -> None:
    """Each room's part of that stage, in the order of the rooms."""
    for sample in given(Sample):
        if sample.stage is stage:
            sample.tell(scene)


Row = tuple[Any, ...]


class Person(NamedTuple):
    """Somebody invented."""

    id: UUID
    name: str
    sex: str
    born: int


class InventedCase(Protocol):
    """A case of the bench as it was drawn: whose it is, when, what became of it, and who else it concerns.

    `before` is the first case of the same child, `against` the other side of its matter. Triggers are off while rows are
    copied: `seen` and `barred` are what the guard would write into `offices` and `barred`. In `drawn` a room keeps what
    it drew for one of its tables until it fills the next. Of the office: `id`, `place`, `parent`, its `near` one and the
    `sentra` of its province.
    """

    number: int
    office: dict[str, Any]
    draw: random.Random
    today: date
    before: Any
    against: Any
    case: UUID
    part: UUID
    matter: UUID
    child: Person
    type: str
    role: str
    side: str
    age: int
    opened: date
    moment: datetime
    contact: date
    closed_on: date | None
    stage: str
    status: str
    worker: int
    helper: tuple[int, date | None] | None
    seen: list[int]
    barred: list[int]
    keys: dict[UUID, bytes]
    drawn: dict[str, Any]

    @property
    def occasions(self) -> list[tuple[UUID, datetime]]:
        """Its services: id and hour."""

    @property
    def carer(self) -> Person | None:
        """A parent, if known."""

    @property
    def plan(self) -> UUID | None:
        """The plan that waits for the Kabid, if one does."""

    def id(self) -> UUID:
        """An id of the day the case was opened."""

    def new_subject(self) -> UUID:
        """An id with a key of its own."""

    def sealed(self, subject: UUID, told: Mapping[str, Any], context: str, /) -> bytes:
        """Sealed as an action seals it."""


LAST = 1000
"""Keys are copied when all else has made its own."""


def never(_it: InventedCase) -> bool:
    """In no case."""
    return False


@dataclass(frozen=True, eq=False)
class Filled(Door):
    """A table as the bench fills it: the columns that are copied, and a case's rows of them.

    All cases draw from one stream, table after table by `order`: a new one after those that are there leaves theirs as
    they were. `warms`: in which cases the room has rows then, so that the case knows it (`cases_case.rooms`).
    """

    table: str
    columns: str
    rows: Callable[[InventedCase], Iterator[Row]]
    order: int = 500
    warms: Callable[[InventedCase], bool] = never


@dataclass(frozen=True, eq=False)
class Furnished(Door):
    """What the bench has of a room beside its rows of a case: SQL, in turn, once all is copied. Triggers are on then."""

    statements: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Things(Door):
    """Where the bench finds real things for the addresses of a room's pages, by the name of the argument.

    SQL that selects the thing's id and its case, of cases `ANY(%s)`.
    """

    of_cases: Mapping[str, str]


def filled() -> list[Filled]:
    """What the bench copies, in that order."""
    return sorted(given(Filled), key=lambda one: one.order)


def warm_rooms(it: InventedCase) -> list[str]:
    """The rooms with rows in the case, as the trigger that files them would write."""
    return sorted({room for room, one in by_room(Filled) if one.warms(it)})
