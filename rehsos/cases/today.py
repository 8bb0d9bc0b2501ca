"""What the cases put on Hari ini: appointments, tasks, requests for a decision, what is late, who is led by nobody."""

from collections.abc import Mapping
from typing import Any

from rehsos.access.doors import NOBODY, WORKED, Line
from rehsos.access.heads import HANDLES_LISTED, HEADS_LISTED
from rehsos.access.pages import Request, Shown, shown
from rehsos.directory.days import lasts

from .appointments import said_move
from .assignments import LEAD, NOBODY_LEADS
from .models import AppointmentKind
from .queries import LATE, RUNS
from .sealing import shown_texts

_CLIENT = "c.id, c.code, c.age, c.opened_on, p.birth_year, p.birth_estimated, c.client_id, p.sealed"
_JOINED = "JOIN cases_case c ON c.id = {a}.case_id JOIN people_person p ON p.id = c.client_id"

APPOINTMENTS = f"""
SELECT a.id, a.kind, a.at, '', a.session, NULL, a.sealed, c.status, {_CLIENT}
  FROM cases_appointment a {_JOINED.format(a="a")}
 WHERE a.case_id = {WORKED} AND a.state = 'set' AND a.at < %(ahead)s AND c.status <> 'void'"""

TASKS = f"""
SELECT t.id, t.kind, NULL, '', 0, t.due_on, t.sealed, t.state, {_CLIENT}
  FROM cases_task t {_JOINED.format(a="t")}
 WHERE t.case_id = {WORKED} AND t.state IN ('open', 'asked') AND c.status <> 'void'
   AND (t.kind IN ('visum', 'decision', 'other') OR NOT EXISTS (
     SELECT FROM cases_death d WHERE d.case_id = t.case_id AND d.withdrawn_by IS NULL))"""
"""Of who died what was to be got for their life is nobody's errand today; on the case it stands."""

NEW_TO_ME = f"""
SELECT c.id, '', NULL, '', 0, a.since, NULL, '', {_CLIENT}
  FROM cases_assignment a {_JOINED.format(a="a")}
 WHERE a.worker_id = %(worker)s AND a.until IS NULL AND a.since BETWEEN %(today)s::date - 13 AND %(today)s
   AND c.owner_id = %(office)s AND c.status = 'open'
   AND NOT EXISTS (SELECT 1 FROM audit_action x WHERE x.dossier = c.id AND x.worker = %(worker)s)
   AND NOT EXISTS (SELECT 1 FROM audit_view v WHERE v.dossier = c.id AND v.worker = %(worker)s AND v.what = 'case'
                      AND v.day >= a.since)
 ORDER BY a.since LIMIT 10"""
"""Cases that somebody else gave to this worker, until it opened them."""

_REQUESTS = f"""
SELECT a.id, a.kind, a.requested_at, w.name, 0, NULL, NULL, '', {_CLIENT}
  FROM {{approvals}} {_JOINED.format(a="a")} JOIN directory_worker w ON w.id = a.requested_by_id
 WHERE a.approved IS NULL AND c.status = 'open' AND """
_HERE = """(SELECT a.* FROM cases_case r JOIN cases_approval a ON a.case_id = r.id
         WHERE r.owner_id = %(office)s AND r.status = 'open' AND a.approved IS NULL OFFSET 0) a"""
"""Those in cases of `office`; OFFSET 0: its running cases are read from their index, and of the table the few asked."""
ASKED = _REQUESTS.format(approvals="cases_approval a") + "a.requested_by_id = %(worker)s"
TO_DECIDE = _REQUESTS.format(approvals=_HERE) + "a.requested_by_id <> %(worker)s"

_TERMS_HERE = f"""
SELECT k.case_id, k.rule, k.due_at, coalesce(lead.name, ''), k.found, NULL, NULL,
       concat_ws(' ', k.duty, CASE WHEN k.second_due_at > %(now)s THEN 'softer' END, nullif(c.status, 'open')), NULL,
       c.code, {NOBODY}
  FROM (SELECT k.case_id, k.rule, k.duty, k.due_at, k.second_due_at, (count(*) OVER ())::int AS found
          FROM cases_clock k WHERE k.owner_id = %(office)s AND {{read}}
         ORDER BY k.duty, k.due_at LIMIT {{most}}) k
  JOIN cases_case c ON c.id = k.case_id {LEAD}
 ORDER BY k.duty, k.due_at"""
"""What the law sets (`ours`) before what the office promised (`policy`), each by its hour."""
_LATE = LATE.format(now="%(now)s")
LATE_HERE = _TERMS_HERE.format(read=f"{_LATE} AND (k.second_due_at > %(now)s) IS NOT TRUE", most=3)
"""What is late in the office by every reading of the law."""
SOFTER_HERE = _TERMS_HERE.format(read=f"{_LATE} AND k.second_due_at > %(now)s", most=3)
"""What is past the safe reading alone."""
NEAR_HERE = _TERMS_HERE.format(read=f"{RUNS} AND k.due_at >= %(now)s AND k.due_at < %(a_day)s", most=10)
DUE_HERE = _TERMS_HERE.format(read=f"{RUNS} AND k.due_at >= %(a_day)s AND k.due_at < %(two_days)s", most=10)

