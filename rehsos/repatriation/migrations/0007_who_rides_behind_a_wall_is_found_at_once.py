"""Those who ride behind a wall are few, and are found without reading who rides."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("repatriation", "0006_who_accepted_stands_with_each_who_came")]

    operations = [
        migrations.AddIndex("ride", models.Index(fields=["leg"], name="ride_walled", condition=~models.Q(barred=[]))),
    ]
