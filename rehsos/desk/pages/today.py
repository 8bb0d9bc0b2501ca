"""Hari ini: what waits for me, where I must be, what waits on others."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from rehsos.access.pages import Request, Shown, page, shown
from rehsos.access.permissions import SEES, Permission
from rehsos.access.working import MY_WORKERS
from rehsos.cases.assignments import NOBODY_LEADS
from rehsos.cases.queries import LATE, age_when_opened, called
from rehsos.cases.sealing import shown_texts
from rehsos.directory.days import running
from rehsos.intake.actions import CONTEXT as REPORT
from rehsos.intake.actions import Told
from rehsos.law.ages import Age
from rehsos.law.book import fact_kinds, rule
from rehsos.law.clocks import said
from rehsos.look import words
from rehsos.people.identity import ERASED, Identity, read_identity
from rehsos.vault.keys import keys_of
from rehsos.vault.seal import legible

from ..agenda import AHEAD, agenda
from ..requests import elsewhere, waits

_MINE = f"""
WITH mine AS (
  SELECT DISTINCT a.case_id FROM cases_assignment a JOIN cases_case c ON c.id = a.case_id
   WHERE {running("a", "c.owner_id")} AND a.worker_id = ANY({MY_WORKERS})
)
"""

_CLOCKS = (
    _MINE
    + """
SELECT k.id, k.rule, k.level, k.duty, k.state, k.advisory, k.started_at, k.due_at, k.second_due_at, k.missing,
       k.asked_at, k.ask_again_on, k.subject, c.id AS case_id, c.code, c.age, c.opened_on, p.birth_year,
       p.birth_estimated, c.role, c.client_id, p.sealed,
       (SELECT l.id FROM papers_letter l WHERE l.dossier = c.id AND l.kind = 'social_report'
          AND l.state IN ('draft', 'signed', 'numbered') AND l.direction = 'out' ORDER BY l.id DESC LIMIT 1) AS letter
  FROM cases_clock k JOIN cases_case c ON c.id = k.case_id JOIN people_person p ON p.id = c.client_id
 WHERE k.case_id IN (SELECT case_id FROM mine) AND c.status = 'open'
   AND ((k.duty IN ('ours', 'policy') AND k.state IN ('running', 'open', 'undetermined')
         AND (k.due_at IS NULL OR k.due_at < %(soon)s))
     OR (k.duty = 'others' AND k.state IN ('running', 'unknown', 'undetermined')))
 ORDER BY k.due_at NULLS LAST LIMIT 200
"""
)

_DAY = (
    _MINE
    + f"""
SELECT 'appointment' AS what, a.id, a.kind, a.at, '' AS place, a.session,
       NULL::date AS due_on, a.sealed AS text, a.state, c.id AS case_id, c.code, c.age, c.opened_on, p.birth_year,
       p.birth_estimated, c.role, c.client_id, p.sealed
  FROM cases_appointment a JOIN cases_case c ON c.id = a.case_id JOIN people_person p ON p.id = c.client_id
 WHERE a.case_id IN (SELECT case_id FROM mine) AND a.state = 'set' AND a.at < %(ahead)s AND c.status <> 'void'
UNION ALL
SELECT 'task', t.id, t.kind, NULL, '', 0,
       t.due_on, t.sealed, t.state, c.id, c.code, c.age, c.opened_on, p.birth_year,
       p.birth_estimated, c.role, c.client_id, p.sealed
  FROM cases_task t JOIN cases_case c ON c.id = t.case_id JOIN people_person p ON p.id = c.client_id
 WHERE t.case_id IN (SELECT case_id FROM mine) AND t.state IN ('open', 'asked') AND c.status <> 'void'
UNION ALL
SELECT 'report', r.id, r.from_role, coalesce(r.needed_at, r.received_at), r.channel, (r.needed_at IS NOT NULL)::int,
       NULL, r.sealed, r.danger, r.id, '', NULL, NULL, NULL, NULL, '', NULL, NULL
  FROM intake_report r WHERE r.office_id = %(office)s AND r.decision = ''
UNION ALL
SELECT CASE WHEN a.requested_by_id = %(worker)s THEN 'asked' ELSE 'approval' END, a.id, a.kind, a.requested_at,
       w.name, 0, NULL, NULL, '', c.id, c.code, c.age, c.opened_on, p.birth_year,
       p.birth_estimated, c.role, c.client_id, p.sealed
  FROM cases_approval a JOIN cases_case c ON c.id = a.case_id JOIN people_person p ON p.id = c.client_id
  JOIN directory_worker w ON w.id = a.requested_by_id
 WHERE a.approved IS NULL AND c.status <> 'void'
   AND ((%(approves)s AND c.owner_id = %(office)s) OR a.requested_by_id = %(worker)s)
