"""A house somebody stays in lets them go itself: what another office tells of them stands beside it until it answers.

Which house that is, a room above says (`Keeps`).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rehsos.audit.answers import Words
from rehsos.directory.models import Office
from rehsos.house.rooms import Door, given


@dataclass(frozen=True)
class Kept:
    """The house somebody stays in, and the case that says so; why they are away from it, and since when."""

    house: Office
    case: UUID
    away: Words = ""
    since: datetime | None = None


@dataclass(frozen=True)
class Keeps(Door):
    """Who of these people stays in a house now, by who stands for them. Asked past every office's own sight."""

    of: Callable[[Collection[UUID]], Mapping[UUID, Kept]]


@dataclass(frozen=True)
class Asked:
    """Which house is to say whether a client left it, and which office tells that they are elsewhere."""

    house: int
    said_at: int


def kept(ones: Collection[UUID]) -> dict[UUID, Kept]:
    """The house each of them stays in; who stays in none is not in it. Asked `everywhere`."""
    found: dict[UUID, Kept] = {}
    for door in given(Keeps) if ones else ():
        found |= door.of(ones)
    return found
