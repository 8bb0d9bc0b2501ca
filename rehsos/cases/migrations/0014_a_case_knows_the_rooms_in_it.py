"""A case knows which rooms above this one filed something in it: each tells in a migration of its own, then by trigger."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0013_a_case_says_which_age_is_an_estimate'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='rooms',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), db_default=[], default=list, size=None),
        ),
    ]