UNION ALL
SELECT 'late', k.case_id, k.rule, k.due_at, '', k.found,
       NULL, NULL, '', NULL, c.code, NULL, NULL, NULL, NULL, '', NULL, NULL
  FROM (SELECT k.case_id, k.rule, k.due_at, (count(*) OVER ())::int AS found FROM cases_clock k
         WHERE %(approves)s AND k.owner_id = %(office)s AND {LATE.format(now="%(now)s")} ORDER BY k.due_at LIMIT 3) k
  JOIN cases_case c ON c.id = k.case_id
UNION ALL
(SELECT 'nobody', c.id, '', NULL, '', (count(*) OVER ())::int,
       c.opened_on, NULL, '', NULL, c.code, NULL, NULL, NULL, NULL, '', NULL, NULL
  FROM cases_case c
 WHERE %(approves)s AND c.owner_id = %(office)s AND c.status = 'open' AND {NOBODY_LEADS}
 ORDER BY c.opened_on DESC, c.id DESC LIMIT 3)
UNION ALL
SELECT 'certificate', NULL, '', NULL, w.certificate, 0,
       w.certificate_until, NULL, '', NULL, '', NULL, NULL, NULL, NULL, '', NULL, NULL
  FROM directory_worker w WHERE w.id = %(worker)s AND w.certificate_until < %(renew)s
 ORDER BY 4 NULLS LAST, 7 NULLS LAST LIMIT 200
"""
)


RENEW = timedelta(days=90)
"""How long before its end a worker is reminded of the STR."""


@dataclass(frozen=True)
class Duty:
    """A line of Hari ini."""

    row: Mapping[str, Any]
    name: str
    title: str
    big: str
    small: str
    tone: str
    basis: str
    detail: str


@page()
def today(request: Request) -> HttpResponseBase:
    """Three blocks: what I owe or decide, the days ahead, what waits on others. Who works no cases starts elsewhere."""
    if not any(request.actor.may(p) for p in SEES):
        return redirect("desk:register" if request.actor.may(Permission.REGISTER_LETTERS) else "statistics:rekap")
    now = timezone.now()
    clocks, rows = _ask(request, _CLOCKS, now), _ask(request, _DAY, now)
    keys = keys_of(subject for row in [*clocks, *rows] for subject in _sealed_under(row))
    clients = _clients([*clocks, *rows], keys)
    names = _names(request, [*clocks, *rows], clients)
    first = waits(request.actor, rows, now)
    duties = [_duty(row, names, now) for row in clocks]
    owed = sorted((d for d in duties if d.row["duty"] != "others"), key=_urgency)
    return render(
        request,
        "desk/today.html",
        {
            "now": now,
            "tomorrow": words.midnight(now),
            "owed": owed,
            "late": sum(_passed(d.row, now) for d in owed),
            "waiting": [d for d in duties if d.row["duty"] == "others"],
            "days": agenda(elsewhere(rows, first)),
            "first": first,
            "told": _told(request, rows, keys),
            "names": names,
            "ages": _ages([*clocks, *rows], clients),
            "asked": {} if request.session.get("public_screen") else _asked(rows, keys),
            "tasks": [(r, names[r["case_id"]]) for r in rows if r["what"] == "task"],
            "certificate": next((r["due_on"] for r in rows if r["what"] == "certificate"), None),
            "str_rule": rule("str_expiry"),
            "approvals": [(r, names[r["case_id"]]) for r in rows if r["what"] == "approval"],
            "requests": [(r, names[r["case_id"]]) for r in rows if r["what"] == "asked"],
            "below": [(r, words.say(rule(r["kind"]).label)) for r in rows if r["what"] == "late"],
            "nobody": [r for r in rows if r["what"] == "nobody"],
            "approves": request.actor.may(Permission.APPROVE),
            "words": words,
        },
    )


def _ask(request: Request, sql: str, now: datetime) -> list[dict[str, Any]]:
    by = request.actor
    day = timezone.localdate(now)
    ahead = timezone.make_aware(datetime.combine(day + AHEAD + timedelta(days=1), datetime.min.time()))
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            {
                "worker": by.worker,
                "office": by.office,
                "today": day,
                "now": now,
                "soon": now + timedelta(days=7),
                "ahead": ahead,
                "renew": day + RENEW,
                "approves": by.may(Permission.APPROVE),
            },
        )
        columns = [c.name for c in cursor.description or ()]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:  # raw SQL hands JSON over as text
        if "missing" in row:
            row["missing"] = json.loads(row["missing"])
    return rows


_FILED = {"appointment", "task"}


def _sealed_under(row: Mapping[str, Any]) -> Iterator[UUID]:
    """Whose keys a line needs: the client's for the name, the case's or the report's for its words."""
    if row["client_id"]:
        yield row["client_id"]
    if row.get("what") in {*_FILED, "report"}:
        yield row["case_id"]


