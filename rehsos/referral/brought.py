"""Who is at the office in a case of another, by its own word and by no referral: accepted at the end of a leg, say."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone

from rehsos.law.ages import Age
from rehsos.people.identity import ERASED, read_identity
from rehsos.people.models import Sex
from rehsos.people.queries import age_on
from rehsos.vault.keys import keys_beside


class Brought(NamedTuple):
    """One of them: the columns of `referral_brought` (in_database.py). `place` is the row that says they are here."""

    place: UUID
    dossier: UUID
    office: int
    since: datetime
    owner: int
    owner_short: str
    person: UUID
    sex: str
    birth_year: int | None
    birth_estimated: bool
    sealed: bytes
    wrapped: bytes | None

    @property
    def sex_said(self) -> str:
        """In words."""
        return str(Sex(self.sex).label)


def brought_now() -> list[Brought]:
    """All of them, the newest first; nobody behind a wall."""
    return _found("ORDER BY since DESC LIMIT 200")


def brought_of(place: UUID) -> Brought | None:
    """The one of that row; None where they are here no more."""
    return next(iter(_found("WHERE place = %s", place)), None)


def _found(clause: str, *given: UUID) -> list[Brought]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM referral_brought() {clause}", given)
        return [Brought(*row) for row in cursor.fetchall()]


def told_of(found: Iterable[Brought], *, names: bool) -> dict[UUID, tuple[str, Age | None]]:
    """By `place`: initials, where this screen shows any, and how old they are as far as it is known."""
    told, today = list(found), timezone.localdate()
    keys = keys_beside((one.person, one.wrapped) for one in told)
    answer = {}
    for one in told:
        known = read_identity(one.person, one.sealed, keys.get(one.person))
        age = age_on(known, one.birth_year, today, estimated=one.birth_estimated)
        answer[one.place] = (known.initials if names and known is not ERASED else "", age)
    return answer
