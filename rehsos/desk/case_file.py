"""Everything on one case's page, in one statement; row-level security stands behind each table."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils import timezone

from rehsos.access.pages import Request, Shown, shown
from rehsos.access.working import WORKS
from rehsos.audit.views import saw
from rehsos.cases.assignments import ACTIVE, LEAD
from rehsos.cases.clockwork import Material, Running, awaited, birthdays, clocks_now
from rehsos.cases.models import Status
from rehsos.directory.days import running
from rehsos.justice.models import MISTAKE
from rehsos.justice.sealing import CONTEXT as MATTER
from rehsos.people.identity import Identity, read_identity
from rehsos.people.phones import display
from rehsos.vault.keys import keys_of
from rehsos.vault.seal import legible

from .timeline import Line, line

_CHILDREN = {
    "participants": """SELECT x.id, x.person_id, x.relation, x.lives_together, x.no_contact, x.alleged, x.trusted,
        encode(x.sealed_contact, 'base64') AS contact, p.sex, encode(p.sealed, 'base64') AS identity
        FROM cases_participant x JOIN people_person p ON p.id = x.person_id WHERE x.case_id = c.id ORDER BY x.id""",
    "types": "SELECT t.type, t.ampk, t.since FROM cases_casetype t WHERE t.case_id = c.id ORDER BY t.id",
    "workers": f"""SELECT a.worker_id, a.kind, w.name, a.since, a.id IS NOT DISTINCT FROM lead.id AS leads
        FROM cases_assignment a JOIN directory_worker w ON w.id = a.worker_id
        {LEAD}
        WHERE a.case_id = c.id AND {ACTIVE.format(a="a")} ORDER BY leads DESC, a.since, a.id""",
    "facts": """SELECT f.id, f.subject, f.code, f.level, f.at, f.precision, f.until FROM cases_fact f
        WHERE f.case_id = c.id AND f.replaced_by IS NULL""",
    "circumstances": "SELECT k.subject, k.code, k.value FROM cases_circumstance k WHERE k.case_id = c.id",
    "extensions": """SELECT e.subject, e.rule, e.level, e.letter_number, e.dated, e.until,
        encode(e.sealed, 'base64') AS sealed FROM cases_extension e WHERE e.case_id = c.id""",
    "policies": """SELECT y.key, y.since, y.value FROM directory_localpolicy y
        WHERE y.office_id = c.owner_id AND y.key IN ('clocks', 'days_off') ORDER BY y.since""",
    "clocks": """SELECT k.id, k.subject, k.rule, k.level, k.state, k.asked_at, k.ask_again_on, k.paused_at
        FROM cases_clock k WHERE k.case_id = c.id""",
    "parts": """SELECT p.id, p.role, p.side, p.age_at_deed, p.age_estimated, p.ended_by, p.ended_on, p.matter_id,
        m.police_number, m.spdp_number, m.court_number, m.article, m.level, m.event_from,
        m.event_to, m.adult_suspect, m.sexual_violence, m.penalty_seven_or_more, m.version,
        encode(m.sealed, 'base64') AS sealed,
        (SELECT json_agg(json_build_object('post', o.post, 'sealed', encode(o.sealed, 'base64')))
             FROM justice_officer o WHERE o.matter_id = m.id) AS officers,
        (SELECT json_agg(json_build_object('role', q.role, 'side', q.side, 'age', q.age_at_deed, 'code', d.code))
             FROM justice_part q JOIN cases_case d ON d.id = q.case_id
            WHERE q.matter_id = m.id AND q.id <> p.id AND d.status <> 'void') AS others
        FROM justice_part p JOIN justice_matter m ON m.id = p.matter_id WHERE p.case_id = c.id ORDER BY p.id""",
    "letters": """SELECT l.id, l.direction, l.kind, l.state, l.number, l.dated, l.received_at, l.delivered_at,
        l.subject, encode(l.sealed, 'base64') AS sealed FROM papers_letter l
        WHERE l.dossier = c.id ORDER BY l.id DESC""",
    "appointments": """SELECT a.id, a.kind, a.at, a.session, a.state, w.name AS worker,
        encode(a.sealed, 'base64') AS sealed FROM cases_appointment a
        LEFT JOIN directory_worker w ON w.id = a.worker_id WHERE a.case_id = c.id AND a.state = 'set' ORDER BY a.at""",
    "tasks": """SELECT t.id, t.kind, t.due_on, t.state, encode(t.sealed, 'base64') AS sealed FROM cases_task t
        WHERE t.case_id = c.id AND t.state IN ('open', 'asked') ORDER BY t.due_on NULLS LAST, t.id""",
    "plans": """SELECT p.id, p.number, p.state, p.answer, p.review_on, p.version,
        encode(p.sealed_goal, 'base64') AS goal, (SELECT count(*) FROM cases_planitem i WHERE i.plan_id = p.id) AS steps
        FROM cases_plan p WHERE p.case_id = c.id ORDER BY p.number DESC LIMIT 3""",
    "approvals": """SELECT a.id, a.kind, a.subject, a.requested_by_id, a.requested_at FROM cases_approval a
        WHERE a.case_id = c.id AND a.approved IS NULL""",
    "assessments": """SELECT a.id, a.blank, a.about, a.phase, a."on", a.score, a.needs_panti, a.form_id
        FROM cases_assessment a WHERE a.case_id = c.id ORDER BY a."on" DESC, a.id DESC""",
    "bases": """SELECT b.id, b.ground, b.given_by, b."on", b.withdrawn_on FROM cases_lawfulbasis b
        WHERE b.case_id = c.id AND b.withdrawn_by IS NULL ORDER BY b.id DESC""",
    "files": """SELECT f.id, f.kind, f.media_type, f.size, f.stored_at FROM papers_file f
        WHERE f.dossier = c.id ORDER BY f.id DESC LIMIT 30""",
    "reports": """SELECT r.id, r.channel, r.from_role, r.received_at FROM intake_report r WHERE r.id = c.report""",
    "costs": """SELECT k.id, k.kind, k.amount, k.payer, k.claim, s.at FROM cases_cost k
        JOIN cases_service s ON s.id = k.service_id JOIN cases_servicecase x ON x.service_id = s.id
        WHERE x.case_id = c.id AND s.withdrawn_by IS NULL AND k.claim IN ('none', 'filed')
        ORDER BY s.at DESC LIMIT 20""",
    "actions": """SELECT l.id, l.name, l.happened_at, l.recorded_at, l.facts, encode(l.sealed, 'base64') AS sealed,
        coalesce(w.name, '') AS worker_name FROM audit_action l LEFT JOIN directory_worker w ON w.id = l.worker
        WHERE l.dossier = c.id
        ORDER BY date_trunc('minute', l.happened_at) DESC, l.recorded_at DESC, l.id DESC LIMIT %(lines)s""",
}

RUNS_ON = ("appointments", "tasks", "approvals", "costs")
"""What waits to be done in a case: in a void one nothing does. The rows stay, and wait again once it is restored."""

_FILE = """
SELECT json_build_object('case', (SELECT json_build_object(
    'id', c.id, 'code', c.code, 'kind', c.kind, 'client', c.client_id, 'primary_type', c.primary_type, 'role', c.role,
    'sex', c.sex, 'age', c.age, 'opened_on', c.opened_on, 'stage', c.stage, 'status', c.status, 'risk', c.risk,
    'closed_on', c.closed_on, 'closed_because', c.closed_because, 'offices', c.offices, 'report', c.report,
    'version', c.version, 'owner', c.owner_id, 'owner_kind', o.kind, 'owner_zone', o.time_zone, 'owner_name', o.short,
    'place', c.place_id, 'identity', encode(p.sealed, 'base64'), 'birth_year', p.birth_year,
    'birth_estimated', p.birth_estimated, 'person_version', p.version)
    FROM directory_office o, people_person p WHERE o.id = c.owner_id AND p.id = c.client_id),
  'named', (SELECT bool_or(s.named) FROM cases_share s WHERE s.case_id = c.id AND s.office_id = ANY(%(offices)s)
     AND {shared}),
  'works', {works},
  {children})
