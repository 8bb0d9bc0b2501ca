"""Sums of cases, filled from the cases that are there; access.guard_sums keeps them from here on."""

import django.contrib.postgres.fields
from django.db import migrations, models


# As it was counted when these tables came: later landings make them anew (rehsos jobs recount).
COLUMNS = "counts_at_id, kind, role, opened_month, place_id, sex, age, age_at_deed, status, primary_type, offices, n, alone"
KEYS = ", ".join(str(n) for n in range(1, 12))


def youngest(age: str, *pieces: int) -> str:
    tests = " ".join(f"WHEN {age} >= {low} THEN {low}" for low in pieces)
    return f"CASE WHEN {age} IS NULL THEN NULL {tests} ELSE 0 END"


AGE = (
    f"(CASE WHEN c.role = '' THEN {youngest('c.age', 151, 60, 21, 18, 14, 12, 6)} "
    f"ELSE {youngest('c.age', 151, 60, 18, 12, 6)} END)::smallint"
)
TOP = "(CASE WHEN o.kind = 'province' THEN o.id ELSE coalesce(o.parent_id, o.id) END)::int"
FILL = f"""
INSERT INTO statistics_yearsum ({COLUMNS})
SELECT {TOP}, c.kind, c.role, (c.opened_month / 12 * 12)::smallint, left(c.place_id, 2), c.sex, {AGE},
       ({youngest("c.age_at_deed", 151, 21, 18, 14, 12)})::smallint, c.status, c.primary_type,
       CASE WHEN c.barred = '{{}}' AND {TOP} = ANY(c.offices) THEN ARRAY[{TOP}] ELSE '{{}}' END,
       count(*), count(*) FILTER (WHERE NOT c.repeated)
  FROM cases_case c JOIN directory_office o ON o.id = c.counts_at_id GROUP BY {KEYS} ORDER BY 1, 4, 3
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0011_a_client_of_several_cases_is_marked'),
        ('justice', '0008_cases_count_by_the_age_at_the_deed'),
        ('statistics', '0002_months_of_the_running_year'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counts_at_id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('case', 'Kasus'), ('response', 'Respon kasus'), ('consultation', 'Konsultasi'), ('void', 'Dibatalkan')], max_length=12)),
                ('role', models.CharField(blank=True, choices=[('', 'Tanpa perkara'), ('child_in_conflict', 'Anak (berkonflik)'), ('child_victim', 'Anak korban'), ('child_witness', 'Anak saksi')], max_length=18)),
                ('opened_month', models.SmallIntegerField()),
                ('place_id', models.CharField(max_length=13)),
                ('sex', models.CharField(choices=[('P', 'Perempuan'), ('L', 'Laki-laki'), ('?', 'Tidak diketahui')], max_length=1)),
                ('age', models.SmallIntegerField(null=True)),
                ('age_at_deed', models.SmallIntegerField(null=True)),
                ('status', models.CharField(choices=[('open', 'Berjalan'), ('closed', 'Diakhiri'), ('void', 'Dibatalkan')], max_length=8)),
                ('primary_type', models.CharField(max_length=40)),
                ('offices', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('n', models.IntegerField()),
                ('alone', models.IntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='YearSum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counts_at_id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('case', 'Kasus'), ('response', 'Respon kasus'), ('consultation', 'Konsultasi'), ('void', 'Dibatalkan')], max_length=12)),
                ('role', models.CharField(blank=True, choices=[('', 'Tanpa perkara'), ('child_in_conflict', 'Anak (berkonflik)'), ('child_victim', 'Anak korban'), ('child_witness', 'Anak saksi')], max_length=18)),
                ('opened_month', models.SmallIntegerField()),
                ('place_id', models.CharField(max_length=13)),
                ('sex', models.CharField(choices=[('P', 'Perempuan'), ('L', 'Laki-laki'), ('?', 'Tidak diketahui')], max_length=1)),
                ('age', models.SmallIntegerField(null=True)),
                ('age_at_deed', models.SmallIntegerField(null=True)),
                ('status', models.CharField(choices=[('open', 'Berjalan'), ('closed', 'Diakhiri'), ('void', 'Dibatalkan')], max_length=8)),
                ('primary_type', models.CharField(max_length=40)),
                ('offices', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('n', models.IntegerField()),
                ('alone', models.IntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['counts_at_id', 'opened_month', 'role'], name='year_sum')],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
