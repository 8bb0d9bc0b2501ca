"""What a client says of a plan is said of one version of it; a service says which step of the plan it carried out.

What was answered before stands where the log knows of no change of the plan after it.
"""

import django.db.models.deletion
from django.db import migrations, models

ANSWERED = """
UPDATE cases_plan p SET answered_version = p.version - CASE WHEN EXISTS (
    SELECT 1 FROM audit_action e WHERE e.dossier = p.case_id AND e.name = 'edit_plan' AND e.facts->>'plan' = p.id::text
       AND e.recorded_at > (SELECT max(a.recorded_at) FROM audit_action a WHERE a.dossier = p.case_id
                               AND a.name = 'record_answer' AND a.facts->>'plan' = p.id::text)) THEN 1 ELSE 0 END
 WHERE p.answer <> ''
"""


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0005_a_line_says_its_room'),
        ('cases', '0020_a_kind_that_a_room_gives_has_room'),
    ]

    operations = [
        migrations.AddField(
            model_name='plan',
            name='answered_version',
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name='servicecase',
            name='step',
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.planitem'
            ),
        ),
        migrations.AddIndex(
            model_name='servicecase',
            index=models.Index(
                condition=models.Q(('step__isnull', False)), fields=['step'], name='service_of_step'
            ),
        ),
        migrations.RunSQL(ANSWERED, migrations.RunSQL.noop),
    ]
