"""What legs put on Hari ini: who is to come and be accepted, and that somebody else accepted in our stead."""

from rehsos.access.doors import NOBODY

TO_ACCEPT = f"""
SELECT l.id, l.vehicle, l.arrives, coalesce(o.short, p.name, ''), (SELECT count(*)::int FROM repatriation_ride r
         WHERE r.leg_id = l.id AND r.aboard AND r.outcome = ''), NULL, NULL, 'due', NULL, '', {NOBODY}
  FROM repatriation_leg l LEFT JOIN directory_office o ON o.id = l.sender_id
  LEFT JOIN directory_place p ON p.code = l.from_place_id
 WHERE l.receiver_id = %(office)s AND l.accepted_at IS NULL AND l.cancelled_at IS NULL AND l.departed_at IS NOT NULL
 ORDER BY l.arrives LIMIT 10"""
ANY_TO_ACCEPT = """SELECT FROM repatriation_leg l WHERE l.receiver_id = %(office)s AND l.accepted_at IS NULL
   AND l.cancelled_at IS NULL"""
ABSENT = f"""
SELECT l.id, l.vehicle, l.accepted_at, coalesce(o.short, ''), 0, NULL, NULL, 'absent', NULL, '', {NOBODY}
  FROM repatriation_leg l JOIN directory_office o ON o.id = l.office_id
 WHERE l.receiver_id = %(office)s AND l.accepted_as = 'other'
   AND l.accepted_at BETWEEN %(now)s - interval '7 days' AND %(two_days)s
 ORDER BY l.accepted_at DESC LIMIT 5"""
"""The absent office is told for a week: whom it did not meet, and where to follow them up."""
ANY_ABSENT = """SELECT FROM repatriation_leg l WHERE l.receiver_id = %(office)s AND l.accepted_as = 'other'
   AND l.accepted_at > %(now)s - interval '7 days'"""
