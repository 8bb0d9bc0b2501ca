"""The desk of a worker: the cases they work and what is open in each. Rooms say what of theirs is not done.

What is listed stands in codes and numbers alone: it goes on a paper that both sign, and names nobody.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.house.rooms import Door, composed, given, merged
from rehsos.law.book import rules
from rehsos.law.shapes import Duty
from rehsos.look import words
from rehsos.look.labels import label
from rehsos.papers.kinds import words_of
from rehsos.papers.letters import NOT_HANDED_OVER

from .models import Case
from .queries import RUNS


class Left(NamedTuple):
    """One of what is not done, in codes: its kind, where it stands, its hour or its last day where it has one.

    `text` is what somebody wrote of it, where that may be said; it is kept nowhere.
    """

    kind: str
    state: str = ""
    at: datetime | None = None
    day: date | None = None
    id: UUID | None = None
    text: str = ""


@dataclass(frozen=True)
class LeftOpen(Door):
    """What of a room is not done, of many cases at once: `sql` selects `case_id` of each, among `%(cases)s`.

    `words` say how many there are (`{n}`); `code` is kept with what was signed for. Where `each` says one, `sql`
    selects its `kind`, `state`, `at`, `day` and `id`, too, and each has its line.
    """

    code: str
    words: Words
    sql: str
    each: Callable[[Left], str] | None = None


@dataclass(frozen=True)
class FollowsDesk(Door):
    """What of a room goes along when a case goes from the desk of one worker to another's (both by id)."""

    follow: Callable[[Case, int, int], None]


@composed
def left_open() -> Mapping[str, LeftOpen]:
    """By code. ValueError where two rooms give one."""
    return merged(LeftOpen, lambda door: {door.code: door})


def desk_goes(case: Case, giver: int, receiver: int) -> None:
    """Tell every room that has something of a worker's own in a case."""
    for door in given(FollowsDesk):
        door.follow(case, giver, receiver)


