"""What an office agreed to and did not begin is found by its hour; nothing asks for referrals by who sees them alone.

The index of `offices` did harm: PostgreSQL takes a scope for one row in a hundred, and met it with all that ever came.
"""

from django.db import migrations, models

AGREED = models.Index(
    fields=["receiver", "-answered_at"], name="referral_agreed", condition=models.Q(state__in=["accepted", "partly"])
)
ASKED = models.Index(fields=["receiver", "asked_at"], name="referral_asked", condition=models.Q(asked_at__isnull=False))


class Migration(migrations.Migration):
    dependencies = [("referral", "0005_each_side_is_listed_in_its_own_order")]

    operations = [
        migrations.RemoveIndex("referral", "referral_offices"),
        migrations.AddIndex("referral", AGREED),
        migrations.RemoveIndex("referral", "referral_asked"),
        migrations.AddIndex("referral", ASKED),
    ]
