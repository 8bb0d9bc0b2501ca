"""A blank as a form: one field for each of its questions, with the silences beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.look.fields import DAY_AHEAD, FIRST_YEAR, LAST_YEAR, NO_YEAR, TypedDay
from rehsos.look.too_long import MOVE, too_long
from rehsos.look.words import language

from .blanks.answers import check, read
from .blanks.render import FieldView, views
from .blanks.shape import Blank, Kind

MOST_LETTERS = 10_000


class Asked(forms.Field):
    """A question of a blank. The blank says what is wrong with an answer, so the field takes what is typed."""

    def clean(self, value: Any) -> Any:
        return value


class AskedDay(Asked):
    """A question for a day: says in words what is written there."""

    def echo(self, value: Any) -> str:
        """As `TypedDay.echo`."""
        return TypedDay().echo(value)


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

    @property
    def when(self) -> str:
        """The condition that all its questions have in common; empty when they are asked apart."""
        asked = {question.when for question in self.questions}
        return " ".join(asked.pop()) if len(asked) == 1 else ""


class BlankForm(ActionForm):
    """Any blank. What was typed comes back whole, right or wrong; the answers are in `answers`."""

    own_way: ClassVar[tuple[str, ...]] = ()
    """Questions that this form asks in its own way; they are not drawn."""
    final: ClassVar[bool] = True
    """Whether what is needed must be there; a draft may have gaps."""
    most: ClassVar[int] = MOST_LETTERS
    """Letters of an answer on one line."""

    def __init__(self, *args: Any, shape: Blank, **given: Any) -> None:
        super().__init__(*args, **given)
        self.shape = shape
        self.answers: dict[str, Any] = {}
        self.sections = list(views(shape, {}, language()))
        for view in self.views():
            self.fields[view.name] = self.asked(view)
            if view.silence_name != view.name and (silence := self.silence(view)):
                self.fields[view.silence_name] = silence

    def views(self) -> Iterator[FieldView]:
        """The questions in order of the paper, without those asked in another way."""
        return (view for section in self.sections for view in section.fields if view.name not in self.own_way)

    def asked(self, view: FieldView) -> Asked:
        """The field of a question."""
        kind = AskedDay if view.kind == Kind.DATE else Asked
        return kind(label=view.label, help_text=view.hint, required=view.required, widget=self._widget(view))

    def silence(self, view: FieldView) -> Asked | None:
        """The field beside an open question for who cannot or will not answer."""
        choices = [("", _("Dijawab di atas")), *((c.code, c.label) for c in view.choices)]
        label = _g("Tidak dijawab: {label}").format(label=view.label)
        return Asked(label=label, required=False, widget=forms.RadioSelect(choices=choices))

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.answers = self.read()
        for problem in check(self.shape, self.answers, final=self.final):
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
        kind = self.shape.fields[code].kind
        most = self.most if kind is Kind.TEXT else MOST_LETTERS
        if isinstance(answer, str) and (typed := len(answer.replace("\r\n", "\n"))) > most:
            return too_long(typed, most, MOVE)
        day = _day(answer) if kind is Kind.DATE else None
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            return str(NO_YEAR)
        if day and code == self.when_field and day > timezone.localdate():
            return str(DAY_AHEAD)
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
        apart = view.silence_name != view.name and view.silence_name in self.fields
        when = tuple(part.replace(",", "|") for part in view.when.split())
        return Question(self[view.name], self[view.silence_name] if apart else None, when, view.kind)

    def _widget(self, view: FieldView) -> forms.Widget:
        choices = [(c.code, c.label) for c in view.choices]
        match Kind(view.kind):
            case Kind.LONG_TEXT:
                return forms.Textarea(attrs={"rows": 4, "data-most": MOST_LETTERS})
            case Kind.TEXT:
                return forms.TextInput(attrs={"maxlength": min(self.most, 1000)})
            case Kind.NUMBER:
                return forms.TextInput(attrs={"inputmode": "decimal"})
            case Kind.DATE:
                return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            case Kind.CHOICES:
                return forms.CheckboxSelectMultiple(choices=choices)
            case _:
                return forms.RadioSelect(choices=choices)


def _day(answer: Any) -> date | None:
    try:
        return date.fromisoformat(str(answer))
    except ValueError:
        return None
