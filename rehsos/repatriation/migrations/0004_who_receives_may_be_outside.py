"""At the end of a leg may stand an office or an institution that is not here: it accepts with a code."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("repatriation", "0003_what_another_office_owes_is_not_late_here")]

    operations = [
        migrations.AlterField(
            "leg",
            "accepted_as",
            models.CharField(
                blank=True,
                choices=[
                    ("", "Belum diterima"),
                    ("office", "Kantor penerima"),
                    ("family", "Keluarga"),
                    ("other", "Penerima pengganti"),
                    ("outside", "Kantor atau lembaga di luar Rehsos"),
                ],
                default="",
                max_length=8,
            ),
        )
    ]
