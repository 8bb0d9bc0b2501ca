"""What stays put on Hari ini: what may have been done to somebody in a house, at the office above it."""

from rehsos.access.doors import NOBODY

HARM = f"""
SELECT n.id, '', n.at, o.short, 0, NULL, NULL, '', NULL, c.code, {NOBODY}
  FROM placement_staynote n JOIN placement_stay s ON s.id = n.stay_id
  JOIN directory_office o ON o.id = s.office_id JOIN cases_case c ON c.id = n.case_id
 WHERE n.kind = 'harm' AND n.withdrawn_by IS NULL AND o.parent_id = %(office)s
   AND n.at BETWEEN %(now)s - interval '7 days' AND %(two_days)s
 ORDER BY n.at DESC LIMIT 10"""
"""Written by anybody at the house, and read above it at once: the head of the house need not pass it on."""
ANY_HARM = "SELECT FROM placement_staynote n WHERE n.kind = 'harm' AND n.at > %(now)s - interval '7 days'"
