"""From facts to clocks: the law's calculator, applied to a case and kept for lists.

The rule book and the arithmetic are `law`'s. Here facts are read from the case, clocks are computed for the
case and for whatever stands in it (`subjects`), and the rows that lists use are brought in step. When a due time moves,
an action says so on the timeline.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from rehsos.audit.actions import new_id, tell_each
from rehsos.audit.actor import Actor, acting_for
from rehsos.directory.kinds import INSTITUTIONS
from rehsos.directory.models import LocalPolicy
from rehsos.directory.policy import policy
from rehsos.intake.requests import term_clock
from rehsos.law import clocks as law
from rehsos.law.book import rule
from rehsos.law.facts import Choice, Facts, Policy
from rehsos.law.facts import Extension as LawExtension
from rehsos.law.facts import Fact as LawFact
from rehsos.law.facts import Pause as LawPause
from rehsos.law.holidays import Calendar, national, with_days
from rehsos.law.shapes import Duty, Kind, Length
from rehsos.papers.kinds import terms

from .models import CASE, Case, Circumstance, Clock, ClockState, Extension, Fact, Subject
from .running import Running
from .subjects import over_by, told_of

TRUTH: Mapping[str, object] = {"yes": True, "no": False}
OWED_AT = "owed_at"
"""The circumstance of a subject that names the office which owes what hangs on it, by its id: of who travels, the one
that is to accept them. Put by rooms, asked of nobody; what another office owes is never late where the case is."""
ZONE = "zone_owed"
"""The circumstance of a subject that names in whose hours what hangs on it is reckoned: those of the house where the
client stays, wherever the case is. Put by rooms, asked of nobody."""
PAUSED, RESUMED = "paused:", "resumed:"
"""Facts of the office's own: it held, or took up again, the policy clock whose code follows."""
CHOICES = "clocks"
"""The office's policy on clocks, in `LocalPolicy`: {"lengths": {rule: "14 days"}, "on": [rule], "off": [rule],
"reaching": [rule]}; the last only where there are any."""
REACHING = "reaching"
"""Of a choice: the rules that hold also for what ran already when they were switched on."""
DAYS_OFF = "days_off"
"""Days off of the office's region, in `LocalPolicy`: {"2026-12-11": name}. The newest list holds for every day."""
OF_CLOCKS = (CHOICES, DAYS_OFF)
AS_PROPOSED: Mapping[str, Any] = {"lengths": {}, "on": [], "off": []}
DONE = frozenset({law.State.STOPPED, law.State.ENDED, law.State.LIMIT})


@dataclass(frozen=True)
class Material:
    """What clocks are computed from, read once."""

    case: UUID
    owner: int
    risk: str
    closed_on: date | None
    kind_of_office: str
    zone: str
    facts: tuple[Mapping[str, Any], ...]
    circumstances: tuple[Mapping[str, Any], ...]
    extensions: tuple[Mapping[str, Any], ...]
    policies: tuple[Mapping[str, Any], ...]
    """What the owner chose for its clocks and keeps of days off, as it was decided, the oldest first."""


def material_of(case: Case) -> Material:
    """Read everything the calculator needs about a case."""
    return materials_of([case])[0]


_OF_CASE = ("owner", "risk", "closed_on", "owner__kind", "owner__time_zone")
_OF_FACT = ("kind", "subject", "code", "level", "at", "precision", "until")
_OF_CIRCUMSTANCE = ("kind", "subject", "code", "value")
_OF_EXTENSION = ("kind", "subject", "rule", "level", "dated", "until")


