"""The case page: who, stage, clocks with their article, people around, timeline, and one button Catat."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rehsos.access.pages import Request, Shown, page
from rehsos.access.permissions import Permission
from rehsos.cases.clockwork import UNTOLD, Running
from rehsos.cases.models import AssignmentKind, Stage, Status
from rehsos.cases.queries import age_when_opened
from rehsos.directory import gazetteer
from rehsos.intake.requests import REPORT
from rehsos.justice.deed import computed_age, said_age
from rehsos.justice.models import MISTAKE
from rehsos.law.book import fact_kinds
from rehsos.law.facts import Extension
from rehsos.law.findings import ages_to_settle
from rehsos.look import words
from rehsos.look.labels import label
from rehsos.papers.models import Direction, LetterKind
from rehsos.people.identity import birth

from ..case_file import CaseFile, read_file
from ..offers import offers
from ..requests import Spared, spared

SEES = (Permission.WORK_CASES, Permission.SUPERVISE, Permission.APPROVE)
SOON = timedelta(hours=24)
NEWEST = 15


@page(*SEES)
def case(request: Request, code: str) -> HttpResponseBase:
    """One page per case, with the newest lines of its timeline, or all of them when asked (`?semua=1`)."""
    file = read_file(request, code, None if "semua" in request.GET else NEWEST + 1)
    return render(request, "desk/case.html", _shown(request, file, newest="semua" not in request.GET))


@page(*SEES)
def case_print(request: Request, code: str) -> HttpResponseBase:
    """The file for paper: everything open, nothing to press."""
    return render(request, "desk/case_print.html", _shown(request, read_file(request, code, None)))


def _shown(request: Request, file: CaseFile, *, newest: bool = False) -> dict[str, Any]:
    now = timezone.now()
    clocks = [_clock(running, file, now) for running in file.clocks]
    return {
        "file": file,
        "case": file.case,
        "rows": file.rows,
        "name": file.name,
        "words": words,
        **_ages(file),
        "full": file.shown is Shown.FULL,
        "timeline_lines": file.timeline[:NEWEST] if newest else file.timeline,
        "older": newest and len(file.timeline) > NEWEST,
        "now": now,
        "stages": _stages(file),
        "workers": _who_works(file.rows["workers"]),
        "role": label(file.case["role"], "role") if file.case["role"] else "",
        "risk": label(file.case["risk"], "risk") if file.case["risk"] else "",
        "types": [label(row["type"], "type") for row in file.rows["types"]],
        "ours": sorted(
            (c for c in clocks if c["duty"] in {"ours", "policy"} and c["state"] not in DONE), key=itemgetter("duty")
        ),
        "spared": _spared(file),
        "done": [c for c in clocks if c["state"] in DONE],
        "others": [c for c in clocks if c["duty"] == "others" and c["state"] not in DONE],
        "limits": [
            *(c for c in clocks if c["duty"] == "limit" and c["state"] not in DONE),
            *(_birthday(running, file, now) for running in file.birthdays),
        ],
        "people": _genogram(file),
        "place": gazetteer.full_name(file.case["place"]),
        "offers": offers(request.actor, file),
        "open": file.case["status"] == Status.OPEN,
    }


DONE = {"stopped", "ended_by_next_level"}
UNSENT = {"draft", "signed", "numbered"}


def _stages(file: CaseFile) -> list[dict[str, str]]:
    now = file.case["stage"]
    return [
        {"label": str(stage.label), "state": "now" if stage == now else "done" if stage < now else "next"}
        for stage in Stage
    ]


def _who_works(workers: Iterable[Mapping[str, Any]]) -> str:
    """Names, the lead first. A lead whose last day this is has handed the case on."""
    rows = [row for row in workers if row["leads"] or row["kind"] != AssignmentKind.LEAD]
    led = any(row["leads"] for row in rows)
    return ", ".join([*([] if led else [_("belum ada penanggung jawab")]), *(row["name"] for row in rows)])


def _clock(running: Running, file: CaseFile, now: datetime) -> dict[str, Any]:
    clock = running.clock
    rule = clock.rule
    kept = _kept(running, file)
    return {
        "id": kept["id"] if kept else None,
        "asked": datetime.fromisoformat(kept["asked_at"]) if kept and kept["asked_at"] else None,
        "code": rule.code,
        "label": words.say(clock.label),
        "duty": rule.duty.value,
        "state": clock.state.value,
        "left": _left(running, now),
        "tone": _tone(running, now),
        "percent": _percent(running, now),
        "notes": _notes(running),
        "terms": [] if clock.state.value == "limit" else _terms(running),
        "action": _action(running, kept, file) if _acts(file) else None,
        "correct": _record(running, rule.start, file) if _acts(file) and _correctable(running) else None,
        "basis": "" if rule.duty.value == "policy" else words.say(rule.basis[0].words),
        "verified": rule.verified and not clock.advisory,
        "owed_by": words.say(rule.owed_by),
        "due_at": clock.due_at,
        "stopped_at": clock.stopped_at,
        "late": clock.late,
        "extendable": rule.extension is not None and clock.state.value == "running",
        "pausable": rule.pausable and clock.state.value in {"running", "paused"},
    }


def _spared(file: CaseFile) -> Spared | None:
    """Where a letter asks for a report and the law sets no term for this child: said, where the clock would stand."""
    asked = any(
        row["kind"] == LetterKind.REPORT_REQUEST and row["direction"] == Direction.IN for row in file.rows["letters"]
    )
    if (
        not asked
        or file.case["status"] == Status.VOID
        or any(running.clock.rule.code == REPORT for running in file.clocks)
    ):
        return None
    return spared([p["role"] for p in file.rows["parts"] if p["ended_by"] != MISTAKE] or [file.case["role"]])


def _birthday(running: Running, file: CaseFile, now: datetime) -> dict[str, Any]:
    """To the day where the birth date may be read here; else only its year."""
    said = _clock(running, file, now)
    if file.born is None and running.clock.due_at:
        said["left"] = _("tahun {year}").format(year=running.clock.due_at.year)
    if file.case["birth_estimated"]:
        said["notes"].insert(0, _("Tahun lahirnya perkiraan."))
    return said


def _ages(file: CaseFile) -> dict[str, Any]:
    """How old at the deed, as the letter says it, and what of it must be made sure; else how old at the opening."""
    case = file.case
    part = next((p for p in file.rows["parts"] if p["ended_by"] != MISTAKE), None)
    born = birth(file.identity, case["birth_year"], estimated=case["birth_estimated"])
    told: dict[str, Any] = {
        "age": age_when_opened(
            file.identity, case["birth_year"], date.fromisoformat(case["opened_on"]), case["age"],
            estimated=case["birth_estimated"],
        )
    }  # fmt: skip
    if part is None:
        return told
    first, last = (date.fromisoformat(day) if (day := part[name]) else None for name in ("event_from", "event_to"))
    known = computed_age(born, first, last)
    deed = said_age(known, part["age_at_deed"], estimated=part["age_estimated"])
    return told | {"deed_age": deed, "unsettled": ages_to_settle(part["role"], deed) if _acts(file) else ()}


def _acts(file: CaseFile) -> bool:
    return file.works and file.case["status"] == Status.OPEN


def _action(running: Running, kept: Any, file: CaseFile) -> Mapping[str, Any] | None:
    """What to do about a clock: answer what it waits for, write the report it waits for, ask whose duty it is."""
    clock, code = running.clock, file.case["code"]
    if clock.rule.hangs_on == "part" and str(running.subject) == file.case["id"]:
        return {"label": _("Catat perkaranya"), "href": reverse("justice:matter_open", args=[code]), "kind": "primary"}
    if clock.missing:
        return {"label": _("Lengkapi"), "href": _record(running, clock.missing[0], file)}
    if clock.rule.code == REPORT and clock.state.value == "running":
        return _report(running, file)
    if clock.rule.duty.value == "others" and kept and clock.state.value not in DONE:
        return {"label": _("Tanyakan"), "href": reverse("cases:ask_clock", args=[code, kept["id"]])}
    return None


def _report(running: Running, file: CaseFile) -> Mapping[str, Any]:
    code = file.case["code"]
    begun = (row["id"] for row in file.rows["letters"] if row["kind"] == "social_report" and row["state"] in UNSENT)
    if draft := next(begun, None):
        return {"label": _("Lanjutkan laporan"), "href": reverse("desk:letter", args=[code, draft]), "kind": "primary"}
    there = reverse("desk:social_report", args=[code, running.subject])
    return {"label": _("Susun"), "href": there, "kind": "primary"}


def _correctable(running: Running) -> bool:
    """Whether its start is something that was recorded, and not the end of another term."""
    return running.clock.started_at is not None and not running.clock.rule.end_of


def _record(running: Running, fact: str, file: CaseFile) -> str:
    """Where to note or correct what a clock depends on."""
    asked = {"fakta": fact, "subjek": str(running.subject), "tahap": running.clock.level or ""}
    return f"{reverse('justice:record_fact', args=[file.case['code']])}?{urlencode(asked)}"


def _kept(running: Running, file: CaseFile) -> Any:
    """The row lists use for this clock: it knows when we asked."""
    key = (running.clock.rule.code, running.clock.level or "", str(running.subject))
    rows = ((row, (row["rule"], row["level"], row["subject"])) for row in file.rows["clocks"])
    return next((row for row, its in rows if its == key), None)


def _left(running: Running, now: datetime) -> str:
    clock = running.clock
    if said := _STATES.get(clock.state.value):
        return str(said)
    if clock.state.value == "limit":
        return words.day(clock.due_at)
    return words.left(clock.due_at, now)


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
    notes = []
    runs = clock.state.value == "running" or (bool(clock.missing) and not clock.rule.one_of[0])
    if clock.due_at and runs:
        said = _("Jatuh {when}.") if clock.state.value == "running" else _("Bila berlaku, jatuh {when}.")
        notes.append(said.format(when=words.ends(clock.due_at)))
    if clock.missing:
        notes.append(_("Tanyakan: {what}").format(what=_facts(clock.missing)))
    if clock.second_reading and runs:
        other, why = words.ends(clock.second_reading.at), words.say(clock.second_reading.words)
        notes.append(f"{why[0].upper()}{why[1:]} ({other}).")
    notes += [_extended(e) for e in clock.extended_by]
    return [*notes, *(words.say(said) for said in clock.relied_on)]


def _extended(by: Extension) -> str:
    """By whose letter a term is longer; the officer only where the case's texts may stand."""
    if by.officer == UNTOLD:
        return _("Diperpanjang dengan surat {number}.").format(number=by.letter_number)
    return _("Diperpanjang oleh {officer}, {number}.").format(officer=by.officer, number=by.letter_number)


