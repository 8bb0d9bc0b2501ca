"""What legs put on Hari ini: who is to come and be accepted, what waits for another, who was accepted in our stead."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from rehsos.access.doors import NOBODY, WORKED, Line
from rehsos.access.pages import Request

from .queries import DAY

TO_ACCEPT = f"""
SELECT l.id, l.vehicle, l.arrives, coalesce(o.short, p.name, ''), (SELECT count(*)::int FROM repatriation_ride r
         WHERE r.leg_id = l.id AND r.aboard AND r.outcome = ''), NULL, NULL, 'due', NULL, '', {NOBODY}
  FROM repatriation_leg l LEFT JOIN directory_office o ON o.id = l.sender_id
  LEFT JOIN directory_place p ON p.code = l.from_place_id
 WHERE l.receiver_id = %(office)s AND l.accepted_at IS NULL AND l.cancelled_at IS NULL AND l.departed_at IS NOT NULL
 ORDER BY l.arrives LIMIT 10"""
ANY_TO_ACCEPT = """SELECT FROM repatriation_leg l WHERE l.receiver_id = %(office)s AND l.accepted_at IS NULL
   AND l.cancelled_at IS NULL"""
_SENT = """l.sender_id = %(office)s AND l.receiver_id <> l.sender_id AND l.accepted_at IS NULL
   AND l.cancelled_at IS NULL AND l.departed_at IS NOT NULL"""
AWAITED = f"""
SELECT l.id, l.vehicle, l.arrives, coalesce(o.short, ''), (SELECT count(*)::int FROM repatriation_ride r
         WHERE r.leg_id = l.id AND r.aboard AND r.outcome = ''), NULL, NULL, 'awaited', NULL, '', {NOBODY}
  FROM repatriation_leg l JOIN directory_office o ON o.id = l.receiver_id
 WHERE {_SENT} AND (%(approves)s OR l.group_id IS NOT NULL) AND NOT EXISTS (SELECT FROM repatriation_ride r
         WHERE r.leg_id = l.id AND r.aboard AND r.outcome = '' AND r.case_id = {WORKED})
 ORDER BY l.arrives LIMIT 10"""
"""For who heads the office, and of a group for who works there: who works a case on it waits by that case's clock."""
ANY_AWAITED = f"SELECT FROM repatriation_leg l WHERE {_SENT}"
ABSENT = f"""
SELECT l.id, l.vehicle, max(r.ended_at), coalesce(o.short, ''), count(*)::int, NULL, NULL, 'absent', NULL, '', {NOBODY}
  FROM repatriation_ride r JOIN repatriation_leg l ON l.id = r.leg_id JOIN directory_office o ON o.id = l.office_id
 WHERE r.receiver_id = %(office)s AND r.accepted_as = 'other'
   AND r.ended_at BETWEEN %(now)s - interval '7 days' AND %(two_days)s
 GROUP BY l.id, o.short ORDER BY 3 DESC LIMIT 5"""
"""The absent office is told for a week: whom it did not meet, and where to follow them up."""
ANY_ABSENT = """SELECT FROM repatriation_ride r WHERE r.receiver_id = %(office)s AND r.accepted_as = 'other'
   AND r.ended_at > %(now)s - interval '7 days'"""

DIED = f"""
SELECT l.id, CASE WHEN l.office_id = %(office)s THEN 'ours' ELSE 'theirs' END, r.ended_at, o.short,
       r.number, NULL, NULL, coalesce(r.member_id::text, ''), NULL, '', {NOBODY}
  FROM repatriation_ride r JOIN repatriation_leg l ON l.id = r.leg_id JOIN directory_office o ON o.id = l.office_id
 WHERE r.outcome = 'died' AND CASE WHEN l.office_id = %(office)s THEN r.case_id IS NULL AND r.member_id IS NOT NULL
       ELSE %(office)s IN (l.sender_id, l.receiver_id) AND r.ended_at > %(now)s - interval '7 days' END
 ORDER BY r.ended_at LIMIT 10"""
"""Who died on a leg: whose it is opens a case, which says the rest; the offices at its ends read it for a week."""
ANY_DIED = "SELECT FROM repatriation_ride r WHERE r.outcome = 'died'"


def told(_request: Request, line: Line, _key: bytes | None) -> Mapping[str, Any]:
    """Until when who comes is to be accepted: by the receiver it is late then, who sent them waits."""
    if line.state == "absent" or line.at is None:
        return {}
    due, now = line.at + timedelta(seconds=DAY), timezone.now()
    late = line.state == "due" and due < now
    return {"due": due, "late": late, "urgent": late}
