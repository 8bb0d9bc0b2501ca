"""Who has two cases is told by a pair and added up; only cases of who has more are marked, and the sums hold the rest.

Marks, pairs and sums are made from the cases, as they are told when these came.
"""

from importlib import import_module

import django.contrib.postgres.fields
from django.db import migrations, models

TOLD = (
    ("opened_month", lambda: models.SmallIntegerField()),
    ("counts_at_id", lambda: models.BigIntegerField()),
    ("age", lambda: models.SmallIntegerField(null=True)),
    ("age_at_deed", lambda: models.SmallIntegerField(null=True)),
    ("kind", lambda: models.CharField(max_length=12)),
    ("role", lambda: models.CharField(blank=True, max_length=18)),
    ("sex", lambda: models.CharField(max_length=1)),
    ("status", lambda: models.CharField(max_length=8)),
    ("place_id", lambda: models.CharField(max_length=13)),
    ("primary_type", lambda: models.CharField(max_length=40)),
)
KEPT = [*(name for name, _field in TOLD), "offices"]


def offices() -> models.Field:
    return django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)


MARKS = """
UPDATE cases_case c SET repeated = r.repeated FROM (
  SELECT k.id, count(*) OVER one > 2 OR count(*) OVER one = 2 AND bool_or(k.barred <> '{}') OVER one AS repeated
    FROM cases_case k JOIN people_person p ON p.id = k.client_id
  WINDOW one AS (PARTITION BY coalesce(p.true_person_id, p.id))) r
 WHERE c.id = r.id AND c.repeated <> r.repeated
"""
PAIRS = f"""
INSERT INTO statistics_pair (one_id, other_id, offices, {", ".join(f"{one}_{name}" for one in ("one", "other") for name in KEPT)})
SELECT a.id, b.id, ARRAY(SELECT unnest(a.offices) INTERSECT SELECT unnest(b.offices)),
       {", ".join(f"{case}.{name}" for case in "ab" for name in KEPT)}
  FROM (SELECT array_agg(k.id ORDER BY k.id) AS two FROM cases_case k JOIN people_person p ON p.id = k.client_id
         GROUP BY coalesce(p.true_person_id, p.id) HAVING count(*) = 2 AND NOT bool_or(k.repeated)) f
  JOIN cases_case a ON a.id = two[1] JOIN cases_case b ON b.id = two[2] ORDER BY a.counts_at_id
"""
SUMS = import_module("rehsos.statistics.migrations.0005_sums_tell_months_and_kab_a_part_at_a_time")


def run(sql: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0026_reports_stand_behind_the_wall_of_their_case"),
        ("statistics", "0007_other_sources_are_summed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("one_id", models.UUIDField(unique=True)),
                ("other_id", models.UUIDField(unique=True)),
                *((f"{one}_{name}", field()) for name, field in TOLD for one in ("one", "other")),
                ("offices", offices()),
                ("one_offices", offices()),
                ("other_offices", offices()),
            ],
            options={"indexes": [models.Index(fields=["one_counts_at_id"], name="pair_found")]},
        ),
        run(MARKS),
        run("TRUNCATE statistics_change, statistics_sum"),
        run(PAIRS),
        *(run(SUMS.filled(number)) for number in range(len(SUMS.GRAINS))),
    ]
