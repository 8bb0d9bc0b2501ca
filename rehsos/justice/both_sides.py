"""Who works for both sides of a matter, told to the head of the office: the law gives each side its own worker."""

from rehsos.directory.days import holds, running

from .models import MISTAKE, Side

# From the office's cases that run: in a closed one nobody can be assigned any more.
BOTH_SIDES = f"""
WITH running AS MATERIALIZED (
  SELECT c.id FROM cases_case c WHERE c.owner_id = %(office)s AND c.status = 'open'
   AND (%(case)s::uuid IS NULL OR c.id = %(case)s)
), opposed AS MATERIALIZED (
  SELECT CASE i.side WHEN 'harmed' THEN i.case_id ELSE j.case_id END AS harmed,
         CASE i.side WHEN 'harmed' THEN j.case_id ELSE i.case_id END AS accused
    FROM running r JOIN justice_part i ON i.case_id = r.id
    JOIN justice_part j ON j.matter_id = i.matter_id
     AND (i.side, j.side) IN (('harmed', 'accused'), ('accused', 'harmed'))
   WHERE i.ended_on IS NULL AND j.ended_on IS NULL
)
SELECT DISTINCT w.name AS who, h.code, x.code AS against
  FROM opposed o
  JOIN cases_case h ON h.id = o.harmed JOIN cases_case x ON x.id = o.accused
  JOIN cases_assignment a ON a.case_id = h.id AND {holds("a")}
  JOIN cases_assignment b ON b.case_id = x.id AND b.worker_id = a.worker_id AND {holds("b")}
  JOIN directory_worker w ON w.id = a.worker_id
 WHERE h.status <> 'void' AND x.status <> 'void'
 ORDER BY who
"""

OPPOSED = f"""
SELECT j.case_id FROM justice_part i JOIN justice_part j ON j.matter_id = i.matter_id AND j.side <> i.side
 WHERE i.case_id = %(case)s AND j.case_id <> i.case_id AND '{Side.NEITHER}' NOT IN (i.side, j.side)
   AND '{MISTAKE}' NOT IN (i.ended_by, j.ended_by)
"""
"""The cases on another side of a matter than that of the case: as the wall stands (`walls`)."""

BEHIND = f"""
WITH moved AS (
  SELECT DISTINCT p.matter_id FROM cases_assignment a JOIN justice_part p ON p.case_id = a.case_id
   WHERE a.since BETWEEN %(today)s - 32 AND %(today)s OR a.until BETWEEN %(today)s - 32 AND %(today)s
)
SELECT c.id FROM cases_case c
 WHERE c.status <> 'void' AND c.id IN (SELECT case_id FROM justice_part JOIN moved USING (matter_id))
   AND c.barred <> ARRAY(
     SELECT DISTINCT a.worker_id::int FROM ({OPPOSED.replace("%(case)s", "c.id")}) o
       JOIN cases_case d ON d.id = o.case_id AND d.status <> 'void'
       JOIN cases_assignment a ON a.case_id = d.id AND {running("a", "d.owner_id")}
      WHERE NOT EXISTS (SELECT 1 FROM cases_assignment b
                         WHERE b.case_id = c.id AND b.worker_id = a.worker_id AND {running("b", "c.owner_id")})
      ORDER BY 1)
"""
"""The cases whose wall (`walls`) is not as who works both sides today would have it."""
