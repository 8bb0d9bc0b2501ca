"""What a leg still owes is found by the office whose it is, and who died on one by the hour."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("repatriation", "0004_who_receives_may_be_outside")]

    operations = [
        migrations.AddIndex(
            "leg",
            models.Index(fields=["office", "accepted_at"], name="leg_of_late", condition=models.Q(cancelled_at=None)),
        ),
        migrations.AddIndex(
            "ride", models.Index(fields=["ended_at"], name="ride_died", condition=models.Q(outcome="died"))
        ),
    ]
