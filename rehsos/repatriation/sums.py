"""The people of a leg and of a group in numbers, counted from their lines: whatever is told of them adds up."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words

from .models import OUT, Group, Leg, Outcome, Ride


@dataclass(frozen=True)
class Sums:
    """What became of the people of a leg: who boarded is who arrived and the named differences, or it stays open."""

    listed: int
    aboard: int
    arrived: int
    differences: Mapping[str, int]
    missing: int
    not_aboard: int

    @property
    def adds_up(self) -> bool:
        """Nobody is without an end."""
        return self.missing == 0


def sums_of(rides: Iterable[Ride]) -> Sums:
    """Counted from the lines themselves: there is no other number."""
    listed = list(rides)
    aboard = [ride for ride in listed if ride.aboard]
    ends = Counter(str(ride.outcome) for ride in aboard)
    return Sums(
        len(listed), len(aboard), ends[Outcome.ARRIVED], {one.value: ends[one] for one in OUT if ends[one]},
        ends[""], len(listed) - len(aboard),
    )  # fmt: skip


def takers(rides: Iterable[Ride]) -> list[tuple[str, int]]:
    """By whom those who arrived were accepted, and how many by each; the most first."""
    return Counter(str(ride.accepted_as) for ride in rides if ride.accepted_as).most_common()


BANDS = ((0, 5), (6, 11), (12, 17), (18, 59), (60, 200))


def band(age: int | None) -> str:
    """In which band an age lies."""
    if age is None:
        return ""
    low, high = next((low, high) for low, high in BANDS if low <= age <= high)
    return f"{low}+" if low == BANDS[-1][0] else f"{low}–{high}"


KINDS: Mapping[str, Callable[[Any], str]] = {
    "sex": lambda one: str(one.get_sex_display()),
    "age": lambda one: band(one.age),
    "category": lambda one: str(one.category),
    "destination": lambda one: str(one.destination) if one.destination else "",
}
"""What the same people are told along."""
PARTS: Mapping[str, Words] = {
    "aboard": _("naik"), "not_yet": _("belum naik"), Outcome.ARRIVED: _("tiba"), Outcome.LEFT: _("keluar"),
    Outcome.ILL: _("sakit"), Outcome.DIED: _("meninggal"), Outcome.NOT_ABOARD: _("tidak naik"),
    "road": _("di jalan"), "waiting": _("belum berangkat"), Outcome.OPEN: _("belum ada kabar"),
}  # fmt: skip
"""Into what they part, in this order."""


@dataclass(frozen=True)
class Line:
    """So many of a kind, and into what they part: the parts add up to them."""

    name: str
    n: int
    parts: Sequence[tuple[str, int]]


def lines_by(people: Iterable[Any], part: Callable[[Any], str]) -> dict[str, list[Line]]:
    """The same people by sex, age, word and destination: each adds up to all of them, and each line by itself."""
    told = [(one, part(one)) for one in people]
    return {kind: _lines((name(one), of) for one, of in told) for kind, name in KINDS.items()}


def _lines(pairs: Iterable[tuple[str, str]]) -> list[Line]:
    counted = Counter(pairs)
    names = Counter[str]()
    for (name, _of), n in counted.items():
        names[name] += n
    return [
        Line(name, n, [(of, counted[name, of]) for of in PARTS if counted[name, of]])
        for name, n in sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def of_leg(leg: Leg, rides: Sequence[Ride]) -> dict[str, list[Line]]:
    """Until it leaves of who is listed: who boarded, who did not yet; then of who boarded: what became of them."""
    if leg.departed_at is None:
        return lines_by(rides, lambda ride: "aboard" if ride.aboard else "not_yet")
    return lines_by([ride for ride in rides if ride.aboard], lambda ride: str(ride.outcome))


def of_group(members: Iterable[Any], rides: Iterable[Ride]) -> dict[str, list[Line]]:
    """Of everybody on the list how their last leg ended; who boarded none did not leave."""
    last = _last(rides)
    return lines_by(members, lambda one: _state(last.get(one.pk)))


def _last(rides: Iterable[Ride]) -> dict[UUID | None, Ride]:
    """The last leg that each of a list boarded and that left."""
    left = [ride for ride in rides if ride.aboard and ride.leg.departed_at is not None]
    return {ride.member_id: ride for ride in sorted(left, key=lambda ride: ride.leg.number)}


def _state(ride: Ride | None) -> str:
    if ride is None:
        return "waiting"
    return str(ride.outcome) or "road"


def earlier(leg: Leg, rides: Iterable[Ride]) -> dict[UUID, Words]:
    """Who is listed for a group's leg and did not come with the one before: why, by their ride. One statement."""
    if leg.group_id is None or leg.number == 1:
        return {}
    before = Ride.objects.filter(leg__group=Group(pk=leg.group_id), leg__number__lt=leg.number, leg__cancelled_at=None)
    told = {one.member_id: one for one in before.select_related("leg").order_by("leg__number")}
    return {ride.pk: said for ride in rides if (said := _said(told.get(ride.member_id))) is not None}


def _said(ride: Ride | None) -> Words | None:
    if ride is None or ride.outcome in {Outcome.ARRIVED, Outcome.OPEN}:
        return None
    if ride.outcome == Outcome.NOT_ABOARD:
        return str(_("tidak naik etape {n}")).format(n=ride.leg.number)
    return str(_("etape {n}: {what}")).format(n=ride.leg.number, what=PARTS[ride.outcome])
