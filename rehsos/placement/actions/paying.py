"""What a stay costs is written down, and who pays it: one, or several who share a bill."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.actions.paying import CostLine, CostPart, Right, insist_amounts, share_bill, strike, told_lines
from rehsos.cases.models import Struck
from rehsos.look import words

from ..costs import days_of
from ..models import Stay, StayCost
from ..stays import may_pay


@dataclass(frozen=True)
class StayLine(CostLine):
    """A cost of a stay: with `days` the amount is for each of them, without it is for all."""

    days: int | None = None


Costs = Annotated[tuple[StayLine, ...], "private"]
Parts = Annotated[tuple[CostPart, ...], "private"]
"""The case may be another office's, whose log it is not: they stand in their own lines."""


@action(_("Biaya tinggal dicatat"))
def pay_stay(*, stay: Stay, spent_on: date, costs: Costs, by: Actor, action_id: UUID) -> None:
    """What the stay costs, a line each, beside what is written already. A line of nothing is no cost."""
    may_pay(stay, by).insist()
    lines = told_lines(costs)
    if spent_on > timezone.localdate():
        raise Refused(_("Tanggalnya di masa depan. Catat biaya yang sudah ada tagihannya."), field="spent_on")
    if stay.came_on and spent_on < stay.came_on:
        told = _("Lebih awal daripada masuknya, {day}. Periksa tanggalnya.")
        raise Refused(told.format(day=words.day(stay.came_on)), field="spent_on")
    _insist_days(stay, lines)
    same: dict[str, Any] = {"stay": stay, "offices": stay.offices, "spent_on": spent_on}
    StayCost.objects.bulk_create([StayCost(**same, **one) for one in _billed(lines)])


def _insist_days(stay: Stay, lines: list[StayLine]) -> None:
    """Refuse more days than they stayed until now, and what comes to more than can be."""
    stayed, most = days_of(stay), max(line.days or 0 for line in lines)
    if most > stayed:
        told = _("{most} hari, tetapi tinggalnya baru {stayed} hari. Periksa jumlah harinya.")
        raise Refused(told.format(most=most, stayed=stayed), field="days_0")
    insist_amounts(line.amount * (line.days or 1) for line in lines)


def _billed(lines: list[StayLine]) -> Iterator[dict[str, Any]]:
    """Each with what it comes to: so many days at so much."""
    for line in lines:
        told = asdict(line)
        if line.days:
            told |= {"per_day": line.amount, "amount": line.amount * line.days}
        yield told | {"days": line.days or None}


@action(_("Pembayar biaya tinggal dicatat"))
def split_stay_cost(*, staycost: StayCost, parts: Parts, by: Actor, action_id: UUID) -> None:
    """Who pays a line, where their claim stands: one, or several who share it, to the rupiah."""
    may_pay(staycost.stay, by).insist()
    share_bill(staycost, parts, stay_id=staycost.stay_id, spent_on=staycost.spent_on)


@action(_("Biaya tinggal ditarik: {struck_as}"))
def strike_stay_cost(*, staycost: StayCost, struck_as: Struck, right: Right, by: Actor, action_id: UUID) -> None:
    """A line was written wrongly: it is in no sum any more; with the right amount a line of that stands instead."""
    may_pay(staycost.stay, by).insist()
    strike(staycost, struck_as, right, by, stay_id=staycost.stay_id, spent_on=staycost.spent_on)
