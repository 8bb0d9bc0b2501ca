"""A count of referrals reads an index of the office that counts; before, it read all of the country."""

from django.db import migrations, models

COUNTED = (
    "deed", "state", "wanted", "urgency", "answer", "refusal", "received_at", "answered_at", "offices", "barred",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("referral", "0006_what_was_agreed_is_found_by_its_hour")]

    operations = [
        migrations.AddIndex(
            "referral",
            models.Index(fields=["sender", "sent_at"], include=["receiver", *COUNTED], name="referral_count"),
        ),
        migrations.AddIndex(
            "referral",
            models.Index(fields=["receiver", "sent_at"], include=["sender", *COUNTED], name="referral_count_in"),
        ),
    ]
