"""What other rooms may give to the pages that everybody begins with: the menu, and Hari ini."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django import forms

from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words
from rehsos.house.rooms import Door

from .pages import Request
from .permissions import Permission


@dataclass(frozen=True)
class Menu(Door):
    """An entry of the menu: its words, the name of its page, its icon, and who has it.

    One of the permissions in `wanted` is enough, and with none it is everybody's. `rail` is how far down it stands
    beside a page, `bar` how far right in the bar of a phone; 0 where it does not stand. With
    `bar_lacks` it stands in the bar of those alone who have none of these permissions.
    """

    words: Words
    page: str
    icon: str
    wanted: tuple[Permission, ...] = ()
    rail: int = 0
    bar: int = 0
    bar_lacks: tuple[Permission, ...] = ()


class Line(NamedTuple):
    """A line of Hari ini, as each room's SELECT finds it: these columns in this order, by place and not by name."""

    id: UUID | None
    kind: str
    at: datetime | None
    place: str
    number: int
    """Which one it is, or how many there are in all: as the room that gives it says."""
    due_on: date | None
    text: bytes | None
    """Sealed under the key of `dossier`."""
    state: str
    dossier: UUID | None
    """The case or report whose words it shows; None where it shows nothing but a code."""
    code: str
    age: int | None
    opened_on: date | None
    birth_year: int | None
    birth_estimated: bool | None
    client: UUID | None
    identity: bytes | None
    """Sealed under the key of `client`; where a line has none, a letter's words under that of `dossier`."""


WORKED = "ANY(%(mine)s::uuid[])"
"""The cases that a worker works today, to a SELECT of Hari ini."""

NOBODY = "NULL, NULL, NULL, NULL, NULL, NULL"
"""What stands after `code` in a line that is about no client."""


class Block(StrEnum):
    """The blocks of Hari ini that rooms put their lines in, from the top down."""

    RISK = "risk"
    """Whose safety is to be looked at before anything else."""
    DEAD = "dead"
    """Who died, and what after it nobody saw to yet."""
    NOTE = "note"
    ANSWER = "answer"
    """What another office waits for this one to answer."""
    DECIDE = "decide"
    TERMS = "terms"
    """Which terms of the office passed, or fall due within a day: to who leads it."""
    SOON = "soon"
    """What falls due, or is not ready, within two days."""
    OWED = "owed"
    HERE = "here"
    """Who is at the office now."""
    DAYS = "days"
    WAITING = "waiting"
    BELOW = "below"
    """What is late at the offices below: by code, to whom no name is shown."""


class Whose(StrEnum):
    """Whom lines of Hari ini can be for: nobody else is asked for them."""

    ANYBODY = "anybody"
    HEAD = "head"
    """Who decides at the office."""
    OVERSEER = "overseer"
    """Who supervises the offices below."""
    WORKER = "worker"
    """Who works a case today."""


def _nothing(_request: Request, _line: Line, _key: bytes | None) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Today(Door):
    """Lines of Hari ini: in which block, the SELECT that finds them, and the template that says one.

    The SELECT is given `worker`, `office`, `approves`, `supervises`, `today`, `now`, `a_day` and `two_days` (their
    ends), `ahead` (the end of the days shown), `renew`, and the cases that this worker works (`WORKED`). It is asked
    for those alone `whose` lines it can find, and where they are seldom any, with what `stirs`: a SELECT of nothing
    that finds a row wherever this one would, and reads little. The template is given the `line`, what `told` says of it
    (with the key of its dossier, where that opens), `names` and `ages` of the clients by case, `now`, `tomorrow`,
    `anchor`, the place of the line on the page, and `back`, where a form that it leads to comes back to.
    With a `heading` (`{n}` is the first line's number) the lines stand in short, under it and a link to the team.
    Of what others answer or wait for, what `told` calls `news` stands apart, for nobody owes anything of it, and above
    what is owed where it `presses`: somebody is missing, or cannot answer. What is told of `danger` stands first, then
    what is `urgent`, then by the hour until which it is `due`. With `be_there` somebody is to be there at its hour: it
    stands in the agenda even where it stands above everything else.
    `works` is whether who reads the lines works their cases: otherwise names are initials.
    """

    block: Block
    rows: str
    template: str
    told: Callable[[Request, Line, bytes | None], Mapping[str, Any]] = _nothing
    heading: Words = ""
    works: bool = True
    whose: Whose = Whose.ANYBODY
    stirs: str = ""


@dataclass(frozen=True)
class ByCode(Door):
    """A question that somebody without a sign-in answers once, with a code (`by_code`).

    `form` has the fields of an answer. `does` is the action that takes it: what it is about it finds by the id of the
    `thing`, its other arguments bear the names of the fields. It acts as the office that asked, and nothing else may
    happen meanwhile.
    """

    kind: str
    title: Words
    form: type[forms.Form]
    does: Callable[..., Any]
    settled: Callable[[UUID], str] = lambda _thing: ""
    """Said in place of the question once it was answered in another way; empty while it is asked."""

    def answer(self, thing: UUID, told: Mapping[str, Any], by: Actor, action_id: UUID) -> None:
        """Carry it out. Raises Refused where it may not be."""
        self.does(thing=thing, **told, by=by, action_id=action_id)
