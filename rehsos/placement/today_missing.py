"""Who is missing from a house in a case that nobody works: on the first page of the house, and above a headless one.

In a case that somebody works the clocks of who is to be told stand on that one's page; a line ends with the last of
them, or once they are found. The few who are missing are looked for first, and once: not for each who
stays in a large house.
"""

from rehsos.access.doors import NOBODY
from rehsos.access.heads import HEADS_LISTED
from rehsos.directory.days import lasts

_MISSING = f"""
SELECT s.id, '{{kind}}', a.since, o.short, 0, NULL, NULL, '', NULL, c.code, {NOBODY}
  FROM (WITH gone AS MATERIALIZED (SELECT a.stay_id, a.case_id, a.since FROM placement_absence a
         WHERE a.kind = 'missing' AND a.until IS NULL AND a.withdrawn_by IS NULL) SELECT * FROM gone) a
  JOIN placement_stay s ON s.id = a.stay_id JOIN cases_case c ON c.id = a.case_id
  JOIN directory_office o ON o.id = s.office_id
 WHERE s.ended_at IS NULL AND s.withdrawn_by IS NULL AND {{whose}}
   AND NOT EXISTS (SELECT FROM cases_assignment g WHERE g.case_id = c.id AND g.until IS NULL)
   AND EXISTS (SELECT FROM cases_clock k WHERE k.subject = s.id AND k.state IN ('running', 'late')
                  AND k.rule IN ('missing_head_told', 'missing_police_told', 'missing_family_told'))
 ORDER BY a.since LIMIT 10"""
MISSING = _MISSING.format(kind="here", whose="s.office_id = %(office)s")
ABOVE = _MISSING.format(kind="below", whose=f"""o.parent_id = %(office)s
   AND NOT EXISTS (SELECT FROM directory_posting h WHERE h.office_id = o.id AND h.since <= %(today)s
                      AND {lasts("h", "%(today)s")} AND h.role IN ({HEADS_LISTED}))""")  # fmt: skip
ANY_MISSING = "SELECT FROM placement_absence a WHERE a.kind = 'missing' AND a.until IS NULL AND a.withdrawn_by IS NULL"
