"""The index of what is late in an office holds the law's duties of closed cases, too: only their answer ends them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0030_stage_one_fits_a_letter")]

    operations = [
        migrations.RemoveIndex(model_name="clock", name="clock_late"),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                fields=["owner", "due_at"],
                name="clock_late",
                include=["case", "rule", "duty", "second_due_at", "offices", "barred"],
                condition=models.Q(state="running", duty__in=["ours", "policy"], advisory=False)
                & (models.Q(status="open") | models.Q(status="closed", duty="ours")),
            ),
        ),
    ]
