"""How the clocks of a case are shown: time left, what they wait for, what to do about each."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rehsos.house.rooms import given
from rehsos.law.book import fact_kinds
from rehsos.law.clocks import Clock
from rehsos.law.facts import Extension, Policy
from rehsos.law.shapes import Duty
from rehsos.look import words
from rehsos.look.repeated import url, way_to
from rehsos.papers.kinds import kind_of
from rehsos.papers.models import Direction

from .aged import DIED
from .clockwork import CHOICES, OWED_AT, UNTOLD, choice_of
from .doors import Button, OnClock, Stands
from .file import CaseFile
from .made import is_made
from .models import Status
from .running import Running
from .spared import Spared, spared
from .subjects import said_in
from .warmth import warm

SOON = timedelta(hours=24)
DONE = {"stopped", "ended_by_next_level"}


def owes(file: CaseFile) -> bool:
    """Whether the duties of the case can be this office's: who handed it on reads its history and owes nothing."""
    return not file.case["handed_on"]


def ours(file: CaseFile) -> dict[str, Any]:
    """The duties of the office: what the law sets, what it set itself, what the law spares it, what is done."""
    law = _shown(sorted(_of(file, Duty.OURS), key=_next), file)
    own = _shown(sorted(_of(file, Duty.POLICY), key=_next), file)
    if any(one["tone"] == "soon" for one in law):
        own = [one | {"tone": "soon"} if one["tone"] == "late" else one for one in own]
    over = (one for one in file.clocks if one.clock.state.value in DONE)
    late = [one["tone"] for one in (*law, *own) if one["late"]]
    softer = sum(one.clock.late and not one.clock.both_passed for one in _of(file, Duty.OURS, Duty.POLICY))
    done = [*_shown(over, file), *_before(file)]
    return {"law": law, "own": own, "late": late, "softer": softer, "done": done, "spared": _spared(file)}


def _before(file: CaseFile) -> list[dict[str, Any]]:
    """Answers to earlier requests stay readable; what is corrected or extended is the term that runs now."""
    nothing_to_do = {"id": None, "action": None, "correct": None}
    return [one | nothing_to_do for one in _shown(file.answered, file)]


def _next(running: Running) -> tuple[bool, datetime]:
    """What runs before what cannot be told yet, the soonest due first."""
    clock = running.clock
    return clock.state.value != "running", clock.due_at or datetime.max.replace(tzinfo=UTC)


def others_run(file: CaseFile) -> bool:
    """Whether duties of others run."""
    return any(_of(file, Duty.OTHERS))


def others(file: CaseFile) -> dict[str, Any]:
    """The duties of others: never late, only asked about."""
    return {"others": _shown(_of(file, Duty.OTHERS), file)}


def has_limits(file: CaseFile) -> bool:
    """Whether the law sets limits here that are nobody's duty, or birthdays lie ahead."""
    return bool(file.birthdays) or any(_of(file, Duty.LIMIT))


def limits(file: CaseFile) -> dict[str, Any]:
    """What the law limits, and the birthdays it asks about."""
    born = [_birthday(running, file) for running in file.birthdays]
    return {"limits": [*_shown(_of(file, Duty.LIMIT), file), *born]}


def _of(file: CaseFile, *duties: Duty) -> Iterator[Running]:
    return (one for one in file.clocks if one.clock.rule.duty in duties and one.clock.state.value not in DONE)


def _shown(clocks: Iterable[Running], file: CaseFile) -> list[dict[str, Any]]:
    now, names = timezone.now(), said_in(file.rows)
    return [_clock(running, file, now, names.get(running.subject, "")) for running in clocks]


def _clock(running: Running, file: CaseFile, now: datetime, about: str = "") -> dict[str, Any]:
    clock = running.clock
    rule = clock.rule
    kept, outlived = _kept(running, file), file.finishes and _outlived(running, file)
    return {
        "id": kept["id"] if kept else None,
        "asked": kept["asked_at"] if kept else None,
        "code": rule.code,
        "label": words.say(clock.label),
        "duty": rule.duty.value,
        "state": clock.state.value,
        "left": _left(running, now),
        "lasts": clock.state.value in {*_STATES, "limit"},
        "tone": _tone(running, now),
        "percent": _percent(running, now),
        "notes": [
            *([f"{about}."] if about else []),
            *_waits(running, file),
            *_notes(running),
            *([OUTLIVED] if _outlived(running, file) else []),
        ],
        "terms": [] if clock.state.value == "limit" else _terms(running, file),
        "action": _button(running, file) if file.acts or outlived else None,
        "answered": _noting(running, rule.stop[0], file) if outlived else None,
        "correct": _correcting(running, file) if file.acts and _correctable(running) else None,
        "basis": "" if rule.duty.value == "policy" else words.say(rule.basis[0].words),
        "verified": rule.verified and not clock.advisory,
        "owed_by": words.say(rule.owed_by),
        "due_at": clock.due_at,
        "stopped_at": clock.stopped_at,
        "late": clock.late,
        "extendable": rule.extension is not None and clock.state.value == "running",
        "pausable": rule.pausable and clock.state.value in {"running", "paused"},
    }


