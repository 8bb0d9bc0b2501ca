"""Who works a case on a day, and who leads it: one expression for pages, lists, the wall and the command line.

A case has one lead on a day: a worker assigned to lead it who is posted at the office that owns it. On the day of a
handover the former lead still works the case and may finish what they began; who stays longest leads.
"""

from datetime import date

from django.db.models import Exists, F, OuterRef

from rehsos.directory.days import held_on, holds
from rehsos.directory.models import Posting

from .models import Assignment, AssignmentKind, Case

FIRST = "{a}.until DESC NULLS FIRST, {a}.since DESC, {a}.id DESC"
"""Among the leads of one case that hold today, the one who leads comes first."""
_HOLDS = f"a.case_id = c.id AND a.kind = 'lead' AND {holds('a')}"
_POSTED = f"""EXISTS (SELECT 1 FROM directory_posting p
                 WHERE p.worker_id = a.worker_id AND p.office_id = c.owner_id AND {holds("p")})"""
_POSTED_HERE = f"""a.worker_id = ANY(ARRAY(SELECT p.worker_id FROM directory_posting p
                                    WHERE p.office_id = %(office)s AND {holds("p")}))"""
"""The same of a case that `office` owns: its workers are found once, not for each case."""
LEAD = f"""LEFT JOIN LATERAL (SELECT a.id, w.name FROM cases_assignment a JOIN directory_worker w ON w.id = a.worker_id
  WHERE {_HOLDS} AND {_POSTED} ORDER BY {FIRST.format(a="a")} LIMIT 1) lead ON true"""
"""Joins to a case `c` who leads it today: `lead.id` of the assignment, `lead.name` of the worker."""
NOBODY_LEADS = f"NOT EXISTS (SELECT 1 FROM cases_assignment a WHERE {_HOLDS} AND {_POSTED_HERE})"
"""Whether nobody leads the case `c` of `office` today, as SQL."""


def lead_of(case: Case, day: date) -> Assignment | None:
    """Who leads the case on a day; None: nobody."""
    here = Posting.objects.filter(held_on(day), worker=OuterRef("worker"), office=case.owner_id)
    leads = Assignment.objects.filter(held_on(day), Exists(here), case=case, kind=AssignmentKind.LEAD)
    return leads.order_by(F("until").desc(nulls_first=True), "-since", "-id").first()


def working(case: Case, day: date) -> list[Assignment]:
    """Who works the case on a day, the lead first."""
    return led_and_worked(case, day)[1]


def led_and_worked(case: Case, day: date) -> tuple[Assignment | None, list[Assignment]]:
    """Who leads the case on a day, and all who work it, the lead first."""
    held = Assignment.objects.filter(held_on(day), case=case).select_related("worker").order_by("since", "pk")
    lead = lead_of(case, day)
    return lead, sorted(held, key=lambda one: lead is None or one.pk != lead.pk)
