"""The roll of a night: everybody is there, but for those who are not, in the rooms that somebody looked into."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused

from ..kinds import usual_kind
from ..models import AbsenceKind, RollCall, RollCallException, RollCallRoom, Stay
from ..roll import Sleeper, Sleeping, asleep, may_call_roll
from ..waiting import Waiting
from .bringing import Bedded, let_in
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
    there = {one.stay.pk for one in _people(rooms)} | {one.thing for one in _waiting(rooms)}
    Conflict.unless(set(gone) <= there, _("Daftar penghuni baru saja berubah. Muat ulang, lalu panggil lagi."))
    sums = _sums(rooms, looked, gone)
    call = RollCall.objects.create(
        id=action_id, office_id=by.office, at=at, worker=by.worker, hurt=hurt, there=sums.there, away=sums.away,
        unseen=sums.unseen, offices=[by.office],
    )  # fmt: skip
    RollCallRoom.objects.bulk_create(RollCallRoom(call=call, room=one.room, offices=[by.office]) for one in looked)
    absent = _on_the_books(rooms, gone, by)
    RollCallException.objects.bulk_create(
        RollCallException(call=call, stay_id=one, offices=[by.office]) for one in sorted(absent)
    )
    _are_missing(absent - {one.stay.pk for one in _people(rooms) if one.away is not None}, at, by)
    for one in _people(looked):
        if one.away is not None and one.stay.pk not in gone:
            come_back(stay=one.stay, at=at, words="", by=by, action_id=new_id())
    return call


def _are_missing(stays: Collection[UUID], at: datetime, by: Actor) -> None:
    """Who was there before is missing from that hour on; who came within its minute, from their arrival."""
    for stay in Stay.objects.select_related("case", "office").filter(pk__in=stays):
        came = stay.since.replace(second=0, microsecond=0)
        since = max(at, stay.since + timedelta(microseconds=1)) if at >= came else at
        go_away(stay=stay, absence_kind=AbsenceKind.MISSING, at=since, expected=None, words="", by=by,
                action_id=new_id())  # fmt: skip


def _on_the_books(rooms: Collection[Sleeping], gone: Collection[UUID], by: Actor) -> set[UUID]:
    """The stays of those who are not there: who waited for a bed has one from their arrival, and is missing from it."""
    waits = {one.thing: one for one in _waiting(rooms)}
    stays = {one for one in gone if one not in waits}
    for one in sorted(set(gone) & set(waits)):
        told = Bedded(usual_kind(by), "", None, waits[one].since)
        stays.add(let_in(waits[one], told, by, new_id()).pk)
    return stays


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
        absent = sum(one.thing in gone for one in room.waiting)
        away += absent
        unseen += 0 if room.id in seen else len(room.waiting) - absent
    return Sums(sum(room.heads for room in rooms) - away - unseen, away, unseen)


def _waiting(rooms: Collection[Sleeping]) -> list[Waiting]:
    return [one for room in rooms for one in room.waiting]


def _people(rooms: Collection[Sleeping]) -> list[Sleeper]:
    return [one for room in rooms for one in room.people]
