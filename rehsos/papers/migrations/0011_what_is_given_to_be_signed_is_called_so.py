"""The PDF that is given to be signed is called so, and is told from a document that somebody uploaded."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("papers", "0010_a_letter_is_found_by_the_hour_it_came")]

    operations = [
        migrations.AlterField(
            "file",
            "kind",
            models.CharField(
                max_length=10,
                choices=[
                    ("letter_in", "Surat masuk"),
                    ("signed", "Pindaian bertanda tangan"),
                    ("esigned", "PDF bertanda tangan elektronik"),
                    ("receipt", "Tanda terima"),
                    ("to_sign", "PDF untuk ditandatangani"),
                    ("document", "Dokumen"),
                    ("photo", "Foto"),
                ],
            ),
        ),
    ]