def materials_of(cases: Sequence[Case]) -> list[Material]:
    """The same for many cases, each kind of row in one statement."""
    fresh = {row["pk"]: row for row in Case.objects.filter(pk__in=[c.pk for c in cases]).values("pk", *_OF_CASE)}
    facts = _by("case_id", Fact.objects.filter(case__in=cases, replaced_by=None).values("case_id", *_OF_FACT))
    told = _by("case_id", Circumstance.objects.filter(case__in=cases).values("case_id", *_OF_CIRCUMSTANCE))
    longer = _by(
        "case_id", Extension.objects.filter(case__in=cases, withdrawn_by=None).values("case_id", *_OF_EXTENSION)
    )
    offices = {case.owner_id for case in cases}
    chosen = LocalPolicy.objects.filter(office__in=offices, key__in=OF_CLOCKS).order_by("since")
    policies = _by("office_id", chosen.values("office_id", "key", "since", "value"))
    return [
        Material(
            case=case.pk,
            owner=fresh[case.pk]["owner"],
            risk=fresh[case.pk]["risk"],
            closed_on=fresh[case.pk]["closed_on"],
            kind_of_office=fresh[case.pk]["owner__kind"],
            zone=fresh[case.pk]["owner__time_zone"],
            facts=tuple(facts[case.pk]),
            circumstances=tuple(told[case.pk]),
            extensions=tuple(longer[case.pk]),
            policies=tuple(policies[case.owner_id]),
        )
        for case in cases
    ]


def _by(name: str, rows: Iterable[Any]) -> Mapping[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[name]].append(row)
    return found


def clocks_now(material: Material, at: datetime | None = None) -> list[Running]:
    """Every clock of the case and of what stands in it, as it stands at `at` (now)."""
    moment = at or timezone.now()
    found = [
        Running(subject, law.of_another(clock), elsewhere) if elsewhere and _owed(clock) else Running(subject, clock)
        for subject in _subjects(material)
        for over, elsewhere in [(_is_over(material, subject), _owed_elsewhere(material, subject))]
        for clock in _clocks(material, subject, moment)
        if not over or clock.state in DONE
    ]
    return found if material.closed_on is None else [r for r in found if _outlives(r.clock)]


def _subjects(material: Material) -> list[Subject]:
    """The case, then whatever else something is known of."""
    itself = Subject(CASE, material.case)
    others = {Subject(row["kind"], row["subject"]) for row in (*material.facts, *material.circumstances)} - {itself}
    return [itself, *sorted(others)]


def _is_over(material: Material, subject: Subject) -> bool:
    over = over_by(subject.kind)
    return any(row["code"] == over and row["subject"] == subject.id for row in material.circumstances if over)


def _owed_elsewhere(material: Material, subject: Subject) -> int | None:
    """The office that owes what hangs on a subject, where that is another than the one whose case it is."""
    told = (row["value"] for row in material.circumstances if row["code"] == OWED_AT and row["subject"] == subject.id)
    office = int(next(told, material.owner))
    return office if office != material.owner else None


def _zone(material: Material, subject: Subject) -> str:
    """In whose hours what hangs on a subject is reckoned: of the office that owes it."""
    told = (row["value"] for row in material.circumstances if row["code"] == ZONE and row["subject"] == subject.id)
    return str(next(told, material.zone))


def _owed(clock: law.Clock) -> bool:
    return clock.rule.duty in {Duty.OURS, Duty.POLICY}


def awaited(material: Material, role: str) -> list[Running]:
    """What a letter started while the client has nothing on which its clock could hang: for a page, never kept.

    `role` is what the case was opened with; empty while nobody knows it.
    """
    facts = [_law_fact(row) for row in material.facts if row["subject"] == material.case]
    found = (term_clock(term, facts, material.zone, role=role) for term in terms())
    return [Running(Subject(CASE, material.case), clock) for clock in found if clock]


def _outlives(clock: law.Clock) -> bool:
    """What a closed case still shows: what is over, dates on the file, what began with the closing, and what is owed.

    A duty of ours by the law, of which a request or a report waits for its answer, ends with the answer alone; what the
    office promised itself ends with the case.
    """
    owed = clock.rule.duty is Duty.OURS and clock.state is law.State.RUNNING
    return owed or clock.state in DONE or clock.rule.start == "case_closed"


def _clocks(material: Material, subject: Subject, at: datetime) -> list[law.Clock]:
    """By what is known of the subject and of the case."""
    facts = Facts(
        (_law_fact(row) for row in material.facts if row["subject"] in {subject.id, material.case}),
        _circumstances(material, subject),
    )
    extensions = [_law_extension(row) for row in material.extensions if row["subject"] == subject.id]
    chosen = Policy(
        choices=tuple(choice_of(row) for row in material.policies if row["key"] == CHOICES),
        pauses=tuple(_pauses(row for row in material.facts if row["subject"] == subject.id)),
    )
    calendar, zone = _calendar(material), _zone(material, subject)
    return [
        clock
        for kind in told_of(subject.kind)
        for clock in law.clocks_for(kind, facts, extensions, at=at, tz=zone, calendar=calendar, policy=chosen)
    ]


