"""What runs on a thing of a room is found by that thing alone: who has stayed too long, of a whole province."""

from django.db import migrations, models

RUNS_ON = models.Index(
    fields=["subject"],
    name="clock_runs_on",
    include=["rule", "due_at", "offices", "barred"],
    condition=models.Q(state="running") & ~models.Q(kind="case"),
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0038_who_answers_for_a_client_went_with_their_case")]

    operations = [migrations.AddIndex("clock", RUNS_ON)]
