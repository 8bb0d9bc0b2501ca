"""A case as one person sees it now: what the page of a case, its offers and its cards are made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from rehsos.access.pages import Shown
from rehsos.people.identity import Identity

from .models import Status, Subject
from .running import Running, birthdays


@dataclass(frozen=True)
class Line:
    """One line of a timeline."""

    id: str
    when: datetime
    late_entry: bool
    title: str
    details: tuple[str, ...]
    said: tuple[str, ...]
    by: str
    withdrawn: bool = False
    can_withdraw: bool = False


@dataclass(frozen=True)
class CaseFile:
    """A case as one person sees it now.

    `timeline` holds its newest lines, `older` whether there are more. `rows` is what the rooms read of it, by name
    (`doors.Rows`).
    """

    case: Mapping[str, Any]
    works: bool
    named: bool
    shown: Shown
    identity: Identity
    clocks: tuple[Running, ...]
    answered: tuple[Running, ...]
    """Terms of earlier requests that were answered before another letter began them anew."""
    timeline: tuple[Line, ...]
    older: bool
    rows: Mapping[str, Any]

    @property
    def reads(self) -> bool:
        """Whether the case's texts and files may be opened on this screen."""
        return self.shown is Shown.FULL

    @property
    def acts(self) -> bool:
        """Whether who looks at it works it, and it still runs: then something may be recorded."""
        return self.works and self.case["status"] == Status.OPEN

    @property
    def finishes(self) -> bool:
        """Whether who looks at it works it and it is not void: a closed case still takes some things."""
        return self.works and self.case["status"] != Status.VOID

    @property
    def born(self) -> date | None:
        """The client's birth date, where this screen shows the name and the day is known."""
        return self.identity.born if self.shown is Shown.FULL else None

    @cached_property
    def birthdays(self) -> tuple[Running, ...]:
        """Those the law asks about, since the case was opened; of a year alone, counted from its first day."""
        case, year = self.case, self.case["birth_year"]
        if case["status"] == Status.VOID:
            return ()
        born = self.born or (date(year, 1, 1) if year else None)
        since = date.fromisoformat(case["opened_on"])
        found = birthdays(born, case["owner_zone"], since) if born else ()
        return tuple(Running(Subject("person", UUID(case["client"])), clock) for clock in found)

    @property
    def name(self) -> str:
        """What the client is called on this screen."""
        match self.shown:
            case Shown.FULL:
                return self.identity.name
            case Shown.INITIALS:
                return self.identity.initials
            case Shown.CODE:
                return str(self.case["code"])
