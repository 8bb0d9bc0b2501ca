"""What the law of children puts on Hari ini: the report a letter asked for, while the child has no part in a matter."""

from datetime import datetime

from rehsos.intake.doors import Candidate, Waits
from rehsos.intake.requests import term_clock, tone
from rehsos.law.facts import Fact

from .models import MISTAKE
from .social_report import HANDED_OVER, REQUESTED, TERM

# Of the cases one works, or of the office for who decides. From the part on, the clock kept with it is the only one.
WITHOUT_MATTER = f"""
SELECT NULL, c.code, c.role, '', min(f.at), NULL
  FROM cases_case c JOIN cases_fact f ON f.case_id = c.id AND f.subject = c.id AND f.code = '{REQUESTED}'
 WHERE c.status <> 'void' AND f.replaced_by IS NULL
   AND c.id IN (
     SELECT unnest(%(mine)s::uuid[])
     UNION ALL SELECT o.id FROM cases_case o WHERE %(approves)s AND o.owner_id = %(office)s AND o.status = 'open')
   AND NOT EXISTS (SELECT 1 FROM justice_part p WHERE p.case_id = c.id AND p.ended_by <> '{MISTAKE}')
   AND NOT EXISTS (SELECT 1 FROM cases_fact g WHERE g.case_id = c.id AND g.subject = c.id AND g.code = '{HANDED_OVER}'
                      AND g.replaced_by IS NULL)
 GROUP BY c.id"""


def waits(found: Candidate, zone: str, now: datetime) -> Waits | None:
    """The report this child's role makes due; None where the law sets no term for it."""
    clock = term_clock(TERM, [Fact(REQUESTED, found.at)], zone, role=found.role, at=now) if found.at else None
    return Waits(clock, tone(clock, now)) if clock else None
