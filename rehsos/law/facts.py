"""What happened, as the calculator is told it: facts, circumstances, extensions and pauses. All frozen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

from rehsos.law.holidays import Calendar
from rehsos.law.shapes import Length, Rule


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened. `at` carries a zone; with precision `day` only its local date is meant.

    `level` is the level of the perkara where it happened, `until` an end written in the paper itself (a
    detention order, a meeting date), `ref` ties a start to its own stop when the same thing happens twice.
    """

    code: str
    at: datetime
    precision: Literal["hour", "day"] = "hour"
    level: str | None = None
    until: date | None = None
    ref: str | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"{self.code}: a moment needs a time zone")

    @property
    def exact(self) -> bool:
        return self.precision == "hour"


@dataclass(frozen=True, slots=True)
class Extension:
    """A named officer's letter that makes a term longer; without officer and number there is no extension."""

    rule: str
    officer: str
    letter_number: str
    dated: date
    level: str | None = None
    until: date | None = None
    ref: str | None = None

    def __post_init__(self) -> None:
        if not (self.officer.strip() and self.letter_number.strip()):
            raise ValueError(f"{self.rule}: an extension needs the officer and the number of the letter")


@dataclass(frozen=True, slots=True)
class Pause:
    """A time during which the office holds one of its own policy terms; `to` is None while it lasts."""

    rule: str
    since: datetime
    to: datetime | None = None
    reason: str = ""

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.to is None or at < self.to)

    def length(self, at: datetime) -> timedelta:
        """How long it has held by then; never negative."""
        return max(min(self.to or at, at) - self.since, timedelta(0))


@dataclass(frozen=True, slots=True)
class Choice:
    """What an office set for itself from a day on: lengths of its own terms, and which rules it switched on or off."""

    since: date = date.min
    lengths: Mapping[str, Length] = field(default_factory=dict)
    switched_on: frozenset[str] = frozenset()
    switched_off: frozenset[str] = frozenset()
    reaching: frozenset[str] = frozenset()
    """Of what is switched on, that which holds also for what ran already: from `since`, never from before."""

    def shows(self, rule: Rule) -> bool:
        """Whether a clock of this rule is shown where this was chosen."""
        return rule.code in self.switched_on if rule.chosen else rule.code not in self.switched_off


NO_CHOICE = Choice()


@dataclass(frozen=True, slots=True)
class Policy:
    """An office's choices, each in force until the next, and its pauses. What began earlier keeps its length."""

    choices: tuple[Choice, ...] = ()
    pauses: tuple[Pause, ...] = ()

    def on(self, day: date) -> Choice:
        """The choice in force on a day; before the first, the book as it is."""
        past = (choice for choice in self.choices if choice.since <= day)
        return max(past, key=lambda choice: choice.since, default=NO_CHOICE)

    def reached(self, rule: Rule, day: date) -> date | None:
        """Since when, without a break until a day, the rule holds for what ran already; None where it does not."""
        since = None
        for choice in sorted(self.choices, key=lambda choice: choice.since):
            if choice.since <= day:
                since = (since or choice.since) if rule.code in choice.reaching else None
        return since


class Facts:
    """All facts about one subject, and its circumstances (absent or None: unknown); kept in order of time."""

    __slots__ = ("_by_code", "circumstances")

    def __init__(self, facts: Iterable[Fact] = (), circumstances: Mapping[str, object] | None = None) -> None:
        ordered = sorted(facts, key=lambda fact: (fact.code, fact.at))
        self._by_code = {code: tuple(group) for code, group in groupby(ordered, key=lambda fact: fact.code)}
        self.circumstances: Mapping[str, object] = circumstances or {}

    def of(self, code: str) -> tuple[Fact, ...]:
        """Facts of that code, earliest first."""
        return self._by_code.get(code, ())

    def know(self, codes: frozenset[str]) -> bool:
        """Whether there is a fact of any of those codes."""
        return not codes.isdisjoint(self._by_code)

    def any_of(self, codes: Iterable[str]) -> tuple[Fact, ...]:
        """Facts of any of those codes, earliest first."""
        found = [fact for code in codes for fact in self.of(code)]
        return tuple(sorted(found, key=lambda fact: fact.at))


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What every rule of one evaluation shares: facts, the time it is asked, the place and its calendar."""

    facts: Facts
    extensions: Sequence[Extension]
    at: datetime
    tz: ZoneInfo
    calendar: Calendar
    policy: Policy

    def day(self, moment: datetime) -> date:
        """The local day of a moment."""
        return moment.astimezone(self.tz).date()
