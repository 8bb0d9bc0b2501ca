from django.db import migrations, models

GONE = models.Index(fields=["sender", "left_at"], name="referral_left", condition=models.Q(left_at__isnull=False))


class Migration(migrations.Migration):
    dependencies = [("referral", "0007_a_count_of_referrals_reads_an_index")]

    operations = [
        migrations.AddField("referral", "left_at", models.DateTimeField(null=True)),
        migrations.AddIndex("referral", GONE),
    ]
