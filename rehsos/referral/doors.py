"""What rooms above may give to this one: a part of the summary that a referral carries, where who came by it stays."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from rehsos.audit.answers import Words
from rehsos.cases.file import CaseFile
from rehsos.house.rooms import Door

from .brought import Brought
from .models import Referral


@dataclass(frozen=True)
class Summary(Door):
    """A part of the summary: what `tells` says of a case as it stands now, line by line; nothing where it has nothing.

    `names`: whether it tells who somebody is. Such a part is read with names open; the others are made of codes alone.
    """

    code: str
    words: Words
    tells: Callable[[CaseFile], Iterable[str]]
    names: bool = False
    ticked: bool = False
    """Whether it is ticked until the sender takes the tick away."""


@dataclass(frozen=True)
class Stays(Door):
    """Where somebody who came by a referral stays: the page that says they leave; empty for who stays nowhere.

    `brought`: the same of who came by no referral, their stay itself, by the row that places them here.
    """

    leaves: Callable[[Referral], str]
    brought: Callable[[Collection[Brought]], Mapping[UUID, str]]


@dataclass(frozen=True)
class AnsweredOn(Door):
    """What is `wanted` by an opinion and answered on a page of a room above: its button, and what the page shows."""

    wanted: str
    words: Words
    way: str


@dataclass(frozen=True)
class Told:
    """A part of the summary as it stood when it was ticked."""

    code: str
    lines: tuple[str, ...]