def _waits(running: Running, file: CaseFile) -> list[str]:
    """For which office one waits, and since when, where another owes it."""
    if running.owed_at is None or running.clock.state.value in DONE:
        return []
    told = {row["subject"]: row["office"] for row in file.rows["circumstances"] if row["code"] == OWED_AT}
    who = told.get(running.subject.id) or _("kantor lain")
    return [_("Menunggu {office}, sejak {when}.").format(office=who, when=_began(running.clock))]


OUTLIVED = gettext_lazy("Kasusnya sudah diakhiri, permintaannya belum dijawab: tenggat undang-undang tetap berjalan.")


def _outlived(running: Running, file: CaseFile) -> bool:
    """Whether the case is closed and a duty of the law goes on."""
    owed = running.clock.rule.duty is Duty.OURS and running.clock.state.value == "running"
    return owed and file.case["status"] == Status.CLOSED


def _spared(file: CaseFile) -> list[Spared]:
    """Where a letter starts a term that the law does not set for this child: said, where the clock would stand."""
    if file.case["status"] == Status.VOID:
        return []
    came = (row for row in file.rows["letters"] if row["direction"] == Direction.IN)
    run = {running.clock.rule.code for running in file.clocks}
    terms = sorted({kind_of(row["kind"]).term for row in came} - run - {""})
    found = (spared(term, _roles(file)) for term in terms)
    return [one for one in found if one]


def _roles(file: CaseFile) -> list[str]:
    """In which roles the client stands, in things with clocks of their own; else that of the case."""
    stands = [role for door in warm(Stands, file.case["rooms"]) for role in door.roles(file.rows)]
    return stands or [file.case["role"]]


def _birthday(running: Running, file: CaseFile) -> dict[str, Any]:
    """To the day where the birth date may be read here; else only its year."""
    said = _clock(running, file, timezone.now())
    if file.born is None and running.clock.due_at:
        said["left"] = _("tahun {year}").format(year=running.clock.due_at.year)
    if file.case["birth_estimated"]:
        said["notes"].insert(0, _("Tahun lahirnya perkiraan."))
    return said


def _button(running: Running, file: CaseFile) -> Button | None:
    """What to do about a clock, as the first of the rooms says that knows."""
    doors = sorted(given(OnClock), key=attrgetter("order"))
    return next((button for door in doors if (button := door.button(running, file))), None)


def fill_in(running: Running, file: CaseFile) -> Button | None:
    """Tell what it waits for."""
    missing = running.clock.missing
    return Button(_("Lengkapi"), _noting(running, missing[0], file)) if missing else None


def ask(running: Running, file: CaseFile) -> Button | None:
    """Ask whose duty it is."""
    kept, clock = _kept(running, file), running.clock
    if clock.rule.duty is not Duty.OTHERS or kept is None or clock.state.value in DONE:
        return None
    return Button(_("Tanyakan"), url("cases:ask_clock", file.case["code"], kept["id"]))


def _correctable(running: Running) -> bool:
    """Whether its start is something that was typed or a letter, and not the end of another term nor an act."""
    began, rule = running.clock.started_at is not None, running.clock.rule
    return began and not rule.end_of and not is_made(rule.start)


def _correcting(running: Running, file: CaseFile) -> str:
    """Where its start is corrected: a letter's hour on the letter, which wrote it; else as the fact that was noted."""
    start, began = running.clock.rule.start, running.clock.started_at
    came = (row for row in file.rows["letters"] if row["direction"] == Direction.IN and row["received_at"] == began)
    letter = next((row["id"] for row in came if kind_of(row["kind"]).starts == start), None)
    return way_to("letter_hour", file.case["code"], letter) if letter else _noting(running, start, file)


def _noting(running: Running, fact: str, file: CaseFile) -> str:
    """Where to note or correct what a clock depends on."""
    asked = {"fakta": fact, "subjek": str(running.subject.id), "tahap": running.clock.level or ""}
    return f"{url('cases:record_fact', file.case['code'])}?{urlencode(asked)}"


def _kept(running: Running, file: CaseFile) -> Any:
    """The row lists use for this clock: it knows when we asked."""
    key = (running.clock.rule.code, running.clock.level or "", running.subject.id)
    rows = ((row, (row["rule"], row["level"], row["subject"])) for row in file.rows["clocks"])
    return next((row for row, its in rows if its == key), None)


def _left(running: Running, now: datetime) -> str:
    clock = running.clock
    if running.owed_at and clock.state.value == "unknown":
        return _("belum ada kabar")
    if said := _STATES.get(clock.state.value):
        return str(said)
    if clock.state.value == "limit":
        return words.day(clock.due_at)
    return words.left(clock.due_at, now, clock.second_reading.at if clock.second_reading else None)


