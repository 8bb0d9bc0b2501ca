"""Cases that run, newest first, are walked in an index of their own: the list that opens first asks for nothing else."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0011_a_client_of_several_cases_is_marked'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='share',
            index=models.Index(condition=models.Q(('status', 'open')), fields=['office', '-opened_on', '-case'], name='share_open'),
        ),
    ]
