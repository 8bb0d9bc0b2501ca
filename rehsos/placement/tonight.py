"""Who is in tonight: at the own house by bed, in a province and the nation in numbers. Written by nobody, asked anew.

What is free, taken and promised adds up to the beds; who is in a bed and who is without one to the heads. A bed whose
person the reader may not see is taken all the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from rehsos.audit.actor import Actor
from rehsos.cases.models import Whereabouts
from rehsos.directory.kinds import HOUSES
from rehsos.directory.models import Office, OfficeKind
from rehsos.referral import guests
from rehsos.referral.brought import Brought, brought_now
from rehsos.referral.models import Referral
from rehsos.referral.models_guest import Guest

from .models import NO_PLACE, AbsenceKind, Room, Stay, StayKind


class Numbers(NamedTuple):
    """A house in numbers, as the database tells it (in_database_tonight.py): its columns, by name."""

    office: int
    within: bool
    sexes: str
    age_from: int | None
    age_to: int | None
    categories: list[str]
    beds: int
    taken: int
    promised: int
    free_female: int
    free_male: int
    free_any: int
    free_step: int
    free_mother: int
    free_quarantine: int
    heads: int
    in_bed: int
    over: int
    away: int
    missing: int
    no_place: int
    waiting: int

    @property
    def free(self) -> int:
        """Beds that are nobody's and promised to nobody."""
        return self.beds - self.taken - self.promised

    @property
    def no_bed(self) -> int:
        """Who is in the house and in no bed."""
        return self.heads - self.in_bed


def numbers(province: str = "") -> list[Numbers]:
    """Each house that whoever acts may know of, of a province or of all; hidden ones are none. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM placement_houses_tonight(%s)", [province])
        return [Numbers(*row) for row in cursor.fetchall()]


def total(rows: Iterable[Numbers]) -> dict[str, int]:
    """Sums over houses: each adds up as each house does."""
    rows = list(rows)
    names = ("beds", "taken", "promised", "free", "heads", "in_bed", "no_bed", "over", "away", "missing", "no_place",
             "waiting")  # fmt: skip
    return {name: sum(getattr(row, name) for row in rows) for name in names}


def hidden_houses(by: Actor, province: str) -> QuerySet[Office]:
    """Those whose place nobody is told: one may ask them for a place, and nothing of them is counted."""
    found = Office.objects.filter(hidden_place=True, kind__in=HOUSES).exclude(pk=by.office).order_by("pk")
    return found.filter(place__code__startswith=province) if province else found


def is_house(by: Actor) -> bool:
    """Whether somebody sleeps at the actor's office, or might: what it is, or what it has."""
    if by.office_kind in HOUSES:
        return True
    rooms = Room.objects.filter(office=by.office, closed_at=None)
    stays = Stay.objects.filter(office=by.office, ended_at=None, withdrawn_by=None)
    return rooms.exists() or stays.exists()


def sees_nation(by: Actor) -> bool:
    """Whether every province's houses are told to the actor's office."""
    return by.office_kind == OfficeKind.MINISTRY


class Resident(NamedTuple):
    """Who stays here tonight, with what their name is read from; whether they are away; until when they may."""

    id: UUID
    case_id: UUID
    person_id: UUID
    kind: str
    since: datetime
    code: str
    sealed: bytes
    wrapped: bytes | None
    birth_year: int | None
    birth_estimated: bool
    away: str | None
    away_since: datetime | None
    limit_due: datetime | None
    sex: str

    @property
    def no_place(self) -> bool:
        """Whether it is no place to stay at all."""
        return self.kind in NO_PLACE

    @property
    def kind_said(self) -> Any:
        """The kind of stay, in words."""
        return StayKind(self.kind).label


class BedHere(NamedTuple):
    """A bed, as far as tonight tells it."""

    id: int
    name: str
    step_free: bool


class Promise(NamedTuple):
    """Of whom it is kept, and until when."""

    id: UUID
    referral_id: UUID
    until: datetime


@dataclass(frozen=True)
class Place:
    """A bed tonight: whose it is, or until when it is promised; neither: it is free."""

    bed: BedHere
    stay: Resident | None
    promise: Promise | None
    taken: bool

    @property
    def free(self) -> bool:
        return not self.taken and self.promise is None


@dataclass(frozen=True)
class Board:
    """The own house tonight: rooms with their beds in order, who is without a bed, who is here and not taken in.

    Those by a hand-over (`arrived`), by a leg in a case of another office (`brought`), in a case of its own (`told`),
    of a group in no case (`guests`).
    """

    rooms: list[tuple[Room, list[Place]]]
    without: list[Resident]
    arrived: list[tuple[Referral, datetime]]
    brought: list[Brought]
    told: list[Whereabouts]
    guests: list[Guest]
    stays: list[Resident]

    @property
    def beds(self) -> list[Place]:
        return [place for _room, places in self.rooms for place in places]

    @property
    def waiting(self) -> int:
        """How many are here and were not taken in."""
        return len(self.arrived) + len(self.brought) + len(self.told) + len(self.guests)

    def counted(self) -> dict[str, int]:
        """The same figures as `Numbers` has of a house."""
        beds, away = self.beds, [one.away for one in self.stays if one.away]
        others = self.waiting
        return {
            "beds": len(beds),
            "free": sum(place.free for place in beds),
            "taken": sum(place.taken for place in beds),
            "promised": sum(place.promise is not None for place in beds),
            "heads": len(self.stays) + others,
            "in_bed": len(self.stays) - len(self.without),
            "no_bed": len(self.without) + others,
            "over": sum(is_over(one) for one in self.stays),
            "missing": sum(kind == AbsenceKind.MISSING for kind in away),
            "away": sum(kind != AbsenceKind.MISSING for kind in away),
            "no_place": sum(one.no_place for one in self.stays),
            "waiting": others,
        }


