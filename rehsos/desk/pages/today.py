"""Hari ini: what waits for me, where I must be, what waits on others."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db import connection
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.doors import WORKED, Block, Line
from rehsos.access.pages import Request, page
from rehsos.access.permissions import SEES, Permission
from rehsos.audit.actor import Actor
from rehsos.cases.aged import other_age
from rehsos.cases.clock_cards import OUTLIVED
from rehsos.cases.clockwork import OWED_AT
from rehsos.cases.doors import Button, Remedy
from rehsos.cases.models import ClockState, Status
from rehsos.house.rooms import composed, merged
from rehsos.law.book import rule
from rehsos.law.clocks import said
from rehsos.look import words
from rehsos.look.repeated import url
from rehsos.papers.kinds import answering, asking, terms
from rehsos.vault.keys import keys_of

from .. import day, pressing, soon
from ..agenda import AHEAD, agenda
from ..certificate import RENEW
from ..clients import Clients
from ..menu import may, rail

_CLOCKS = f"""
SELECT k.id, k.rule, k.duty, k.state, k.advisory, k.started_at, k.due_at, k.second_due_at, k.missing, k.asked_at,
       k.ask_again_on, k.subject, {{begun}}, c.id, c.code, c.status, c.age, c.opened_on, p.birth_year,
       p.birth_estimated, c.client_id, p.sealed,
       CASE k.duty WHEN 'others' THEN (SELECT o.short FROM cases_circumstance t
         JOIN directory_office o ON o.id::text = t.value
        WHERE t.case_id = k.case_id AND t.subject = k.subject AND t.code = '{OWED_AT}') END, {{other_age}}
  FROM cases_clock k JOIN cases_case c ON c.id = k.case_id JOIN people_person p ON p.id = c.client_id
 WHERE k.case_id = {WORKED}
   AND (c.status = 'open' OR c.status = 'closed' AND k.duty IN ('ours', 'policy') AND k.state = 'running')
   AND ((k.duty IN ('ours', 'policy') AND k.state IN ('running', 'open', 'undetermined')
         AND (k.due_at IS NULL OR k.due_at < %(soon)s))
     OR (k.duty = 'others' AND k.state IN ('running', 'unknown', 'undetermined')))
 ORDER BY k.due_at NULLS LAST LIMIT 200
