"""A child has a role once in the part of one case: a void case must not keep the true one out of its matter.

Whether the same child has the role in another case that stands is asked by the action (join_matter).
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("justice", "0006_indexes_are_those_that_are_walked"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="part", name="part_once"),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("matter", "case", "role"), name="part_once_in_a_case"),
        ),
    ]
