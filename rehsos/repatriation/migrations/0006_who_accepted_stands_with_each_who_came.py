"""By whom somebody was accepted stands with them: of a leg several may be, and each answered for whom they took.

Of those who came before, the log says who took them; of what was written down later, or by no line of it, the leg.
"""

from django.db import migrations, models

CHOICES = [
    ("", "Belum diterima"),
    ("office", "Kantor penerima"),
    ("family", "Keluarga"),
    ("other", "Penerima pengganti"),
    ("outside", "Kantor atau lembaga di luar Rehsos"),
]
WHO = """
UPDATE repatriation_ride r SET accepted_as = coalesce(
  (SELECT CASE WHEN a.name = 'receive_instead' THEN 'other'
               WHEN a.name = 'accept_leg' THEN CASE WHEN l.receiver_id IS NULL THEN 'family' ELSE 'office' END
               WHEN a.name = 'accept_leg_by_code' AND a.facts->>'taker' = 'family'
                    THEN CASE WHEN l.receiver_id IS NULL THEN 'family' ELSE 'other' END
               WHEN a.name = 'accept_leg_by_code'
                    THEN CASE WHEN l.receiver_id IS NULL THEN 'outside' ELSE 'office' END END
     FROM audit_action a WHERE a.id = r.cause),
  nullif(l.accepted_as, ''), CASE WHEN l.receiver_id IS NULL THEN 'family' ELSE 'office' END)
  FROM repatriation_leg l WHERE l.id = r.leg_id AND r.outcome = 'arrived'
"""
LEG = """
UPDATE repatriation_leg l SET accepted_as = coalesce(
  (SELECT r.accepted_as FROM repatriation_ride r WHERE r.leg_id = l.id AND r.accepted_as <> ''
    ORDER BY r.number LIMIT 1), 'other') WHERE l.accepted_at IS NOT NULL
"""
"""On the way back: of those who came the first, and where nobody did as it was."""


class Migration(migrations.Migration):
    dependencies = [
        ("repatriation", "0005_what_a_leg_still_owes_is_found_at_once"),
        ("audit", "0005_a_line_says_its_room"),
    ]

    operations = [
        migrations.AddField(
            "ride", "accepted_as", models.CharField(blank=True, choices=CHOICES, default="", max_length=8)
        ),
        migrations.RunSQL(WHO, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveConstraint("leg", "leg_accepted_by_somebody"),
        migrations.RunSQL(migrations.RunSQL.noop, LEG),
        migrations.RemoveField("leg", "accepted_as"),
        migrations.AddIndex(
            "ride",
            models.Index(
                fields=["receiver", "-ended_at"], name="ride_instead", condition=models.Q(accepted_as="other")
            ),
        ),
        migrations.AddConstraint(
            "ride",
            models.CheckConstraint(
                condition=models.Q(outcome="arrived") & ~models.Q(accepted_as="")
                | ~models.Q(outcome="arrived") & models.Q(accepted_as=""),
                name="ride_accepted_by_somebody",
            ),
        ),
    ]
