"""Who stands behind the wall of a case does not read the report that it came from."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0025_relations_as_people_say_them'),
        ('intake', '0005_a_report_stands_behind_the_wall_of_its_case'),
    ]

    operations = [
        migrations.RunSQL(
            """UPDATE intake_report r SET barred = c.barred FROM cases_case c WHERE c.id = r."case" AND c.barred <> '{}'""",
            migrations.RunSQL.noop,
        ),
    ]
