"""What other rooms may give to this one: what follows a change of a case, what is not done, what its page shows.

A room above this one that has no row in a case yet is *cold* there. Of what it gives to a page, only the `cold` offers
are asked then, and no row of it is read: a page does not grow with the house (`warmth`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words
from rehsos.house.rooms import Door
from rehsos.law.ages import Age, Birth

from .file import CaseFile
from .models import Case
from .running import Running
from .sealing import Opening

Row = dict[str, Any]


@dataclass(frozen=True)
class Assigned(Door):
    """What follows when others work a case than before, or it is void, or no longer void.

    An assignment also begins and ends overnight: `behind` is SQL that selects the `id` of the cases of which it has
    not followed those that did so in the month before the day `%(today)s` (`overnight`).
    """

    follow: Callable[[Case], None]
    behind: str = ""


@dataclass(frozen=True)
class Moves(Door):
    """What follows where it was told, or taken back, where somebody is: who stands for them, by whom, by which action.

    Asked past every office's own sight (`placing.everywhere`), with the person locked.
    """

    follow: Callable[[UUID, Actor, UUID], None]


@dataclass(frozen=True)
class Erased(Door):
    """What follows when a case's texts were erased: the case, why, and who does it."""

    follow: Callable[[Case, str, Actor], None]


@dataclass(frozen=True)
class Forgotten(Door):
    """What follows when an identity was erased: who it was, each of their cases, why, and who does it."""

    follow: Callable[[UUID, Case, str, Actor], None]


@dataclass(frozen=True)
class Unfinished(Door):
    """Something of a case that is not done: which rows, and how so many of them (`{n}`) are said.

    With `each`, every one is said by itself, before what is only counted.
    """

    words: Words
    rows: Callable[[Case], QuerySet[Any]]
    each: Callable[[Case], Sequence[str]] | None = None


# What is read of a case.


def no_keys(rows: Sequence[Row]) -> Iterable[tuple[UUID, str | None]]:  # noqa: ARG001 - the shape of `Rows.keys`
    """Nobody's key beside the case's and its client's."""
    return ()


def as_they_are(rows: Sequence[Row], opening: Opening) -> None:
    """Nothing of them is sealed."""


@dataclass(frozen=True)
class Rows(Door):
    """Rows of a room that the page of a case reads, in its one statement: `file.rows[name]`.

    `sql` selects them of the case `c`; row-level security stands behind each table. `moments`, `days` and `ids` are the
    columns that are instants, dates and ids. `keys` says whose keys open what is sealed in them, each as it came along
    in base64 (`vault.keys.wrapped_of`); `opens` opens it in place. What `waits` to be done is not shown of a void case.
    """

    name: str
    sql: str
    moments: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    keys: Callable[[Sequence[Row]], Iterable[tuple[UUID, str | None]]] = no_keys
    opens: Callable[[Sequence[Row], Opening], None] = as_they_are
    waits: bool = False

    def typed(self, rows: list[Row] | None) -> list[Row]:
        """JSON's texts as moments, days and ids again; none of a cold room."""
        for row in rows or ():
            for names, read in _READ:
                row.update({name: read(row[name]) for name in getattr(self, names) if row[name] is not None})
        return rows or []


_READ: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("moments", datetime.fromisoformat),
    ("days", date.fromisoformat),
    ("ids", UUID),
)


# What is shown of a case.


class Place(Enum):
    """Where on the page of a case a card stands: above all, first on a phone, in the middle, beside it."""

    LEAD = "lead"
    FIRST = "first"
    MIDDLE = "middle"
    BESIDE = "beside"


def always(file: CaseFile) -> object:  # noqa: ARG001 - the shape of `Card.when`
    """Whatever the file holds."""
    return True


def holds(name: str) -> Callable[[CaseFile], object]:
    """Where the file holds rows of that name."""
    return lambda file: file.rows[name]


def nothing_more(file: CaseFile) -> Mapping[str, Any]:  # noqa: ARG001 - the shape of `Card.tells`
    """What every card is given is enough."""
    return {}