def _told(request: Request, rows: list[dict[str, Any]], keys: Mapping[UUID, bytes]) -> dict[UUID, dict[str, Any]]:
    """Where an appointment is and at which agency a task: with the name, for either tells where and who."""
    return {
        row["id"]: shown_texts(row["case_id"], row["text"], keys[row["case_id"]])
        for row in rows
        if row["what"] in _FILED and row["case_id"] in keys and shown(request, row["case_id"], works=True) is Shown.FULL
    }


def _asked(rows: list[dict[str, Any]], keys: Mapping[UUID, bytes]) -> dict[UUID, str]:
    """What each report asks for, in one line."""
    reports = [row for row in rows if row["what"] == "report" and row["id"] in keys]
    return {
        r["id"]: Told.read(legible(keys[r["id"]], bytes(r["text"]), subject=r["id"], context=REPORT)).asked
        for r in reports
    }


def _clients(rows: list[dict[str, Any]], keys: Mapping[UUID, bytes]) -> dict[UUID, Identity]:
    """Who the clients are, each opened once: for their names, where they show, and for every age."""
    sealed = {row["client_id"]: row["sealed"] for row in rows if row["client_id"]}
    return {client: read_identity(client, identity, keys.get(client)) for client, identity in sealed.items()}


def _ages(rows: list[dict[str, Any]], clients: Mapping[UUID, Identity]) -> dict[UUID, Age | None]:
    """How old each client was when the case was opened, by case."""
    return {
        row["case_id"]: age_when_opened(
            clients[row["client_id"]], row["birth_year"], row["opened_on"], row["age"], estimated=row["birth_estimated"]
        )
        for row in rows
        if row["client_id"]
    }


def _names(request: Request, rows: list[dict[str, Any]], clients: Mapping[UUID, Identity]) -> dict[UUID, str]:
    """What each client is called on this screen, by case. Who only decides on a request sees initials."""
    found: dict[UUID, str] = {}
    for row in rows:
        if row["client_id"] is None or row["case_id"] in found:
            continue
        how = shown(request, row["case_id"], works=row.get("what") not in {"approval", "asked"})
        who = clients[row["client_id"]]
        found[row["case_id"]] = called(None if who is ERASED else who, how, row["code"])
    return found


def _passed(row: Mapping[str, Any], now: datetime) -> bool:
    """Past the safe reading: counted as late. Its colour waits for the softer reading (practice.md §1 row 6)."""
    return row["due_at"] is not None and row["due_at"] < now and not row["advisory"]


def _urgency(duty: Duty) -> tuple[int, bool, datetime]:
    """Late before soon before the rest; the law before the office's own policy."""
    rank = {"late": 0, "soon": 1}.get(duty.tone, 2)
    return rank, duty.row["duty"] != "ours", duty.row["due_at"] or datetime.max.replace(tzinfo=UTC)


def _duty(row: Mapping[str, Any], names: Mapping[UUID, str], now: datetime) -> Duty:
    known = rule(row["rule"])
    policy = row["duty"] == "policy"
    return Duty(
        row=row,
        name=names[row["case_id"]],
        title=words.say(said(known, row["state"])),
        big=_big(row, now),
        small=_small(row, policy=policy),
        tone=_tone(row, now),
        basis="" if policy else words.say(known.basis[0].words),
        detail=_missing(row) if row["state"] == "undetermined" else "",
    )


def _big(row: Mapping[str, Any], now: datetime) -> str:
    match row["state"]:
        case "undetermined":
            return words.say(("Belum dapat ditentukan", "Cannot be told yet"))
        case "unknown":
            return words.say(("Tidak diketahui", "Not known"))
        case "open":
            return words.say(("Tanpa batas hari", "No set length"))
    return words.left(row["due_at"], now)


def _small(row: Mapping[str, Any], *, policy: bool) -> str:
    if policy:
        return words.say(("kebijakan dinas", "office policy"))
    if row["due_at"] is None:
        return ""
    due: datetime = row["due_at"]
    same_day = timezone.localdate(due) == timezone.localdate()
    return words.say(("jatuh ", "due ")) + (words.hour(due) if same_day else words.at_end(due))


def _tone(row: Mapping[str, Any], now: datetime) -> str:
    due: datetime | None = row["due_at"]
    if row["duty"] == "others":
        return "theirs"
    if due is None or row["advisory"]:
        return ""
    if due < now:
        return "late" if (row["second_due_at"] or due) < now or row["duty"] == "policy" else "soon"
    return "soon" if due - now < timedelta(hours=24) else "ok"


def _missing(row: Mapping[str, Any]) -> str:
    asked = [words.say(fact_kinds()[code].label) for code in row["missing"] if code in fact_kinds()]
    return words.say(("Tanyakan: ", "Ask: ")) + "; ".join(asked) if asked else ""
