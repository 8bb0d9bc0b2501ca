"""Pairs that are alike in kind, role, year, sex and status are summed for the nation; made from the pairs there are."""

import django.contrib.postgres.fields
from django.db import migrations, models

ALIKE = (
    ("kind", lambda: models.CharField(max_length=12)),
    ("role", lambda: models.CharField(blank=True, max_length=18)),
    ("opened_month", lambda: models.SmallIntegerField()),
    ("sex", lambda: models.CharField(max_length=1)),
    ("status", lambda: models.CharField(max_length=8)),
)
COLUMNS = [(f"{one}_{name}", field) for name, field in ALIKE for one in ("one", "other")]
TOLD = [f"{name} / 12 * 12" if "month" in name else name for name, _field in COLUMNS]
SUMS = f"""
INSERT INTO statistics_pairsum ({", ".join(name for name, _field in COLUMNS)}, n)
SELECT {", ".join(TOLD)}, count(*) FROM statistics_pair GROUP BY {", ".join(TOLD)}
"""


def table(name: str) -> migrations.CreateModel:
    lists = django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), db_default=[], size=None)
    return migrations.CreateModel(
        name=name,
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            *((name, field()) for name, field in COLUMNS),
            ("offices", lists),
            ("n", models.IntegerField()),
        ],
        options={"abstract": False},
    )


class Migration(migrations.Migration):
    dependencies = [("statistics", "0009_sums_tell_the_category")]

    operations = [
        table("PairChange"),
        table("PairSum"),
        migrations.RunSQL(SUMS, migrations.RunSQL.noop),
    ]
