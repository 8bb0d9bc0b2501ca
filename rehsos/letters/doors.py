"""What other rooms may give to the letters: how a kind of their own is written, and what a letter may be about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words
from rehsos.cases.models import Case, Stage
from rehsos.house.rooms import Door
from rehsos.papers.letters import Envelope, Row
from rehsos.papers.models import Letter
from rehsos.papers.rendering.letter import Stage as Printed
from rehsos.papers.rendering.sheet import Check, Document

Answers = Mapping[str, Any]
Lacking = list[tuple[str, str]]
"""Fields of a blank that still want an answer, each with what it is called."""


@dataclass(frozen=True)
class Written(Door):
    """How letters of a kind are written here. What no room says of a kind is as with any office letter (`writing`).

    `blank` is the form that is its text, `edit` the page on which a draft is gone on with (code of the case, letter):
    one with the blank and the page of an office letter is written on the pages of those, whatever paper it becomes.
    `known` is what the house knows now of whom it is about, as parts of an envelope: signing keeps it. `paper` makes
    the sheet. `lacks` tells what must be answered before it is signed, `lacking` says so (`{what}`), and `complete`
    leads to it. `superior`: the superior may sign it, too. `stage` is how far the case is once one is begun. It
    `answers` letters of a kind: beside such a one the page `begin` (code, subject) is offered as `begun`. `after` says
    who still writes one, about something, at an office that handed the case on: the paper follows what was done.
    `spares` raises Refused beside the line (case, lines, the writer's office) that tells of somebody else.
    """

    kind: str
    blank: str
    edit: str
    known: Callable[[Letter, Case, Envelope, Answers], Mapping[str, Any]]
    paper: Callable[[Letter, Envelope, Answers, Printed, Check | None], Document]
    lacks: Callable[[Answers, Envelope], Lacking]
    complete: Words
    lacking: Words
    superior: bool = False
    stage: Stage | None = None
    answers: str = ""
    begin: str = ""
    begun: Words = ""
    after: Callable[[Case, UUID | None, Actor], bool] | None = None
    doubt: Callable[[Case], str] | None = None
    spares: Callable[[Case, Mapping[str, str], int], None] | None = None


@dataclass(frozen=True)
class Begun(Door):
    """With what an office letter of a kind is begun: what the form then holds, to be changed or kept.

    `answers` of the case and what the letter is about, by the names of the form's fields: `party`, `about`, `body`,
    `closing`, `attachments`, `copies`, `classification`, `named`. The page of letters out offers it (`?jenis=` the
    kind, `?menyangkut=` what in the case it is about), unless it is begun from elsewhere alone (`offered`). A kind of
    its own (`Written`) begins as its page does.
    """

    kind: str
    answers: Callable[[Case, UUID | None], Answers]
    offered: bool = True


@dataclass(frozen=True)
class Term(Door):
    """The words for the term of a rule that letters start and stop; without them it is called as the rule is.

    `card` heads it beside a letter, `called` names it there while it is not sure, and `ask` says what to note then.
    `since` says from when how long, and `received` what the hour at the office means for it. `falls` stands in the
    register (`{when}`).
    """

    rule: str
    card: Words
    called: Words
    ask: Words
    since: Words
    received: Words
    falls: Words


@dataclass(frozen=True)
class Told:
    """What a letter in full says of the thing it is about: rows after those of the birth, and its number."""

    rows: tuple[Row, ...] = ()
    police_report: str = ""


@dataclass(frozen=True)
class About(Door):
    """Things of a room in a case that a letter may be about, instead of the case as a whole.

    `choices` of a case, newest first, with texts only where these may be shown; `only` is the one that a letter is
    about that names none, where there is but one. `told` says what a letter in full says of it; of an id that is none
    of them, nothing. `roles` are the client's, where such a thing gives one: a query of `role` beside a letter
    (`OuterRef`: `dossier`, `subject`).
    """

    kind: str
    choices: Callable[[Case, bool], Sequence[tuple[str, str]]]
    only: Callable[[Case], UUID | None]
    told: Callable[[Case, UUID], Told | None]
    roles: Callable[[], QuerySet[Any, Any]] | None = None
