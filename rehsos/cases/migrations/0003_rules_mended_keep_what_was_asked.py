"""Room for several answers; clocks of a rule that became two keep when we asked about them; which rules the clocks know.

What else mended rules change in kept clocks is brought in step after the migration (cases/refreshing.py): it takes the
calculator, whose tables are all there only then.
"""

from django.db import migrations, models

TOLD_APART = """
UPDATE cases_clock SET rule = 'restitution_child_value_prosecutor'
 WHERE rule = 'restitution_child_value' AND level = 'prosecution'
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_places_and_agencies_are_sealed")]
    operations = [
        migrations.CreateModel(
            name="RuleKept",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.AlterField(model_name="circumstance", name="value", field=models.CharField(max_length=60)),
        migrations.RunSQL(TOLD_APART, migrations.RunSQL.noop),
    ]
