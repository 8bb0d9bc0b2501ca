"""What a stay cost, read beside it: no statement of its own."""

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from rehsos.directory.models import Worker

from .models import Stay, StayCost

_TOLD = (
    "id",
    "spent_on",
    "kind",
    "amount",
    "payer",
    "claim",
    "budget_year",
    "days",
    "per_day",
    "struck_as",
    "struck_at",
    "struck_by__name",
)
_LINES = StayCost.objects.filter(stay=OuterRef("pk")).order_by("spent_on", "pk")
COSTED = ArraySubquery(_LINES.values(line=JSONObject(**dict(zip(_TOLD, _TOLD, strict=True)))))
"""Its lines, in the order of their days."""


def days_of(stay: Stay) -> int:
    """How many days they stayed until now, the first and the last counted; never less than one."""
    return max(1, ((stay.left_on or timezone.localdate()) - timezone.localdate(stay.since)).days + 1)


def costs_of(stay: Stay) -> list[StayCost]:
    """The lines of one that was read with `costed=COSTED`."""
    lines = stay.costed  # type: ignore[attr-defined]  # beside the stay
    return [_cost(line) for line in lines]


def _cost(line: dict[str, Any]) -> StayCost:
    who, at = line.pop("struck_by__name"), line.pop("struck_at")
    told = {"struck_at": datetime.fromisoformat(at), "struck_by": Worker(name=who)} if at else {}
    return StayCost(**{**line, "spent_on": date.fromisoformat(line["spent_on"])}, **told)
