"""What was handed over before another request was recorded answers that, too, where somebody says so."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("papers", "0008_a_letter_is_numbered_before_it_is_signed")]

    operations = [
        migrations.AddField(
            "letter",
            "answered_with",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="papers.letter",
            ),
        ),
    ]
