"""The list of an office reads each side newest first as far as a page, and Hari ini what was told of late, by indexes.

Before, both sides were read and sorted whole, and what was revoked or told was looked for among all that ever came or went.
"""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest

MOMENT = Coalesce("sent_at", "drafted_at")
TOLD = Greatest("answered_at", "arrived_at", "resulted_at")
INDEXES = (
    models.Index("shown_to", MOMENT.desc(), F("id").desc(), name="referral_list_to"),
    models.Index("sender", MOMENT.desc(), F("id").desc(), name="referral_list_from"),
    models.Index("sender", TOLD, name="referral_told"),
    models.Index(fields=["receiver", "asked_at"], name="referral_asked", condition=~Q(asked_at=None)),
    models.Index(fields=["receiver", "revoked_at"], name="referral_gone", condition=Q(state="revoked")),
)


class Migration(migrations.Migration):
    dependencies = [("referral", "0004_somebody_outside_is_asked")]

    operations = [
        migrations.RemoveIndex("referral", "referral_to"),
        migrations.RemoveIndex("referral", "referral_from"),
        *(migrations.AddIndex("referral", index) for index in INDEXES),
    ]
