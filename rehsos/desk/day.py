"""What the rooms put on Hari ini, found in three statements whatever their number.

PostgreSQL starts each part of a statement, whether it finds a row or not. So the first asks, in little, what there can
be; the lines, and what may not wait, are asked only of the doors that can know any for who asks (ADR 39).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType
from typing import Any, NamedTuple, get_args, get_type_hints
from uuid import UUID

from django.db import connection

from rehsos.access.doors import Block, Line, Today, Whose
from rehsos.access.pages import Request
from rehsos.cases.aged import other_age
from rehsos.cases.working import MY_WORKERS
from rehsos.directory.days import running
from rehsos.house.rooms import given
from rehsos.intake.doors import Candidate, First, Waits

_MINE = f"""
ARRAY(SELECT DISTINCT a.case_id FROM cases_assignment a JOIN cases_case c ON c.id = a.case_id
       WHERE {running("a", "c.owner_id")} AND a.worker_id = ANY({MY_WORKERS}))::text"""
"""The cases this worker works, as PostgreSQL writes them: given back to it, they need not be read."""
NONE = "{}"
MOST_URGENT = 3
_SQL = {str: "text", int: "integer", bool: "boolean", UUID: "uuid", date: "date", datetime: "timestamptz",
        bytes: "bytea"}  # fmt: skip


class Asker(NamedTuple):
    """Who asks, as far as it tells which doors can know anything for them."""

    head: bool
    oversees: bool
    works: bool
    stirred: bool
    """Whether there is any of what there seldom is."""

    def asks(self, door: Today) -> bool:
        """Whether that door can know anything."""
        whose = {Whose.HEAD: self.head, Whose.OVERSEER: self.oversees, Whose.WORKER: self.works}
        return whose.get(door.whose, True) and (self.stirred or not door.stirs)


class Found(NamedTuple):
    """A line, the door that gave it, and the other age that a room knows of its client (`cases.aged`)."""

    door: Today
    line: Line
    other_age: str | None


@dataclass(frozen=True)
class Said:
    """A line, the door that gave it, and what that door tells of it."""

    door: Today
    line: Line
    told: Mapping[str, Any]


@dataclass(frozen=True)
class Above:
    """A line above everything else; `said` is its line of Hari ini, None where it is a case of that code."""

    door: First
    waits: Waits
    code: str
    said: Said | None


def begun(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """These with `mine`, the cases that this worker works, and whether any line `stirs` of those there seldom are.

    `urgent` is whether anything may stand above them.
    """
    [row] = _ask(_begins(), parameters)
    return {**parameters, **dict(zip(("mine", "stirs", "urgent"), row, strict=True))}


def lines(parameters: Mapping[str, Any]) -> list[Found]:
    """The lines of all rooms, by their hour, then their day."""
    doors, found = given(Today), _ask(_lines(_asker(parameters)), parameters)
    return [Found(doors[door], Line._make(line), other) for door, *line, other in found]


def above(said: Iterable[Said], parameters: Mapping[str, Any], zone: str) -> list[Above]:
    """What no case keeps a clock of yet and may not wait, the most urgent first."""
    here = {one.line.id: one for one in said if one.line.id}
    found = sorted(_above(parameters, zone), key=lambda one: one[1].urgency)
    return [
        Above(door, waits, row.code, here[row.thing] if row.thing else None)
        for door, waits, row in found
        if row.thing is None or row.thing in here
    ]


def unfolded(found: Collection[Above]) -> int:
    """How many of them stand unfolded: the most urgent, and whatever is late, in danger, or due within a day."""
    pressing = (n for n, one in enumerate(found, 1) if one.waits.tone in {"late", "soon"})
    return max([MOST_URGENT, *pressing])


def told(request: Request, found: Iterable[Found], keys: Mapping[UUID, bytes]) -> list[Said]:
    """The lines with what their rooms tell of them, opened with these keys."""
    return [Said(door, line, door.told(request, line, keys.get(line.dossier) if line.dossier else None))
            for door, line, _other in found]  # fmt: skip


def of(block: Block, said: Iterable[Said]) -> list[Said]:
    """The lines of a block, but for those in short."""
    return [one for one in said if one.door.block is block and not one.door.heading]


def apart(said: Iterable[Said]) -> tuple[list[Said], list[Said]]:
    """What somebody waits for, and what is told as `news` alone: nothing is owed of it any more."""
    waits, news = list[Said](), list[Said]()
    for one in said:
        (news if one.told.get("news") else waits).append(one)
    return waits, news


def short(block: Block, said: Collection[Said]) -> list[list[Said]]:
    """The lines of a block that stand under headings of their own, together under each."""
    doors = [door for door in given(Today) if door.block is block and door.heading]
    return [part for door in doors if (part := [one for one in said if one.door is door])]


def _above(parameters: Mapping[str, Any], zone: str) -> Iterator[tuple[First, Waits, Candidate]]:
    doors = given(First)
    for row in _ask(_candidates(parameters["urgent"]), parameters):
        door, candidate = doors[row[0]], Candidate._make(row[1:])
        if waits := door.waits(candidate, zone, parameters["now"]):
            yield door, waits, candidate


def _ask(sql: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _asker(parameters: Mapping[str, Any]) -> Asker:
    return Asker(parameters["approves"], parameters["supervises"], parameters["mine"] != NONE, parameters["stirs"])


@cache
def _begins() -> str:
    return f"SELECT {_MINE}, {_any(given(Today))}, {_any(given(First))}"


def _any(doors: Iterable[Today | First]) -> str:
    asked = dict.fromkeys(door.stirs for door in doors if door.stirs)
    return " OR ".join(f"EXISTS ({one})" for one in asked) or "false"


@cache
def _lines(by: Asker) -> str:
    """OFFSET 0: what is found is put in order once, not what each door finds by itself and then all of it again."""
    found = _all({n: door for n, door in enumerate(given(Today)) if by.asks(door)}, Line)
    other = f"CASE WHEN client IS NOT NULL THEN (SELECT {other_age()} FROM cases_case c WHERE c.id = dossier) END"
    return f"SELECT x.*, {other} FROM ({found} OFFSET 0) x ORDER BY at NULLS LAST, due_on NULLS LAST LIMIT 200"


@cache
def _candidates(stirred: bool) -> str:
    return _all({n: door for n, door in enumerate(given(First)) if stirred or not door.stirs}, Candidate)


def _all(doors: Mapping[int, Today | First], shape: type[NamedTuple]) -> str:
    """What these doors find, each row after the number of its door, under the names and types of one shape."""
    hints = get_type_hints(shape)
    columns = ", ".join(f"x.{name}::{_SQL[_plain(hint)]}" for name, hint in hints.items())
    return "\nUNION ALL\n".join(
        f"SELECT {n} AS door, {columns} FROM ({door.rows}) x({', '.join(hints)})" for n, door in doors.items()
    )


def _plain(hint: Any) -> Any:
    return next((kind for kind in get_args(hint) if kind is not NoneType), hint)
