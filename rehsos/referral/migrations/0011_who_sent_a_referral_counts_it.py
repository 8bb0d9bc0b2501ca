"""Who sent a referral counts it for ever; it was counted by whoever followed it since its case was handed on.

Who that was the log says: a referral has the id of the action that began it.
"""

import django.db.models.deletion
from django.db import migrations, models

SENT_BY = """
UPDATE referral_referral r SET counts_at_id = coalesce(
  (SELECT a.office FROM audit_action a WHERE a.id = r.id
      AND EXISTS (SELECT FROM directory_office o WHERE o.id = a.office)), r.sender_id)
"""
COUNTED = (
    "deed", "state", "wanted", "urgency", "answer", "refusal", "received_at", "answered_at", "offices", "barred",
)  # fmt: skip


def _office(**more: bool) -> models.Field:
    return models.ForeignKey(
        "directory.office", on_delete=django.db.models.deletion.PROTECT, db_index=False, related_name="+", **more
    )


class Migration(migrations.Migration):
    dependencies = [
        ("referral", "0010_what_is_owed_is_owed_to_whose_case_it_is"),
        ("audit", "0005_a_line_says_its_room"),
    ]

    operations = [
        migrations.AddField("referral", "counts_at", _office(null=True)),
        migrations.RunSQL(SENT_BY, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField("referral", "counts_at", _office()),
        migrations.RemoveIndex("referral", "referral_count"),
        migrations.RemoveIndex("referral", "referral_count_in"),
        migrations.AddIndex(
            "referral",
            models.Index(fields=["counts_at", "sent_at"], include=["receiver", *COUNTED], name="referral_count"),
        ),
        migrations.AddIndex(
            "referral",
            models.Index(fields=["receiver", "sent_at"], include=["counts_at", *COUNTED], name="referral_count_in"),
        ),
    ]
