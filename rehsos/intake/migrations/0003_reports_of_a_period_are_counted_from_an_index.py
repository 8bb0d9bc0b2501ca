from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0002_indexes_are_those_that_are_walked"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="report", name="report_inbox"),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["office", "decision", "-received_at"], include=("offices",), name="report_inbox"
            ),
        ),
    ]
