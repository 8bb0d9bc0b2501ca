"""An estimated age at the deed is kept as the recorded year tells it.

Before, the lowest age of a wide range was kept: of a child registered as about 13, 11. Only what was computed so is mended;
an age that somebody typed stays (the action that made the part remembers it).
"""

from django.db import migrations

RECORDED = """
UPDATE justice_part p
   SET age_at_deed = greatest(extract(year FROM m.event_from)::int - q.birth_year, 0)
  FROM justice_matter m, people_person q
 WHERE m.id = p.matter_id AND q.id = p.person_id AND p.age_estimated AND q.birth_estimated
   AND p.age_at_deed = greatest(extract(year FROM m.event_from)::int - q.birth_year
                                - CASE WHEN to_char(m.event_from, 'MMDD') = '1231' THEN 1 ELSE 2 END, 0)
   AND NOT EXISTS (SELECT 1 FROM audit_action a
                    WHERE a.id = p.id AND a.facts ->> 'age_at_deed' = p.age_at_deed::text)
"""


class Migration(migrations.Migration):
    dependencies = [("justice", "0002_agenda_of_a_hearing_is_sealed"), ("people", "0001_initial"), ("audit", "0001_initial")]
    operations = [migrations.RunSQL(RECORDED, migrations.RunSQL.noop)]
