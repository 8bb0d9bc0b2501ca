"""The index of what is late in an office holds what an ended case still owes: the law's duties, and aftercare."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0042_a_case_says_since_when_its_head_is_told")]

    operations = [
        migrations.RemoveIndex(model_name="clock", name="clock_late"),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                fields=["owner", "due_at"],
                name="clock_late",
                include=["case", "rule", "duty", "second_due_at", "offices", "barred"],
                condition=models.Q(
                    status__in=["open", "closed"], state="running", duty__in=["ours", "policy"], advisory=False
                ),
            ),
        ),
    ]
