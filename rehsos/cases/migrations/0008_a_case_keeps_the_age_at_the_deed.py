"""The age at the deed stands in the case, where a count reads it from the index alone; justice fills it (0008 there)."""

from django.db import migrations, models

BEFORE = ("kind", "place", "sex", "age", "status", "primary_type", "offices", "barred", "opened_on", "id")
NOW = (*BEFORE[:4], "age_at_deed", *BEFORE[4:])


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_the_few_behind_a_wall_have_an_index")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="age_at_deed",
            field=models.SmallIntegerField(null=True),
        ),
        migrations.RemoveIndex(model_name="case", name="case_count"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["counts_at", "role", "opened_month"], include=NOW, name="case_count"),
        ),
    ]
