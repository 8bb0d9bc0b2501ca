"""What a leg costs is written down, and who pays it: one, or several who share a bill."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.paying import CostLine, CostPart, insist_whole

from ..models import Leg, LegCost
from ..policies import may_pay

Costs = Annotated[tuple[CostLine, ...], "private"]
Parts = Annotated[tuple[CostPart, ...], "private"]
"""A leg has no file whose key would seal them for the log: they stand in their own lines."""


@action(_("Biaya etape dicatat"))
def pay_leg(*, leg: Leg, costs: Costs, by: Actor, action_id: UUID) -> None:
    """What the leg costs, a line each, beside what is written already. A line of nothing is no cost."""
    may_pay(leg, by).insist()
    told = [asdict(line) for line in costs if line.amount]
    if not told:
        raise Refused(_("Isi jumlahnya, dalam rupiah."), field="amount_0")
    if any(line["amount"] < 0 for line in told):
        raise Refused(_("Biaya tidak boleh kurang dari nol."), field="amount_0")
    LegCost.objects.bulk_create([LegCost(leg=leg, offices=leg.offices, **one) for one in told])


@action(_("Pembayar biaya etape dicatat"))
def split_leg_cost(*, legcost: LegCost, parts: Parts, by: Actor, action_id: UUID) -> None:
    """Who pays a line, where their claim stands: one, or several who share it, to the rupiah."""
    may_pay(legcost.leg, by).insist()
    kept = tuple(part for part in parts if part.amount)
    insist_whole(kept, legcost.amount)
    first, *others = kept
    standing = LegCost.objects.filter(pk=legcost.pk, amount=legcost.amount, payer=legcost.payer, claim=legcost.claim)
    Conflict.unless(standing.update(**asdict(first)), _("Biaya ini sudah dicatat lain. Muat ulang halaman."))
    same = {"leg_id": legcost.leg_id, "kind": legcost.kind, "bill_id": legcost.bill_id or legcost.pk}
    LegCost.objects.bulk_create([LegCost(**same, offices=legcost.offices, **asdict(part)) for part in others])
