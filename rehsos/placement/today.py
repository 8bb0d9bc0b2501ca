"""What stays put on Hari ini: what may have been done to somebody in a house, at the office above it."""

from collections.abc import Mapping
from typing import Any

from rehsos.access.doors import NOBODY, Line
from rehsos.access.pages import Request
from rehsos.directory.kinds import HOUSES

from .roll import DUE

HARM = f"""
SELECT n.id, '', n.at, o.short, 0, NULL, NULL, '', NULL, c.code, {NOBODY}
  FROM placement_staynote n JOIN placement_stay s ON s.id = n.stay_id
  JOIN directory_office o ON o.id = s.office_id JOIN cases_case c ON c.id = n.case_id
 WHERE n.kind = 'harm' AND n.withdrawn_by IS NULL AND o.parent_id = %(office)s
   AND n.at BETWEEN %(now)s - interval '7 days' AND %(two_days)s
 ORDER BY n.at DESC LIMIT 10"""
"""Written by anybody at the house, and read above it at once: the head of the house need not pass it on."""
STAFF = f"""
SELECT h.id, '', h.at, o.short, 0, NULL, NULL, '', NULL, '', {NOBODY}
  FROM placement_harmreport h JOIN directory_office o ON o.id = h.office_id
 WHERE h.taken_at IS NULL AND h.withdrawn_by IS NULL AND %(office)s = ANY(h.offices)
 ORDER BY h.at LIMIT 10"""
"""Harm by staff of a house, to the offices it was told to, until one says what was done."""
ANY_STAFF = "SELECT FROM placement_harmreport h WHERE h.taken_at IS NULL AND h.withdrawn_by IS NULL"

UNTIL = f"""
SELECT r.id, '', NULL, o.short, 0, n.until, NULL, '', NULL, r.code, {NOBODY}
  FROM placement_newchild n JOIN referral_referral r ON r.id = n.referral_id
  JOIN directory_office o ON o.id = r.sender_id
 WHERE n.decision = 'stay' AND n.until <= %(today)s::date + 14 AND %(office)s IN (r.sender_id, r.shown_to_id)
   AND NOT EXISTS (SELECT FROM placement_newchild later WHERE later.stay_id = n.stay_id AND later.id > n.id)
   AND NOT EXISTS (SELECT FROM placement_stay s WHERE s.id = n.stay_id AND s.ended_at IS NOT NULL)
 ORDER BY n.until LIMIT 10"""
"""Children who stay in an LKSA until a day that comes, at both offices: until it is decided anew, or they left."""
ANY_UNTIL = "SELECT FROM placement_newchild n WHERE n.decision = 'stay' AND n.until <= %(today)s::date + 14"
FINDINGS = f"""
SELECT i.id, '', NULL, o.short, 0, f.due_on, NULL, '', NULL, '', {NOBODY}
  FROM placement_finding f JOIN placement_inspection i ON i.id = f.inspection_id
  JOIN directory_office o ON o.id = i.house_id
 WHERE f.owner_id = %(office)s AND f.closed_on IS NULL AND i.withdrawn_by IS NULL
 ORDER BY f.due_on LIMIT 10"""
"""What an inspection found, to the office that is to mend it, until it says so."""
ANY_FINDING = "SELECT FROM placement_finding f WHERE f.owner_id = %(office)s AND f.closed_on IS NULL"
PAPERS = f"""
SELECT p.id, p.kind, NULL, o.short, 0, p.until, NULL, '', NULL, '', {NOBODY}
  FROM placement_papers_ending(%(office)s::int, %(today)s::date) p JOIN directory_office o ON o.id = p.office
 ORDER BY p.until LIMIT 10"""
"""A licence or an accreditation that ends within 90 days or ended, of the own house and of those right below."""
ANY_HARM = "SELECT FROM placement_staynote n WHERE n.kind = 'harm' AND n.at > %(now)s - interval '7 days'"
_KINDS = ", ".join(f"'{kind}'" for kind in sorted(HOUSES))
ANY_AWAITING = f"""SELECT FROM directory_office o WHERE o.id = %(office)s AND o.kind IN ({_KINDS})
 UNION ALL SELECT FROM placement_room r WHERE r.office_id = %(office)s"""
"""Whether somebody sleeps at the office at all."""
AWAITING = f"""
SELECT NULL, '', min(w.since), '', count(*)::int, NULL, NULL, '', NULL, '', {NOBODY}
  FROM placement_awaits(%(office)s::int) w WHERE EXISTS ({ANY_AWAITING}) HAVING count(*) > 0"""
"""How many are at the house and in no room of it: from the arrival to the bed nobody is lost."""
ROLL = f"""
SELECT NULL, '', r.due, '', 0, NULL, NULL, '', NULL, '', {NOBODY} FROM ({DUE}) r"""
"""No roll was held tonight by the hour that the house said: to whoever works there, and heads it."""


def harmed(_request: Request, _line: Line, _key: bytes | None) -> Mapping[str, Any]:
    """Somebody may be in danger now: that stands above whatever else waits for the office."""
    return {"danger": True}
