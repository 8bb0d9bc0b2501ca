"""A policy begins on a day of its office, which whoever sets it says: the process has no day of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [
        migrations.AlterField(model_name="localpolicy", name="since", field=models.DateField()),
    ]
