"""What stands beside the assessments: the conference, risk, review, stage."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.law.book import ampk_groups
from rehsos.look.words import language, say
from rehsos.papers.blanks.render import FieldView
from rehsos.papers.forms import Asked, BlankForm

from ..actions import stages, work
from ..actions.work import Decided
from ..models import Progress, Risk, Stage
from .fields import Chips, Day, Line, Note, Pick, day_alone
from .rows import RowsForm


class AssessmentForm(BlankForm):
    """One blank that is an assessment."""

    does = Does(work.assess, about=("case", "blank", "about"), made=("phase", "on", "answers"))


NOT_ASKED = "not_asked"
ALARMING = {
    "safe_now": "no", "needs_doctor": "yes", "safe_tonight": "no",
    "alleged_at_home": "yes", "self_harm": "yes", "safe_adult": "no",
}  # fmt: skip
"""The six questions of the short assessment, and the answer to each that weighs."""
DANGER_NOW = {
    "safe_now": _("tidak aman"), "safe_tonight": _("tempat tidurnya malam ini tidak aman"),
    "self_harm": _("ada tanda ingin melukai diri"),
}  # fmt: skip
"""Of these what cannot wait, in words."""


class ShortForm(AssessmentForm):
    """The six questions of safety, by taps only. What nobody asked yet says so; a risk takes its reason from them."""

    own_way: ClassVar[tuple[str, ...]] = ("reason_1",)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name in ALARMING:
            self.initial.setdefault(name, NOT_ASKED)

    def asked(self, view: FieldView) -> Asked:
        """As it stands on the paper: here “belum ditanya” is the silence."""
        field = super().asked(view)
        if view.name in {*ALARMING, "risk_level", "met_how"}:
            listed = self.shape.fields[view.name].choices
            field.widget = forms.RadioSelect(choices=[(one.code, one.label.said(language())) for one in listed])
        return field

    def silence(self, view: FieldView) -> Asked | None:  # noqa: ARG002 - as the whole form asks it
        """Nothing is asked in the open here."""
        return None

    def read(self) -> dict[str, Any]:
        """The answers, and with a risk the reason they give."""
        told = dict(super().read())
        return {**told, "reason_1": self._reason(told)} if told.get("risk_level") else told

    def _reason(self, told: Mapping[str, Any]) -> str:
        asked = {code: field for code, field in self.shape.fields.items() if code in ALARMING}
        weighs = [field.label.id for code, field in asked.items() if told.get(code) == ALARMING[code]]
        said = {field.label.id: _YES if ALARMING[code] == "yes" else _NO for code, field in asked.items()}
        return " ".join(f"{label} {said[label]}." for label in weighs) or NOTHING_WEIGHS

    def clean(self) -> dict[str, Any]:
        """Something was asked, or a risk was judged: else there is nothing to file."""
        told = super().clean()
        if not self.answers.get("risk_level") and not any(
            self.answers.get(name, NOT_ASKED) != NOT_ASKED for name in ALARMING
        ):
            self.add_error("safe_now", str(_("Belum ada yang ditanya. Ketuk satu jawaban, atau batalkan.")))
        return told


_YES, _NO = "Ya", "Tidak"
NOTHING_WEIGHS = "Enam pertanyaan keselamatan: tidak ada jawaban yang mengkhawatirkan."
"""Words that stand in the file, not on the screen: they are what the worker answered, in the language of the file."""


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
        return {"at": day_alone(self.on), "answers": self.answers, "decisions": tuple(map(_decided, self.filled()))}

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
    said_at = {"reasons": "reason_1"}

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