FROM cases_case c WHERE c.code = %(code)s
""".format(
    works=WORKS,
    shared=running("s", "c.owner_id"),
    children=",\n  ".join(
        f"'{name}', (SELECT coalesce(json_agg(row_to_json(r)), '[]') FROM ({sql}) r)" for name, sql in _CHILDREN.items()
    ),
)


@dataclass(frozen=True)
class CaseFile:
    """A case as one person sees it now."""

    case: Mapping[str, Any]
    works: bool
    named: bool
    shown: Shown
    identity: Identity
    clocks: tuple[Running, ...]
    timeline: tuple[Line, ...]
    rows: Mapping[str, Any]

    @property
    def reads(self) -> bool:
        """Whether the case's texts and files may be opened on this screen."""
        return self.shown is Shown.FULL

    @property
    def born(self) -> date | None:
        """The client's birth date, where this screen shows the name and the day is known."""
        return self.identity.born if self.shown is Shown.FULL else None

    @property
    def birthdays(self) -> tuple[Running, ...]:
        """Those the law asks about, since the case was opened; of a year alone, counted from its first day."""
        case, year = self.case, self.case["birth_year"]
        if case["status"] == Status.VOID:
            return ()
        born = self.born or (date(year, 1, 1) if year else None)
        since = date.fromisoformat(case["opened_on"])
        found = birthdays(born, case["owner_zone"], since) if born else ()
        return tuple(Running(UUID(case["client"]), clock) for clock in found)

    @property
    def name(self) -> str:
        """What the client is called on this screen."""
        match self.shown:
            case Shown.FULL:
                return self.identity.name
            case Shown.INITIALS:
                return self.identity.initials
            case Shown.CODE:
                return str(self.case["code"])


