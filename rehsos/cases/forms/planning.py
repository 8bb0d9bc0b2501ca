"""The plan of services, the client's answer, and the superior's decision on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm

from ..actions import plan
from ..actions.plan import Step
from ..models import Answer, Payer
from .deciding import DecisionForm
from .doing import component_choices
from .fields import Chips, Day, Line, Note, Pick, Rupiah
from .rows import RowsForm


class PlanForm(RowsForm):
    """A goal in the client's words and up to eight steps. `version` is the one the page showed."""

    does = (
        Does(plan.write_plan, about=("case",), made=("steps",), folded=("version", "compared")),
        Does(plan.edit_plan, about=("plan",), made=("steps",), folded=("compared",)),
    )
    said_at = {"steps": "what_0"}

    most_rows, open_rows = 8, 1
    key, telling = "what", ("need", "component", "who", "by_when", "cost")
    lacking = _("Tulis apa yang dilakukan pada langkah ini.")

    goal = Note(_("Tujuan, dengan kata-kata klien"), required=True, lines=3)
    review_on = Day(_("Ditinjau lagi pada"), forward=True, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    compared = forms.IntegerField(required=False)
    """The version beside which the typed text was compared after a conflict."""

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "need": Line(_("Kebutuhan yang dijawab"), most=500),
            "what": Note(_("Langkah"), lines=2),
            "component": Pick(_("Komponen ATENSI"), component_choices(), required=False),
            "who": Line(_("Siapa yang melakukan"), most=80),
            "by_when": Day(_("Paling lambat"), forward=True, required=False),
            "cost": Rupiah(_("Perkiraan biaya (Rp)")),
            "payer": Pick(_("Dibayar oleh"), Payer, required=False, initial=Payer.NOBODY),
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        rows = [n for n in range(self.most_rows) if self._value("what", n)]
        for number in rows:
            if not self._value("component", number):
                self.add_error(f"component_{number}", str(_("Pilih komponen ATENSI.")))
        if not rows and not any(name.startswith("what_") for name in self.errors):
            self.add_error("what_0", str(_("Isi minimal satu langkah.")))
        return self.cleaned_data

    @property
    def given(self) -> dict[str, Any]:
        """The plan that was written."""
        return {"goal": self.cleaned_data["goal"], "review_on": self.cleaned_data["review_on"], "steps": self.steps}

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that say something."""
        return tuple(
            Step(
                need=row["need"],
                what=row["what"],
                component=row["component"],
                who=row["who"],
                by_when=row["by_when"],
                cost=row["cost"],
                payer=row["payer"] or Payer.NOBODY,
            )
            for row in self.filled()
        )

    @property
    def on_version(self) -> int:
        """The version this text was written over."""
        return int(self.cleaned_data["compared"] or self.cleaned_data["version"] or 0)


class AnswerForm(ActionForm):
    """What the client says to the plan (UU 14/2019 Ps 43)."""

    does = Does(plan.record_answer, about=("plan",))

    answer = Chips(_("Jawaban klien"), [a for a in Answer if a.value])
    words = Note(_("Dengan kata-kata klien"), lines=4)


class PlanDecisionForm(DecisionForm):
    """The decision on a plan."""

    does = Does(plan.decide_plan, about=("approval", "plan"))
