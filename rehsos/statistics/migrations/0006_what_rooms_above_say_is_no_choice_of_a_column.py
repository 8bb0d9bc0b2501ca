"""Roles are given by rooms; a sum keeps their codes, and no list of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statistics", "0005_sums_tell_months_and_kab_a_part_at_a_time"),
    ]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="role",
            field=models.CharField(blank=True, max_length=18),
        )
        for name in ("sum", "change")
    ]
