"""The forms of what a leg costs: lines, and who pays one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.cases.actions.paying import CostLine
from rehsos.cases.forms.doing import SplitForm, budget_fields
from rehsos.cases.forms.fields import Pick, Rupiah
from rehsos.cases.forms.rows import RowsForm
from rehsos.cases.models import Claim, CostKind, Payer

from ..actions import paying


class PayForm(RowsForm):
    """What the leg costs, a line each."""

    does = Does(paying.pay_leg, about=("leg",), made=("costs",))

    most_rows, open_rows = 6, 1
    key, telling = "amount", ("amount",)

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "cost": Pick(_("Untuk"), CostKind, required=False, initial=CostKind.TICKET),
            "amount": Rupiah(_("Jumlah (Rp)")),
            "payer": Pick(_("Dibayar oleh"), Payer, required=False, initial=Payer.NOBODY),
            "claim": Pick(_("Klaim"), Claim, required=False, initial=Claim.NONE),
            **budget_fields(),
        }

    @property
    def given(self) -> dict[str, Any]:
        """The lines."""
        costs = tuple(
            CostLine(
                kind=row["cost"] or CostKind.OTHER,
                amount=row["amount"],
                payer=row["payer"] or Payer.NOBODY,
                claim=row["claim"] or Claim.NONE,
                budget_year=row["budget_year"],
                activity=row["activity"],
            )
            for row in self.filled()
        )
        return super().given | {"costs": costs}


class SplitLegForm(SplitForm):
    """Who pays a line of a leg."""

    does = Does(paying.split_leg_cost, about=("legcost",), made=("parts",))
