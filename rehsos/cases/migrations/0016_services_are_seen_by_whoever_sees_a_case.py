"""A service and its costs took the offices of a case as it stood in memory: those it missed are added. Kept by the guard
from here on, whatever a row was written with.
"""

from django.db import migrations

SERVICES = """
UPDATE cases_service s SET offices = q.all_of_them
  FROM (SELECT x.service_id, array_agg(DISTINCT o ORDER BY o) AS all_of_them
          FROM cases_servicecase x JOIN cases_case c ON c.id = x.case_id, unnest(c.offices) o GROUP BY 1) q
 WHERE q.service_id = s.id AND s.offices IS DISTINCT FROM q.all_of_them
"""
COSTS = """
UPDATE cases_cost t SET offices = s.offices FROM cases_service s
 WHERE s.id = t.service_id AND t.offices IS DISTINCT FROM s.offices
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0015_cases_that_run_are_read_from_their_index'),
    ]

    operations = [
        migrations.RunSQL(SERVICES, migrations.RunSQL.noop),
        migrations.RunSQL(COSTS, migrations.RunSQL.noop),
    ]