def read_file(request: Request, code: str, lines: int | None) -> CaseFile:
    """The whole file behind an address, or 404 for who does not see it. The look is recorded once a day.

    `lines`: how many of the newest lines of the timeline are wanted, None for all of them.
    """
    rows = _read(request, code, lines)
    if rows is None or rows["named"] is None:
        raise Http404
    case = rows["case"]
    void = case["status"] == Status.VOID
    rows |= dict.fromkeys(RUNS_ON, ()) if void else {}
    case_id = UUID(case["id"])
    saw("case", case_id, request.actor, offices=case["offices"])
    how = shown(request, case_id, works=rows["works"], named=rows["named"])
    matters = [UUID(part["matter_id"]) for part in rows["parts"]]
    keys = keys_of([case_id, UUID(case["client"]), *matters, *(UUID(p["person_id"]) for p in rows["participants"])])
    _open_texts(rows, case_id, keys if how is Shown.FULL else {})  # notes tell names: they open with them
    _open_people(rows, keys, how)
    _open_matters(rows, keys if how is not Shown.CODE else {})
    withdrawn = {row["facts"]["recorded"] for row in rows["actions"] if row["name"] == "withdraw"}
    workers = {row["worker_id"]: row["name"] for row in rows["workers"]}
    return CaseFile(
        case=case,
        works=rows["works"],
        named=rows["named"],
        shown=how,
        identity=_identity(case["identity"], UUID(case["client"]), keys),
        clocks=() if void else (*clocks_now(material := _material(rows)), *_awaited(material, rows)),
        timeline=tuple(line(_typed(row), row["opened"], workers, withdrawn) for row in rows["actions"]),
        rows=rows,
    )


