"""Who sleeps at a house tonight, room by room: what a roll is called from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, not_for

from .models import Absence, Lying, Room, Stay
from .waiting import Waiting, waiting_at


@dataclass(frozen=True)
class Sleeper:
    """Somebody who stays: in which bed, and why they are known not to be there."""

    stay: Stay
    bed: str
    away: Absence | None


@dataclass(frozen=True)
class Sleeping:
    """A room, and who sleeps there; no room: those without a bed, also who arrived and was not taken in (`waiting`)."""

    room: Room | None
    people: Sequence[Sleeper]
    waiting: Sequence[Waiting] = ()

    @property
    def heads(self) -> int:
        """How many."""
        return len(self.people) + len(self.waiting)

    @property
    def id(self) -> UUID | None:
        """The room's."""
        return self.room.pk if self.room else None


PROMISES = "SELECT FROM placement_house h WHERE h.office_id = %(office)s AND h.roll_by IS NOT NULL"
_SEEN = """
  SELECT FROM placement_rollcall c WHERE c.office_id = n.id AND c.at >= d.begins AND (c.at < s.since OR EXISTS (
    SELECT FROM placement_rollcallroom k WHERE k.call_id = c.id AND k.room_id IS NOT DISTINCT FROM (
      SELECT b.room_id FROM placement_lying y JOIN placement_bed b ON b.id = y.bed_id
       WHERE y.office_id = n.id AND y.stay_id = s.id AND y.withdrawn_by IS NULL AND y.since <= c.at
         AND (y.until IS NULL OR y.until > c.at) LIMIT 1)))"""
"""Whether a roll of the night looked where somebody lay then; who was taken in after it was seen by who did that."""
DUE = f"""
SELECT d.due FROM (
  SELECT o.id, o.time_zone, h.roll_by,
         (%(now)s::timestamptz AT TIME ZONE o.time_zone - interval '12 hours')::date AS night
    FROM placement_house h JOIN directory_office o ON o.id = h.office_id
   WHERE h.office_id = %(office)s AND h.roll_by IS NOT NULL) n
  CROSS JOIN LATERAL (
    SELECT (n.night + n.roll_by + CASE WHEN n.roll_by < '12:00' THEN interval '1 day' ELSE interval '0' END)
             AT TIME ZONE n.time_zone AS due, (n.night + time '12:00') AT TIME ZONE n.time_zone AS begins) d
 WHERE d.due <= %(now)s::timestamptz
   AND (EXISTS (SELECT FROM placement_stay s WHERE s.office_id = n.id AND s.ended_at IS NULL AND s.withdrawn_by IS NULL
                  AND NOT EXISTS ({_SEEN})
                  AND NOT EXISTS (SELECT FROM placement_absence a WHERE a.stay_id = s.id AND a.until IS NULL
                                     AND a.withdrawn_by IS NULL))
     OR EXISTS (SELECT FROM placement_awaits(n.id) w WHERE w.since < d.due AND NOT EXISTS (
       SELECT FROM placement_rollcall c JOIN placement_rollcallroom k ON k.call_id = c.id AND k.room_id IS NULL
        WHERE c.office_id = n.id AND c.at >= d.begins)))"""
"""By when the roll of this night was to be held, where somebody who is not known to be away was seen in none.

A roll of some rooms leaves the others owed; who waits for a bed is looked for where those without one sleep. A night
begins at noon and ends at noon.
"""


def overdue(office: int, now: datetime) -> datetime | None:
    """Since when the roll of this night is owed; None: all were seen, it is not owed yet, or nobody sleeps there."""
    with connection.cursor() as cursor:
        cursor.execute(DUE, {"office": office, "now": now})
        found: tuple[datetime] | None = cursor.fetchone()
    return found[0] if found else None


def may_call_roll(by: Actor) -> Answer:
    """Whoever is on a shift at a house."""
    return YES if by.may(Permission.CALL_ROLL) else not_for(_("Apel dipanggil petugas yang berjaga di lembaga."))


def asleep(office: int) -> list[Sleeping]:
    """The rooms of a house in which somebody sleeps, in their order, and last who has no bed. Five statements."""
    stays = Stay.objects.select_related("person", "case", "office").filter(
        office=office, ended_at=None, withdrawn_by=None
    )
    open_ones = {"until": None, "withdrawn_by": None}
    lying = Lying.objects.filter(office=office, stay__isnull=False, **open_ones)
    beds = {stay: (bed, room) for stay, bed, room in lying.values_list("stay", "bed__name", "bed__room")}
    known = {one.pk: one for one in Room.objects.filter(office=office)}
    away = {one.stay_id: one for one in Absence.objects.filter(stay__office=office, **open_ones)}
    rooms: dict[UUID | None, tuple[Room | None, list[Sleeper]]] = {}
    for stay in stays:
        bed, where = beds.get(stay.pk, ("", None))
        _room, people = rooms.setdefault(where, (known[where] if where else None, []))
        people.append(Sleeper(stay, bed, away.get(stay.pk)))
    if waits := waiting_at(office):
        rooms.setdefault(None, (None, []))
    found = [Sleeping(room, sorted(people, key=_in_bed), () if room else waits) for room, people in rooms.values()]
    return sorted(found, key=lambda one: (one.room is None, str(one.room or "")))


def _in_bed(one: Sleeper) -> tuple[int, str]:
    """Bed 2 before bed 10."""
    return len(one.bed), one.bed
