"""Who works a case on a day, and who leads it: one expression for pages, lists, the wall and the command line.

A case has one lead on a day: a worker assigned to lead it who is posted at the office that owns it. On the day of a
handover the former lead still works the case and may finish what they began; who stays longest leads.
"""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from rehsos.directory.models import Posting

from .models import Assignment, AssignmentKind, Case

ACTIVE = "({a}.until IS NULL OR {a}.until >= %(today)s) AND {a}.since <= %(today)s"
"""Whether an assignment (or a posting) holds today, as SQL; `{a}` is its table."""
FIRST = "{a}.until DESC NULLS FIRST, {a}.since DESC, {a}.id DESC"
"""Among the leads of one case that hold today, the one who leads comes first."""
_LEADS = f"""a.case_id = c.id AND a.kind = 'lead' AND {ACTIVE.format(a="a")}
    AND EXISTS (SELECT 1 FROM directory_posting p
                 WHERE p.worker_id = a.worker_id AND p.office_id = c.owner_id AND {ACTIVE.format(a="p")})"""
LEAD = f"""LEFT JOIN LATERAL (SELECT a.id, w.name FROM cases_assignment a JOIN directory_worker w ON w.id = a.worker_id
  WHERE {_LEADS} ORDER BY {FIRST.format(a="a")} LIMIT 1) lead ON true"""
"""Joins to a case `c` who leads it today: `lead.id` of the assignment, `lead.name` of the worker."""
NOBODY_LEADS = f"NOT EXISTS (SELECT 1 FROM cases_assignment a WHERE {_LEADS})"
"""Whether nobody leads the case `c` today, as SQL."""


def active(day: date) -> Q:
    """Assignments, or postings, that hold on a day."""
    return (Q(until=None) | Q(until__gte=day)) & Q(since__lte=day)


def lead_of(case: Case, day: date) -> Assignment | None:
    """Who leads the case on a day; None: nobody."""
    here = Posting.objects.filter(active(day), worker=OuterRef("worker"), office=case.owner_id)
    leads = Assignment.objects.filter(active(day), Exists(here), case=case, kind=AssignmentKind.LEAD)
    return leads.order_by(F("until").desc(nulls_first=True), "-since", "-id").first()


def working(case: Case, day: date) -> list[Assignment]:
    """Who works the case on a day, the lead first."""
    held = Assignment.objects.filter(active(day), case=case).select_related("worker").order_by("since", "pk")
    lead = lead_of(case, day)
    return sorted(held, key=lambda one: lead is None or one.pk != lead.pk)
