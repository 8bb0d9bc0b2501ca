"""A referral keeps by which age its case called the client when it was sent: that at the deed, beside that at opening."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referral", "0015_who_handed_a_case_on_is_told_that_it_went_further")]

    operations = [
        migrations.AddField("referral", "age_by", models.CharField(blank=True, default="", max_length=20)),
        migrations.AddField("referral", "other_age", ArrayField(models.SmallIntegerField(), null=True)),
    ]
