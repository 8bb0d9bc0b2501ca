"""Who is in tonight: at the own house by bed, in a province and the nation in numbers. Written by nobody, asked anew.

What is free, taken and promised adds up to the beds; who is in a bed and who is without one to the heads. A bed whose
person the reader may not see is taken all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from rehsos.audit.actor import Actor
from rehsos.cases.models import Case, Clock, Standing, Whereabouts
from rehsos.directory.kinds import HOUSES
from rehsos.directory.models import Office, OfficeKind
from rehsos.referral.actions.staying import here_now
from rehsos.referral.models import Deed, Referral

from .models import Absence, AbsenceKind, Bed, Lying, Room, Stay


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
        cursor.execute("SELECT * FROM placement_tonight(%s)", [province])
        return [Numbers(*row) for row in cursor.fetchall()]


def total(rows: Iterable[Numbers]) -> dict[str, int]:
    """Sums over houses: each adds up as each house does."""
    rows = list(rows)
    names = ("beds", "taken", "promised", "free", "heads", "in_bed", "no_bed", "over", "away", "missing", "no_place")
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


class BedHere(NamedTuple):
    """A bed, as far as tonight tells it."""

    id: int
    name: str
    step_free: bool


@dataclass(frozen=True)
class Place:
    """A bed tonight: whose it is, or until when it is promised; neither: it is free."""

    bed: BedHere
    stay: Stay | None
    promise: Lying | None
    taken: bool

    @property
    def free(self) -> bool:
        return not self.taken and self.promise is None


@dataclass(frozen=True)
class Board:
    """The own house tonight: rooms with their beds in order, who is without a bed, who is here and not taken in."""

    rooms: list[tuple[Room, list[Place]]]
    without: list[Stay]
    arrived: list[tuple[Referral, datetime]]
    told: list[Whereabouts]
    stays: list[Stay]

    @property
    def beds(self) -> list[Place]:
        return [place for _room, places in self.rooms for place in places]

    def counted(self) -> dict[str, int]:
        """The same figures as `Numbers` has of a house."""
        beds, away = self.beds, [one.away for one in self.stays if one.away]  # type: ignore[attr-defined]
        others = len(self.arrived) + len(self.told)
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
        }


def is_over(stay: Any) -> bool:
    """Whether it lasts longer than it may."""
    return stay.limit_due is not None and stay.limit_due < timezone.now()


def needs_a_hand(stay: Any) -> bool:
    """Whether somebody is missing, over the limit, or where nobody should sleep."""
    return stay.away == AbsenceKind.MISSING or stay.no_place or is_over(stay)


def board(by: Actor) -> Board:
    """Everything of the actor's house tonight; who is behind a wall has a bed and no name. Six statements."""
    now, stays = timezone.now(), list(_stays(by.office))
    lying = Lying.objects.filter(Q(until=None) | Q(referral__isnull=False, until__gt=now), office=by.office)
    lying = lying.filter(withdrawn_by=None, since__lte=now).only("bed", "stay", "referral", "until")
    lies = {one.bed_id: one for one in lying}
    known = {stay.pk: stay for stay in stays}
    rooms: dict[UUID, tuple[Room, list[Place]]] = {}
    for room, bed in _beds(by.office):
        found = lies.get(bed.id)
        place = Place(bed, known.get(found.stay_id) if found and found.stay_id else None,
                      found if found and found.referral_id else None, taken=bool(found and found.stay_id))  # fmt: skip
        rooms.setdefault(room.pk, (room, []))[1].append(place)
    in_bed = {place.stay.pk for _room, places in rooms.values() for place in places if place.stay}
    cases = {stay.case_id for stay in stays}
    without = [stay for stay in stays if stay.pk not in in_bed]
    return Board(list(rooms.values()), without, _arrived(cases), _told(by, cases), stays)


_OF_ROOM = ("id", "name", "sexes", "use", "step_free")


def _beds(office: int) -> list[tuple[Room, BedHere]]:
    """The beds of a house in order, each beside its room: one `Room` for all that stand in it."""
    columns = ("id", "name", "step_free", *(f"room__{name}" for name in _OF_ROOM))
    rows = Bed.objects.filter(room__office=office, closed_at=None, room__closed_at=None).values_list(*columns)
    rooms = {row[3:]: Room(**dict(zip(_OF_ROOM, row[3:], strict=True))) for row in rows}
    found = [(rooms[row[3:]], BedHere(*row[:3])) for row in rows]
    return sorted(found, key=lambda one: (len(one[0].name), one[0].name, one[1].id))


def _stays(office: int) -> QuerySet[Stay]:
    """Open stays of a house with what is shown of their client, whether they are away, how long they may stay."""
    away = Absence.objects.filter(stay=OuterRef("pk"), until=None, withdrawn_by=None)
    limit = Clock.objects.filter(~Q(kind="case"), subject=OuterRef("pk"), state="running")
    due = limit.filter(rule__startswith="stay_limit_").order_by("due_at").values("due_at")[:1]
    return (
        Stay.objects.filter(office=office, ended_at=None, withdrawn_by=None)
        .annotate(
            code=F("case__code"), about=F("person__sealed"), birth_year=F("person__birth_year"),
            birth_estimated=F("person__birth_estimated"),
            away=Subquery(away.values("kind")[:1]), away_since=Subquery(away.values("since")[:1]),
            expected=Subquery(away.values("expected")[:1]), limit_due=Subquery(due),
        )
        .only("case", "person", "kind", "since")
        .order_by("since")
    )  # fmt: skip


def _arrived(taken_in: set[UUID]) -> list[tuple[Referral, datetime]]:
    """Who came by a hand-over and was not taken in yet."""
    here = {one.referral: one.since for one in here_now()}
    own = Case.objects.filter(pk=OuterRef("case"), owner=OuterRef("receiver"))  # told of as a client of the office
    awaited = Referral.objects.select_related("sender").filter(~Exists(own), pk__in=here, deed=Deed.HAND_OVER)
    return [(it, here[it.pk]) for it in (awaited if here else ()) if it.case_id not in taken_in]


def _told(by: Actor, taken_in: set[UUID]) -> list[Whereabouts]:
    """Clients of the office's own cases who are told to be here, and were not taken in."""
    stays = Stay.objects.filter(person=OuterRef("person"), office=by.office, ended_at=None, withdrawn_by=None)
    found = Whereabouts.objects.filter(
        ~Exists(stays), office=by.office, until=None, withdrawn_by=None, standing=Standing.HOLDS,
        case__owner=F("office"),
    ).select_related("case", "person")  # fmt: skip
    return list(found.exclude(case__in=taken_in).order_by("since"))


def asked_for_places(office: int) -> QuerySet[Referral]:
    """Who asks this office for a place, and is not answered yet or is awaited."""
    waits = Q(state__in=("sent", "received", "accepted", "partly"))
    found = Referral.objects.filter(waits, shown_to=office, receiver=office, wanted="bed")
    return found.select_related("sender").order_by("-urgency", "answer_due", "pk")
