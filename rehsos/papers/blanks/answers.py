"""What was filled in: read from a posted page, checked, scored, and parted into plain and sealed.

Answers are a mapping a JSON column can hold: text, choice and date (ISO) as `str`, number as `int` or
`float`, choices as a list of codes, and `unknown` or `declined` in place of any of them. What cannot be
understood stays as it was typed, and `check` says what is wrong with it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.utils import timezone

from rehsos.look.typed_day import Unread, read_day
from rehsos.papers.blanks.shape import SILENCES, Band, Blank, Field, Kind

Answer: TypeAlias = "str | int | float | list[str]"
Answers: TypeAlias = "Mapping[str, Answer]"

SILENCE = "__silence"  # posted beside an open question: `<field>__silence=unknown`
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")
_FIGURES = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer, in a sentence that says what to do."""

    field: str
    words_id: str
    words_en: str


@dataclass(frozen=True, slots=True)
class Score:
    """A score: `value` out of `max`, on `answered` items; the band only when enough items are answered."""

    value: float
    max: int
    band: Band | None
    answered: int
    missing: int


def visible(blank: Blank, answers: Answers) -> list[Field]:
    """The fields to fill in so far; the old answer of a hidden question counts for nothing."""
    shown: dict[str, Answer] = {}
    fields = []
    for field in blank.fields.values():
        if all(condition.holds(shown) for condition in field.when):
            fields.append(field)
            if given(answers, field):
                shown[field.code] = answers[field.code]
    return fields


def given(answers: Answers, field: Field) -> bool:
    """Whether the field has any answer, a silence included; nought is an answer."""
    return answers.get(field.code) not in (None, "", [])


def read(blank: Blank, data: Mapping[str, Sequence[str]]) -> dict[str, Answer]:
    """The answers in posted data (name to list of values). Nothing typed is lost, right or wrong."""
    answers = {field.code: _answer(field, data) for field in blank.fields.values()}
    return {code: answer for code, answer in answers.items() if answer not in ("", [])}


def _answer(field: Field, data: Mapping[str, Sequence[str]]) -> Answer:
    typed = [value.strip() for value in data.get(field.code, ()) if value.strip()]
    if field.kind is Kind.CHOICES:
        return typed[0] if len(typed) == 1 and typed[0] in SILENCES else typed
    if not typed:
        silence = next(iter(data.get(field.code + SILENCE, ())), "")
        return silence if silence in SILENCES else ""
    return _understood(field, typed[-1])


def _understood(field: Field, text: str) -> Answer:
    if field.kind is Kind.NUMBER:
        return _number(text)
    return _date(text) if field.kind is Kind.DATE else text


def _number(text: str) -> Answer:
    """Indonesian manner: 1.250 is a thousand and more, 2,5 is two and a half."""
    plain = text.replace(".", "") if _THOUSANDS.fullmatch(text) else text
    if not _FIGURES.fullmatch(plain):
        return text
    value = float(plain.replace(",", "."))
    return int(value) if value.is_integer() else value


def _date(text: str) -> str:
    """ISO when the text tells a day, as people write it; otherwise as typed."""
    try:
        return read_day(text, timezone.localdate()).isoformat()
    except Unread:
        return text


def check(blank: Blank, answers: Answers, *, final: bool) -> list[Problem]:
    """What is wrong with the visible answers; when `final`, also what is needed and missing."""
    found = [(field, _wrong(field, answers, final=final)) for field in visible(blank, answers)]
    return [Problem(field.code, *words) for field, words in found if words]


_NEEDED = (
    "Belum diisi. Bila tidak tahu, pilih “Tidak diketahui”.",
    "Not filled in yet. If it is not known, choose “Not known”.",
)
_NO_CHOICE = ("Pilih salah satu jawaban yang tersedia.", "Choose one of the answers offered.")
_BOTH = (
    "Pilih jawaban, atau “Tidak diketahui”, atau “Menolak menjawab”; tidak sekaligus.",
    "Choose answers, or “Not known”, or “Declined to answer”; not together.",
)
_NO_DATE = (
    "Tanggal ini belum terbaca. Tulis seperti 31 Des 2010.",
    "No date is read here. Write it like 31 Dec 2010.",
)
_NO_NUMBER = ("Tulis dengan angka saja.", "Write it in figures only.")


def _wrong(field: Field, answers: Answers, *, final: bool) -> tuple[str, str] | None:
    if not given(answers, field):
        return _NEEDED if final and field.required else None
    answer = answers[field.code]
    if answer in SILENCES or field.kind.free:
        return None
    if field.codes:
        return _wrong_choice(field, answer)
    return _wrong_date(answer) if field.kind is Kind.DATE else _wrong_number(field, answer)


def _wrong_choice(field: Field, answer: Answer) -> tuple[str, str] | None:
    if field.kind is not Kind.CHOICES:
        return None if answer in field.codes else _NO_CHOICE
    chosen = set(answer) if isinstance(answer, list) else {str(answer)}
    if chosen & set(SILENCES):
        return _BOTH
    return None if chosen <= set(field.codes) else _NO_CHOICE


def _wrong_date(answer: Answer) -> tuple[str, str] | None:
    try:
        date.fromisoformat(str(answer))
    except ValueError:
        return _NO_DATE
    return None


def _wrong_number(field: Field, answer: Answer) -> tuple[str, str] | None:
    if not isinstance(answer, int | float):
        return _NO_NUMBER
    if field.least is not None and answer < field.least:
        return f"Minimal {field.least}.", f"At least {field.least}."
    if field.most is not None and answer > field.most:
        return f"Paling banyak {field.most}.", f"At most {field.most}."
    return None


def score(blank: Blank, answers: Answers) -> Score | None:
    """The score of the visible score fields; None when the blank does not score. Silences are missing."""
    if blank.scoring is None:
        return None
    items = [field for field in visible(blank, answers) if field.kind is Kind.SCORE]
    points = [_points(field, answers) for field in items]
    got = [each for each in points if each is not None]
    tops = [max(choice.points for choice in field.choices) for field in items]
    mean = blank.scoring.method == "mean"
    value = sum(got) / len(got) if mean and got else float(sum(got))
    enough = len(got) >= blank.scoring.needs
    return Score(
        value=round(value, 2),
        max=max(tops, default=0) if mean else sum(tops),
        band=_band(blank.scoring.bands, value) if enough else None,
        answered=len(got),
        missing=len(points) - len(got),
    )


def _points(field: Field, answers: Answers) -> int | None:
    return next((choice.points for choice in field.choices if choice.code == answers.get(field.code)), None)


def _band(bands: Iterable[Band], value: float) -> Band | None:
    return next((band for band in bands if value <= band.upto), None)


def split(blank: Blank, answers: Answers) -> tuple[dict[str, Answer], dict[str, Answer]]:
    """Answers that may lie open, and answers to seal.

    Open are only visible fields that are not secret, rightly answered. All else is sealed, also what was
    typed in a field now hidden, typed wrongly, or asked by another version of the form: nothing is lost,
    nothing uncertain lies open. `{**plain, **secret}` is what was split.
    """
    faulty = {problem.field for problem in check(blank, answers, final=False)}
    open_ = {field.code for field in visible(blank, answers) if not field.secret} - faulty
    plain = {code: answer for code, answer in answers.items() if code in open_}
    return plain, {code: answer for code, answer in answers.items() if code not in open_}
