"""In which order Hari ini tells what waits: danger, the law's clocks by their hour, then what an office promised.

Of the cards that ask something of who reads the one stands first that holds the most pressing; within a card the same
holds of its lines.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, time
from enum import IntEnum
from typing import NamedTuple, Protocol

from django.utils import timezone

from rehsos.law.clocks import State

from .day import Above, Said

_NEVER = datetime.max.replace(tzinfo=UTC)


class Pressing(IntEnum):
    """How pressing what a card holds is."""

    DANGER = 0
    PAST = 1
    """A clock of the law is past its safe limit."""
    NEAR = 2
    """One falls due within a day."""
    LAW = 3
    """One runs, or a superior is asked."""
    PROMISE = 4


class Clocked(Protocol):
    """A clock that runs, as far as it tells how pressing it is."""

    @property
    def duty(self) -> str:
        """Whose it is: `ours` is what the law sets."""

    @property
    def advisory(self) -> bool:
        """Whether its rule is yet to be verified."""

    @property
    def state(self) -> str:
        """Whether it runs, or cannot be told yet."""

    @property
    def due_at(self) -> datetime | None:
        """When it falls due, by the safe reading."""


class Cards(NamedTuple):
    """What the cards hold that ask something of who reads."""

    answer: Collection[Said]
    decide: Collection[Said]
    terms: Collection[Said]
    first: Collection[Above]
    owed: Collection[Clocked]


def order(cards: Cards, now: datetime, tomorrow: datetime) -> list[str]:
    """The names of the cards, from the top down."""
    pressing = {
        "answer": Pressing.DANGER if any(one.told.get("danger") for one in cards.answer) else Pressing.PROMISE,
        "terms": min((_term(one, now, tomorrow) for one in cards.terms), default=Pressing.PROMISE),
        "decide": Pressing.LAW,
        "first": min((_above(one, now) for one in cards.first), default=Pressing.PROMISE),
        "owed": min((_clock(one, now, tomorrow) for one in cards.owed), default=Pressing.PROMISE),
    }
    return sorted(pressing, key=pressing.__getitem__)


def by_hour(said: Iterable[Said]) -> list[Said]:
    """Danger first, then what is urgent, then by the hour until which it waits; last what has none."""
    return sorted(said, key=lambda one: (not one.told.get("danger"), not one.told.get("urgent"), until(one)))


def until(said: Said) -> datetime:
    """Until when a line waits, to the end of its day; what waits without one comes after all that has one."""
    on = said.line.due_on
    day = timezone.make_aware(datetime.combine(on, time.max)) if on else _NEVER
    due: datetime = said.told.get("due") or day
    return due


def law_first(terms: Iterable[Said]) -> list[Said]:
    """Terms that stand by their hour: what the law sets before what the office promised."""
    return sorted(terms, key=lambda one: "policy" in one.line.state.split())


def is_late(said: Said, now: datetime) -> bool:
    """Whether a term of the law passed by every reading of it."""
    line = said.line
    return line.at is not None and line.at < now and not {"policy", "softer"} & set(line.state.split())


def binding(clock: Clocked) -> tuple[bool, int, datetime]:
    """What has a day before what cannot be told yet; the law before the office's own promises; by the hour."""
    undated = clock.state == "undetermined" or clock.due_at is None
    return undated, 2 if clock.duty == "policy" else int(clock.advisory), clock.due_at or _NEVER


def _term(said: Said, now: datetime, tomorrow: datetime) -> Pressing:
    return _of_law(said.line.at, now, tomorrow) if "policy" not in said.line.state.split() else Pressing.PROMISE


def _clock(clock: Clocked, now: datetime, tomorrow: datetime) -> Pressing:
    if clock.duty == "policy":
        return Pressing.PROMISE
    undated = clock.state == "undetermined" or clock.advisory
    return Pressing.LAW if undated else _of_law(clock.due_at, now, tomorrow)


def _above(one: Above, now: datetime) -> Pressing:
    if one.waits.danger_since:
        return Pressing.DANGER
    clock = one.waits.clock
    if clock and clock.state is State.RUNNING and clock.due_at and clock.due_at < now:
        return Pressing.PAST
    return Pressing.NEAR if one.waits.tone == "soon" else Pressing.LAW


def _of_law(due: datetime | None, now: datetime, tomorrow: datetime) -> Pressing:
    if due is None or due >= tomorrow:
        return Pressing.LAW
    return Pressing.PAST if due < now else Pressing.NEAR
