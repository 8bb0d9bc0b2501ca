"""A letter is of one of four degrees of secrecy; the column holds the bare code, as it always did."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("papers", "0005_a_kind_of_letter_is_a_code")]

    operations = [
        migrations.AlterField(
            "letter",
            "classification",
            models.CharField(
                choices=[
                    ("secret", "RAHASIA"),
                    ("top", "SANGAT RAHASIA"),
                    ("limit", "TERBATAS"),
                    ("plain", "Biasa"),
                ],
                default="secret",
                max_length=6,
            ),
        )
    ]
