"""For whom a bed is, by what its room and its house say, and whether somebody fits there: said, and never a lock."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.cases.models import Case
from rehsos.people.models import Sex
from rehsos.referral.models import Referral

from .models import House, Room, Sexes, Use

GROWN = 18


@dataclass(frozen=True)
class Whom:
    """For whom a bed is looked for, as far as it is known."""

    sex: str = Sex.UNKNOWN
    age: int | None = None


NOBODY_YET = Whom()


def whom_referred(it: Referral) -> Whom:
    """Who is handed over, as the referral says."""
    return Whom(it.sex, it.aged.counted if it.aged else None)


def whom(case: Case) -> Whom:
    """The client of a case."""
    return Whom(case.sex or Sex.UNKNOWN, case.age)


def room_told(room: Room) -> str:
    """For whom a room is: `perempuan · karantina · tanpa tangga`; `umum` where nothing of it is said."""
    told = [
        str(Sexes(room.sexes).label).lower() if room.sexes else "",
        str(Use(room.use).label).lower() if room.use != Use.GENERAL else "",
        str(_("tanpa tangga")) if room.step_free else "",
    ]
    return " · ".join(part for part in told if part) or str(_("umum"))


def ages_told(house: House | None) -> str:
    """For whom a house is by age: `umur 0–17`; nothing where it takes all."""
    if house is None or (house.age_from, house.age_to) == (None, None):
        return ""
    if house.age_to is None:
        return str(_("umur {n} ke atas")).format(n=house.age_from)
    return str(_("umur {low}–{high}")).format(low=house.age_from or 0, high=house.age_to)


def unlike_room(room: Room, one: Whom) -> str:
    """Why somebody does not belong in a room, as it says of itself; nothing where they do, or it is not known."""
    known = one.sex in {Sex.FEMALE, Sex.MALE}
    if known and room.sexes and room.sexes != one.sex:
        return _said(Sex(one.sex).label, Sexes(room.sexes).label)
    if one.sex == Sex.MALE and room.use == Use.MOTHER_CHILD and (one.age is None or one.age >= GROWN):
        return _said(Sex(one.sex).label, Use(room.use).label)
    return ""


def _said(who: Any, room: Any) -> str:
    return str(_("{who} di kamar {room}")).format(who=str(who), room=str(room).lower())


def unlike_house(house: House | None, one: Whom) -> str:
    """The same of a house, by age alone."""
    if house is None or one.age is None:
        return ""
    if (house.age_from or 0) <= one.age <= (one.age if house.age_to is None else house.age_to):
        return ""
    return str(_("umur {n} tahun di lembaga untuk {ages}")).format(n=one.age, ages=ages_told(house))


def house_of(office: int) -> House | None:
    """What a house says of itself, where it said anything."""
    return House.objects.filter(office=office).first()


def unlike(office: int, room: Room | None, one: Whom) -> list[str]:
    """All of it: of the room, and of the house."""
    found = [unlike_room(room, one) if room else "", unlike_house(house_of(office), one)]
    return [words for words in found if words]
