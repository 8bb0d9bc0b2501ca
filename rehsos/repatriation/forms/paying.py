"""The forms of what a leg costs: lines, and who pays one."""

from typing import Any

from rehsos.access.bound import Does
from rehsos.cases.forms.costs import CostRows, PartRows, StrikeRow
from rehsos.cases.models import CostKind, Payer

from ..actions import paying


class PayForm(CostRows):
    """What the leg costs, a line each."""

    does = Does(paying.pay_leg, about=("leg",), made=("costs",))

    most_rows = 6
    usual, payer = CostKind.TICKET, Payer.NOBODY

    @property
    def given(self) -> dict[str, Any]:
        """The lines."""
        return super().given | {"costs": self.costs}


class SplitLegForm(PartRows):
    """Who pays a line of a leg."""

    does = Does(paying.split_leg_cost, about=("legcost",), made=("parts",))


class StrikeLegForm(StrikeRow):
    """A line of a leg that was written wrongly."""

    does = Does(paying.strike_leg_cost, about=("legcost",))
