"""What no case keeps a clock of yet, for Hari ini: requests for a report, and people in danger nobody decided about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from rehsos.access.permissions import Permission
from rehsos.access.working import MY_WORKERS
from rehsos.audit.actor import Actor
from rehsos.cases.actions.letters import HANDED_OVER, REQUESTED
from rehsos.cases.assignments import ACTIVE
from rehsos.intake.models import Danger
from rehsos.intake.requests import clock_since, report_clock, tone
from rehsos.justice.models import MISTAKE
from rehsos.law.clocks import Clock
from rehsos.law.facts import Fact

Row = Mapping[str, Any]

# Reports that wait, in danger or with a letter; and requests of the cases one works (or of the office, for who decides)
# in which the child has no part in a matter yet. From the part on, the clock kept with it is the only one shown.
_ASKED = f"""
SELECT r.id AS report, '' AS code, '' AS role, min(l.received_at) AS at, r.danger, r.received_at
  FROM intake_report r LEFT JOIN papers_letter l ON l.dossier = r.id AND l.kind = 'report_request'
   AND l.direction = 'in'
 WHERE r.office_id = %(office)s AND r.decision = ''
 GROUP BY r.id HAVING r.danger = 'yes' OR min(l.received_at) IS NOT NULL
UNION ALL
SELECT NULL, c.code, c.role, f.at, '', NULL
  FROM cases_case c JOIN cases_fact f ON f.case_id = c.id AND f.subject = c.id AND f.code = %(requested)s
 WHERE c.status = 'open' AND f.replaced_by IS NULL
   AND c.id IN (
     SELECT a.case_id FROM cases_assignment a WHERE {ACTIVE.format(a="a")} AND a.worker_id = ANY({MY_WORKERS})
     UNION ALL SELECT o.id FROM cases_case o WHERE %(approves)s AND o.owner_id = %(office)s AND o.status = 'open')
   AND NOT EXISTS (SELECT 1 FROM justice_part p WHERE p.case_id = c.id AND p.ended_by <> %(mistake)s)
   AND NOT EXISTS (SELECT 1 FROM cases_fact g WHERE g.case_id = c.id AND g.subject = c.id AND g.code = %(handed)s
                      AND g.replaced_by IS NULL)
"""


@dataclass(frozen=True)
class Waits:
    """A line of Hari ini above everything else: a report, or a case that has no matter yet, and its clock.

    `report` is the row of Hari ini; None where it is a case. Without a clock it is here because of danger.
    """

    clock: Clock | None
    tone: str
    report: Row | None = None
    code: str = ""
    danger_since: datetime | None = None
    """When it was told that somebody is in danger now, while nobody decided about it."""

    @property
    def urgency(self) -> tuple[bool, datetime]:
        """Danger first, the longest waiting before the rest; then what is due soonest."""
        due = self.clock.due_at if self.clock else None
        return self.danger_since is None, self.danger_since or due or datetime.max.replace(tzinfo=UTC)


def waits(by: Actor, rows: Iterable[Row], now: datetime) -> list[Waits]:
    """Among the rows of Hari ini, the reports that may not wait; and the cases whose request has no matter yet."""
    asked = list(_asked(by))
    reports = {row["id"]: row for row in rows if row["what"] == "report"}
    found = [*_reports(asked, reports, by.time_zone, now), *_cases(asked, by.time_zone, now)]
    return sorted(found, key=lambda one: one.urgency)


def _reports(asked: Iterable[Row], reports: Mapping[UUID, Row], zone: str, now: datetime) -> Iterator[Waits]:
    for row in asked:
        if report := reports.get(row["report"]):
            clock = clock_since(row["at"], zone) if row["at"] else None
            danger = row["danger"] == Danger.YES
            colour = "late" if danger else tone(clock, now) if clock else ""
            yield Waits(clock, colour, report=report, danger_since=row["received_at"] if danger else None)


def _cases(asked: Iterable[Row], zone: str, now: datetime) -> Iterator[Waits]:
    first: dict[str, Row] = {}
    for row in sorted((row for row in asked if row["code"]), key=lambda row: row["at"]):
        first.setdefault(row["code"], row)
    for code, row in first.items():
        if clock := report_clock([Fact(REQUESTED, row["at"])], zone, role=row["role"], at=now):
            yield Waits(clock, tone(clock, now), code=code)


def _asked(by: Actor) -> Iterator[Row]:
    given: dict[str, Any] = {
        "office": by.office, "worker": by.worker, "today": timezone.localdate(), "approves": by.may(Permission.APPROVE),
        "requested": REQUESTED, "handed": HANDED_OVER, "mistake": MISTAKE,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, given)
        columns = [column.name for column in cursor.description or ()]
        yield from (dict(zip(columns, row, strict=True)) for row in cursor.fetchall())


def elsewhere(rows: Iterable[Row], above: Iterable[Waits]) -> list[Row]:
    """The rows of the days ahead: a report that stands above already is there only for the hour it names."""
    shown = {one.report["id"] for one in above if one.report}
    return [row for row in rows if row["what"] != "report" or row["session"] or row["id"] not in shown]
