"""Who stands for somebody stays in one house; of two open stays the later stands, the other is contested."""

from django.db import migrations, models

FILL = """
UPDATE placement_stay s SET one = coalesce(p.true_person_id, p.id) FROM people_person p WHERE p.id = s.person_id;
UPDATE placement_stay s SET contested = NOT (
  s.id = (SELECT x.id FROM placement_stay x WHERE x.one = s.one AND x.ended_at IS NULL AND x.withdrawn_by IS NULL
           ORDER BY x.since DESC, x.id DESC LIMIT 1)
  AND NOT EXISTS (SELECT FROM cases_whereabouts w WHERE w.case_id = s.case_id AND w.until IS NULL
                     AND w.withdrawn_by IS NULL AND w.standing <> 'holds'))
 WHERE s.ended_at IS NULL AND s.withdrawn_by IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("placement", "0003_a_roll_is_called_room_by_room")]

    operations = [
        migrations.AlterField(
            model_name="stay",
            name="ended_to",
            field=models.CharField(
                blank=True,
                choices=[
                    ("family", "Keluarga inti"),
                    ("kin", "Kerabat"),
                    ("foster", "Orang tua asuh atau wali"),
                    ("institution", "Lembaga lain"),
                    ("alone", "Mandiri"),
                    ("sender", "Kembali ke kantor pengirim"),
                    ("hospital", "Rumah sakit (dirawat lama)"),
                    ("police", "Kepolisian"),
                    ("ran_away", "Pergi, tidak ditemukan"),
                    ("moved", "Tercatat pindah"),
                ],
                default="",
                max_length=12,
            ),
        ),
        migrations.AddField(model_name="stay", name="one", field=models.UUIDField(null=True)),
        migrations.AddField(model_name="stay", name="contested", field=models.BooleanField(default=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(model_name="stay", name="one", field=models.UUIDField()),
        migrations.AddConstraint(
            model_name="stay",
            constraint=models.UniqueConstraint(
                condition=models.Q(("contested", False), ("ended_at", None), ("withdrawn_by", None)),
                fields=("one",),
                name="stay_in_one_house",
            ),
        ),
    ]
