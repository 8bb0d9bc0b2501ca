"""A referral that fell with its case says so, and not that its sender took it back."""

from django.db import migrations, models

OVER = ["revoked", "fell"]
FELL = """
UPDATE referral_referral r SET state = 'fell'
 WHERE r.state = 'revoked' AND EXISTS (SELECT FROM referral_part p WHERE p.referral_id = r.id AND p.code IN ('fell', 'shut'))
"""


class Migration(migrations.Migration):
    dependencies = [("referral", "0017_who_is_accepted_without_a_case_is_somewhere")]

    operations = [
        migrations.AlterField(
            "referral",
            "state",
            models.CharField(
                choices=[
                    ("draft", "Konsep"),
                    ("sent", "Dikirim"),
                    ("received", "Diterima, menunggu jawaban"),
                    ("accepted", "Disetujui"),
                    ("partly", "Disetujui sebagian"),
                    ("refused", "Ditolak"),
                    ("arrived", "Berjalan"),
                    ("done", "Selesai"),
                    ("revoked", "Dicabut"),
                    ("fell", "Gugur"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint("referral", "referral_sent_has_code"),
        migrations.AddConstraint(
            "referral",
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", *OVER]) | models.Q(sent_at__isnull=False, code__isnull=False),
                name="referral_sent_has_code",
            ),
        ),
        migrations.RemoveIndex("referral", "referral_gone"),
        migrations.AddIndex(
            "referral",
            models.Index(
                fields=["receiver", "revoked_at"], name="referral_gone", condition=models.Q(state__in=OVER)
            ),
        ),
        migrations.RunSQL(FELL, migrations.RunSQL.noop),
    ]