@dataclass(frozen=True)
class Card(Door):
    """A card on the page of a case and on its paper: the template, where it stands, and when.

    The template finds `file`, `case` and `rows`, and what `tells` says beside. `order` decides among the cards of a
    place. A card with a `jump` has that id, and a link to it stands above: id and words.
    """

    template: str
    place: Place
    order: int
    when: Callable[[CaseFile], object] = always
    tells: Callable[[CaseFile], Mapping[str, Any]] = nothing_more
    jump: tuple[str, Words] | None = None


@dataclass(frozen=True)
class Column(Door):
    """A column of the list of cases, before that of the last contact.

    `sql` selects a code of the case `c`, null where there is none, and `says` says it. Of a cold room it is not asked.
    """

    heading: Words
    sql: str
    says: Callable[[str], Words]


@dataclass(frozen=True)
class OtherAge(Door):
    """Another age than that at the opening, by which pages call a client (`aged`) and `dimension` counts the cases.

    `sql` selects what is known of it of the case `c`, as one JSON object, null where the case goes by that at the
    opening. `tells` makes the age of it and of the client's birth, where there is one, and `words` say `{age}`. Where
    several rooms know one the highest wins.
    """

    dimension: str
    sql: str
    tells: Callable[[Mapping[str, Any], Birth | None], Age | None]
    words: Words


@dataclass(frozen=True)
class Conflict(Door):
    """Workers who stand on both sides of something of a room, for the pages of the Kabid.

    `title` heads them and `words` says one: who, and the two cases (`{who}`, `{one}`, `{other}`). `sql` selects them
    among the cases of the office `%(office)s` that run on the day `%(today)s`, in which only the case `%(case)s` is
    asked for where it is not null: `who`, `code` and `against`.
    """

    title: Words
    words: Words
    sql: str


@dataclass(frozen=True)
class Opposed(Door):
    """Which cases stand on another side of something of a room than the case `%(case)s`: SQL that selects `case_id`.

    Who works one of them is kept from that case, unless they work it too (`other_side`).
    """

    sql: str


# What may be recorded of a case.


@dataclass(frozen=True)
class Group:
    """Offers that stand together under one name, and the group's place among the groups."""

    name: Words
    order: int


DAILY = Group(_("Sehari-hari"), 10)
PLANNING = Group(_("Asesmen dan rencana"), 30)
AROUND = Group(_("Klien dan orang di sekitar"), 40)
TEAM = Group(_("Tim"), 50)
CASE = Group(_("Kasus"), 60)


@dataclass(frozen=True)
class Offer:
    """One thing that can be recorded. Without `href` it can't be now, and `why` says why.

    `place` decides within the group, (20,) before (30,) and (30, 1) before (30, 2); alike ones stand as the rooms do
    and as each wrote them. `living`: nothing of it is done with somebody who died.
    """

    label: Words
    href: str | None
    group: Group
    place: tuple[int, ...] = ()
    why: Words = ""
    living: bool = False


Offering = Callable[[Actor, CaseFile], Iterable[Offer]]


def at_work(by: Actor, file: CaseFile) -> bool:
    """Who works the case, while it runs."""
    return by.may(Permission.WORK_CASES) and file.acts


def at_work_or_after(by: Actor, file: CaseFile) -> bool:
    """Who works the case, also after it was closed (`policies.may_finish`)."""
    return by.may(Permission.WORK_CASES) and file.finishes


def none_when_cold(by: Actor, file: CaseFile) -> Iterable[Offer]:  # noqa: ARG001 - the shape of `Offers.cold`
    """A room that has nothing to begin from the page of a case."""
    return ()


@dataclass(frozen=True)
class Offers(Door):
    """What the button Catat offers of a room: to whoever works the case while it runs, or to whom `to` says.

    `cold`: what it offers in a case where it has no row yet; a line, for the page of each case carries it.
    """

    of: Offering
    to: Callable[[Actor, CaseFile], bool] = at_work
    cold: Offering = none_when_cold


