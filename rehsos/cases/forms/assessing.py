"""A blank of the papers room as a form, and what stands beside it: risk, conference, review, stage."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.papers.blanks.answers import check, read
from rehsos.papers.blanks.render import FieldView, views
from rehsos.papers.blanks.shape import Blank, Kind

from ..actions.work import Decided
from ..models import Risk, Stage
from .fields import FIRST_YEAR, MOST_LETTERS, Chips, Day, Line, Note, Pick, noon
from .rows import RowsForm


def language() -> str:
    """`id` or `en`, as the blanks know it."""
    return "en" if (get_language() or "id").startswith("en") else "id"


class Asked(forms.Field):
    """A question of a blank. The blank says what is wrong with an answer, so the field takes what is typed."""

    def clean(self, value: Any) -> Any:
        return value


@dataclass(frozen=True)
class Question:
    """A question on the page: its field, the silence beside an open one, and when it is asked."""

    field: BoundField
    silence: BoundField | None
    when: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Chapter:
    """A section of a blank on the page."""

    code: str
    title: str
    hint: str
    questions: tuple[Question, ...]


class BlankForm(ActionForm):
    """Any blank. What was typed comes back whole, right or wrong; the answers are in `answers`."""

    own_way: tuple[str, ...] = ()
    """Questions that this form asks in its own way; they are not drawn."""

    def __init__(self, *args: Any, shape: Blank, **given: Any) -> None:
        super().__init__(*args, **given)
        self.shape = shape
        self.answers: dict[str, Any] = {}
        self.sections = list(views(shape, {}, language()))
        for view in self.views():
            self.fields[view.name] = _asked(view)
            if view.silence_name != view.name:
                self.fields[view.silence_name] = _silence(view)

    def views(self) -> Iterator[FieldView]:
        """The questions in order of the paper, without those asked in another way."""
        return (view for section in self.sections for view in section.fields if view.name not in self.own_way)

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.answers = self.read()
        for problem in check(self.shape, self.answers, final=True):
            self.add_error(self.place_of(problem.field), problem.words_en if language() == "en" else problem.words_id)
        for code, answer in self.answers.items():
            if words := self._impossible(code, answer):
                self.add_error(self.place_of(code), words)
        return self.cleaned_data

    def read(self) -> dict[str, Any]:
        """The answers in what was sent."""
        return dict(read(self.shape, dict(cast("QueryDict", self.data).lists())))

    def place_of(self, code: str) -> str | None:
        """The field beside which to say what is wrong with an answer."""
        return code if code in self.fields else None

    def _impossible(self, code: str, answer: Any) -> str:
        if isinstance(answer, str) and len(answer.replace("\r\n", "\n")) > MOST_LETTERS:
            return str(_("Paling banyak 10.000 huruf. Pindahkan sebagian ke catatan lain."))
        day = _day(answer) if self.shape.fields[code].kind is Kind.DATE else None
        if day and day.year < FIRST_YEAR:
            return str(_("Tahunnya tidak mungkin. Periksa lagi."))
        if day and code == self.when_field and day > timezone.localdate():
            return str(_("Tanggalnya ada di masa depan. Periksa lagi."))
        return ""

    @property
    def when_field(self) -> str:
        """The question that says on which day the form was filled in: the first date it needs."""
        return next((f.code for f in self.shape.fields.values() if f.kind is Kind.DATE and f.required), "")

    @property
    def given(self) -> dict[str, Any]:
        """The answers, the day they are of, and on which occasion, where the blank asks."""
        return {"on": self.on, "phase": str(self.answers.get("occasion", "")), "answers": self.answers}

    @property
    def on(self) -> date:
        """The day of what is recorded; today when it was left unknown."""
        return _day(self.answers.get(self.when_field)) or timezone.localdate()

    def chapters(self) -> Iterator[Chapter]:
        """The sections for the page."""
        for section in self.sections:
            asked = tuple(self._question(view) for view in section.fields if view.name not in self.own_way)
            if asked:
                yield Chapter(section.code, section.title, section.hint, asked)

    def _question(self, view: FieldView) -> Question:
        apart = view.silence_name != view.name
        when = tuple(part.replace(",", "|") for part in view.when.split())
        return Question(self[view.name], self[view.silence_name] if apart else None, when, view.kind)


def _day(answer: Any) -> date | None:
    try:
        return date.fromisoformat(str(answer))
    except ValueError:
        return None


def _asked(view: FieldView) -> Asked:
    return Asked(label=view.label, help_text=view.hint, required=view.required, widget=_widget(view))


def _widget(view: FieldView) -> forms.Widget:
    choices = [(c.code, c.label) for c in view.choices]
    match Kind(view.kind):
        case Kind.LONG_TEXT:
            return forms.Textarea(attrs={"rows": 4, "maxlength": MOST_LETTERS})
        case Kind.TEXT:
            return forms.TextInput(attrs={"maxlength": 1000})
        case Kind.NUMBER:
            return forms.TextInput(attrs={"inputmode": "decimal"})
        case Kind.DATE:
            return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        case Kind.CHOICES:
            return forms.CheckboxSelectMultiple(choices=choices)
        case _:
            return forms.RadioSelect(choices=choices)


def _silence(view: FieldView) -> Asked:
    choices = [("", _("Dijawab di atas")), *((c.code, c.label) for c in view.choices)]
    label = _g("Tidak dijawab: {label}").format(label=view.label)
    return Asked(label=label, required=False, widget=forms.RadioSelect(choices=choices))


class ConferenceForm(RowsForm, BlankForm):
    """Minutes of a case conference. Each decision is a row that becomes a task."""

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
            "due_on": Day(_("Paling lambat"), required=False),
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


class RiskForm(ActionForm):
    """How high the risk is, with up to three reasons."""

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

    stage = Chips(_("Pindah ke tahap"), [s for s in Stage if s < Stage.TERMINATION])
    reason = Note(_("Alasan"), required=True, lines=3)


PROGRESS = (("better", _("Membaik")), ("same", _("Tetap")), ("worse", _("Memburuk")))


class ReviewForm(ActionForm):
    """Monitoring: how far the goals are, what changes, when next."""

    on = Day(_("Tanggal pemantauan"), past=True)
    progress = Chips(_("Keadaan dibanding sebelumnya"), PROGRESS)
    note = Note(_("Yang terlihat, dan apa yang berubah dalam rencana"), lines=5)
    next_on = Day(_("Pemantauan berikutnya"), required=False)
