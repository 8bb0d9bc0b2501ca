"""Sums of the category of a case: of a year with sex and status, of a month, of a kab and the office that counts.

Made anew from the cases, so that the changes since the last fold are in them too.
"""

from importlib import import_module

from django.db import migrations, models

SUMS = import_module("rehsos.statistics.migrations.0005_sums_tell_months_and_kab_a_part_at_a_time")
OLD = len(SUMS.GRAINS)
# As in 0005: office, month, place, sex, ages, status, type.
GRAINS = (
    (SUMS.TOP, SUMS.YEAR, SUMS.PROVINCE, "c.sex", SUMS.NO_AGES, "c.status", "''"),
    (SUMS.TOP, "c.opened_month", SUMS.PROVINCE, "''", SUMS.NO_AGES, "''", "''"),
    ("c.counts_at_id", SUMS.YEAR, SUMS.KAB, "''", SUMS.NO_AGES, "''", "''"),
)


def filled(number: int) -> str:
    office, month, place, sex, ages, status, kind = GRAINS[number - OLD]
    too = f"c.counts_at_id <> {SUMS.TOP} AND c.barred = '{{}}' AND c.counts_at_id = ANY(c.offices)"
    own = "" if office == SUMS.TOP else f" || CASE WHEN {too} THEN ARRAY[c.counts_at_id] ELSE '{{}}' END"
    return f"""
INSERT INTO statistics_sum ({SUMS.COLUMNS}, category)
SELECT {number}, {office}, c.kind, c.role, {month}, {place}, {sex}, {ages}, {status}, {kind},
       CASE WHEN c.barred = '{{}}' AND {SUMS.TOP} = ANY(c.offices) THEN ARRAY[{SUMS.TOP}] ELSE '{{}}' END{own},
       count(*), count(*) FILTER (WHERE NOT c.repeated), c.category
  FROM cases_case c JOIN directory_office o ON o.id = c.counts_at_id
 GROUP BY {", ".join(str(n) for n in range(2, 14))}, c.category ORDER BY 2, 5, 4
"""


PAIRS = """
UPDATE statistics_pair t SET one_category = a.category, other_category = b.category
  FROM cases_case a, cases_case b
 WHERE a.id = t.one_id AND b.id = t.other_id AND (a.category <> '' OR b.category <> '')
"""


def category() -> models.Field:
    return models.CharField(max_length=24, blank=True, db_default="")


def run(sql: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0028_a_case_says_by_which_word_and_whose_affair"),
        ("statistics", "0008_two_cases_of_one_child_are_a_pair"),
    ]

    operations = [
        run("TRUNCATE statistics_change, statistics_sum"),
        migrations.AddField(model_name="sum", name="category", field=category()),
        migrations.AddField(model_name="change", name="category", field=category()),
        migrations.AddField(model_name="pair", name="one_category", field=category()),
        migrations.AddField(model_name="pair", name="other_category", field=category()),
        run(PAIRS),
        *(run(SUMS.filled(number)) for number in range(OLD)),
        *(run(filled(number)) for number in range(OLD, OLD + len(GRAINS))),
    ]
