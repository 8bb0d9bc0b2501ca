"""Roles, kinds of appointment and of decision are given by rooms; a column keeps their codes, and no list of them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0017_what_something_hangs_on_has_a_kind'),
    ]

    operations = [
        migrations.AlterField(
            model_name='appointment',
            name='kind',
            field=models.CharField(max_length=12),
        ),
        migrations.AlterField(
            model_name='approval',
            name='kind',
            field=models.CharField(max_length=8),
        ),
        migrations.AlterField(
            model_name='case',
            name='role',
            field=models.CharField(blank=True, default='', max_length=18),
        ),
        migrations.AlterField(
            model_name='share',
            name='role',
            field=models.CharField(blank=True, default='', max_length=18),
        ),
    ]
