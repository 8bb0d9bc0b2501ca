"""Checks of dates, lengths and ages already recorded: does the paper agree with the law? Warnings only."""

from datetime import date, timedelta

from rehsos.law.ages import Age
from rehsos.law.book import measures, ppks_types, rules
from rehsos.law.counting import day_after
from rehsos.law.findings import ADULT, Answer, Finding, article_of
from rehsos.law.shapes import Duty, Length, Rule
from rehsos.law.words import day, length_words

ONE_DAY = timedelta(days=1)


# ------------------------------------------------------------------ orders and verdicts


def detention_order(level: str, first: date, until: date | None) -> Finding | None:
    """Whether an order's "sampai dengan" agrees with the law's count at a level; None where the law has no count.

    Orders are usually written with the first day counted in; KUHAP 1981 Ps 228 counts from the next. Both are said,
    after the order's own day. What the second allows is met.
    """
    held = next((one for one in rules().values() if one.start == "detention_order" and level in one.levels), None)
    if held is None or held.length is None:
        return None
    article = article_of("detention_order", held.basis, verified=held.verified)
    if until is None:
        return article.asks("until")
    counted_in = day_after(first, held.length, criminal=True) - ONE_DAY
    if until <= counted_in:
        return article.says(Answer.MET)
    over = Length((until - counted_in - ONE_DAY).days, "days")
    state, sentence = (Answer.NOT_MET, "not_met") if over.number else (Answer.MET, "next_day")
    readings = {"until": day(until), "first": day(counted_in), "next": day(counted_in + ONE_DAY)}
    return article.says(state, sentence, days=length_words(over), **readings)


def verdict_length(measure_code: str, length: Length) -> Finding:
    """Whether the length of a penalty or tindakan lies within its article.

    A minimum is read in criminal months of 30 days; a maximum by the calendar at its longest, so that nobody is warned
    without need: a year is a calendar year. Half of what an adult faces is a maximum nobody records: asked.
    """
    measure = measures()[measure_code]
    article = article_of("verdict_length", measure.basis[::-1], verified=measure.verified)
    if measure.least and _least_hours(length) < _least_hours(measure.least):
        return article.says(Answer.NOT_MET, "too_short", length=length_words(measure.least))
    if measure.most and _most_hours(length) > _most_hours(measure.most):
        return article.says(Answer.NOT_MET, "too_long", length=length_words(measure.most))
    return article.asks("adult_maximum", note=measure.note) if measure.adult_fraction else article.says(Answer.MET)


_STARTS = tuple(date(2023 + month // 12, month % 12 + 1, 1) for month in range(48))
"""Every month in which a length can begin, with a leap year among them."""


def _least_hours(length: Length) -> int:
    return length.number if length.unit == "hours" else 24 * _days(_STARTS[0], length, criminal=True)


def _most_hours(length: Length) -> int:
    if length.unit == "hours":
        return length.number
    return 24 * max(_days(start, length, criminal=False) for start in _STARTS)


def _days(start: date, length: Length, *, criminal: bool) -> int:
    return (day_after(start, length, criminal=criminal) - start).days


def verdict_level(stands_at: str) -> Finding:
    """Whether the matter stands where a verdict is given; a warning only, for levels are recorded late."""
    article = article_of("verdict_level")
    if not stands_at:
        return article.asks("level")
    return article.says(Answer.NOT_MET if stands_at in {"police", "prosecution"} else Answer.MET)


def verdict_after_diversi(*, agreed: bool | None) -> Finding:
    """Whether a diversi was agreed: then the matter is stopped, unless the agreement was not carried out."""
    article = article_of("verdict_after_diversi")
    if agreed is None:
        return article.asks("diversi_agreed")
    return article.says(Answer.NOT_MET if agreed else Answer.MET)


def agreement_length(form: str, agreed: date, until: date | None) -> Finding:
    """Whether what diversi agreed on ends within the limit of its form; met where the law knows none.

    Months by the calendar: the longer reading, so that nobody is warned without need.
    """
    limit = next((one for one in rules().values() if _limits(one, form)), None)
    if limit is None or limit.length is None:
        return article_of("agreement_length").says(Answer.MET, "no_limit")
    article = article_of("agreement_length", limit.basis, verified=limit.verified)
    if until is None:
        return article.asks("until")
    most = length_words(limit.length)
    over = (until - day_after(agreed, limit.length, criminal=False)).days
    if over <= 0:
        return article.says(Answer.MET, length=most)
    return article.says(Answer.NOT_MET, length=most, days=length_words(Length(over, "days")))


def _limits(one: Rule, form: str) -> bool:
    """Whether a rule limits how long diversi of this form may take."""
    forms = {value for on in one.applies if on.fact == "diversi_form" for value in on.among}
    return one.start == "diversi_agreed" and one.duty is Duty.LIMIT and form in forms


# ------------------------------------------------------------------ plausibility


def age_of_type(type_code: str, age: Age | None) -> Finding:
    """Whether an age lies in the bounds the annex prints for a PPKS type; advisory, for its bounds conflict.

    What an estimate may reach is within them. UU 11/2012 knows no lower bound for a child before the law.
    """
    kind = ppks_types()[type_code]
    article = article_of("age_of_type")
    low, high = kind.age_min, kind.age_max
    if low is None and high is None:
        return article.says(Answer.MET, "no_bound")
    if age is None:
        return article.asks("age")
    if type_code == "child_in_justice" and age.high < ADULT:
        return article.says(Answer.MET, "before_the_law")
    if (low is not None and age.high < low) or (high is not None and age.low > high):
        bounds = _bounds(low, high)
        return article.says(Answer.NOT_MET, type=kind.label, bounds=(bounds, bounds))
    return article.says(Answer.MET)


def _bounds(low: int | None, high: int | None) -> str:
    if low is None:
        return f"≤ {high}"
    return f"≥ {low}" if high is None else f"{low}–{high}"
