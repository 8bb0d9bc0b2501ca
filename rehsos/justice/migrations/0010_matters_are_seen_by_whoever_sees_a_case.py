"""A perkara, its officers and common facts took the offices of a case as it stood in memory: those missed are added.
Kept by the guard from here on.
"""

from django.db import migrations

MATTERS = """
UPDATE justice_matter m SET offices = q.all_of_them
  FROM (SELECT p.matter_id, array_agg(DISTINCT o ORDER BY o) AS all_of_them
          FROM justice_part p JOIN cases_case c ON c.id = p.case_id, unnest(c.offices) o GROUP BY 1) q
 WHERE q.matter_id = m.id AND m.offices IS DISTINCT FROM q.all_of_them
"""
BESIDE = """
UPDATE {table} t SET offices = m.offices FROM justice_matter m
 WHERE m.id = t.matter_id AND t.offices IS DISTINCT FROM m.offices
"""


class Migration(migrations.Migration):

    dependencies = [
        ('justice', '0009_cases_know_that_there_is_a_matter'),
    ]

    operations = [
        migrations.RunSQL(MATTERS, migrations.RunSQL.noop),
        migrations.RunSQL(BESIDE.format(table='justice_officer'), migrations.RunSQL.noop),
        migrations.RunSQL(BESIDE.format(table='justice_matterfact'), migrations.RunSQL.noop),
    ]