def _terms(running: Running) -> list[tuple[str, str]]:
    """What makes a clock: its start, what stops it, whose duty it is."""
    clock, rule = running.clock, running.clock.rule
    begun = [_facts([rule.start]), (words.moment if clock.exact else words.day)(clock.started_at)]
    ended = [_facts(rule.stop), words.moment(clock.stopped_at)]
    told = [
        (_("Mulai"), ", ".join(filter(None, begun))),
        (_("Berhenti"), ", ".join(filter(None, ended))),
        (_("Kewajiban"), words.say(rule.owed_by)),
    ]
    return [(name, value) for name, value in told if value]


def _facts(codes: Iterable[str]) -> str:
    return "; ".join(words.say(fact_kinds()[code].label) for code in codes if code in fact_kinds())


def _genogram(file: CaseFile) -> list[dict[str, Any]]:
    sexes = {"L": "male", "P": "female"}
    upper = {"mother", "father", "stepmother", "stepfather", "guardian", "grandparent"}
    client = {"label": file.name, "sex": sexes.get(file.case["sex"], "other"), "row": "child", "client": True}
    return [
        client,
        *(
            {
                "label": label(p["relation"], "relation"),
                "sex": sexes.get(p["sex"], "other"),
                "row": "parent" if p["relation"] in upper else "child" if p["relation"] == "sibling" else "other",
                "avoid": p["no_contact"] or p["alleged"],
                "note": p["name"] if file.shown is Shown.FULL else "",
            }
            for p in file.rows["participants"]
        ),
    ]
