"""Aduan beside what became of them: how many were received where a table counts, and what was decided."""

from datetime import datetime, time, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.audit.actor import Actor
from rehsos.intake.models import Decision

from .counting import Asked

# A report is seen by the office that received it, and by none above.
_RECEIVED = """
SELECT r.decision, count(*) FROM intake_report r
 WHERE r.office_id = ANY(%(offices)s)
   AND (%(first)s::timestamptz IS NULL OR r.received_at >= %(first)s) AND r.received_at < %(end)s
 GROUP BY 1
"""


def received(asked: Asked, by: Actor) -> dict[Decision, int]:
    """Reports received in the period of a question, by decision, in the order of the decisions.

    By the day of the office that asks. Of every kind: what a report is about is known only once it is decided.
    """
    given = {
        "offices": list(by.offices),
        "first": datetime.combine(asked.first, time(0), by.zone) if asked.first else None,
        "end": datetime.combine(min(asked.last, timezone.localdate()) + timedelta(days=1), time(0), by.zone),
    }
    with connection.cursor() as cursor:
        cursor.execute(_RECEIVED, given)
        found = dict(cursor.fetchall())
    return {decision: found[decision.value] for decision in Decision if decision.value in found}


def sentence(told: dict[Decision, int]) -> str:
    """`Aduan diterima dalam masa ini: 12 (Menjadi kasus 8, Konsultasi 2, Belum diputuskan 2)`; empty: none came in."""
    if not told:
        return ""
    parts = ", ".join(f"{decision.label} {number}" for decision, number in told.items())
    return _("Aduan diterima dalam masa ini: {n} ({parts}).").format(n=sum(told.values()), parts=parts)
