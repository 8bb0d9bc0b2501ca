"""Who works for both sides of a matter, told to the head of the office: the law gives each side its own worker."""

from rehsos.directory.days import holds

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
