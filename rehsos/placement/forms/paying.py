"""The forms of what a stay costs: lines, and who pays one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.cases.forms.costs import CostRows, PartRows, StrikeRow
from rehsos.cases.forms.fields import Day
from rehsos.cases.models import CostKind, Payer

from ..actions import paying

MOST_DAYS = 3660


class PayStayForm(CostRows):
    """What the stay costs, a line each; for so many days, or at once."""

    does = Does(paying.pay_stay, about=("stay",), made=("costs",))

    usual, payer = CostKind.IN_HOUSE, Payer.NOBODY

    spent_on = Day(_("Tanggal tagihan"))

    def row_fields(self) -> dict[str, forms.Field]:
        days = forms.IntegerField(label=_("Berapa hari"), required=False, min_value=1, max_value=MOST_DAYS,
                                  help_text=_("Bila tarif per hari. Kosong: jumlahnya untuk semuanya."))  # fmt: skip
        days.error_messages["invalid"] = _("Tulis jumlah harinya dengan angka saja.")
        return super().row_fields() | {"days": days}

    @property
    def given(self) -> dict[str, Any]:
        """The lines, each with its days."""
        days = [row["days"] for row in self.filled()]
        costs = tuple(paying.StayLine(**vars(line), days=n) for line, n in zip(self.costs, days, strict=True))
        return super().given | {"costs": costs}


class SplitStayForm(PartRows):
    """Who pays a line of a stay."""

    does = Does(paying.split_stay_cost, about=("staycost",), made=("parts",))


class StrikeStayForm(StrikeRow):
    """A line of a stay that was written wrongly."""

    does = Does(paying.strike_stay_cost, about=("staycost",))
