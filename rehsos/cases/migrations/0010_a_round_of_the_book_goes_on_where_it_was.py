"""Reckoning clocks anew after a rule changed can be stopped: the round knows how far it came."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_series_are_found_by_their_constraint")]

    operations = [
        migrations.CreateModel(
            "BookRound",
            [
                ("book", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("after", models.UUIDField()),
            ],
        ),
    ]