"""


UNDETERMINED = ClockState.UNDETERMINED.value


class Owing(NamedTuple):
    """A clock that runs, and the case it runs in."""

    id: UUID
    rule: str
    duty: str
    state: str
    advisory: bool
    started_at: datetime | None
    due_at: datetime | None
    second_due_at: datetime | None
    missing: str
    """The codes of the facts that it lacks, as JSON: raw SQL hands it over as text."""
    asked_at: datetime | None
    ask_again_on: date | None
    subject: UUID
    begun: UUID | None
    dossier: UUID
    code: str
    status: str
    age: int | None
    opened_on: date
    birth_year: int | None
    birth_estimated: bool | None
    client: UUID
    identity: bytes
    owed_at: str | None
    """The office that owes it, where it is one of ours but not the one whose case it is."""
    other_age: str | None


@dataclass(frozen=True)
class Duty:
    """A line of Hari ini."""

    row: Owing
    name: str
    title: str
    big: str
    small: str
    tone: str
    basis: str
    detail: str
    do: Button
    form: bool
    """Whether it leads to a form, which comes back here."""


class Waiting(NamedTuple):
    """What another owes: a clock that runs for them, or a line that a room gave."""

    until: datetime | None
    duty: Duty | None
    said: day.Said | None


def _elsewhere(by: Actor) -> str:
    """Where a day begins for who sees no cases: at the letters, at the numbers, or where the menu leads first."""
    if by.may(Permission.REGISTER_LETTERS):
        return "letters:register"
    if by.may(Permission.COUNT):
        return "statistics:rekap"
    return next((entry.page for entry in rail() if entry.wanted and may(by, entry.wanted)), "access:my_settings")


@page()
def today(request: Request) -> HttpResponseBase:
    """What I owe or decide, the next two days, the days ahead, what waits on others, what is late at offices below.

    Who sees no cases starts elsewhere.
    """
    if not any(request.actor.may(p) for p in SEES):
        return redirect(_elsewhere(request.actor))
    now = timezone.localtime()
    parameters = day.begun(_parameters(request.actor, now))
    clocks, lines = _clocks(parameters), day.lines(parameters)
    rows: list[tuple[Owing | Line, bool, str | None]] = [(row, True, row.other_age) for row in clocks]
    rows += [(one.line, one.door.works, one.other_age) for one in lines]
    keys = keys_of(subject for row, *_told in rows for subject in _sealed_under(row))
    people = Clients(request, rows, keys)
    told = day.told(request, lines, keys)
    first = day.above(told, parameters, request.actor.time_zone)
    duties = _calmed([_duty(row, people.names, now) for row in clocks])
    page = _arranged(request.actor, told, duties, first, now)
    return render(request, "desk/today.html", page | {"names": people.names, "ages": people.ages})


def _arranged(
    by: Actor, told: list[day.Said], duties: list[Duty], first: list[day.Above], now: datetime
) -> dict[str, Any]:
    """Each part of the page with what stands under it, in its order; `first` is what presses above all."""
    owed = sorted((d for d in duties if d.row.duty != "others"), key=lambda d: pressing.binding(d.row))
    theirs = [d for d in duties if d.row.duty == "others"]
    days = agenda(day.of(Block.DAYS, told), first)
    answer, taken_back = day.apart(day.of(Block.ANSWER, told))
    waits, news = day.apart(day.of(Block.WAITING, told))
    news = sorted([*taken_back, *news], key=lambda one: not one.told.get("presses"))
    decide, terms = day.of(Block.DECIDE, told), [pressing.law_first(part) for part in day.short(Block.TERMS, told)]
    tomorrow = words.midnight(now)
    out_today, ahead = soon.parted(soon.unready(day.of(Block.SOON, told)), tomorrow)
    cards = pressing.Cards(answer, decide, [one for part in terms for one in part], first, [d.row for d in owed])
    return {
        "now": now,
        "tomorrow": tomorrow,
        "cards": pressing.order(cards, now, tomorrow),
        "today": timezone.localdate(now),
        "risks": day.of(Block.RISK, told),
        "dead": day.of(Block.DEAD, told),
        "notes": day.of(Block.NOTE, told),
        "answer": pressing.by_hour(answer),
        "news": news,
        "news_first": any(one.told.get("presses") for one in news),
        "decide": decide,
        "short": day.short(Block.DECIDE, told),
        "terms": terms,
        "terms_late": any(pressing.is_late(part[0], now) for part in terms),
        "out_today": out_today,
        "owed": owed,
        "late": sum(_passed(d.row, now) for d in owed),
        "late_here": sum(bool(one.told.get("late")) for one in answer),
        "softer": sum(_passed(d.row, now) and not _softer_passed(d.row, now) for d in owed),
        "soon": ahead,
        "out": soon.out(days, now, tomorrow),
        "tasks": day.of(Block.OWED, told),
        "here": day.of(Block.HERE, told),
        "days": days,
        "below": day.of(Block.BELOW, told),
        "waiting": _waiting(theirs, waits),
        "first": first,
        "unfolded": day.unfolded(first),
        "approves": by.may(Permission.APPROVE),
        "supervises_only": not any(by.may(p) for p in (Permission.WORK_CASES, Permission.APPROVE)),
        "words": words,
    }


def _parameters(by: Actor, now: datetime) -> dict[str, Any]:
    today = timezone.localdate(now)
    return {
        "worker": by.worker,
        "office": by.office,
        "today": today,
        "now": now,
        "soon": now + timedelta(days=7),
        "a_day": now + soon.A_DAY,
        "two_days": now + soon.AHEAD,
        "ahead": timezone.make_aware(datetime.combine(today + AHEAD + timedelta(days=1), datetime.min.time())),
        "renew": today + RENEW,
        "approves": by.may(Permission.APPROVE),
        "supervises": by.may(Permission.SUPERVISE),
        "asking": asking(),
        "terms": terms(),
        "answering": answering(),
    }


def _clocks(parameters: Mapping[str, Any]) -> list[Owing]:
    if parameters["mine"] == day.NONE:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_clocks_asked(), parameters)
        return [Owing._make(row) for row in cursor.fetchall()]


def _sealed_under(row: Owing | Line) -> Iterator[UUID]:
    """Whose keys a row needs: the client's for the name, and its dossier's for its words."""
    if row.client:
        yield row.client
    if isinstance(row, Line) and row.text and row.dossier:
        yield row.dossier


@composed
def _remedies() -> Mapping[str, Remedy]:
    return merged(Remedy, lambda door: {door.rule: door})


@cache
def _clocks_asked() -> str:
    return _CLOCKS.format(begun=_begun(), other_age=other_age())


def _begun() -> str:
    found = " ".join(f"WHEN '{door.rule}' THEN ({door.begun})" for door in _remedies().values())
    return f"CASE k.rule {found} END" if found else "NULL::uuid"


def _passed(row: Owing, now: datetime) -> bool:
    """Past the safe reading: counted as late. Its colour waits for the softer reading (practice.md §1 row 6).

    What cannot be determined yet is not late, whatever it would be if it applied.
    """
    return row.due_at is not None and row.due_at < now and not row.advisory and row.state != UNDETERMINED


def _softer_passed(row: Owing, now: datetime) -> bool:
    """Whether the softer reading has passed as well, where there is one."""
    last = row.second_due_at or row.due_at
    return last is not None and last < now


def _calmed(duties: list[Duty]) -> list[Duty]:
    """An office's own promise is not red where the law's clock of the same case only draws near."""
    near = {duty.row.dossier for duty in duties if duty.row.duty == "ours" and duty.tone == "soon"}
    loud = [duty.tone == "late" and duty.row.duty == "policy" and duty.row.dossier in near for duty in duties]
    return [replace(duty, tone="soon") if calm else duty for duty, calm in zip(duties, loud, strict=True)]


def _waiting(clocks: list[Duty], lines: list[day.Said]) -> list[Waiting]:
    """What others owe, clocks and lines, by the hour until which it waits; last what waits without one."""
    waits = [Waiting(one.row.due_at, one, None) for one in clocks]
    waits += [Waiting(pressing.until(one), None, one) for one in lines]
    return sorted(waits, key=lambda one: one.until or datetime.max.replace(tzinfo=UTC))


def _duty(row: Owing, names: Mapping[UUID, str], now: datetime) -> Duty:
    known = rule(row.rule)
    policy, do = row.duty == "policy", _do(row)
    return Duty(
        row=row,
        name=names[row.dossier],
        title=words.say(said(known, row.state)),
        big=_big(row, now),
        small=_small(row, policy=policy),
        tone=_tone(row, now),
        basis="" if policy else words.say(known.basis[0].words),
        detail=_missing(row) if row.state == UNDETERMINED else _outlived(row),
        do=do,
        form=do.href != url("cases:case", row.code),
    )


def _outlived(row: Owing) -> str:
    """That it goes on after the case; what began with its end, aftercare, says so by its name."""
    return str(OUTLIVED) if row.status == Status.CLOSED and row.duty == "ours" else ""


def _do(row: Owing) -> Button:
    """The link of a duty: what its rule's room gives, the fact that is missing, or the case."""
    if remedy := _remedies().get(row.rule):
        return remedy.do(row.code, row.subject, row.begun)
    if row.state == UNDETERMINED:
        asked = {"fakta": next(iter(json.loads(row.missing)), ""), "subjek": row.subject}
        return Button(_("Lengkapi"), f"{url('cases:record_fact', row.code)}?{urlencode(asked)}")
    return Button(_("Buka"), url("cases:case", row.code))


