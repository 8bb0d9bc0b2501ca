"""What a house tells of whom it took in off the list of another office: that they died, on that one's Hari ini."""

from rehsos.access.doors import NOBODY

DIED = f"""
SELECT m.group_id, '', x.at, CASE WHEN x.hidden THEN '' ELSE x.short END, m.number, NULL, NULL, '', NULL, '', {NOBODY}
  FROM referral_guests_died(%(office)s::int) x JOIN repatriation_member m ON m.id = x.thing
 WHERE x.at > %(now)s - interval '7 days' ORDER BY x.at LIMIT 10"""
"""For a week: the case is the house's, which tends to what follows; whose list it is has the family to tell."""
ANY_DIED = (
    "SELECT FROM referral_guest g WHERE g.sender_id = %(office)s AND g.office_id <> %(office)s AND g.went = 'taken'"
)
