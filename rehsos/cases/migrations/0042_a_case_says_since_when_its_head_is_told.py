"""A case says since when the head of its office is told of it: those at critical risk, from the day that was judged."""

from django.db import migrations, models

TOLD = """
UPDATE cases_case c SET alarmed_on = coalesce(
  (SELECT max(x.happened_at)::date FROM audit_action x WHERE x.dossier = c.id AND x.name = 'set_risk'), c.opened_on)
 WHERE c.risk = 'critical' AND c.status = 'open'"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0041_a_client_may_have_died"), ("audit", "0005_a_line_says_its_room")]

    operations = [
        migrations.AddField("case", "alarmed_on", models.DateField(null=True)),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["owner"], name="case_alarmed", condition=models.Q(status="open", alarmed_on__isnull=False)
            ),
        ),
    ]
