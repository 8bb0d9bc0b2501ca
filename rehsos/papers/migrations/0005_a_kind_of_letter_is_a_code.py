"""Which kinds of letters there are is declared by the rooms; the column holds the bare code, as it always did."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("papers", "0004_series_are_found_by_their_constraint")]

    operations = [migrations.AlterField("letter", "kind", models.CharField(max_length=20))]
