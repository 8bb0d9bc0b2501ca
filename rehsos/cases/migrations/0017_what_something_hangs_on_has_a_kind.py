"""Facts, circumstances, extensions and clocks say on what kind of subject they hang.

Until here there was the case, and what is not the case was a part in a matter. Of a million cases this rewrites the rows
of parts only: the column itself is a constant, and costs nothing.
"""

from django.db import migrations, models

TABLES = ("fact", "circumstance", "extension", "clock")
OF_PARTS = "UPDATE cases_{} SET kind = 'part' WHERE subject <> case_id"
ITSELF = models.Q(kind="case", subject=models.F("case"))
OTHER = ~models.Q(kind="case") & ~models.Q(subject=models.F("case"))


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0016_services_are_seen_by_whoever_sees_a_case'),
    ]

    operations = [
        *(
            migrations.AddField(table, 'kind', models.CharField(db_default='case', max_length=12))
            for table in TABLES
        ),
        *(migrations.RunSQL(OF_PARTS.format(table), migrations.RunSQL.noop) for table in TABLES),
        *(
            migrations.AddConstraint(table, models.CheckConstraint(condition=ITSELF | OTHER, name=f'{table}_kind'))
            for table in TABLES
        ),
    ]
