"""Who of a list is free to board: as the house says that accepted them, where no case of ours tells it.

Whoever has a case travels by what that tells (`kept`); of the others the house that accepted them knows more.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Refused, Words
from rehsos.cases.models import WhereaboutsKind
from rehsos.look import words
from rehsos.referral import guests
from rehsos.referral.guests import Last
from rehsos.referral.models import LeftTo
from rehsos.referral.models_guest import Guest, Went

from .models import Leg, Member, Ride


@dataclass(frozen=True)
class Bound:
    """What keeps somebody of a list, in words; `died` where it is that."""

    why: str
    died: bool = False


def bound(members: Iterable[Member], start: int | None = None) -> dict[UUID, Bound]:
    """By member, what keeps whom from boarding at the office `start`; none: wherever that is. Nobody free is in it.

    One statement. An office that neither has them nor sent them is told nothing; an act asks `everywhere`.
    """
    return _kept({one.pk: one.journey_id is not None for one in members}, start)


def _kept(cases: Mapping[UUID, bool], start: int | None) -> dict[UUID, Bound]:
    """By line of a list, which has a case of the list's own or none."""
    last = guests.last_of(cases)
    found = {thing: (_gone(one) if cases[thing] else _bound(one, start)) for thing, one in last.items()}
    return {thing: one for thing, one in found.items() if one is not None}


def start_of(leg: Leg) -> int:
    """The office a leg leaves from: where none was told, that whose leg it is."""
    return leg.sender_id or leg.office_id


def of_leg(leg: Leg, rides: Collection[Ride]) -> dict[int, str]:
    """Why, by number, of those on the list of a leg who may not board it."""
    members = {ride.member_id: ride.number for ride in rides if ride.member_id is not None}
    found = _kept(_cases(rides), start_of(leg))
    return {members[thing]: one.why for thing, one in found.items()}


def _cases(rides: Collection[Ride]) -> dict[UUID, bool]:
    """The office a leg starts from sees its rides, and no line of another's list."""
    return {ride.member_id: ride.journey_id is not None for ride in rides if ride.member_id is not None}


def insist_free(leg: Leg, rides: Collection[Ride], field: str = "") -> None:
    """Raise Refused where somebody of these is elsewhere, dead, missing, or gone: told by number, all of them."""
    if found := of_leg(leg, rides):
        raise Refused(_NOT_FREE.format(who=said(found)), field=field)


def insist_left_nowhere(rides: Collection[Ride]) -> None:
    """Raise Refused where a house has somebody of these who are said to arrive: they were never on board."""
    members = {ride.member_id: ride.number for ride in rides if ride.member_id is not None}
    found = _kept(_cases(rides), None)
    if found:
        told = {members[thing]: one.why for thing, one in found.items()}
        raise Refused(_NEVER_LEFT.format(who=said(told)), field="arrived")


def insist_came_at(rides: Collection[Ride], at: datetime) -> None:
    """Raise Refused where somebody is to have left before they came."""
    here = Guest.objects.filter(thing__in=[ride.member_id for ride in rides if ride.member_id], went=Went.HERE)
    newest = here.order_by("-since").values_list("since", flat=True).first()
    if newest is not None and at < newest.replace(second=0, microsecond=0):
        told = _BEFORE.format(since=words.moment(timezone.localtime(newest)))
        raise Refused(told, field="at")


def said(found: Mapping[int, str]) -> str:
    """By number, in their order."""
    return "; ".join(f"no. {number} {why}" for number, why in sorted(found.items()))


def _bound(one: Last, start: int | None) -> Bound | None:
    house = _house(one)
    if one.went == Went.TAKEN:
        return _taken(one, house)
    if one.went == Went.LEFT:
        return _gone(one)
    if one.went == Went.HERE and start not in {None, one.office}:
        return Bound(str(_ELSEWHERE).format(house=house))
    return None


def _house(one: Last) -> Words:
    return _("satu lembaga") if one.hidden else one.short


def _gone(one: Last) -> Bound | None:
    """They left the house, and no case tells since where they are: who has one is told of there, and free again."""
    if one.went != Went.LEFT or one.went_at is None or (one.place_since and one.place_since > one.went_at):
        return None
    to = str(LeftTo(one.went_to).label).lower() if one.went_to else ""
    return Bound(str(_LEFT).format(house=_house(one), when=_when(one.went_at), to=to))


def _taken(one: Last, house: Words) -> Bound:
    if one.died is not None:
        return Bound(str(_DIED).format(house=house, when=_when(one.died)), died=True)
    if one.place == WhereaboutsKind.UNKNOWN:
        return Bound(str(_MISSING).format(house=house, when=_when(one.place_since)))
    told = _STAYS if one.place == WhereaboutsKind.OFFICE else _TAKEN
    return Bound(str(told).format(house=house))


def _when(at: datetime | None) -> str:
    return words.moment(timezone.localtime(at)) if at else ""


_DIED = _("meninggal di {house} {when}")
_MISSING = _("tidak diketahui di mana sejak {when}, tercatat di {house}")
_STAYS = _("tinggal di {house}, yang menerimanya di kamar")
_TAKEN = _("punya kasus di {house}, yang menerimanya di kamar")
_LEFT = _("sudah pergi dari {house} {when}: {to}")
_ELSEWHERE = _("menunggu di {house}, bukan di tempat berangkat etape ini")
_NOT_FREE = _("Tidak dapat ikut etape ini: {who}. Lepaskan centangnya, lalu simpan lagi.")
_NEVER_LEFT = _("Tidak dapat diterima di sini: {who}. Lepaskan centangnya; bila ia tidak pernah naik, minta yang "
                "memberangkatkan menarik keberangkatannya.")  # fmt: skip
_BEFORE = _("Lebih awal daripada tibanya di tempat berangkat: {since}. Periksa jamnya.")
