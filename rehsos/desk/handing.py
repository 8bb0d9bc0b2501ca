"""Desks that are handed on, for Hari ini and in words: what waits for a yes, whose posting ends while cases run."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from rehsos.access.doors import NOBODY, Line
from rehsos.access.pages import Request
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.cases.actions.desk import WORKS
from rehsos.cases.desks import Listed, listed
from rehsos.cases.models import DeskCase, DeskHandover, DeskState, Leaving, Outcome
from rehsos.directory.days import holds
from rehsos.directory.models import Cover

ENDS = timedelta(days=30)
"""How long before a posting or its contract ends open cases are a task."""

_HANDED = f"""
SELECT h.id, h.why, {{at}}, g.name,
       (SELECT count(*) FROM cases_deskcase d WHERE d.handover_id = h.id)::int, NULL, NULL, h.state || ' ' || r.name,
       NULL, '', {NOBODY}
  FROM cases_deskhandover h
  JOIN directory_worker g ON g.id = h.worker_id JOIN directory_worker r ON r.id = h.receiver_id
 WHERE h.office_id = %(office)s AND """
TO_TAKE = _HANDED.format(at="h.proposed_at") + "h.state = 'waits' AND h.receiver_id = %(worker)s"
HANDED = (
    _HANDED.format(at="coalesce(h.settled_at, h.proposed_at)")
    + """h.receiver_id <> %(worker)s
   AND (h.state = 'waits' OR h.state = 'declined' AND h.settled_at > %(now)s - interval '7 days')
   AND (%(approves)s OR %(worker)s IN (h.worker_id, h.proposed_by_id)) ORDER BY h.proposed_at LIMIT 10"""
)

ANY_HANDED = """
SELECT FROM cases_deskhandover h
 WHERE h.office_id = %(office)s AND (h.state = 'waits' OR h.settled_at > %(now)s - interval '7 days')"""

_ENDS = f"""FROM directory_posting p
         WHERE p.office_id = %(office)s AND (%(approves)s OR p.worker_id = %(worker)s) AND p.since <= %(today)s
           AND (p.until IS NULL OR p.until >= %(today)s)
           AND least(p.until, p.contract_until) <= %(today)s + {ENDS.days}"""
ANY_ENDS = f"SELECT {_ENDS}"
POSTING_ENDS = f"""
SELECT NULL, CASE WHEN p.worker_id = %(worker)s THEN 'own' ELSE '' END, NULL, w.name, p.n, p.ends, NULL,
       p.worker_id::text, NULL, '', {NOBODY}
  FROM (SELECT p.worker_id, least(p.until, p.contract_until) AS ends,
               (SELECT count(DISTINCT a.case_id) FROM cases_assignment a JOIN cases_case c ON c.id = a.case_id
                 WHERE a.worker_id = p.worker_id AND c.owner_id = p.office_id AND c.status = 'open'
                   AND (a.until IS NULL OR a.until > %(today)s))::int AS n
          {_ENDS}) p
  JOIN directory_worker w ON w.id = p.worker_id
 WHERE p.n > 0 ORDER BY p.ends LIMIT 10"""
"""Whose posting here ends, or its contract, within thirty days: told to that worker and to the head."""


def told(_request: Request, line: Line, _key: bytes | None) -> Mapping[str, Any]:
    """Why it is handed on, and where it stands with whom."""
    state, receiver = line.state.split(" ", 1)
    return {"why": Leaving(line.kind).label, "state": DeskState(state), "receiver": receiver}


@dataclass(frozen=True)
class HandedCase:
    """A case of a desk that is handed on, with what is or was open in it."""

    id: UUID
    code: str
    outcome: Outcome
    listed: Listed


def handover_of(by: Actor, pk: UUID) -> DeskHandover:
    """One that the actor has to do with, or 404: who gives, who receives, who offered it, and the head."""
    found = DeskHandover.objects.select_related("office", "worker", "receiver", "proposed_by")
    mine = Q(worker=by.worker) | Q(receiver=by.worker) | Q(proposed_by=by.worker)
    one = found.filter(Q() if by.may(Permission.ASSIGN) else mine, pk=pk, office=by.office).first()
    if one is None:
        raise Http404
    return one


def cases_of(handover: DeskHandover) -> list[HandedCase]:
    """Its cases by code: what is open now while it waits, what was open when it was taken."""
    rows = list(DeskCase.objects.filter(handover=handover).select_related("case").order_by("case__code"))
    waits = handover.state == DeskState.WAITS
    now = listed({row.case_id: row.case.stage for row in rows if not row.listed}, handover.office_id)
    return [
        HandedCase(
            row.case_id,
            row.case.code,
            Outcome(row.outcome) if row.outcome or waits else Outcome.STAYED,
            Listed.read(row.listed) if row.listed else now[row.case_id],
        )
        for row in rows
    ]


def absent(it: DeskHandover) -> Cover | None:
    """Whether who is to receive it is away today, until when, and who stands in."""
    today = timezone.localdate()
    away = Cover.objects.filter(office=it.office_id, absent=it.receiver_id, since__lte=today, until__gte=today)
    return away.select_related("stand_in").first()


class Receiver(NamedTuple):
    """Who may receive a desk; until when they are away, and who stands in."""

    worker: int
    name: str
    until: date | None
    stand_in: str


_RECEIVERS = f"""
SELECT DISTINCT ON (w.name, w.id) w.id, w.name, v.until, coalesce(s.name, '')
  FROM directory_posting p JOIN directory_worker w ON w.id = p.worker_id
  LEFT JOIN directory_cover v ON v.office_id = p.office_id AND v.absent_id = w.id
   AND v.since <= %(today)s AND v.until >= %(today)s
  LEFT JOIN directory_worker s ON s.id = v.stand_in_id
 WHERE p.office_id = %(office)s AND p.role = ANY(%(roles)s) AND {holds("p")} ORDER BY w.name, w.id, v.until DESC"""


def receivers(office: int) -> list[Receiver]:
    """Who works cases at an office today, by name."""
    given: dict[str, Any] = {"office": office, "roles": sorted(WORKS), "today": timezone.localdate()}
    with connection.cursor() as cursor:
        cursor.execute(_RECEIVERS, given)
        return [Receiver._make(row) for row in cursor.fetchall()]
