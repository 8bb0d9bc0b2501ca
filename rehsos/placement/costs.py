"""What a stay cost, read beside it: no statement of its own."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from .models import Stay, StayCost

_TOLD = ("id", "spent_on", "kind", "amount", "payer", "claim", "budget_year", "days", "per_day")
_LINES = StayCost.objects.filter(stay=OuterRef("pk")).order_by("spent_on", "pk")
COSTED = ArraySubquery(_LINES.values(line=JSONObject(**dict(zip(_TOLD, _TOLD, strict=True)))))
"""Its lines, in the order of their days."""


def days_of(stay: Stay) -> int:
    """How many days they stayed until now, the first and the last counted; never less than one."""
    return max(1, ((stay.left_on or timezone.localdate()) - timezone.localdate(stay.since)).days + 1)


def costs_of(stay: Stay) -> list[StayCost]:
    """The lines of one that was read with `costed=COSTED`."""
    lines = stay.costed  # type: ignore[attr-defined]  # beside the stay
    return [StayCost(**{**line, "spent_on": date.fromisoformat(line["spent_on"])}) for line in lines]
