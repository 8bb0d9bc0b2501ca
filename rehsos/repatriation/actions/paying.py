"""What a leg costs is written down, and who pays it: one, or several who share a bill."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action
from rehsos.audit.actor import Actor
from rehsos.cases.actions.paying import CostLine, CostPart, Right, share_bill, strike, told_lines
from rehsos.cases.models import Struck

from ..models import Leg, LegCost
from ..policies import may_pay

Costs = Annotated[tuple[CostLine, ...], "private"]
Parts = Annotated[tuple[CostPart, ...], "private"]
"""A leg has no file whose key would seal them for the log: they stand in their own lines."""


@action(_("Biaya etape dicatat"))
def pay_leg(*, leg: Leg, costs: Costs, by: Actor, action_id: UUID) -> None:
    """What the leg costs, a line each, beside what is written already. A line of nothing is no cost."""
    may_pay(leg, by).insist()
    told = [asdict(line) for line in told_lines(costs)]
    LegCost.objects.bulk_create([LegCost(leg=leg, offices=leg.offices, **one) for one in told])


@action(_("Pembayar biaya etape dicatat"))
def split_leg_cost(*, legcost: LegCost, parts: Parts, by: Actor, action_id: UUID) -> None:
    """Who pays a line, where their claim stands: one, or several who share it, to the rupiah."""
    may_pay(legcost.leg, by).insist()
    share_bill(legcost, parts, leg_id=legcost.leg_id)


@action(_("Biaya etape ditarik: {struck_as}"))
def strike_leg_cost(*, legcost: LegCost, struck_as: Struck, right: Right, by: Actor, action_id: UUID) -> None:
    """A line was written wrongly: it is in no sum any more; with the right amount a line of that stands instead."""
    may_pay(legcost.leg, by).insist()
    strike(legcost, struck_as, right, by, leg_id=legcost.leg_id)
