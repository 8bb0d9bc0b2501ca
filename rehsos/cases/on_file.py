"""The cases that people are in, for whoever looks for people: as client, or around one."""

from rehsos.directory.days import holds, running

from .working import WORKS

FILES = f"""
SELECT c.id, c.code, c.status, c.opened_on, c.client_id = ANY(me.ids) AS client,
  c.client_id = p.id OR EXISTS (SELECT 1 FROM cases_participant x
                                 WHERE x.case_id = c.id AND x.person_id = p.id) AS own,
  coalesce((SELECT bool_or(x.no_contact) FROM cases_participant x
             WHERE x.case_id = c.id AND x.person_id = ANY(me.ids)), false) AS no_contact,
  coalesce((SELECT bool_or(x.alleged) FROM cases_participant x
             WHERE x.case_id = c.id AND x.person_id = ANY(me.ids)), false) AS alleged,
  (SELECT bool_or(s.named) FROM cases_share s WHERE s.case_id = c.id AND s.office_id = ANY(%(offices)s)
      AND {running("s", "c.owner_id")}) AS named,
  {WORKS} AS works
  FROM cases_case c WHERE c.id IN (
       SELECT k.id FROM unnest(me.ids) AS of(one) JOIN cases_case k ON k.client_id = of.one
     UNION ALL SELECT x.case_id FROM unnest(me.ids) AS of(one) JOIN cases_participant x ON x.person_id = of.one)
   AND c.status <> 'void'
"""
BY_CODE = "SELECT people_one(client_id) AS person, 0 AS step, offices FROM cases_case WHERE code = %(code)s"
KNOWN = f"""EXISTS (
  SELECT 1 FROM cases_share s
   WHERE s.office_id = %(office)s AND s.named AND {holds("s")}
     AND s.case_id IN (SELECT id FROM cases_case WHERE client_id = p.id
                        UNION ALL SELECT case_id FROM cases_participant WHERE person_id = p.id))"""