def _read(request: Request, code: str, lines: int | None) -> dict[str, Any] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            _FILE,
            {
                "code": code,
                "office": request.actor.office,
                "lines": lines,
                "offices": list(request.actor.offices),
                "worker": request.actor.worker,
                "today": timezone.localdate(),
            },
        )
        found = cursor.fetchone()
    return found[0] if found else None


def _open_texts(rows: dict[str, Any], case: UUID, keys: Mapping[UUID, bytes]) -> None:
    """Unseal the case's texts for who may read them; leave them empty for everybody else."""
    for table, column, context in (
        ("actions", "sealed", "action"), ("tasks", "sealed", "case"), ("plans", "goal", "case"),
        ("participants", "contact", "case"), ("letters", "sealed", "letter"), ("appointments", "sealed", "case"),
        ("extensions", "sealed", "case"),
    ):  # fmt: skip
        for row in rows[table]:
            row["opened"] = _opened(row[column], case, keys, context)


def _opened(sealed: str | None, subject: UUID, keys: Mapping[UUID, bytes], context: str) -> dict[str, Any]:
    if not sealed or subject not in keys:
        return {}
    return legible(keys[subject], base64.b64decode(sealed), subject=subject, context=context)


def _identity(sealed: str, person: UUID, keys: Mapping[UUID, bytes]) -> Identity:
    return read_identity(person, base64.b64decode(sealed), keys.get(person))


def _open_people(rows: dict[str, Any], keys: Mapping[UUID, bytes], how: Shown) -> None:
    for row in rows["participants"]:
        who = _identity(row["identity"], UUID(row["person_id"]), keys)
        row["phone"] = display(who.phone) if how is Shown.FULL else ""
        row["name"] = {Shown.FULL: who.name, Shown.INITIALS: who.initials, Shown.CODE: ""}[how]


def _awaited(material: Material, rows: Mapping[str, Any]) -> list[Running]:
    """What a letter asked for, only until the child's part in a matter has a clock of its own."""
    stands = any(part["ended_by"] != MISTAKE for part in rows["parts"])
    return [] if stands else awaited(material, rows["case"]["role"])


def _open_matters(rows: dict[str, Any], keys: Mapping[UUID, bytes]) -> None:
    """Unit, offence and officers of each matter: before the names open, for one has to know whom to call."""
    for part in rows["parts"]:
        matter = UUID(part["matter_id"])
        part["opened"] = _opened(part["sealed"], matter, keys, MATTER)
        told = ((row, _opened(row["sealed"], matter, keys, MATTER)) for row in part["officers"] or [])
        part["officers"] = [{"post": row["post"], **officer} for row, officer in told if officer]


def _material(rows: Mapping[str, Any]) -> Material:
    case = rows["case"]
    return Material(
        case=UUID(case["id"]),
        risk=case["risk"],
        closed_on=_day(case["closed_on"]),
        kind_of_office=case["owner_kind"],
        zone=case["owner_zone"],
        facts=tuple(_typed(row) for row in rows["facts"]),
        circumstances=tuple(_typed(row) for row in rows["circumstances"]),
        extensions=tuple(_typed(row | row["opened"]) for row in rows["extensions"]),
        policies=tuple(_typed(row) for row in rows["policies"]),
    )


_MOMENTS = {
    "at",
    "happened_at",
    "recorded_at",
    "paused_at",
    "asked_at",
    "received_at",
    "delivered_at",
    "requested_at",
}
_DATES = {"until", "dated", "since", "due_on", "on", "review_on"}


def _typed(row: Mapping[str, Any]) -> dict[str, Any]:
    """JSON's texts as moments, days and ids again."""
    made = dict(row)
    for name, value in row.items():
        if value is None:
            continue
        if name in _MOMENTS:
            made[name] = datetime.fromisoformat(value)
        elif name in _DATES:
            made[name] = _day(value)
        elif name in {"subject", "case_id"}:
            made[name] = UUID(value)
    return made


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
