"""What a leg costs: a line with its payer and the year of their budget. Of a group's leg once, however many ride."""

from django.db import models

from rehsos.cases.models import AnyCost
from rehsos.house.shapes import Beside

from .leg import Leg


class LegCost(AnyCost):
    """A cost line of a leg."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="costs")
    bill = models.ForeignKey("self", on_delete=models.PROTECT, null=True, db_index=False, related_name="+")

    shape = Beside("leg_id")
    nation_sees = ("leg_id", "kind", "amount", "payer", "claim", "budget_year", "struck_as")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="leg_cost_not_negative")]
