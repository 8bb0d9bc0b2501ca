"""Services are counted from one index of their own table: each says whether a case that it was for stands, and to whom all
of those are closed. Kept by triggers from here on; here it is said of those there are.
"""

import django.contrib.postgres.fields
from django.db import migrations, models


_STANDING = """(SELECT x.service_id, x.barred FROM cases_servicecase x JOIN cases_case d ON d.id = x.case_id
   WHERE x.withdrawn_by IS NULL AND d.status <> 'void')"""
FALLEN = f"""
UPDATE cases_service s SET stands = false
 WHERE NOT EXISTS (SELECT 1 FROM {_STANDING} v WHERE v.service_id = s.id)
"""
CLOSED = f"""
UPDATE cases_service s SET closed_to = q.workers
  FROM (SELECT w.service_id, array_agg(w.b ORDER BY w.b) AS workers
          FROM (SELECT v.service_id, b, count(*) AS walls FROM {_STANDING} v, unnest(v.barred) b GROUP BY 1, 2) w
         WHERE w.walls = (SELECT count(*) FROM {_STANDING} a WHERE a.service_id = w.service_id) GROUP BY 1) q
 WHERE q.service_id = s.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0021_an_answer_is_to_a_version_and_a_service_to_a_step'),
    ]

    operations = [
        migrations.AddField(
            model_name='service',
            name='closed_to',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), db_default=[], default=list, size=None),
        ),
        migrations.AddField(
            model_name='service',
            name='stands',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.RunSQL(FALLEN, migrations.RunSQL.noop),
        migrations.RunSQL(CLOSED, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='service',
            index=models.Index(fields=['office', 'at'], include=('kind', 'mode', 'minutes', 'waiting', 'stands', 'closed_to', 'offices'), name='service_count'),
        ),
        migrations.AddIndex(
            model_name='service',
            index=models.Index(condition=models.Q(('closed_to', []), _negated=True), fields=['office'], name='service_walled'),
        ),
    ]
