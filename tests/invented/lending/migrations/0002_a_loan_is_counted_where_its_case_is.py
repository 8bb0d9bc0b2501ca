"""The office that counts the case and the client's place stand beside the loan: sums are kept of them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lending', '0001_the_room'),
    ]

    operations = [
        migrations.AddField(
            model_name='loan',
            name='counts_at_id',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='loan',
            name='place_id',
            field=models.CharField(blank=True, max_length=13),
        ),
    ]
