"""What other rooms may give to this one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words
from rehsos.house.rooms import Door
from rehsos.law.ages import Birth

from .models import Person, SamePerson


@dataclass(frozen=True)
class Corrected(Door):
    """What follows when it was corrected who somebody is: the person now, the birth as it was, who, and the cause.

    Called inside the transaction of the correction, with the scope of who corrected it: a follower that reaches
    further takes the scope it needs (`acting_for`). What it does is done under an id made from the cause.
    """

    follow: Callable[[Person, Birth | None, Actor, UUID], None]


@dataclass(frozen=True)
class Doubted(Door):
    """What a room finds odd in somebody whose identity was just corrected, in words; nothing where it is not.

    Asked after everything followed, and only for who corrected it: it is told to them, and stops nothing.
    """

    says: Callable[[Person], Iterable[Words]]


DUPLICATE, TRUE = "duplicate", "true"
"""Of which of two persons that become one something holds on."""


@dataclass(frozen=True)
class Joined(Door):
    """What somebody has one of only, where two persons become one.

    `asks` says what holds of the duplicate and of the true person, where who confirms has to choose (`DUPLICATE` or
    `TRUE`), else None. `joins` carries it out before they are one, with the choice, and raises Refused beside `keep`
    where it is missing. `follow` is called once they are one, or two again.
    """

    asks: Callable[[SamePerson, Actor], tuple[Words, Words] | None]
    joins: Callable[[SamePerson, str, Actor, UUID], None]
    follow: Callable[[SamePerson, Actor, UUID], None]


@dataclass(frozen=True)
class OnFile(Door):
    """The files that a room has on people, as SQL. Row-level security stands behind it.

    `files`: the rows of `queries.File` about the person `p` and whoever is one with them (`me.ids`), also whether they
    are the person's `own` and `named` here. `by_code`: `person, step, offices` of the file whose code is `%(code)s`.
    `known`: whether a file makes the person `p` known by name to `%(office)s` on `%(today)s`.
    """

    files: str
    by_code: str
    known: str


class Led(NamedTuple):
    """Where a code leads, and what stands there, by its own code and no name."""

    address: str
    words: Words


@dataclass(frozen=True)
class Coded(Door):
    """What else than a case bears a code, and is looked for by it.

    `leads` says of a text where such things stand for who asks; empty where there is none they may open; None of a text
    that is no such code. Who is led to one goes there, of several they choose.
    """

    leads: Callable[[str, Actor], Sequence[Led] | None]
