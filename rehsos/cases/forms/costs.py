"""Rows of a form that say what something cost: for what, how much, who pays it, out of which year's budget."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm

from ..actions.paying import MOST_PARTS, CostLine, CostPart
from ..models import Claim, CostKind, Payer, Struck
from .fields import Chips, Pick, Rupiah, Shaped
from .rows import RowsForm

FIRST_YEAR, LAST_YEAR = 2010, 2100
ACTIVITY = "1.06.04.2.01.0003"


def _is_activity(text: str) -> bool:
    return re.fullmatch(r"\d[\d.]{0,29}", text, re.ASCII) is not None


class _Paid(RowsForm):
    """Each row names its payer; `payer` pays where nobody says. Out of which budget, nobody has to know."""

    open_rows = 1
    key, telling = "amount", ("amount",)
    payer: ClassVar[Payer] = Payer.NOBODY

    def paid_fields(self) -> dict[str, forms.Field]:
        """Who pays."""
        year = forms.IntegerField(label=_("Tahun anggaran"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
        year.error_messages["invalid"] = _("Tulis tahunnya saja, misalnya 2026.")
        return {
            "payer": Pick(_("Dibayar oleh"), Payer, required=False, initial=self.payer),
            "claim": Pick(_("Klaim"), Claim, required=False, initial=Claim.NONE),
            "budget_year": year,
            "activity": Shaped(_("Kode subkegiatan"), fits=_is_activity, example=ACTIVITY, most=30),
        }

    def paid(self, row: dict[str, Any]) -> dict[str, Any]:
        """The same, as a line and a part tell it."""
        return {
            "amount": row["amount"],
            "payer": row["payer"] or self.payer,
            "claim": row["claim"] or Claim.NONE,
            "budget_year": row["budget_year"],
            "activity": row["activity"],
        }


class CostRows(_Paid):
    """What something cost, a line each; `usual`: for what, where nobody says."""

    most_rows = 3
    payer = Payer.OWN
    usual: ClassVar[CostKind] = CostKind.TRANSPORT

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "cost": Pick(_("Untuk"), CostKind, required=False, initial=self.usual),
            "amount": Rupiah(_("Jumlah (Rp)")),
            **self.paid_fields(),
        }

    @property
    def costs(self) -> tuple[CostLine, ...]:
        """The lines."""
        return tuple(CostLine(kind=row["cost"] or CostKind.OTHER, **self.paid(row)) for row in self.filled())


class PartRows(_Paid):
    """Who pays a bill, a part each."""

    most_rows, open_rows = MOST_PARTS, 2

    def row_fields(self) -> dict[str, forms.Field]:
        return {"amount": Rupiah(_("Jumlah (Rp)")), **self.paid_fields()}

    @property
    def given(self) -> dict[str, Any]:
        """The parts."""
        return super().given | {"parts": tuple(CostPart(**self.paid(row)) for row in self.filled())}


class StrikeRow(ActionForm):
    """That a line was written wrongly, and why; what it came to, where that is known."""

    struck_as = Chips(_("Mengapa baris ini tidak benar?"), Struck)
    right = Rupiah(_("Jumlah yang benar, seluruhnya (Rp)"), help_text=_("Kosong: barisnya ditarik saja."))
    right.when = f"struck_as={Struck.TYPED}"  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """The right amount is told of a slip of the pen alone."""
        told = super().given
        return told if told["struck_as"] == Struck.TYPED else told | {"right": None}
