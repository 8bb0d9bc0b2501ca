"""A table for the seals over the action log, and an index by which the newest lines are found."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_lines_that_tell_where_are_sealed")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("sealed_at", models.DateTimeField()),
                ("upto", models.DateTimeField()),
                ("ids", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("hashes", models.BinaryField()),
                ("own", models.BinaryField()),
                ("signature", models.BinaryField()),
            ],
        ),
        migrations.AddIndex(
            model_name="action",
            index=django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["recorded_at"], name="action_recorded"
            ),
        ),
    ]