_STATES = {
    "undetermined": gettext_lazy("belum dapat ditentukan"),
    "unknown": gettext_lazy("tidak diketahui"),
    "open": gettext_lazy("tanpa batas hari"),
    "stopped": gettext_lazy("selesai"),
    "ended_by_next_level": gettext_lazy("selesai"),
    "paused": gettext_lazy("dijeda"),
}


def _tone(running: Running, now: datetime) -> str:
    clock = running.clock
    if clock.state.value in DONE:
        return "done"
    if clock.rule.duty.value in {"others", "limit"}:
        return "theirs"
    if clock.state.value == "undetermined":
        return "ask"
    if clock.late:
        return "late" if clock.both_passed else "soon"
    left = clock.left(now)
    return "soon" if left is not None and left < SOON else ""


def _percent(running: Running, now: datetime) -> int | None:
    clock = running.clock
    if clock.state.value != "running" or not (clock.started_at and clock.due_at):
        return None
    whole = (clock.due_at - clock.started_at).total_seconds()
    gone = (now - clock.started_at).total_seconds()
    return max(0, min(100, round(100 * gone / whole))) if whole > 0 else None


def _notes(running: Running) -> list[str]:
    """Below the name and the time left: what to ask, when due by either reading, who extended it, what it leans on."""
    clock = running.clock
    notes = _of_what_is_over(clock)
    runs = clock.state.value == "running" or (bool(clock.missing) and not clock.rule.one_of[0])
    if clock.due_at and runs:
        said = _("Jatuh tempo {when}.") if clock.state.value == "running" else _("Bila berlaku, jatuh tempo {when}.")
        notes.append(said.format(when=(words.moment if clock.rule.opens else words.ends)(clock.due_at)))
    if clock.missing:
        notes.append(words.missing(clock.missing))
    if clock.second_reading and runs:
        other, why = words.ends(clock.second_reading.at), words.say(clock.second_reading.words)
        notes.append(f"{why[0].upper()}{why[1:]} ({other}).")
    notes += [_extended(e) for e in clock.extended_by]
    return [*notes, *(words.say(said) for said in clock.relied_on)]


def _of_what_is_over(clock: Clock) -> list[str]:
    """From when to when it ran, and when it was due: so answers are told apart, and whether each was in time."""
    if clock.state.value != "stopped" or not (clock.started_at and clock.stopped_at and clock.due_at):
        return []
    said = _("{began} – {ended}; jatuh temponya {due}.")
    return [said.format(began=_began(clock), ended=words.begun(clock.stopped_at), due=words.ends(clock.due_at))]


def _began(clock: Clock) -> str:
    """From when a clock ran: its day alone where no hour is known."""
    at = timezone.localtime(clock.started_at) if clock.started_at else None
    return words.moment(at) if clock.exact or not at else words.begun(at.replace(hour=0, minute=0))


def _extended(by: Extension) -> str:
    """By whose letter a term is longer; officer and number only where the case's texts may stand."""
    if by.officer == UNTOLD:
        return _("Diperpanjang dengan surat pejabat.")
    return _("Diperpanjang oleh {officer}, {number}.").format(officer=by.officer, number=by.letter_number)


def _terms(running: Running, file: CaseFile) -> list[tuple[str, str]]:
    """What makes a clock: its start, what stops it, whose duty it is."""
    clock, rule = running.clock, running.clock.rule
    began = _facts([rule.start])
    if _switched_on(running, file):
        began = _("tenggat ini dinyalakan; yang terjadi sebelumnya tidak dihitung")
    begun = [began, _began(clock)]
    ended = [_facts(_stops(running, file)), words.begun(clock.stopped_at)]
    told = [
        (_("Mulai"), ", ".join(filter(None, begun))),
        (_("Berhenti"), ", ".join(filter(None, ended))),
        (_("Kewajiban"), words.say(rule.owed_by)),
    ]
    return [(name, value) for name, value in told if value]


def _stops(running: Running, file: CaseFile) -> Iterable[str]:
    """What stopped it, as far as it is on file; else what would, a death unsaid."""
    rule, over = running.clock.rule, running.clock.stopped_at
    day = over and over.date()
    told = {row["code"] for row in file.rows["facts"] if over and row["at"].astimezone(over.tzinfo).date() == day}
    return [code for code in rule.stop if code in told] or [code for code in rule.stop if code != DIED]


def _switched_on(running: Running, file: CaseFile) -> bool:
    """Whether it began with the choice of the office that let it reach what ran, and with nothing recorded."""
    rule, began = running.clock.rule, running.clock.started_at
    chosen = Policy(tuple(choice_of(row) for row in file.rows["policies"] if row["key"] == CHOICES))
    day = chosen.reached(rule, timezone.localdate()) if rule.duty is Duty.POLICY else None
    if day is None or began is None or began.date() not in {day, day + timedelta(days=1)}:
        return False
    begins = (row["at"] for row in file.rows["facts"] if row["code"] in {rule.start, rule.report})
    return began.date() not in {at.astimezone(began.tzinfo).date() for at in begins}


def _facts(codes: Iterable[str]) -> str:
    return "; ".join(words.say(fact_kinds()[code].label) for code in codes if code in fact_kinds())
