"""Reckoning clocks anew after a rule changed can be stopped: the round knows how far it came."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_a_case_keeps_the_age_at_the_deed")]

    operations = [
        migrations.CreateModel(
            "BookRound",
            [
                ("book", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("after", models.UUIDField()),
            ],
        ),
    ]
