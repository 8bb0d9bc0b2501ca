"""A month of the running year is told before its year, which tells it anew: a release says through which month it goes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("statistics", "0001_what_was_told")]

    operations = [
        migrations.AddField(
            model_name="release",
            name="through",
            field=models.SmallIntegerField(default=12),
        ),
        migrations.RemoveConstraint(model_name="release", name="release_once"),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                fields=("item", "year", "dimension", "through"), name="release_once_through"
            ),
        ),
        migrations.RemoveConstraint(model_name="releasedcell", name="released_cell_once"),
        migrations.AddConstraint(
            model_name="releasedcell",
            constraint=models.UniqueConstraint(
                fields=("release", "place", "period", "code"), name="released_cell_once_a_release"
            ),
        ),
    ]
