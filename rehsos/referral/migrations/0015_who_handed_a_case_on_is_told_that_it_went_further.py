"""Who handed a case on is told when it goes further: the referral by which it went says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referral", "0014_what_waits_is_listed_by_its_end")]

    operations = [
        migrations.AddField("referral", "went_further_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "referral",
            models.Index(
                fields=["sender", "went_further_at"],
                name="referral_further",
                condition=models.Q(went_further_at__isnull=False),
            ),
        ),
    ]