def _pauses(facts: Iterable[Mapping[str, Any]]) -> Iterator[LawPause]:
    """Each pause with the first resumption after it; a rule is resumed before it is paused again."""
    told = sorted(facts, key=lambda row: row["at"])
    for row in told:
        if (code := row["code"].removeprefix(PAUSED)) != row["code"]:
            ends = (r["at"] for r in told if r["code"] == RESUMED + code and r["at"] >= row["at"])
            yield LawPause(code, row["at"], next(ends, None))


def _calendar(material: Material) -> Calendar:
    """The national calendar with the days off of the office's region, by its newest list."""
    lists = [row["value"] or {} for row in material.policies if row["key"] == DAYS_OFF]
    return _with(lists[-1] if lists else {})


def office_calendar(office: int) -> Calendar:
    """On which days an office works, as it decided."""
    return _with(policy(office, DAYS_OFF))


def _with(told: Mapping[str, str]) -> Calendar:
    days = {date.fromisoformat(day): name for day, name in told.items()}
    return with_days(national(), days) if days else national()


def choice_of(row: Mapping[str, Any]) -> Choice:
    """What an office chose, from its day (`since`) and value."""
    told = row["value"] or AS_PROPOSED
    return Choice(
        since=row["since"],
        lengths={code: Length.parse(text) for code, text in told["lengths"].items()},
        switched_on=frozenset(told["on"]),
        switched_off=frozenset(told["off"]),
        reaching=frozenset(told.get(REACHING, ())),
    )


def _law_fact(row: Mapping[str, Any]) -> LawFact:
    return LawFact(
        code=row["code"],
        at=row["at"],
        precision=row["precision"],
        level=row["level"] or None,
        until=row["until"],
    )


UNTOLD = "–"
"""Who extended a clock and by which letter is sealed; the law's calculator only needs to know that it was done."""


def _law_extension(row: Mapping[str, Any]) -> LawExtension:
    return LawExtension(
        rule=row["rule"],
        officer=row.get("officer") or UNTOLD,
        letter_number=row.get("letter_number") or UNTOLD,
        dated=row["dated"],
        level=row["level"] or None,
        until=row["until"],
    )


def _circumstances(material: Material, subject: Subject) -> dict[str, object]:
    """What is known: of the subject and the case; for the case, of whatever stands in it, where yes outweighs no."""
    told: dict[str, object] = {}
    for row in material.circumstances:
        known = TRUTH.get(row["value"], row["value"])
        if subject.kind == CASE or row["subject"] in {subject.id, material.case}:
            told[row["code"]] = True if told.get(row["code"]) is True else known
    if isinstance(day := told.get("act_date"), str):
        told["act_date"] = date.fromisoformat(day)
    told["office_is_upt"] = material.kind_of_office in INSTITUTIONS
    if material.risk:
        told["risk_level"] = material.risk
    return told


def recompute(case: Case, *, by: Actor) -> None:
    """Bring the kept clocks in step with the facts; say on the timeline which due times moved.

    An office that handed the case on and tells something of its own letters sees neither all facts nor the clocks.
    """
    if by.office not in case.history_for:
        recompute_many([(case, by)])
        return
    with acting_for(tuple(case.offices)):
        recompute_many([(case, by)])


def recompute_many(cases: Sequence[tuple[Case, Actor]]) -> int:
    """The same for many cases, in as many statements as for one, each by its own actor. How many rows moved."""
    rows = defaultdict[UUID, dict[Key, Clock]](dict)
    for clock in Clock.objects.filter(case__in=[case for case, _who in cases]):
        rows[clock.case_id][clock.subject, clock.rule, clock.level] = clock
    step = Step([], [], [], [])
    for (case, by), material in zip(cases, materials_of([case for case, _who in cases]), strict=True):
        _compare(case, by, rows[case.pk], clocks_now(material), step)
    step.take()
    return len(step.fresh) + len(step.changed) + len(step.gone)


