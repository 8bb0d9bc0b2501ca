"""Sums in several grains: of a year in a province all that is counted, of a month or a kab a part at a time.

Made anew from the cases, so that the changes since the last fold are in them too.
"""

from django.db import migrations, models

COLUMNS = (
    "grain, counts_at_id, kind, role, opened_month, place_id, sex, age, age_at_deed, guessed, status, primary_type, "
    "offices, n, alone"
)


def youngest(age: str, *pieces: int) -> str:
    tests = " ".join(f"WHEN {age} >= {low} THEN {low}" for low in pieces)
    return f"CASE WHEN {age} IS NULL THEN NULL {tests} ELSE 0 END"


AGES = (
    f"(CASE WHEN c.role = '' THEN {youngest('c.age', 151, 60, 21, 18, 14, 12, 6)} "
    f"ELSE {youngest('c.age', 151, 60, 18, 12, 6)} END)::smallint, "
    f"({youngest('c.age_at_deed', 151, 21, 18, 14, 12)})::smallint, c.guessed"
)
NO_AGES = "NULL::smallint, NULL::smallint, 0::smallint"
TOP = "(CASE WHEN o.kind = 'province' THEN o.id ELSE coalesce(o.parent_id, o.id) END)::int"
YEAR, PROVINCE, KAB = "(c.opened_month / 12 * 12)::smallint", "left(c.place_id, 2)", "left(c.place_id, 5)"
# As it was counted when these came (later landings make them anew, rehsos jobs recount): office, month, place, sex,
# ages, status, type.
GRAINS = (
    (TOP, YEAR, PROVINCE, "c.sex", AGES, "c.status", "c.primary_type"),
    *((TOP, "c.opened_month", PROVINCE, *some) for some in (
        ("c.sex", NO_AGES, "c.status", "''"), ("''", NO_AGES, "''", "c.primary_type"), ("''", AGES, "''", "''"),
    )),
    *(("c.counts_at_id", YEAR, KAB, *some) for some in (
        ("c.sex", NO_AGES, "c.status", "''"), ("''", NO_AGES, "''", "c.primary_type"), ("''", AGES, "''", "''"),
    )),
)  # fmt: skip


def filled(number: int) -> str:
    office, month, place, sex, ages, status, kind = GRAINS[number]
    too = f"c.counts_at_id <> {TOP} AND c.barred = '{{}}' AND c.counts_at_id = ANY(c.offices)"
    own = "" if office == TOP else f" || CASE WHEN {too} THEN ARRAY[c.counts_at_id] ELSE '{{}}' END"
    return f"""
INSERT INTO statistics_sum ({COLUMNS})
SELECT {number}, {office}, c.kind, c.role, {month}, {place}, {sex}, {ages}, {status}, {kind},
       CASE WHEN c.barred = '{{}}' AND {TOP} = ANY(c.offices) THEN ARRAY[{TOP}] ELSE '{{}}' END{own},
       count(*), count(*) FILTER (WHERE NOT c.repeated)
  FROM cases_case c JOIN directory_office o ON o.id = c.counts_at_id
 GROUP BY {", ".join(str(n) for n in range(2, 14))} ORDER BY 2, 5, 4
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_a_case_says_which_age_is_an_estimate"),
        ("statistics", "0004_a_cell_is_found_by_what_makes_it_one"),
    ]

    operations = [
        migrations.RunSQL("TRUNCATE statistics_change, statistics_yearsum", migrations.RunSQL.noop),
        migrations.RenameModel("YearSum", "Sum"),
        migrations.RemoveIndex(model_name="sum", name="year_sum"),
        migrations.AddField(model_name="sum", name="guessed", field=models.SmallIntegerField(default=0)),
        migrations.AddField(model_name="change", name="guessed", field=models.SmallIntegerField(default=0)),
        migrations.AddField(
            model_name="sum", name="grain", field=models.SmallIntegerField(default=0), preserve_default=False
        ),
        *(migrations.RunSQL(filled(number), migrations.RunSQL.noop) for number in range(len(GRAINS))),
        migrations.AddIndex(
            model_name="sum",
            index=models.Index(fields=["grain", "counts_at_id", "opened_month", "role"], name="sum_found"),
        ),
    ]
