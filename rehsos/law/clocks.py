"""One calculator for every clock: facts in, clocks out. Pure; it keeps nothing and refuses nothing.

`clocks_for` is what a case page calls; `clock` is one rule at one level; `due` is the bare arithmetic.
The safe reading is due; the softer one stands beside it. Statutory terms stop by their fact or are extended
by a named officer's letter; only an office's own policy pauses.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from rehsos.law import holidays
from rehsos.law.book import rule as rule_of
from rehsos.law.book import rules
from rehsos.law.counting import Reading, midnight
from rehsos.law.facts import Choice, Extension, Fact, Facts, Inquiry, Pause, Policy
from rehsos.law.holidays import Calendar
from rehsos.law.shapes import LEVELS, Duty, Kind, Rule, Words
from rehsos.law.terms import extended_term

__all__ = [
    "Choice",
    "Clock",
    "Extension",
    "Fact",
    "Facts",
    "Pause",
    "Policy",
    "Reading",
    "State",
    "clock",
    "clocks_for",
    "due",
    "of_another",
]

NO_POLICY = Policy()


class State(StrEnum):
    """Where a clock stands."""

    UNDETERMINED = "undetermined"  # belum dapat ditentukan: `missing` says what to ask
    RUNNING = "running"
    OPEN = "open"  # a duty without a length in the law
    PAUSED = "paused"  # office policy only
    STOPPED = "stopped"
    ENDED = "ended_by_next_level"
    UNKNOWN = "unknown"  # another's duty, its time has passed, nobody told us: tanyakan
    LIMIT = "limit"  # a date on the file, no alarm


def said(rule: Rule, state: str) -> Words:
    """What a clock of this rule is called in this state."""
    return rule.one_of if state == State.UNDETERMINED and rule.one_of[0] else rule.label


@dataclass(frozen=True, slots=True)
class Clock:
    """A rule applied to facts. `due_at` is the safe reading; every moment carries the office's zone.

    `late` is only ever true for our own verified, binding duty (or office policy) past the safe reading;
    `both_passed` when the softer reading has passed as well. `passed` is the bare fact that the time is over.
    """

    rule: Rule
    state: State
    level: str | None = None
    ref: str | None = None
    started_at: datetime | None = None
    exact: bool = True
    due_at: datetime | None = None
    second_reading: Reading | None = None
    stopped_at: datetime | None = None
    passed: bool = False
    late: bool = False
    both_passed: bool = False
    advisory: bool = False
    missing: tuple[str, ...] = ()
    extended_by: tuple[Extension, ...] = ()
    relied_on: tuple[Words, ...] = ()

    @property
    def label(self) -> Words:
        """What it is called: the rule, or the question that chooses among several."""
        return said(self.rule, self.state)

    def left(self, at: datetime) -> timedelta | None:
        """Time until the safe reading, negative once it has passed; None without a due time."""
        return None if self.due_at is None else self.due_at - at


def of_another(one: Clock) -> Clock:
    """The same where another office owes it: never late for us, not ours to pause; asked about once its time passed."""
    unheard = one.passed and one.state is State.RUNNING
    return replace(
        one,
        rule=replace(one.rule, duty=Duty.OTHERS),
        state=State.UNKNOWN if unheard else one.state,
        late=False,
        both_passed=False,
    )


def clocks_for(
    subject_kind: str,
    facts: Facts,
    extensions: Sequence[Extension] = (),
    *,
    at: datetime,
    tz: str | ZoneInfo,
    calendar: Calendar | None = None,
    policy: Policy = NO_POLICY,
) -> list[Clock]:
    """Every clock that runs, ran or must be asked about for one subject, soonest due first.

    Rules that do not apply, or were not law at the time that counts for them, are left out. Unverified rules, and
    the office's own promises but a few, are left out unless the office had switched them on when they began.
    """
    asked = _inquiry(facts, extensions, policy, at=at, tz=tz, calendar=calendar)
    touched = (rule for rule, openings in _rules_on(subject_kind) if facts.know(openings))
    found = [one for rule in touched for one in _clocks_of(rule, asked) if _wanted(one, asked)]
    return sorted(_asked_once(found), key=lambda one: (one.due_at is None, one.due_at or at, one.rule.code))


def clock(
    rule: Rule | str,
    facts: Facts,
    extensions: Sequence[Extension] = (),
    *,
    at: datetime,
    tz: str | ZoneInfo,
    level: str | None = None,
    calendar: Calendar | None = None,
    policy: Policy = NO_POLICY,
) -> Clock | None:
    """The first clock of one rule (at one level, if given); None where it does not apply or has not begun."""
    asked = _inquiry(facts, extensions, policy, at=at, tz=tz, calendar=calendar)
    found = _clocks_of(rule_of(rule) if isinstance(rule, str) else rule, asked)
    return next((one for one in found if level in (None, one.level)), None)


def due(
    rule_code: str,
    start: datetime,
    tz: str | ZoneInfo,
    *,
    at: datetime | None = None,
    calendar: Calendar | None = None,
) -> Clock:
    """When a rule that starts at a moment is due, conditions and dates of law aside; naive is local to `tz`.

    `UnknownRule` when the book has no such code.
    """
    rule, zone = rule_of(rule_code), _zone(tz)
    local = start.replace(tzinfo=zone) if start.tzinfo is None else start.astimezone(zone)
    level = rule.levels[0] if rule.levels else None
    asked = _inquiry(Facts(), (), NO_POLICY, at=at or local, tz=zone, calendar=calendar)
    return _counted(rule, Fact(rule.start, local, level=level), level, asked)


@cache
def _zone(tz: str | ZoneInfo) -> ZoneInfo:
    return tz if isinstance(tz, ZoneInfo) else ZoneInfo(tz)


def _inquiry(
    facts: Facts,
    extensions: Sequence[Extension],
    policy: Policy,
    *,
    at: datetime,
    tz: str | ZoneInfo,
    calendar: Calendar | None,
) -> Inquiry:
    if at.tzinfo is None:
        raise ValueError("`at` needs a time zone")
    own = {code for choice in policy.choices for code in (*choice.lengths, *choice.switched_off)}
    if wrong := sorted(code for code in own if rule_of(code).duty is not Duty.POLICY):
        raise ValueError(f"an office changes and switches off its own policy only: {wrong}")
    if wrong := [pause.rule for pause in policy.pauses if not rule_of(pause.rule).pausable]:
        raise ValueError(f"a statutory term cannot be paused: {wrong}")
    return Inquiry(facts, extensions, at, _zone(tz), calendar or holidays.national(), policy)


@cache
def _rules_on(subject: str) -> tuple[tuple[Rule, frozenset[str]], ...]:
    """The rules of a kind of subject, each with the facts of which there must be one for it to have any clock."""
    return tuple((rule, frozenset(_openings(rule))) for rule in rules().values() if rule.hangs_on == subject)


def _openings(rule: Rule) -> Iterator[str]:
    """What a rule starts at or may start at, what makes us ask for that, and the same of terms whose end starts it."""
    yield from (rule.start, *rule.advisory_start, *rule.ask_after)
    for code in rule.end_of:
        yield from _openings(rule_of(code))


def _asked_once(found: Iterable[Clock]) -> Iterator[Clock]:
    """Of rules among which one answer chooses, the first stands for all while the answer is not known."""
    asked = set()
    for one in found:
        question = one.rule.one_of if one.state is State.UNDETERMINED else ("", "")
        if question[0] and question in asked:
            continue
        asked.add(question)
        yield one


def _wanted(one: Clock, asked: Inquiry) -> bool:
    """Whether the office had it when it began and, while it runs, has it still: what is switched off stops that day.

    One that reaches what ran already is owed from that day on: what ended before, or would have been due, is not.
    """
    start, reached = asked.day(one.started_at or asked.at), asked.policy.reached(one.rule, asked.day(asked.at))
    if reached and any(end and end <= midnight(reached, asked.tz) for end in (one.stopped_at, one.due_at)):
        return False
    begun = asked.policy.on(max(start, reached or start))
    now = begun if one.stopped_at else asked.policy.on(asked.day(asked.at))
    return begun.shows(one.rule) and now.shows(one.rule)


# ------------------------------------------------------------------ which clocks a rule has


def _clocks_of(rule: Rule, asked: Inquiry) -> Iterator[Clock]:
    begun = False
    for start, level in _starts(rule, asked):
        begun = True
        if _law_then(rule, start, asked) and (made := _judged(rule, _reached(rule, start, asked), level, asked)):
            yield made
    if not begun and (open_question := _unbegun(rule, asked)):
        yield open_question


def _starts(rule: Rule, asked: Inquiry) -> Iterator[tuple[Fact, str | None]]:
    """The first start for each level and ref; a soft start only where there is no hard one."""
    seen: set[tuple[str | None, str | None]] = set()
    for fact in _ends(rule, asked) or asked.facts.of(rule.start) or asked.facts.any_of(rule.advisory_start):
        level = _level_of(rule, fact)
        elsewhere = fact.level is not None and level is None and rule.levels
        if not elsewhere and (level, fact.ref) not in seen:
            seen.add((level, fact.ref))
            yield fact, level


def _reached(rule: Rule, start: Fact, asked: Inquiry) -> Fact:
    """The start; of what ran when the office let a promise of its own reach it, that day instead, or its end for hours.

    What is counted back from another term keeps the start of that term.
    """
    day = asked.policy.reached(rule, asked.day(asked.at))
    if day is None or rule.lead_of or rule.length is None or asked.day(start.at) >= day:
        return start
    if rule.length.unit.endswith("hours"):
        return replace(start, at=midnight(day + timedelta(days=1), asked.tz), precision="hour")
    return replace(start, at=midnight(day, asked.tz), precision="day")


def _ends(rule: Rule, asked: Inquiry) -> list[Fact]:
    """The ends of other terms, with what lengthened them, for a rule that begins there."""
    begun = ((other, *begin) for code in rule.end_of for other in [rule_of(code)] for begin in _starts(other, asked))
    ended = ((start, level, extended_term(other, start, level, asked)[0]) for other, start, level in begun)
    return [Fact(rule.start, term.due, level=level, ref=start.ref) for start, level, term in ended if term]


def _level_of(rule: Rule, fact: Fact) -> str | None:
    """The level of the clock; a fact without one fits a rule of one level. None where it is not known."""
    if fact.level is None:
        return rule.levels[0] if len(rule.levels) == 1 else None
    return fact.level if fact.level in rule.levels else None


def _law_then(rule: Rule, start: Fact, asked: Inquiry) -> bool:
    """Whether the rule was law at the time that counts for it: the act, the step or the decision."""
    act = asked.facts.circumstances.get("act_date")
    counted = act if rule.applies_by == "act" and isinstance(act, date) else asked.day(start.at)
    return rule.in_force(counted)


def _unmet(rule: Rule, circumstances: Mapping[str, object]) -> tuple[str, ...] | None:
    """Conditions still unknown, none if all are met; None if one is known not to be."""
    unknown = []
    for condition in rule.applies:
        holds = condition.holds(circumstances)
        if holds is False:
            return None
        if holds is None:
            unknown.append(condition.fact)
    return tuple(unknown)


def _judged(rule: Rule, start: Fact, level: str | None, asked: Inquiry) -> Clock | None:
    unknown = _unmet(rule, asked.facts.circumstances)
    if unknown is None:
        return None
    unknown += ("level",) if len(rule.levels) > 1 and level is None else ()
    counted = _counted(rule, start, level, asked)
    if not unknown or counted.state is State.STOPPED:
        return counted
    if rule.duty is Duty.LIMIT:
        return None  # a date on the file asks no questions
    return replace(counted, state=State.UNDETERMINED, missing=unknown, late=False, both_passed=False)


def _unbegun(rule: Rule, asked: Inquiry) -> Clock | None:
    """A clock whose start nobody recorded, although something that follows or precedes it was."""
    hint = next(iter(asked.facts.any_of(rule.ask_after)), None)
    unknown = _unmet(rule, asked.facts.circumstances)
    if hint is None or unknown is None or not rule.in_force(asked.day(hint.at)):
        return None
    level = rule.levels[0] if rule.levels else None
    advisory = _advisory(rule, hint, asked)
    return Clock(rule, State.UNDETERMINED, level, missing=(rule.start, *unknown), advisory=advisory)


# ------------------------------------------------------------------ one clock


def _counted(rule: Rule, start: Fact, level: str | None, asked: Inquiry) -> Clock:
    ended, used, doubts = extended_term(rule, start, level, asked)
    relied = (*(ended.relied_on if ended else ()), *doubts, *_caveats(rule, start, asked))
    base = Clock(
        rule=rule,
        state=State.RUNNING,
        level=level,
        ref=start.ref,
        started_at=start.at.astimezone(asked.tz),
        exact=start.exact,
        due_at=ended.due if ended else None,
        second_reading=ended.second if ended else None,
        advisory=_advisory(rule, start, asked),
        extended_by=used,
        relied_on=tuple(dict.fromkeys(relied)),
    )
    return _settled(base, start, asked)


def _settled(base: Clock, start: Fact, asked: Inquiry) -> Clock:
    """State, and whether it is late, from what stopped it and from the time it is now."""
    stop, next_level = _stop(base.rule, start, base.level, asked), _next_level(base.rule, base.level, asked)
    over = min((fact.at for fact in (stop, next_level) if fact), default=None)
    state = State.STOPPED if stop and stop.at == over else State.ENDED if over else None
    moment = over or asked.at
    passed = base.due_at is not None and moment > base.due_at
    late = passed and not base.advisory and base.rule.duty in (Duty.OURS, Duty.POLICY) and _alarms(base.rule)
    soft = base.second_reading
    return replace(
        base,
        state=state or _going(base, asked, passed=passed),
        stopped_at=over and over.astimezone(asked.tz),
        passed=passed,
        late=late,
        both_passed=late and (soft is None or moment > soft.at),
    )


def _alarms(rule: Rule) -> bool:
    return rule.kind is not Kind.LIMIT


def _going(base: Clock, asked: Inquiry, *, passed: bool) -> State:
    rule = base.rule
    if rule.duty is Duty.LIMIT or rule.kind is Kind.LIMIT:
        return State.LIMIT
    if any(pause.rule == rule.code and pause.holds(asked.at) for pause in asked.policy.pauses):
        return State.PAUSED
    if base.due_at is None:
        return State.OPEN
    return State.UNKNOWN if passed and rule.duty is Duty.OTHERS else State.RUNNING


def _belongs(fact: Fact, level: str | None, ref: str | None, levels: tuple[str, ...]) -> bool:
    """Whether a fact is of this level and ref; a fact without a level fits where only one is possible."""
    same_level = fact.level == level or (fact.level is None and len(levels) <= 1) or not levels
    return same_level and (ref is None or fact.ref in (None, ref))


def _stop(rule: Rule, start: Fact, level: str | None, asked: Inquiry) -> Fact | None:
    found = (f for f in asked.facts.any_of(rule.stop) if _belongs(f, level, start.ref, rule.levels))
    return next((f for f in found if f.at <= asked.at and not _too_early(f, start, rule, asked)), None)


def _too_early(stop: Fact, start: Fact, rule: Rule, asked: Inquiry) -> bool:
    """What is said to have happened before a term of the law began does not end it; by the hour where both are known.

    An office's promise may begin later than what it is about, and so may what is counted from the end of another term.
    """
    if rule.duty is not Duty.OURS or rule.end_of or rule.lead_of:
        return False
    if stop.exact and start.exact:
        return stop.at < start.at.replace(second=0, microsecond=0)
    return asked.day(stop.at) < asked.day(start.at)


def _next_level(rule: Rule, level: str | None, asked: Inquiry) -> Fact | None:
    """The same thing ordered at a later level, which ends this one."""
    if not rule.ends_with_next_level or level is None:
        return None
    later = LEVELS[LEVELS.index(level) + 1 :]
    ordered = rule_of(rule.end_of[0]).start if rule.end_of else rule.start
    return next((f for f in asked.facts.of(ordered) if f.level in later and f.at <= asked.at), None)


def _advisory(rule: Rule, start: Fact, asked: Inquiry) -> bool:
    """Never red: unverified, without a start in the law, by hearsay, not owed by this office, or not yet binding."""
    circumstances = asked.facts.circumstances
    return (
        not rule.verified
        or rule.start_assumed
        or start.code in rule.advisory_start
        or any(circumstances.get(fact) is not True for fact in rule.advisory_unless)
        or (rule.binding_from is not None and asked.day(start.at) < rule.binding_from)
    )


def _caveats(rule: Rule, start: Fact, asked: Inquiry) -> Iterator[Words]:
    if rule.caveat[0]:
        yield rule.caveat
    if not rule.verified:
        yield "Aturan belum dipastikan.", "Rule not verified."
    if start.code in rule.advisory_start:
        yield "Bukan korban sendiri yang melapor: anjuran.", "Not reported by the victim in person: advisory."
    if any(asked.facts.circumstances.get(fact) is not True for fact in rule.advisory_unless):
        yield (
            "Kantor ini belum dipastikan sebagai pemikul kewajiban: anjuran.",
            "Not certain that this office owes it: advisory.",
        )
    if rule.binding_from and asked.day(start.at) < rule.binding_from:
        yield "Masih masa penyesuaian: anjuran.", "Still the period of adjustment: advisory."
    if rule.applies_by == "act" and not isinstance(asked.facts.circumstances.get("act_date"), date):
        yield (
            "Tanggal kejadian belum dicatat; dipakai tanggal mulai.",
            "Date of the event not recorded; the start is used.",
        )
