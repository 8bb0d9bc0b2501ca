"""How old a client is said to be, behind their name: the same words in a list, on Hari ini, on a case and its print.

A room above may call them by another age than that at the opening (`OtherAge`): a child before the law by that at the
deed. What it knows is read with the case and never copied, so no page says what another has stopped saying. Of who
died it is said there, with the day: no list goes on as if they lived.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.house.rooms import by_room, given
from rehsos.law.ages import Age, guessed
from rehsos.look import words
from rehsos.people.identity import ERASED, Identity, birth, identity_of
from rehsos.people.queries import age_on

from .doors import OtherAge
from .models import Case

DIED = "died"


class Called(NamedTuple):
    """The age by which a client is called; `by` is the dimension of its door, empty for that at the opening."""

    age: Age | None
    by: str = ""

    def said(self, *, long: bool = False) -> str:
        """`14 th`, `14 th saat kejadian`: the one place that puts it in words. Empty where nobody knows one."""
        told = words.age(self.age, long=long)
        door = next((door for door in given(OtherAge) if door.dimension == self.by), None) if told and self.by else None
        return str(door.words).format(age=told) if door else told


def other_age() -> str:
    """A column of a statement with a case `c`: what the highest room that calls its client by another age knows of it.

    JSON text, by the number of the door, and when they died; null where there is neither. A cold room is not asked.
    """
    return _column(by_room(OtherAge))


@lru_cache(maxsize=2)
def _column(doors: tuple[tuple[str, OtherAge], ...]) -> str:
    asked = [
        f"CASE WHEN '{room}' = ANY(c.rooms) THEN "
        f"(SELECT json_build_object({n}, x.found) FROM ({door.sql}) x(found) WHERE x.found IS NOT NULL) END"
        for n, (room, door) in enumerate(doors)
    ]
    told = f"coalesce({', '.join(['NULL', *reversed(asked)])})::jsonb"
    return f"nullif(coalesce({told}, '{{}}') || coalesce({_DIED}, '{{}}'), '{{}}')::text"


_DIED = """(SELECT jsonb_build_object('died', d.at) FROM cases_death d
  WHERE d.person_id = c.client_id AND d.withdrawn_by IS NULL LIMIT 1)"""


def said_age(
    identity: Identity | None, birth_year: int | None, opened_on: date, kept: int | None, other: str | None, *,
    estimated: bool,
) -> str:  # fmt: skip
    """The age behind a client's name, empty where nobody knows one; `other` is what the column above found."""
    found: dict[str, Any] = json.loads(other) if other else {}
    died = found.pop(DIED, "")
    age = _called(identity, birth_year, opened_on, kept, found, estimated=estimated).said()
    return ", ".join(filter(None, (age, _died(died)))) if died else age


def _died(at: str) -> str:
    return str(_("meninggal {day}")).format(day=words.day(timezone.localtime(datetime.fromisoformat(at))))


def called_now(case: Case) -> Called:
    """By which age every page calls the client of a case today."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {other_age()} FROM cases_case c WHERE c.id = %s", [case.pk])
        [[other]] = cursor.fetchall()
    found: dict[str, Any] = json.loads(other) if other else {}
    found.pop(DIED, "")
    who, year = identity_of(case.client), case.client.birth_year
    return _called(who, year, case.opened_on, case.age, found, estimated=case.client.birth_estimated)


def _called(
    identity: Identity | None, birth_year: int | None, opened_on: date, kept: int | None,
    found: Mapping[str, Mapping[str, object]], *, estimated: bool,
) -> Called:  # fmt: skip
    born = birth(identity or ERASED, birth_year, estimated=estimated)
    for n, told in found.items():
        _room, door = by_room(OtherAge)[int(n)]
        if age := door.tells(told, born):
            return Called(age, door.dimension)
    return Called(age_when_opened(identity, birth_year, opened_on, kept, estimated=estimated))


def age_when_opened(
    identity: Identity | None, birth_year: int | None, opened_on: date, kept: int | None, *, estimated: bool
) -> Age | None:
    """How old a client was when the case was opened; None when nobody knows.

    `kept` is the number a count takes: it is asked only where no birth is known, and then it was somebody's estimate.
    """
    told = age_on(identity or ERASED, birth_year, opened_on, estimated=estimated)
    return told or (None if kept is None else guessed(kept))