def _big(row: Owing, now: datetime) -> str:
    if row.owed_at and row.started_at and row.due_at and row.due_at < now:
        return words.since(row.started_at, now)
    match row.state:
        case "undetermined":
            return words.say(("Belum dapat ditentukan", "Cannot be told yet"))
        case "unknown":
            return words.say(("Tidak diketahui", "Not known"))
        case "open":
            return words.say(("Tanpa batas hari", "No set length"))
    if row.duty == "others" and row.due_at and row.due_at < now:
        return words.say(("Tidak diketahui", "Not known"))  # its time has passed, and nobody told us: never late
    return words.left(row.due_at, now, row.second_due_at)


def _small(row: Owing, *, policy: bool) -> str:
    if policy:
        return words.say(("kebijakan dinas", "office policy"))
    if row.owed_at:
        return _("menunggu {office}").format(office=row.owed_at)
    if row.due_at is None:
        return ""
    due = timezone.localtime(row.due_at)
    if row.state == UNDETERMINED:
        return words.say(("bila berlaku, jatuh tempo ", "if it applies, due ")) + words.at_end(due)
    in_the_day = due.date() == timezone.localdate() and (due.hour, due.minute) != (0, 0)  # midnight ends a day
    return words.say(("jatuh tempo ", "due ")) + (words.hour(due) if in_the_day else words.at_end(due))


def _tone(row: Owing, now: datetime) -> str:
    due = row.due_at
    if row.duty == "others":
        return "theirs"
    if due is None or row.advisory:
        return ""
    if due < now:
        return "late" if _softer_passed(row, now) and row.state != UNDETERMINED else "soon"
    return "soon" if due - now < timedelta(hours=24) else "ok"


def _missing(row: Owing) -> str:
    return words.missing(json.loads(row.missing))
