"""Cases that exist take the age at the deed from their first part, as the action does (`settle_role`)."""

from django.db import migrations

FIRST_PART = """
UPDATE cases_case c SET age_at_deed = p.age_at_deed
  FROM (SELECT DISTINCT ON (case_id) case_id, age_at_deed FROM justice_part
         WHERE ended_by <> 'recorded_by_mistake' ORDER BY case_id, id) p
 WHERE p.case_id = c.id AND c.age_at_deed IS DISTINCT FROM p.age_at_deed
"""


class Migration(migrations.Migration):
    dependencies = [
        ("justice", "0007_a_part_stands_once_in_a_case"),
        ("cases", "0008_a_case_keeps_the_age_at_the_deed"),
    ]
    operations = [migrations.RunSQL(FIRST_PART, migrations.RunSQL.noop)]
