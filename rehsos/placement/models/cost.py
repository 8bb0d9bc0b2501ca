"""What a stay costs: a line with its payer and the year of their budget, for a day each or at once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rehsos.cases.models import AnyCost
from rehsos.house.shapes import Beside

from .stay import Stay


class StayCost(AnyCost):
    """A cost line of a stay, of the day it was billed on. `days` at `per_day` rupiah are what the bill came to."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="costs")
    spent_on = models.DateField()
    days = models.SmallIntegerField(null=True)
    per_day = models.BigIntegerField(null=True)
    bill = models.ForeignKey("self", on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    barred = ArrayField(models.IntegerField(), default=list)

    shape = Beside("stay_id")
    nation_sees = ("stay_id", "kind", "amount", "payer", "claim", "budget_year", "struck_as", "spent_on")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="stay_cost_not_negative"),
            models.CheckConstraint(
                condition=models.Q(days=None, per_day=None) | models.Q(days__gt=0, per_day__gte=0),
                name="stay_cost_by_the_day",
            ),
        ]
