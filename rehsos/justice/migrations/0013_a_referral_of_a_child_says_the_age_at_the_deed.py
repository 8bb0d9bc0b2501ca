"""What was sent of a child before the law says the age its case said that day, where that can be told.

It can where the part was recorded before the sending, its age is no estimate (of one only the sealed birth tells how
far it goes), and neither matter nor birth were corrected since. The rest stays as both offices have read it.
"""

from django.db import migrations

AT_THE_DEED = """
UPDATE referral_referral r SET age_by = 'age_band', other_age = ARRAY[p.age_at_deed]
  FROM (SELECT DISTINCT ON (j.case_id) j.case_id, j.age_at_deed, j.age_estimated, m.version, a.recorded_at
          FROM justice_part j JOIN justice_matter m ON m.id = j.matter_id JOIN audit_action a ON a.id = j.id
         WHERE j.ended_by <> 'recorded_by_mistake' ORDER BY j.case_id, j.id) p
 WHERE r.case_id = p.case_id AND r.sent_at > p.recorded_at AND p.age_at_deed IS NOT NULL AND NOT p.age_estimated
   AND p.version = 1 AND r.age_by = ''
   AND NOT EXISTS (SELECT FROM audit_action f WHERE f.dossier = r.case_id AND f.name = 'follow_birth')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("justice", "0012_a_circle_closes_a_matter"),
        ("referral", "0016_a_referral_says_by_which_age_its_case_called_them"),
        ("audit", "0001_initial"),
    ]
    operations = [migrations.RunSQL(AT_THE_DEED, migrations.RunSQL.noop)]
