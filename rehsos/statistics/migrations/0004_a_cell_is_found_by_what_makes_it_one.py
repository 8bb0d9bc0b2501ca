import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statistics", "0003_cases_are_summed"),
    ]

    operations = [
        migrations.AlterField(
            model_name="releasedcell",
            name="release",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cells",
                to="statistics.release",
            ),
        ),
    ]