@dataclass(frozen=True)
class Step:
    """What brings kept clocks in step: rows to be made, changed and taken away, and what is said of due times."""

    fresh: list[Clock]
    changed: list[Clock]
    gone: list[int]
    said: list[dict[str, Any]]

    def take(self) -> None:
        Clock.objects.bulk_create(self.fresh)
        if self.changed:
            _change(self.changed)
        if self.gone:
            Clock.objects.filter(pk__in=self.gone).delete()
        tell_each("clock_moved", self.said)


def _compare(case: Case, by: Actor, kept: Mapping["Key", Clock], clocks: Iterable[Running], step: Step) -> None:
    now: dict[Key, Clock] = {}
    for running in clocks:
        row = _row(case, running)
        now.setdefault((row.subject, row.rule, row.level), row)
    step.fresh.extend(row for key, row in now.items() if key not in kept)
    step.gone.extend(row.pk for key, row in kept.items() if key not in now)
    for key in kept.keys() & now.keys():
        old, new = kept[key], now[key]
        if all(getattr(old, name) == getattr(new, name) for name in KEPT):
            continue
        if old.due_at and new.due_at and old.due_at != new.due_at and _corrected(old, new):
            moved = {"rule_code": new.rule, "was": old.due_at, "now_due": new.due_at}
            step.said.append({"case": case, **moved, "by": by, "action_id": new_id()})
        new.pk = old.pk
        step.changed.append(new)


_COLUMNS = {
    "duty": "text", "state": "text", "advisory": "boolean", "started_at": "timestamptz", "due_at": "timestamptz",
    "second_due_at": "timestamptz", "stopped_at": "timestamptz", "missing": "jsonb",
}  # fmt: skip
"""What of a kept clock is computed, and as what it is sent to the database."""
KEPT = tuple(_COLUMNS)
_CHANGE = f"""
UPDATE cases_clock k SET ({", ".join(KEPT)}) = ROW ({", ".join(f"n.{name}" for name in KEPT)})
  FROM unnest(%s::bigint[], {", ".join(f"%s::{kind}[]" for kind in _COLUMNS.values())}) AS n(id, {", ".join(KEPT)})
 WHERE k.id = n.id
"""


def _change(rows: Sequence[Clock]) -> None:
    """Write what was computed into rows that are there, in one statement."""
    columns = [[getattr(row, name) for row in rows] for name in KEPT[:-1]]
    with connection.cursor() as cursor:
        cursor.execute(_CHANGE, [[row.pk for row in rows], *columns, [json.dumps(row.missing) for row in rows]])


Key = tuple[UUID, str, str]
"""Subject, rule, level: what makes a kept clock the same clock."""


def _row(case: Case, running: Running) -> Clock:
    clock = running.clock
    return Clock(
        case=case,
        kind=running.subject.kind,
        subject=running.subject.id,
        rule=clock.rule.code,
        level=clock.level or "",
        duty=clock.rule.duty.value,
        state=clock.state.value,
        advisory=clock.advisory,
        started_at=clock.started_at,
        due_at=clock.due_at,
        second_due_at=clock.second_reading.at if clock.second_reading else None,
        stopped_at=clock.stopped_at,
        missing=list(clock.missing),
    )


def _corrected(old: Clock, new: Clock) -> bool:
    """Whether a due time moved by a correction or a letter: not by a next round, a pause, a request after an answer."""
    held = ClockState.PAUSED in {old.state, new.state}
    anew = old.stopped_at is not None and new.started_at is not None and new.started_at >= old.stopped_at
    return not held and not anew and rule(new.rule).kind is not Kind.RECURRING


@dataclass(frozen=True)
class Moved:
    """A due time before and after something was recorded; `was` is None for a clock that is new."""

    rule: str
    was: datetime | None
    due: datetime


def due_times(case: Case) -> dict[Key, datetime]:
    """When each kept clock of the case that still runs is due."""
    rows = Clock.objects.filter(case=case, due_at__isnull=False).exclude(state__in=[s.value for s in DONE])
    return {(c.subject, c.rule, c.level): c.due_at for c in rows if c.due_at}


def moved_since(before: Mapping[Key, datetime], case: Case) -> list[Moved]:
    """Which due times of the case moved or appeared since `before`, to be said to who recorded it."""
    now = due_times(case)
    return [Moved(key[1], before.get(key), due) for key, due in now.items() if before.get(key) != due]
