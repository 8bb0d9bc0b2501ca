"""When a clock ends: its own term, the end a paper names, a lead before another rule, rounds, extensions.

Every function is pure and gives a `Term` (safe reading, softer reading, what it leaned on) or None: no end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from rehsos.law.book import rule as rule_of
from rehsos.law.counting import Reading, Term, end_of, midnight, months_after, term
from rehsos.law.facts import Extension, Fact, Inquiry
from rehsos.law.shapes import Kind, Length, Rule, Words

INSTANT = timedelta(microseconds=1)
Extended = tuple[Term | None, tuple[Extension, ...], tuple[Words, ...]]
"""The term, the extensions that counted, and what was odd about those given."""

BY_LAW = ("menurut hitungan undang-undang", "by the count of the law")
BY_ORDER = ("menurut surat", "as the letter says")
LATE_LETTER = ("Perpanjangan bertanggal setelah masa habis.", "Extension dated after the term had run out.")
NO_EXTENSION = (
    "Aturan ini tidak mengenal perpanjangan; suratnya dicatat saja.",
    "This rule knows no extension; the letter is only noted.",
)
TOO_MANY = ("Perpanjangan melebihi yang dibolehkan.", "More extensions than the law allows.")


def extended_term(rule: Rule, start: Fact, level: str | None, asked: Inquiry) -> Extended:
    """The end with extensions and, for the office's own policy, with its pauses. Nothing ever shortens it."""
    ended, used, doubts = _extended(rule, _plain(rule, start, asked), start, level, asked)
    return (_held(rule, ended, asked) if rule.pausable and ended else ended), used, doubts


def _plain(rule: Rule, start: Fact, asked: Inquiry) -> Term | None:
    length = asked.policy.on(asked.day(start.at)).lengths.get(rule.code) or rule.lead or rule.length
    if length is None:
        return _named(rule, start, asked)
    if rule.lead_of:
        return _lead(rule, length, start, asked)
    if rule.kind is Kind.RECURRING:
        return _round(rule, length, start, asked)
    counted = term(rule, length, start.at, asked.tz, asked.calendar, exact=start.exact)
    return _beside_order(counted, start, asked)


def _named(rule: Rule, start: Fact, asked: Inquiry) -> Term | None:
    """No length in the law: the end the paper names, or the start of the day of a meeting it must precede."""
    if start.until is None:
        return None
    return Term((midnight if rule.kind is Kind.NONE else end_of)(start.until, asked.tz))


def _beside_order(counted: Term, start: Fact, asked: Inquiry) -> Term:
    """The end the order names against the law's own: the earlier is due, the other stands beside it."""
    written = start.until and end_of(start.until, asked.tz)
    if not isinstance(written, datetime) or written == counted.due:
        return counted
    if written < counted.due:
        return Term(written, Reading(counted.due, BY_LAW), counted.relied_on)
    return Term(counted.due, Reading(written, BY_ORDER), counted.relied_on)


def _lead(rule: Rule, length: Length, start: Fact, asked: Inquiry) -> Term | None:
    """So long before another rule's end, that rule's extensions included."""
    other = rule_of(rule.lead_of)
    level = other.levels[0] if other.levels else None
    ended, _, _ = extended_term(other, replace(start, code=other.start), level, asked)
    if ended is None:
        return None
    if length.unit == "hours":
        return Term(ended.due - timedelta(hours=length.number), relied_on=ended.relied_on)
    earlier = asked.day(ended.due) - timedelta(days=length.number)
    return Term(midnight(earlier, asked.tz), relied_on=ended.relied_on)


def _round(rule: Rule, length: Length, start: Fact, asked: Inquiry) -> Term:
    """The end of the first round not reported on.

    Rounds that stand from the start: a report covers the earliest open one that has begun, and one that comes late
    moves none. Where each report begins a round of its own, there is never more than one length between two.
    """
    if rule.rounds == "after each report":
        told = (report.at for report in asked.facts.of(rule.report) if start.at <= report.at <= asked.at)
        return Term(end_of(months_after(asked.day(max(told, default=start.at)), length.number), asked.tz))
    first, done = asked.day(start.at), 0
    for report in asked.facts.of(rule.report):
        begun = months_after(first, length.number * done)
        done += start.at <= report.at <= asked.at and asked.day(report.at) >= begun
    return Term(end_of(months_after(first, length.number * (done + 1)), asked.tz))


def _extended(rule: Rule, ended: Term | None, start: Fact, level: str | None, asked: Inquiry) -> Extended:
    given = [one for one in asked.extensions if _fits(one, rule, level, start)]
    if not given or ended is None:
        return ended, (), ()
    given.sort(key=lambda one: one.dated)
    allowed = given[: rule.extension.times if rule.extension else 0]
    doubts = [*_odd(given, allowed)]
    for one in allowed:
        doubts += [LATE_LETTER] * (asked.day(ended.due - INSTANT) < one.dated)
        ended = _longer(rule, ended, one, asked)
    return ended, tuple(allowed), tuple(doubts)


def _fits(one: Extension, rule: Rule, level: str | None, start: Fact) -> bool:
    same_ref = start.ref is None or one.ref in (None, start.ref)
    return one.rule == rule.code and one.level in (None, level) and same_ref


def _odd(given: Sequence[Extension], allowed: Sequence[Extension]) -> Iterator[Words]:
    if not allowed:
        yield NO_EXTENSION
    elif len(given) > len(allowed):
        yield TOO_MANY


def _longer(rule: Rule, ended: Term, one: Extension, asked: Inquiry) -> Term:
    """From the end so far, by the law's own length and by the date in the letter; the earlier is due."""
    by_law, by_letter = _law_end(rule, ended, asked), one.until and end_of(one.until, asked.tz)
    ends = sorted(moment for moment in (by_law, by_letter) if isinstance(moment, datetime) and moment > ended.due)
    if not ends:
        return ended
    words = BY_LAW if ends[-1] == by_law else BY_ORDER
    return Term(ends[0], Reading(ends[-1], words) if ends[-1] > ends[0] else None, ended.relied_on)


def _law_end(rule: Rule, ended: Term, asked: Inquiry) -> datetime | None:
    if rule.extension is None or rule.extension.length is None:
        return None
    return term(rule, rule.extension.length, ended.due, asked.tz, asked.calendar, exact=True).due


def _held(rule: Rule, ended: Term, asked: Inquiry) -> Term:
    """The office's own term, later by the time it was paused."""
    held = [pause.length(asked.at) for pause in asked.policy.pauses if pause.rule == rule.code]
    return replace(ended, due=ended.due + sum(held, timedelta(0)))
