"""Telling the demonstration as it happened: by whose hand, at which hour.

The actions themselves are the real ones. Only the clock on the wall is set back, so that a case of 2016 was
opened, worked and closed in its own time and its log says so.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import TypeVar
from unittest.mock import patch
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.utils import timezone

from rehsos.audit.actor import Actor, set_scope

from . import cast

T = TypeVar("T")
_NAMESPACE = UUID("3f1d0f0e-52c1-5a3e-8a0d-7c1f6f3b2a10")


def fixed(*words: object) -> UUID:
    """The same id for the same words, for ever: what is loaded once is found again."""
    return uuid5(_NAMESPACE, "/".join(str(word) for word in words))


@contextmanager
def by_hand(hand: cast.Hand, moment: datetime | None = None) -> Iterator[Actor]:
    """The worker at work, seeing what they may see; from `moment` on, or now. Inside a transaction.

    The clock ticks a millisecond each time it is read, so that the log keeps the order of what was done.
    """
    actor = cast.actor(hand)
    set_scope(actor.offices, actor.worker)
    with timezone.override(actor.zone):
        if moment is None:
            yield actor
            return
        ticks = count()
        with patch("django.utils.timezone.now", lambda: moment + timedelta(milliseconds=next(ticks))):
            yield actor


@dataclass(frozen=True)
class Days:
    """Days and hours around the moment of loading, on the clock of an office."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The office's calendar day."""
        return self.now.astimezone(self.zone).date()

    def day(self, days: int) -> date:
        """The day so many days from today; negative is past."""
        return self.today + timedelta(days=days)

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """An hour of that day."""
        return on(self.day(days), hour, minute, self.zone)

    def ago(self, hours: int, minutes: int = 0) -> datetime:
        """So long before the moment of loading."""
        return self.now - timedelta(hours=hours, minutes=minutes)


@dataclass(frozen=True)
class CastScene:
    """The cast handed over to the rooms, each of which tells its own part (`house.sample.Scene`)."""

    days: Days

    def by(self, who: str, moment: datetime | None = None, /) -> AbstractContextManager[Actor]:
        """One of the cast at work."""
        return by_hand(_hands()[who], moment)

    def worker(self, who: str, /) -> int:
        """The worker's id."""
        return _hands()[who].id

    def case(self, called: str, /) -> UUID:
        """The id of a client's open case."""
        return fixed("case", called)

    def id(self, *words: object) -> UUID:
        """The same id for the same words."""
        return fixed(*words)


def _hands() -> dict[str, cast.Hand]:
    """The cast by the name they sign in with."""
    return {hand.email.partition("@")[0]: hand for hand in cast.HANDS}


def on(day: date, hour: int, minute: int, zone: ZoneInfo) -> datetime:
    """A wall-clock hour of a day at an office."""
    return datetime.combine(day, time(hour, minute), zone)
