"""A house counts whom it took in for ever: what is counted of a stay stands on it, and of a note whose house it was."""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
UPDATE placement_stay s SET sex = c.sex, age = c.age, place_id = c.place_id, status = c.status,
       came_on = (s.since AT TIME ZONE o.time_zone)::date, left_on = (s.ended_at AT TIME ZONE o.time_zone)::date
  FROM cases_case c, directory_office o WHERE c.id = s.case_id AND o.id = s.office_id;
UPDATE placement_staynote n SET office_id = s.office_id FROM placement_stay s WHERE s.id = n.stay_id;
"""
SEXES = [("P", "Perempuan"), ("L", "Laki-laki"), ("?", "Tidak diketahui")]


def _office(**more):
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.office", **more
    )


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0007_a_posting_may_rest_on_a_contract"),
        ("placement", "0005_one_of_two_stays_stands"),
    ]

    operations = [
        migrations.AddField(
            "stay", "sex", models.CharField(blank=True, choices=SEXES, db_default="", default="", max_length=1)
        ),
        migrations.AddField("stay", "age", models.SmallIntegerField(null=True)),
        migrations.AddField(
            "stay",
            "place",
            models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="directory.place",
            ),
        ),
        migrations.AddField("stay", "status", models.CharField(blank=True, db_default="", default="", max_length=8)),
        migrations.AddField("stay", "came_on", models.DateField(null=True)),
        migrations.AddField("stay", "left_on", models.DateField(null=True)),
        migrations.AddField("staynote", "office", _office(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField("staynote", "office", _office()),
        migrations.AddIndex("stay", models.Index(fields=["office", "came_on"], name="stay_came")),
        migrations.AddIndex(
            "stay",
            models.Index(
                condition=models.Q(("left_on__isnull", False)), fields=["office", "left_on"], name="stay_left"
            ),
        ),
        migrations.AddIndex(
            "staynote",
            models.Index(
                condition=models.Q(("kind__in", ["incident", "harm"])), fields=["office", "at"], name="stay_note_count"
            ),
        ),
    ]
