"""Which cases a worker was given of late is read from an index, not from all that the office or the worker has."""

from django.db import migrations, models

GIVEN = models.Index(fields=["worker", "until", "since"], name="assignment_worker")


class Migration(migrations.Migration):
    dependencies = [("cases", "0035_whom_an_office_has_is_found_by_the_office")]

    operations = [migrations.RemoveIndex("assignment", "assignment_worker"), migrations.AddIndex("assignment", GIVEN)]
