from django.db import migrations, models

GONE = models.Index(fields=["sender", "left_at"], name="referral_left", condition=models.Q(left_at__isnull=False))


class Migration(migrations.Migration):
    dependencies = [("referral", "0006_what_was_agreed_is_found_by_its_hour")]

    operations = [
        migrations.AddField("referral", "left_at", models.DateTimeField(null=True)),
        migrations.AddIndex("referral", GONE),
    ]
