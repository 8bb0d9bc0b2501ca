"""What the room of cases itself gives to the page of a case: its rows, and those of the rooms below it."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from rehsos.access.pages import Shown
from rehsos.directory.days import holds
from rehsos.people.phones import display
from rehsos.vault.keys import wrapped_of

from .after_death import TOLD
from .assignments import LEAD
from .clockwork import OWED_AT
from .doors import Row, Rows
from .placing import PLACED
from .protected import SOMEBODY
from .sealing import Opening, with_the_case


def _persons(rows: Sequence[Row]) -> Iterable[tuple[UUID, str | None]]:
    return ((UUID(row["person_id"]), row.pop("wrapped")) for row in rows)


def _open_people(rows: Sequence[Row], opening: Opening) -> None:
    """Who is around the client, as far as this screen names people."""
    with_the_case(column="contact")(rows, opening)
    for row in rows:
        if row["protected"]:
            row["phone"], row["name"], row["opened"] = "", str(SOMEBODY), {}
            continue
        who = opening.identity(row["identity"], UUID(row["person_id"]))
        row["phone"] = display(who.phone) if opening.shown is Shown.FULL else ""
        row["name"] = {Shown.FULL: who.name, Shown.INITIALS: who.initials, Shown.CODE: ""}[opening.shown]


PARTICIPANTS = Rows(
    "participants",
    f"""SELECT x.id, x.person_id, x.relation, x.lives_together, x.no_contact, x.alleged, x.trusted,
       encode(x.sealed_contact, 'base64') AS contact, coalesce(p.sex, '?') AS sex,
       encode(p.sealed, 'base64') AS identity, p.id IS NULL OR 0 > ANY(p.barred)
         AND coalesce(-cases_circle_of(p.id) <> ALL(c.barred), false) AS protected,
       encode({wrapped_of("x.person_id")}, 'base64') AS wrapped
       FROM cases_participant x LEFT JOIN people_person p ON p.id = x.person_id
      WHERE x.case_id = c.id AND (p.id IS NOT NULL OR people_protected(x.person_id)) ORDER BY x.id""",
    keys=_persons,
    opens=_open_people,
)
TYPES = Rows(
    "types",
    "SELECT t.type, t.ampk, t.since FROM cases_casetype t WHERE t.case_id = c.id AND t.until IS NULL ORDER BY t.id",
    days=("since",),
)
WORKERS = Rows(
    "workers",
    f"""SELECT a.worker_id, a.kind, w.name, a.since, a.until, a.id IS NOT DISTINCT FROM lead.id AS leads
       FROM cases_assignment a JOIN directory_worker w ON w.id = a.worker_id
       {LEAD}
       WHERE a.case_id = c.id AND {holds("a")} ORDER BY leads DESC, a.since, a.id""",
    days=("since", "until"),
)
FACTS = Rows(
    "facts",
    """SELECT f.id, f.kind, f.subject, f.code, f.level, f.at, f.precision, f.until FROM cases_fact f
       WHERE f.case_id = c.id AND f.replaced_by IS NULL""",
    moments=("at",),
    days=("until",),
    ids=("subject",),
)
ANSWERED = Rows(
    "answered",
    """SELECT f.kind, f.subject, f.code, f.level, f.at, f.precision, f.until, n.id AS round, n.code AS start
       FROM cases_fact f JOIN cases_fact n ON n.id = f.replaced_by
       WHERE f.case_id = c.id AND EXISTS (SELECT FROM cases_fact o WHERE o.replaced_by = n.id AND o.code <> n.code
         AND o.case_id = c.id)""",
    moments=("at",),
    days=("until",),
    ids=("subject",),
)
"""What was told of a request that was answered before another began its term anew: its receipt, its answer."""
CIRCUMSTANCES = Rows(
    "circumstances",
    f"""SELECT k.kind, k.subject, k.code, k.value, (SELECT o.short FROM directory_office o
          WHERE k.code = '{OWED_AT}' AND o.id::text = k.value) AS office
       FROM cases_circumstance k WHERE k.case_id = c.id""",
    ids=("subject",),
)
EXTENSIONS = Rows(
    "extensions",
    """SELECT e.kind, e.subject, e.rule, e.level, e.dated, e.until,
       encode(e.sealed, 'base64') AS sealed FROM cases_extension e
      WHERE e.case_id = c.id AND e.withdrawn_by IS NULL""",
    days=("dated", "until"),
    ids=("subject",),
    opens=with_the_case(),
)
POLICIES = Rows(
    "policies",
    """SELECT y.key, y.since, y.value FROM directory_localpolicy y
       WHERE y.office_id = c.owner_id AND y.key IN ('clocks', 'days_off') ORDER BY y.since""",
    days=("since",),
)
CLOCKS = Rows(
    "clocks",
    """SELECT k.id, k.subject, k.rule, k.level, k.state, k.asked_at, k.ask_again_on, k.paused_at
       FROM cases_clock k WHERE k.case_id = c.id""",
    moments=("asked_at", "paused_at"),
    days=("ask_again_on",),
    ids=("subject",),
)


def _opens_letters(rows: Sequence[Row], opening: Opening) -> None:
    """While names are closed the numbers alone, to who works the case: they are no name, but lead to one (ADR 26)."""
    for row in rows:
        closed = opening.shown is Shown.CODE or (opening.shown is Shown.INITIALS and not opening.works)
        told = {} if closed else opening.texts(row["sealed"], opening.case, "letter")
        row["opened"] = told if opening.shown is Shown.FULL else {name: told.get(name, "") for name in _NUMBERS}


_NUMBERS = ("number", "agenda")
LETTERS = Rows(
    "letters",
    """SELECT l.id, l.direction, l.kind, l.state, l.number, l.dated, l.received_at, l.delivered_at,
       l.subject, l.direction = 'out' AND l.office_id <> c.owner_id AS earlier_owners,
       encode(l.sealed, 'base64') AS sealed FROM papers_letter l
       WHERE l.dossier = c.id ORDER BY l.id DESC""",
    moments=("received_at", "delivered_at"),
    days=("dated",),
    opens=_opens_letters,
)
APPOINTMENTS = Rows(
    "appointments",
    """SELECT a.id, a.kind, a.at, a.session, a.state, w.name AS worker,
       encode(a.sealed, 'base64') AS sealed FROM cases_appointment a
       LEFT JOIN directory_worker w ON w.id = a.worker_id WHERE a.case_id = c.id AND a.state = 'set' ORDER BY a.at""",
    moments=("at",),
    opens=with_the_case(),
    waits=True,
)
TASKS = Rows(
    "tasks",
    """SELECT t.id, t.kind, t.due_on, t.state, encode(t.sealed, 'base64') AS sealed FROM cases_task t
       WHERE t.case_id = c.id AND t.state IN ('open', 'asked') ORDER BY t.due_on NULLS LAST, t.id""",
    days=("due_on",),
    opens=with_the_case(),
    waits=True,
)
PLANS = Rows(
    "plans",
    """SELECT p.id, p.number, p.state, p.answer, p.review_on, p.version,
       encode(p.sealed_goal, 'base64') AS goal, (SELECT count(*) FROM cases_planitem i WHERE i.plan_id = p.id) AS steps
       FROM cases_plan p WHERE p.case_id = c.id ORDER BY p.number DESC LIMIT 3""",
    days=("review_on",),
    opens=with_the_case(column="goal"),
)
APPROVALS = Rows(
    "approvals",
    """SELECT a.id, a.kind, a.subject, a.requested_by_id, a.requested_at FROM cases_approval a
       WHERE a.case_id = c.id AND a.approved IS NULL AND c.status = 'open'""",
    moments=("requested_at",),
)
ASSESSMENTS = Rows(
    "assessments",
    """SELECT a.id, a.blank, a.about, a.phase, a."on", a.score, a.needs_panti, a.form_id
       FROM cases_assessment a WHERE a.case_id = c.id ORDER BY a."on" DESC, a.id DESC""",
    days=("on",),
)
BASES = Rows(
    "bases",
    """SELECT b.id, b.ground, b.given_by, b."on", b.withdrawn_on FROM cases_lawfulbasis b
       WHERE b.case_id = c.id AND b.withdrawn_by IS NULL ORDER BY b.id DESC""",
    days=("on", "withdrawn_on"),
)
FILES = Rows(
    "files",
    """SELECT f.id, f.kind, f.media_type, f.size, f.stored_at,
         (SELECT l.number FROM papers_letter l WHERE l.dossier = c.id AND l.number <> ''
             AND f.id IN (l.to_sign_id, l.scan_id, l.final_id, l.receipt_id) ORDER BY l.id LIMIT 1) AS number
       FROM papers_file f
       WHERE f.dossier = c.id ORDER BY f.id DESC LIMIT 30""",
    moments=("stored_at",),
)
REPORTS = Rows(
    "reports",
    "SELECT r.id, r.channel, r.from_role, r.received_at FROM intake_report r"
    ' WHERE r.id = c.report OR r."case" = c.id ORDER BY r.received_at, r.id',
    moments=("received_at",),
)
COSTS = Rows(
    "costs",
    """SELECT k.id, k.kind, k.amount, k.payer, k.claim, s.at FROM cases_cost k
       JOIN cases_service s ON s.id = k.service_id JOIN cases_servicecase x ON x.service_id = s.id
       WHERE x.case_id = c.id AND s.withdrawn_by IS NULL AND k.struck_as = '' AND k.claim NOT IN ('paid', 'own')
       ORDER BY s.at DESC LIMIT 20""",
    moments=("at",),
    waits=True,
)
DONE = Rows(
    "done",
    """SELECT EXISTS (SELECT FROM cases_servicecase x WHERE x.case_id = c.id AND x.withdrawn_by IS NULL) AS served,
       EXISTS (SELECT FROM cases_review r WHERE r.case_id = c.id) AS reviewed""",
)
"""Whether the client was served, and the plan looked back at: that alone, for the bar of stages (`passed.py`)."""
DEATHS = Rows(
    "deaths",
    f"""SELECT d.id, d.at, d.case_id = c.id AS here, k.code,
       {TOLD} AS told
       FROM cases_death d JOIN cases_case k ON k.id = d.case_id
       WHERE d.person_id = c.client_id AND d.withdrawn_by IS NULL ORDER BY d.at LIMIT 1""",
    moments=("at",),
)
ACTIONS = Rows(
    "actions",
    """SELECT l.id, l.name, l.happened_at, l.recorded_at, l.facts, encode(l.sealed, 'base64') AS sealed,
       coalesce(w.name, '') AS worker_name FROM audit_action l LEFT JOIN directory_worker w ON w.id = l.worker
       WHERE l.dossier = c.id
       ORDER BY date_trunc('minute', l.happened_at) DESC, l.recorded_at DESC, l.id DESC LIMIT %(lines)s""",
    moments=("happened_at", "recorded_at"),
    opens=with_the_case("action"),
)
READ = (
    PARTICIPANTS, TYPES, WORKERS, FACTS, ANSWERED, CIRCUMSTANCES, EXTENSIONS, POLICIES, CLOCKS, LETTERS, APPOINTMENTS,
    TASKS, PLANS, APPROVALS, ASSESSMENTS, BASES, FILES, REPORTS, COSTS, DONE, DEATHS, PLACED, ACTIONS,
)  # fmt: skip
"""All of them: given whole in `room.py`."""
