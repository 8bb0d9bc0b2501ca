"""Who handed a case on sees what was filed until then; what had been filed since stays as it was seen."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

HANDED_ON = """
UPDATE cases_case c SET history_for = q.offices
  FROM (SELECT s.case_id, array_agg(s.office_id ORDER BY s.office_id) AS offices
          FROM (SELECT h.case_id, h.office_id
                  FROM cases_share h
                  JOIN cases_case k ON k.id = h.case_id
                  JOIN directory_office o ON o.id = k.owner_id
                 WHERE h.until IS NULL OR h.until >= (now() AT TIME ZONE o.time_zone)::date
                 GROUP BY h.case_id, h.office_id HAVING bool_and(h.grounds = 'handed_on')) s GROUP BY s.case_id) q
 WHERE q.case_id = c.id
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0031_a_duty_of_the_law_outlives_its_case")]

    operations = [
        migrations.AddField(
            "case", "history_for", ArrayField(models.IntegerField(), db_default=[], default=list, size=None)
        ),
        migrations.RunSQL(HANDED_ON, migrations.RunSQL.noop),
    ]
