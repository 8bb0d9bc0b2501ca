"""The roll of a night: everybody is there, but for those who are not, in the rooms that somebody looked into."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused

from ..models import AbsenceKind, RollCall, RollCallException, RollCallRoom
from ..roll import Sleeper, Sleeping, asleep, may_call_roll
from .during import come_back, go_away


@action(_("Apel malam"))
def hold_roll(
    *,
    seen: tuple[UUID, ...],
    hall: bool,
    gone: tuple[UUID, ...],
    hurt: bool,
    at: datetime,
    by: Actor,
    action_id: UUID,
) -> RollCall:
    """Who is not in their place, of the rooms that were looked into; `hall`: where those without a bed sleep, too.

    Who was there before and is not now is missing from that hour on; who was away and is there is back. Of a room that
    nobody looked into nothing is said.
    """
    may_call_roll(by).insist()
    if at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Isi jam apelnya."), field="at")
    rooms = asleep(by.office)
    if not rooms:
        raise Refused(_("Tidak ada penghuni yang tercatat di sini."))
    looked = [one for one in rooms if (one.id in seen if one.room else hall)]
    if not looked:
        raise Refused(_("Tandai kamar yang sudah dilihat."), field="seen")
    there = {one.stay.pk for room in rooms for one in room.people}
    Conflict.unless(set(gone) <= there, _("Daftar penghuni baru saja berubah. Muat ulang, lalu panggil lagi."))
    sums = _sums(rooms, looked, gone)
    call = RollCall.objects.create(
        id=action_id, office_id=by.office, at=at, worker=by.worker, hurt=hurt, there=sums.there, away=sums.away,
        unseen=sums.unseen, offices=[by.office],
    )  # fmt: skip
    RollCallRoom.objects.bulk_create(RollCallRoom(call=call, room=one.room, offices=[by.office]) for one in looked)
    RollCallException.objects.bulk_create(
        RollCallException(call=call, stay_id=one, offices=[by.office]) for one in sorted(set(gone))
    )
    for one in _people(rooms):
        if one.stay.pk in gone and one.away is None:
            go_away(stay=one.stay, absence_kind=AbsenceKind.MISSING, at=at, expected=None, words="", by=by,
                    action_id=new_id())  # fmt: skip
    for one in _people(looked):
        if one.away is not None and one.stay.pk not in gone:
            come_back(stay=one.stay, at=at, words="", by=by, action_id=new_id())
    return call


@dataclass(frozen=True)
class Sums:
    """How many were there, were not, and were not looked for: together, all who stay."""

    there: int
    away: int
    unseen: int


def _sums(rooms: Collection[Sleeping], looked: Collection[Sleeping], gone: Collection[UUID]) -> Sums:
    """Who is known to be away stays away where nobody looked."""
    seen = {one.id for one in looked}
    away = unseen = 0
    for room in rooms:
        for one in room.people:
            if one.stay.pk in gone or (one.away is not None and room.id not in seen):
                away += 1
            elif room.id not in seen:
                unseen += 1
    return Sums(sum(len(room.people) for room in rooms) - away - unseen, away, unseen)


def _people(rooms: Collection[Sleeping]) -> list[Sleeper]:
    return [one for room in rooms for one in room.people]
