"""A count finds the few cases behind a wall without walking all that its office counts."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0006_indexes_are_those_that_are_walked'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('barred', []), _negated=True), fields=['counts_at'], name='case_walled'),
        ),
    ]
