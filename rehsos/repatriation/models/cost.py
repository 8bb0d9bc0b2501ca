"""What a leg costs: a line with its payer and the year of their budget. Of a group's leg once, however many ride."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rehsos.cases.models import Claim, CostKind, Payer
from rehsos.house.shapes import Beside

from .leg import Leg


class LegCost(models.Model):
    """A cost line of a leg, in whole rupiah, as those of services are (`cases.models.Cost`).

    Several payers of one bill are a line each: `bill` is the line that it was written as, which is its own part now.
    `activity` is the code of the sub-activity.
    """

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="costs")
    kind = models.CharField(max_length=10, choices=CostKind.choices)
    amount = models.BigIntegerField()
    payer = models.CharField(max_length=8, choices=Payer.choices)
    claim = models.CharField(max_length=10, choices=Claim.choices, default=Claim.NONE)
    budget_year = models.SmallIntegerField(null=True)
    activity = models.CharField(max_length=30, default="", blank=True)
    bill = models.ForeignKey("self", on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    offices = ArrayField(models.IntegerField(), default=list)

    shape = Beside("leg_id")
    nation_sees = ("leg_id", "kind", "amount", "payer", "claim", "budget_year")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="leg_cost_not_negative")]
