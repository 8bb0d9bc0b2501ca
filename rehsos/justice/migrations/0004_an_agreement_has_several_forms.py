"""An agreement of diversi has several forms: their codes stand in one line, with + between them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("justice", "0003_an_estimated_age_is_the_recorded_years")]
    operations = [
        migrations.AlterField(
            model_name="diversi", name="form", field=models.CharField(blank=True, max_length=60)
        )
    ]