# What its clocks hang on, and what they ask.


def in_no_words(row: Row) -> str:  # noqa: ARG001 - the shape of `SubjectKind.says`
    """Nobody has to tell one from another, or at which level one is."""
    return ""


def none_answered(row: Row) -> Iterable[str]:  # noqa: ARG001 - the shape of `SubjectKind.answered`
    """All that rules ask of one is to be asked."""
    return ()


@dataclass(frozen=True)
class SubjectKind(Door):
    """A kind of thing that facts, circumstances and clocks of a case hang on: a part in a matter, a stay, a leg.

    `rows` are those that stand in a case, each with its `id`, and `says` tells one from another, sealed texts closed;
    one that nobody is to choose any more it leaves empty. `over` is the circumstance, a date of the law, that says
    that one of them is over: its clocks then ask nothing any more. What stands in no case of its own is `kept_with`
    another kind: what is told of a person with the case in which it was asked, of a matter with each part in it.

    On the pages where facts are noted and questions answered `level` is the one at which something that happens anew at
    each would be noted of it, and what it has `answered` itself is not asked. An `early` kind may be told of before one
    stands, or of several without saying which: that is kept with the case.
    """

    code: str
    words: Words
    rows: Rows | None = None
    says: Callable[[Row], str] = in_no_words
    over: str = ""
    kept_with: str = ""
    level: Callable[[Row], str] = in_no_words
    answered: Callable[[Row], Iterable[str]] = none_answered
    early: bool = False


@dataclass(frozen=True)
class Stands(Door):
    """In which roles the client stands in something of this room that has clocks of its own; none where in nothing.

    What a letter asked for is shown with the case itself only until then.
    """

    roles: Callable[[Mapping[str, Any]], Sequence[str]]


@dataclass(frozen=True)
class Button:
    """What to do about a clock: words, where to, and `primary` where it is the one to press."""

    label: Words
    href: str
    kind: str = ""


@dataclass(frozen=True)
class OnClock(Door):
    """What a room lets one do about a clock of a case; of several, that of the lowest `order` is shown."""

    button: Callable[[Running, CaseFile], Button | None]
    order: int


@dataclass(frozen=True, eq=False)
class Roles(Door):
    """In which roles a client may stand in something of a room, by the code that stands on the case.

    The code is empty on a case that stands in nothing; one room may say how that is called.
    """

    words: Mapping[str, Words]


@dataclass(frozen=True, eq=False)
class Answers(Door):
    """What the choices of a room's law data (`values` in its facts.toml) are called."""

    words: Mapping[str, Words]


@dataclass(frozen=True, eq=False)
class Knowers(Door):
    """Who else usually knows the facts of a room's law data (`knows` in its facts.toml), in the order of asking."""

    words: Mapping[str, Words]


@dataclass(frozen=True, eq=False)
class Appointments(Door):
    """Kinds of appointment, with their words, for a subject of the kind `of`, a part in a matter, not the case itself.

    `asked` says which of them is meant by the purpose of a spoken request, `hindered` why one may not take place, and
    `moved` how one is called that was moved before (`{n}`: the how manieth it is). What took place is recorded on the
    page `recorded` (code of the case, subject; `?janji=` is the appointment); with none it is only said to have been.
    """

    of: str
    kinds: Mapping[str, Words]
    asked: Mapping[str, str] = field(default_factory=dict)
    hindered: Mapping[str, Words] = field(default_factory=dict)
    moved: Words = ""
    recorded: str = ""


@dataclass(frozen=True)
class Remedy(Door):
    """What a worker does about a clock of ours, where opening the case is not the best there is.

    `begun` is SQL: the id of what was begun of it, of a clock `k` in a case `c`. `do` is given the code of the case,
    the clock's subject and what was begun.
    """

    rule: str
    begun: str
    do: Callable[[str, UUID, UUID | None], Button]