def is_over(stay: Resident) -> bool:
    """Whether it lasts longer than it may."""
    return stay.limit_due is not None and stay.limit_due < timezone.now()


def needs_a_hand(stay: Resident) -> bool:
    """Whether somebody is missing, over the limit, or where nobody should sleep."""
    return stay.away == AbsenceKind.MISSING or stay.no_place or is_over(stay)


def board(by: Actor) -> Board:
    """Everything of the actor's house tonight; who is behind a wall has a bed and no name. Six statements."""
    stays = [Resident(*row) for row in _asked(_STAYS, by)]
    known = {stay.id: stay for stay in stays}
    lies = {bed: lying for bed, *lying in _asked(_LIES, by)}
    rooms: dict[UUID, tuple[Room, list[Place]]] = {}
    for row in sorted(_asked(_BEDS, by), key=lambda row: (len(row[1]), row[1], row[5])):
        _room, places = rooms.get(row[0]) or rooms.setdefault(row[0], (_room_of(row[:5]), []))
        places.append(_place(BedHere(*row[5:]), lies.get(row[5]), known))
    in_bed = {place.stay.id for _room, places in rooms.values() for place in places if place.stay}
    without = [stay for stay in stays if stay.id not in in_bed]
    here = _awaiting(by)
    return Board(
        list(rooms.values()), without, _arrived(here["referral"]), _brought(here["brought"]), _told(here["case"]),
        list(guests.waiting(by.office)) if here["guest"] else [], stays,
    )  # fmt: skip


_STAYS = """
SELECT s.id, s.case_id, s.person_id, s.kind, s.since, c.code, p.sealed,
       (SELECT k.wrapped FROM vault_key k WHERE k.subject = p.id AND k.destroyed_at IS NULL),
       p.birth_year, p.birth_estimated, a.kind, a.since, l.due, p.sex
  FROM placement_stay s JOIN cases_case c ON c.id = s.case_id JOIN people_person p ON p.id = s.person_id
  LEFT JOIN placement_absence a ON a.stay_id = s.id AND a.until IS NULL AND a.withdrawn_by IS NULL
  LEFT JOIN placement_limits(%(office)s) l ON l.stay = s.id
 WHERE s.office_id = %(office)s AND s.ended_at IS NULL AND s.withdrawn_by IS NULL ORDER BY s.since
"""
_BEDS = """
SELECT r.id, r.name, r.sexes, r.use, r.step_free, b.id, b.name, b.step_free
  FROM placement_room r JOIN placement_bed b ON b.room_id = r.id AND b.closed_at IS NULL
 WHERE r.office_id = %(office)s AND r.closed_at IS NULL
"""
_LIES = """
SELECT bed_id, stay_id, NULL, NULL, NULL FROM placement_lying
 WHERE office_id = %(office)s AND withdrawn_by IS NULL AND until IS NULL AND since <= %(now)s
 UNION ALL
SELECT bed_id, NULL, id, referral_id, until FROM placement_lying
 WHERE office_id = %(office)s AND withdrawn_by IS NULL AND referral_id IS NOT NULL
   AND until > %(now)s AND since <= %(now)s
"""
"""Who lies in a bed; for whom it is kept."""


def _asked(sql: str, by: Actor) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"office": by.office, "now": timezone.now()})
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _room_of(row: tuple[Any, ...]) -> Room:
    return Room(**dict(zip(("id", "name", "sexes", "use", "step_free"), row, strict=True)))


def _place(bed: BedHere, lies: list[Any] | None, known: dict[UUID, Resident]) -> Place:
    stay, *promise = lies or (None, None)
    return Place(bed, known.get(stay) if stay else None, Promise(*promise) if promise[0] else None, stay is not None)


def _awaiting(by: Actor) -> dict[str, dict[UUID, datetime]]:
    """Who is here and was not taken in, by how they came: since when. One statement."""
    found: dict[str, dict[UUID, datetime]] = {"referral": {}, "brought": {}, "case": {}, "guest": {}}
    for how, thing, since in _asked("SELECT how, thing, since FROM placement_awaits(%(office)s)", by):
        found[how][thing] = since
    return found


def _arrived(here: Mapping[UUID, datetime]) -> list[tuple[Referral, datetime]]:
    """Who came by a hand-over."""
    found = Referral.objects.select_related("sender").filter(pk__in=here)
    return [(it, here[it.pk]) for it in (found if here else ())]


def _brought(here: Mapping[UUID, datetime]) -> list[Brought]:
    """Who was accepted at the end of a leg, in a case of another office."""
    return [one for one in brought_now() if one.place in here] if here else []


def _told(here: Mapping[UUID, datetime]) -> list[Whereabouts]:
    """Clients of the office's own cases who are told to be here."""
    found = Whereabouts.objects.filter(pk__in=here).select_related("case", "person").order_by("since")
    return list(found) if here else []


def asked_for_places(office: int) -> QuerySet[Referral]:
    """Who asks this office for a place, and is not answered yet or is awaited."""
    waits = Q(state__in=("sent", "received", "accepted", "partly"))
    found = Referral.objects.filter(waits, shown_to=office, receiver=office, wanted="bed")
    return found.select_related("sender").order_by("-urgency", "answer_due", "pk")
