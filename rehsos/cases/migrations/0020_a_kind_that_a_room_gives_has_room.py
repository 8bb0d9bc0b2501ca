"""Kinds of decision and of appointment are named by rooms above: their columns are as wide as those of facts."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0019_an_extension_typed_wrongly_is_taken_back'),
    ]

    operations = [
        migrations.AlterField(
            model_name='appointment',
            name='kind',
            field=models.CharField(max_length=40),
        ),
        migrations.AlterField(
            model_name='approval',
            name='kind',
            field=models.CharField(max_length=40),
        ),
    ]
