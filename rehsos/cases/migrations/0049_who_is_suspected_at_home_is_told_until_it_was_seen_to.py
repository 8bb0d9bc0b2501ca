"""A case says since when somebody who is suspected lives with its client, until somebody wrote what was done about it.

Of running cases that is what is told of those around the client; from the day it was told last.
"""

from django.db import migrations, models

TOLD = """
UPDATE cases_case c SET home_unsafe_on = coalesce(
  (SELECT (max(x.happened_at) AT TIME ZONE o.time_zone)::date FROM audit_action x
    WHERE x.dossier = c.id AND x.name IN ('add_participant', 'change_participant')), c.opened_on)
  FROM directory_office o
 WHERE o.id = c.owner_id AND c.status = 'open'
   AND EXISTS (SELECT FROM cases_participant p WHERE p.case_id = c.id AND p.alleged AND p.lives_together)"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0048_a_service_says_of_which_level_it_is"), ("audit", "0005_a_line_says_its_room")]

    operations = [
        migrations.AddField("case", "home_unsafe_on", models.DateField(null=True)),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
        migrations.RemoveIndex("case", "case_alarmed"),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["owner"],
                name="case_alarmed",
                condition=models.Q(
                    models.Q(alarmed_on__isnull=False) | models.Q(home_unsafe_on__isnull=False), status="open"
                ),
            ),
        ),
    ]
