"""A blank, filled in or not, as plain view-models for a template, and as passages for a reader.

The template shows or hides a field by `visible`; its script does the same from `when`: conditions
parted by a space, all of which must hold, each `field=value,value`, any of which will do.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rehsos.law.words import LONG_MONTHS
from rehsos.papers.blanks.answers import SILENCE, Answer, Answers, Problem, given
from rehsos.papers.blanks.answers import visible as asked_of
from rehsos.papers.blanks.shape import SILENCES, Blank, Field, Kind, Words

_FIXED = {
    "yes": Words("Ya", "Yes"),
    "no": Words("Tidak", "No"),
    "unknown": Words("Tidak diketahui", "Not known"),
    "declined": Words("Menolak menjawab", "Declined to answer"),
}


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One answer to tick; `silence` marks the two that stand apart from the rest."""

    code: str
    label: str
    chosen: bool
    silence: bool


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question as a template needs it.

    `value` is what to put back into an open question. `choices` ends with the two silences: for an open
    question they are all it holds, posted under `silence_name` instead of `name`.
    """

    name: str
    kind: str
    label: str
    hint: str
    value: str
    choices: tuple[ChoiceView, ...]
    silence_name: str
    visible: bool
    when: str
    required: bool
    secret: bool
    problems: tuple[str, ...]
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A titled run of questions; not `visible` when all of them are hidden."""

    code: str
    title: str
    hint: str
    fields: tuple[FieldView, ...]
    visible: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """One answered question in words."""

    section: str
    field: str
    label: str
    text: str


def views(
    blank: Blank, answers: Answers, language: str = "id", problems: Iterable[Problem] = ()
) -> Iterator[SectionView]:
    """The sections of a blank with its answers and what is wrong with them, in order of the paper."""
    shown = {field.code for field in asked_of(blank, answers)}
    told = _told(problems, language)
    for section in blank.sections:
        asked = tuple(
            _view(field, answers, language, visible=field.code in shown, problems=told.get(field.code, ()))
            for field in section.fields
        )
        yield SectionView(
            code=section.code,
            title=section.title.said(language),
            hint=section.hint.said(language),
            fields=asked,
            visible=any(field.visible for field in asked),
        )


def _told(problems: Iterable[Problem], language: str) -> dict[str, tuple[str, ...]]:
    told: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        words = problem.words_en if language == "en" else problem.words_id
        told[problem.field] = (*told.get(problem.field, ()), words)
    return told


def _view(field: Field, answers: Answers, language: str, *, visible: bool, problems: tuple[str, ...]) -> FieldView:
    answer = answers.get(field.code, "")
    return FieldView(
        name=field.code,
        kind=field.kind.value,
        label=field.label.said(language),
        hint=field.hint.said(language),
        value="" if field.codes or answer in SILENCES or isinstance(answer, list) else _plain(answer),
        choices=tuple(_choices(field, answer, language)),
        silence_name=field.code if field.codes else field.code + SILENCE,
        visible=visible,
        when=" ".join(str(condition) for condition in field.when),
        required=field.required,
        secret=field.secret,
        problems=problems,
        least=field.least,
        most=field.most,
    )


def _choices(field: Field, answer: Answer, language: str) -> Iterator[ChoiceView]:
    chosen = answer if isinstance(answer, list) else [answer]
    for code in (*field.codes, *SILENCES):
        yield ChoiceView(code, _label(field, code).said(language), code in chosen, code in SILENCES)


def _label(field: Field, code: str) -> Words:
    listed = {choice.code: choice.label for choice in field.choices}
    return listed.get(code) or _FIXED.get(code) or Words(code, code)


def _plain(answer: Answer) -> str:
    """As a person of here types it: half is 0,5."""
    return str(answer).replace(".", ",") if isinstance(answer, float) else str(answer)


def said(field: Field, answer: Answer, language: str = "id") -> str:
    """An answer in words: labels for codes, a date with its month in words, own words as they are."""
    if isinstance(answer, list):
        return "; ".join(_label(field, code).said(language) for code in answer)
    if answer in SILENCES or field.codes:
        return _label(field, str(answer)).said(language)
    return _day(str(answer), language) if field.kind is Kind.DATE else _plain(answer)


def _day(text: str, language: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {LONG_MONTHS[language][day.month - 1]} {day.year}"


def passages(blank: Blank, answers: Answers, language: str = "id") -> Iterator[Passage]:
    """What was answered to the visible questions, for reading or for the sections of a letter."""
    shown = {field.code for field in asked_of(blank, answers) if given(answers, field)}
    for section in blank.sections:
        for field in section.fields:
            if field.code in shown:
                text = said(field, answers[field.code], language)
                yield Passage(section.code, field.code, field.label.said(language), text)
