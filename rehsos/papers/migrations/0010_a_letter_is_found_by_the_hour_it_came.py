"""What came to an office about an hour is found without reading all that ever came."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("papers", "0009_an_earlier_answer_may_answer_another_letter")]

    operations = [
        migrations.AddIndex(
            "letter",
            models.Index(
                fields=["office", "received_at"], name="letter_came", condition=models.Q(received_at__isnull=False)
            ),
        ),
    ]
