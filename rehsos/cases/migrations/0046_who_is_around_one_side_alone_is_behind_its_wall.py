"""Who stands around clients of one side alone is closed to the workers of the other, as their clients are."""

from django.db import migrations

_FOLLOW = """
WITH files AS MATERIALIZED (
  SELECT client_id AS person, barred FROM cases_case
  UNION ALL
  SELECT r.person_id, c.barred FROM cases_participant r JOIN cases_case c ON c.id = r.case_id
), walled AS (
  SELECT person, count(*) AS n FROM files GROUP BY person HAVING bool_or(0 < ANY(barred))
), closed AS (
  SELECT person, x FROM walled JOIN files USING (person), unnest(barred) x WHERE x > 0 GROUP BY person, n, x
  HAVING count(*) = n
)
UPDATE people_person p SET barred = ARRAY(SELECT DISTINCT x FROM unnest(p.barred || found.workers) x ORDER BY x)
  FROM (SELECT person, array_agg(x) AS workers FROM closed GROUP BY person) found
 WHERE p.id = found.person AND NOT p.barred @> found.workers
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0045_whoever_stated_a_death_is_told_afterwards"),
    ]

    operations = [
        migrations.RunSQL(_FOLLOW, migrations.RunSQL.noop),
    ]