@dataclass(frozen=True)
class Listed:
    """What is open in a case: its stage, clocks that run, letters nobody has yet, and how much of the rest."""

    stage: str
    clocks: tuple[tuple[str, datetime | None, str], ...] = ()
    """Rule, until when, and whether that had passed when it was listed (`_PASSED`)."""
    letters: tuple[tuple[str, str, str], ...] = ()
    """Kind, state and number of each."""
    left: Mapping[str, int] = field(default_factory=dict)
    each: tuple[tuple[str, Left], ...] = ()
    """Those of the rest of which the room says each, with its code."""

    def kept(self) -> dict[str, Any]:
        """As it is kept once both stand to it."""
        clocks = [[rule, due.isoformat() if due else "", passed] for rule, due, passed in self.clocks]
        return {
            "stage": self.stage,
            "clocks": clocks,
            "letters": [[*one] for one in self.letters],
            "left": {**self.left},
            "each": [[code, *_kept(one)] for code, one in self.each],
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """As it was kept."""
        clocks = tuple(_read_clock(*one) for one in kept["clocks"])
        letters = tuple((kind, state, number) for kind, state, number in kept["letters"])
        each = tuple(_read_left(*one) for one in kept.get("each", ()))
        return cls(kept["stage"], clocks, letters, kept["left"], each)

    def only(self, codes: Collection[str]) -> Self:
        """Without letters, and of the rest these alone."""
        left = {code: n for code, n in self.left.items() if code in codes}
        return replace(self, letters=(), left=left, each=tuple(one for one in self.each if one[0] in codes))

    def telling(self, texts: Mapping[UUID | None, str]) -> Self:
        """With what was written of some of it."""
        each = ((code, one._replace(text=texts.get(one.id, ""))) for code, one in self.each)
        return replace(self, each=tuple(each))

    @property
    def said(self) -> list[str]:
        """A line each: clocks with their hour, letters with where they stand, then the rest, told or counted."""
        return [*self._clocks(), *self._letters(), *self._left()]

    def _clocks(self) -> Iterator[str]:
        for code, due, passed in self.clocks:
            name = words.say(rules()[code].label) if code in rules() else code
            told = f"{name}: {words.owed(due)}" if due else name
            told = f"{told} ({_THEIRS})" if code in rules() and rules()[code].duty is Duty.OTHERS else told
            yield f"{told} ({_PASSED[passed]})" if passed else told

    def _letters(self) -> Iterator[str]:
        for kind, state, number in self.letters:
            yield " · ".join(filter(None, (str(words_of(kind)), number, label(state, "letter_state"))))

    def _left(self) -> Iterator[str]:
        doors = left_open()
        told = [(code, one, says) for code, one in self.each if code in doors and (says := doors[code].each)]
        yield from (says(one) for _code, one, says in told)
        for code, n in self.left.items():
            if code not in {code for code, _one, _says in told}:
                yield str(doors[code].words).format(n=n) if code in doors else f"{code}: {n}"

    @property
    def anything(self) -> bool:
        """Whether somebody has to go on with something."""
        return bool(self.clocks or self.letters or any(self.left.values()))


_THEIRS = _("kewajiban pihak lain")
_PASSED: Mapping[str, Words] = {"late": _("sudah lewat"), "safe": _("lewat batas aman")}


def _read_clock(rule: str, due: str, passed: str = "") -> tuple[str, datetime | None, str]:
    """As it was kept; before 29 November 2026 without whether it had passed."""
    return rule, datetime.fromisoformat(due) if due else None, passed


def _kept(one: Left) -> tuple[str, str, str, str]:
    return one.kind, one.state, one.at.isoformat() if one.at else "", one.day.isoformat() if one.day else ""


def _read_left(code: str, kind: str, state: str, at: str, day: str) -> tuple[str, Left]:
    """As it was kept; before 29 November 2026 it was counted alone."""
    hour, last = datetime.fromisoformat(at) if at else None, date.fromisoformat(day) if day else None
    return code, Left(kind, state, hour, last)


class OnDesk(NamedTuple):
    """A case that a worker works, and whether they lead it."""

    id: UUID
    code: str
    status: str
    stage: str
    leads: bool
    opened_on: date
    barred: Sequence[int] = ()
    """Behind its wall, or who its circle is (`protected.kept_out`)."""


_DESK = """
WITH mine AS MATERIALIZED (
  SELECT a.case_id, bool_or(a.kind = 'lead') AS leads FROM cases_assignment a
   WHERE a.worker_id = %(worker)s AND (a.until IS NULL OR a.until > %(today)s)
     AND NOT EXISTS (SELECT FROM cases_deskcase d
                       JOIN cases_deskhandover h ON h.id = d.handover_id AND h.state = 'waits'
                      WHERE d.case_id = a.case_id AND d.worker_id = a.worker_id AND d.outcome = '')
   GROUP BY a.case_id)
SELECT c.id, c.code, c.status, c.stage, m.leads, c.opened_on, c.barred
  FROM mine m CROSS JOIN LATERAL (SELECT * FROM cases_case c WHERE c.id = m.case_id OFFSET 0) c
 WHERE c.owner_id = %(office)s AND c.status <> 'void'
 ORDER BY c.status DESC, c.opened_on, c.code"""
"""OFFSET 0: of the table the few that somebody works; a plan that is kept would go through all of the office."""


def desk_of(worker: int, office: int, today: date) -> list[tuple[OnDesk, Listed]]:
    """What a worker would hand on: every case that runs, and one that ended where something is still open in it.

    What waits for a colleague's yes already is not among them, nor what ends for the worker today.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DESK, {"worker": worker, "office": office, "today": today})
        found = [OnDesk._make(row) for row in cursor.fetchall()]
    open_in = listed({one.id: one.stage for one in found}, office)
    return [(one, open_in[one.id]) for one in found if one.status == "open" or open_in[one.id].anything]


def listed(stages: Mapping[UUID, str], office: int) -> dict[UUID, Listed]:
    """What is open in these cases of an office. One statement."""
    found: dict[UUID, dict[str, list[Any]]] = {case: {what: [] for what in _ENTRIES} for case in stages}
    if stages:
        with connection.cursor() as cursor:
            given: dict[str, Any] = {"cases": [*stages], "office": office, "letters": [*NOT_HANDED_OVER]}
            given["now"] = timezone.now()
            cursor.execute(_listed(), given)
            for case, what, *told in cursor.fetchall():
                found[case][what].append(_ENTRIES[what](*told))
    return {case: _listed_of(stage, found[case]) for case, stage in stages.items()}


def _listed_of(stage: str, found: Mapping[str, list[Any]]) -> Listed:
    each = tuple(found["each"])
    left = dict(found["left"]) | Counter(code for code, _one in each)
    return Listed(stage, tuple(found["clock"]), tuple(found["letter"]), left, each)


_ENTRIES: Mapping[str, Callable[..., Any]] = {
    "clock": lambda code, state, _kind, due, *_rest: (code, due, state),
    "letter": lambda code, state, number, *_rest: (code, state, number),
    "left": lambda code, n, *_rest: (code, int(n)),
    "each": lambda code, state, kind, at, day, pk: (code, Left(kind, state, at, day, pk)),
}
THEIRS = "k.status = 'open' AND k.state = 'running' AND k.duty = 'others' AND NOT k.advisory"
"""What somebody else owes in a case that runs: who goes on with it waits for it, too."""
_OPEN = """
SELECT k.case_id, 'clock' AS what, k.rule AS code, CASE WHEN k.due_at >= %(now)s OR k.due_at IS NULL THEN ''
       WHEN k.second_due_at >= %(now)s THEN 'safe' ELSE 'late' END AS state,
       '' AS number, k.due_at AS due, NULL::date AS day, NULL::uuid AS id
  FROM cases_clock k WHERE k.case_id = ANY(%(cases)s) AND ({runs} OR {theirs})
UNION ALL
SELECT l.dossier, 'letter', l.kind, l.state, coalesce(l.number, ''), NULL, NULL, l.id
  FROM papers_letter l
 WHERE l.dossier = ANY(%(cases)s) AND l.office_id = %(office)s AND l.direction = 'out' AND l.state = ANY(%(letters)s)
UNION ALL
SELECT y.case_id, 'left', y.code, count(*)::text, '', NULL, NULL, NULL FROM ({left}) y GROUP BY y.case_id, y.code"""
_EACH = """
UNION ALL
SELECT x.case_id, 'each', '{code}', x.state, x.kind, x.at, x.day, x.id FROM ({sql}) x"""


@cache
def _listed() -> str:
    doors = left_open().items()
    counted = (f"SELECT '{code}' AS code, x.case_id FROM ({door.sql}) x" for code, door in doors if not door.each)
    opened = _OPEN.format(runs=RUNS, theirs=THEIRS, left=" UNION ALL ".join(counted))
    opened += "".join(_EACH.format(code=code, sql=door.sql) for code, door in doors if door.each)
    order = "coalesce(due, day) NULLS LAST, code, id"
    return f"SELECT case_id, what, code, state, number, due, day, id FROM ({opened}) o ORDER BY {order}"
