"""What stands beside the assessments: the conference, risk, review, stage."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.law.book import ampk_groups
from rehsos.look.words import say
from rehsos.papers.forms import BlankForm

from ..actions import stages, work
from ..actions.work import Decided
from ..models import Progress, Risk, Stage
from .fields import Chips, Day, Line, Note, Pick, noon
from .rows import RowsForm


class AssessmentForm(BlankForm):
    """One blank that is an assessment."""

    does = Does(work.assess, about=("case", "blank", "about"), made=("phase", "on", "answers"))


class ConferenceForm(RowsForm, BlankForm):
    """Minutes of a case conference. Each decision is a row that becomes a task."""

    does = Does(work.hold_conference, about=("case",), made=("at", "answers", "decisions"))

    own_way = ("decisions",)
    most_rows, open_rows = 6, 2
    key, telling = "what", ("worker", "agency", "due_on")
    lacking = _("Tulis apa yang diputuskan.")

    def __init__(self, *args: Any, workers: list[tuple[str, str]], **given: Any) -> None:
        self.workers = workers
        super().__init__(*args, **given)

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "what": Line(_("Keputusan"), most=500),
            "worker": Pick(_("Petugas kami"), self.workers, blank=_("Bukan kantor kami"), required=False),
            "agency": Line(_("Atau lembaga lain"), most=80),
            "due_on": Day(_("Paling lambat"), forward=True, required=False),
        }

    def read(self) -> dict[str, Any]:
        """The minutes' text of the decisions is written from the rows."""
        told = [self._value("what", n) for n in range(self.most_rows)]
        lines = [f"{n}. {what}" for n, what in enumerate(filter(None, told), start=1)]
        return {**super().read(), **({"decisions": "\n".join(lines)} if lines else {})}

    @property
    def given(self) -> dict[str, Any]:
        """The minutes, and the decisions as tasks."""
        return {"at": noon(self.on), "answers": self.answers, "decisions": tuple(map(_decided, self.filled()))}

    def place_of(self, code: str) -> str | None:
        return "what_0" if code == "decisions" else super().place_of(code)


def _decided(row: dict[str, Any]) -> Decided:
    return Decided(**row | {"worker": int(row["worker"]) if row["worker"] else None})


class ProtectionForm(ActionForm):
    """Of which group a child in special protection is."""

    does = Does(stages.set_protection, about=("case",))

    protection = Pick(_("Kelompok menurut UU 35/2014 Pasal 59 ayat (2)"), [])

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        groups = [(code, f"{code}. {say(group.label)}") for code, group in ampk_groups().items()]
        cast("Pick", self.fields["protection"]).choices = [("", _("Pilih…")), *groups]


class RiskForm(ActionForm):
    """How high the risk is, with up to three reasons."""

    does = Does(stages.set_risk, about=("case",), made=("reasons",), folded=("reason_1", "reason_2", "reason_3"))

    risk = Chips(_("Tingkat risiko"), [r for r in Risk if r.value])
    reason_1 = Line(_("Alasan pertama"), most=300, required=True)
    reason_2 = Line(_("Alasan kedua"), most=300)
    reason_3 = Line(_("Alasan ketiga"), most=300)

    @property
    def given(self) -> dict[str, Any]:
        """The level, and the reasons, one a line."""
        reasons = (self.cleaned_data[f"reason_{n}"] for n in (1, 2, 3))
        return {"risk": self.cleaned_data["risk"], "reasons": "\n".join(filter(None, reasons))}


class StageForm(ActionForm):
    """Skip a stage or go back, with a reason."""

    does = Does(stages.move_to_stage, about=("case",))

    stage = Chips(_("Pindah ke tahap"), [s for s in Stage if s < Stage.TERMINATION])
    reason = Note(_("Alasan"), required=True, lines=3)


class ReviewForm(ActionForm):
    """Monitoring: how far the goals are, what changes, when next."""

    does = Does(work.record_review, about=("case",))

    on = Day(_("Tanggal pemantauan"), past=True)
    progress = Chips(_("Keadaan dibanding sebelumnya"), Progress)
    note = Note(_("Yang terlihat, dan apa yang berubah dalam rencana"), lines=5)
    next_on = Day(_("Pemantauan berikutnya"), forward=True, required=False)
