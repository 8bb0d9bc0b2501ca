"""Cases in which this room filed something bear its name; from here on a trigger sees to it (access.guard_rooms)."""

from django.db import migrations

TOLD = """
UPDATE cases_case SET rooms = array_append(rooms, 'justice')
 WHERE 'justice' <> ALL(rooms) AND id IN (
   SELECT case_id FROM justice_part UNION SELECT case_id FROM justice_hearing
   UNION SELECT case_id FROM justice_diversi UNION SELECT case_id FROM justice_verdict)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0014_a_case_knows_the_rooms_in_it'),
        ('justice', '0008_cases_count_by_the_age_at_the_deed'),
    ]

    operations = [
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
    ]