OUT_HERE = f"""
SELECT a.id, a.kind, a.at, w.name, 0, NULL, a.sealed, '', a.case_id, c.code, {NOBODY}
  FROM cases_appointment a JOIN cases_case c ON c.id = a.case_id LEFT JOIN directory_worker w ON w.id = a.worker_id
 WHERE c.owner_id = %(office)s AND c.status <> 'void' AND a.state = 'set'
   AND a.at >= %(now)s AND a.at < %(two_days)s
 ORDER BY a.at LIMIT 30"""
"""Where somebody of the office must be, a closed case's too: whoever decides is told of those without a surat tugas."""

LATE_BELOW = f"""
SELECT k.case_id, k.rule, k.due_at, o.name, 0, NULL, NULL,
       CASE WHEN k.second_due_at > %(now)s THEN 'soon' ELSE 'late' END, NULL, c.code, {NOBODY}
  FROM directory_office o
 CROSS JOIN LATERAL (SELECT k.case_id, k.rule, k.due_at, k.second_due_at FROM cases_clock k
                      WHERE k.owner_id = o.id AND {LATE.format(now="%(now)s")} AND k.duty = 'ours'
                      ORDER BY k.due_at LIMIT 10) k
  JOIN cases_case c ON c.id = k.case_id
 WHERE o.parent_id = %(office)s ORDER BY k.due_at LIMIT 10"""

LED_BY_NOBODY = f"""
SELECT c.id, '', NULL, '', (count(*) OVER ())::int, c.opened_on, NULL, '', NULL, c.code, {NOBODY}
  FROM cases_case c
 WHERE c.owner_id = %(office)s AND c.status = 'open' AND {NOBODY_LEADS}
 ORDER BY c.opened_on DESC, c.id DESC LIMIT 3"""

_POSTED = f"""SELECT 1 FROM directory_posting h WHERE h.office_id = x.{{mine}} AND h.since <= %(today)s
            AND {lasts("h", "%(today)s")}"""
_WORKS_HERE = f"""c.owner_id <> x.{{mine}}
         AND EXISTS ({_POSTED} AND h.worker_id = %(worker)s AND h.role IN ({HANDLES_LISTED}))"""
_TOLD = f"""(%(approves)s OR (x.{{case}} = {WORKED} OR {_WORKS_HERE})
         AND NOT EXISTS ({_POSTED} AND h.role IN ({HEADS_LISTED})))"""
"""The head; of an office that has none, who works the case, or at a house in a case of another: somebody answers."""
_CLASH = f"""
SELECT x.id, x.fact, x.at, o.short, 0, NULL, NULL, '', NULL, c.code, {NOBODY}
  FROM cases_clash x JOIN cases_case c ON c.id = x.{{case}} JOIN directory_office o ON o.id = x.{{other}}
 WHERE {_TOLD} AND x.{{mine}} = %(office)s AND x.settled_at IS NULL ORDER BY x.at LIMIT 10"""
ANY_CLASH = """
SELECT FROM cases_clash x WHERE x.settled_at IS NULL
           AND (x.held_at_id = %(office)s OR x.told_id = %(office)s)"""
HELD_HERE = _CLASH.format(case="held_in_id", other="said_at_id", mine="held_at_id")
"""Another office tells another place of a client than the one recorded here: the head answers."""
SAID_ELSEWHERE = _CLASH.format(case="told_in_id", other="held_at_id", mine="told_id")
"""And at that office: it waits for the answer."""


def appointment(request: Request, line: Line, key: bytes | None) -> Mapping[str, Any]:
    """Where it is, that it was moved before, and that a surat tugas is still to be had."""
    moved = said_move(line.kind, line.number)
    return {**texts(request, line, key), "moved": moved, "lacks_letter": lacks_letter(line, key)}


def out(_request: Request, line: Line, key: bytes | None) -> Mapping[str, Any]:
    """Whether it is ready."""
    return {"lacks_letter": lacks_letter(line, key)}


def lacks_letter(line: Line, key: bytes | None) -> bool:
    """Whether somebody goes out without a surat tugas; unknown where the case's words do not open."""
    if line.kind in _STAYS or line.dossier is None:
        return False
    if line.text is None or key is None:
        return line.text is None
    return not shown_texts(line.dossier, line.text, key).get("assignment_letter")


_STAYS = {AppointmentKind.CONFERENCE, AppointmentKind.OTHER}
"""Kinds of appointment for which nobody leaves the office."""


def texts(request: Request, line: Line, key: bytes | None) -> Mapping[str, Any]:
    """Where an appointment is and at which agency a task: with the name, for either tells where and who."""
    if line.dossier is None or key is None or shown(request, line.dossier, works=True) is not Shown.FULL:
        return {}
    return shown_texts(line.dossier, line.text, key)
