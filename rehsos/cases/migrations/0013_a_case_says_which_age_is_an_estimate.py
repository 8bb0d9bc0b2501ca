"""A case says which of its ages is an estimate, so that a count need not ask client and part; access.guard_sums keeps it.

And the cases that sums leave out are found by role and month, as all others are: one year's few, not an office's.
"""

from django.db import migrations, models

COUNTED_BY = ("counts_at", "role", "opened_month")
COUNTED = (
    "kind", "place", "sex", "age", "age_at_deed", "guessed", "status", "primary_type", "offices", "barred", "opened_on",
    "id",
)  # fmt: skip
WALLED = models.Q(("barred", []), _negated=True)
APART = models.Q(WALLED, ("repeated", True), _connector="OR")
# As estimates.py asked them before: 1, at the opening; 2, the age UU SPPA goes by.
GUESS = """
UPDATE cases_case c SET guessed = g.opening::int + 2 * g.law::int FROM (
  SELECT k.id, o.opening, CASE WHEN k.role = '' THEN o.opening
         ELSE k.age_at_deed IS NOT NULL AND (p.birth_estimated OR p.birth_year IS NULL) AND coalesce((
           SELECT j.age_estimated FROM justice_part j WHERE j.case_id = k.id AND j.ended_by <> 'recorded_by_mistake'
            ORDER BY j.id LIMIT 1), false) END AS law
    FROM cases_case k JOIN people_person p ON p.id = k.client_id,
         LATERAL (SELECT p.birth_estimated OR p.birth_year IS NULL AND k.age IS NOT NULL AS opening) o
   WHERE p.birth_estimated OR p.birth_year IS NULL) g
 WHERE g.id = c.id AND (g.opening OR g.law)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0012_the_list_that_opens_first_has_an_index"),
        ("justice", "0008_cases_count_by_the_age_at_the_deed"),
    ]

    operations = [
        migrations.AddField(
            model_name="case", name="guessed", field=models.SmallIntegerField(db_default=0, default=0)
        ),
        migrations.RemoveIndex(model_name="case", name="case_walled"),
        migrations.RemoveIndex(model_name="case", name="case_apart"),
        migrations.RemoveIndex(model_name="case", name="case_count"),
        migrations.RunSQL(GUESS, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=WALLED, fields=COUNTED_BY, include=COUNTED, name="case_walled"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=APART, fields=COUNTED_BY, include=(*COUNTED, "client", "repeated"), name="case_apart"
            ),
        ),
        migrations.AddIndex(
            model_name="case", index=models.Index(fields=COUNTED_BY, include=COUNTED, name="case_count")
        ),
    ]
