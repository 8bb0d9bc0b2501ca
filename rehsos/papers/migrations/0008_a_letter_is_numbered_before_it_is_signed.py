"""A letter is settled, numbered, then signed; what is signed is kept as it was given to be signed.

Until now it was signed in the house first and numbered then. One that waited for its number is settled; one that had its
number was signed by the pen, on a print whose pages are those of the file that was kept.
"""

import django.db.models.deletion
from django.db import migrations, models

STATES = [
    ("received", "Diterima"),
    ("draft", "Konsep"),
    ("settled", "Siap dinomori"),
    ("numbered", "Bernomor"),
    ("signed", "Ditandatangani"),
    ("delivered", "Diserahkan"),
    ("acknowledged", "Diterima pihak tujuan"),
]
ROADS = [
    ("pen", "Dengan pena: dicetak, ditandatangani, dicap"),
    ("electronic", "Secara elektronik di aplikasi lain (BSrE, SRIKANDI)"),
]
KINDS = [
    ("letter_in", "Surat masuk"),
    ("signed", "Pindaian bertanda tangan"),
    ("esigned", "PDF bertanda tangan elektronik"),
    ("receipt", "Tanda terima"),
    ("document", "Dokumen"),
    ("photo", "Foto"),
]
TURNED = """
UPDATE papers_letter SET state = 'settled', signed_at = NULL WHERE direction = 'out' AND state = 'signed';
UPDATE papers_letter SET state = 'signed' WHERE direction = 'out' AND state = 'numbered';
UPDATE papers_letter SET road = 'pen', to_sign_id = final_id
 WHERE direction = 'out' AND state IN ('signed', 'delivered', 'acknowledged');
"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0007_a_number_of_others_is_sealed")]

    operations = [
        migrations.AlterField("file", "kind", models.CharField(choices=KINDS, max_length=10)),
        migrations.AlterField("letter", "state", models.CharField(choices=STATES, max_length=12)),
        migrations.AddField("letter", "road", models.CharField(blank=True, choices=ROADS, default="", max_length=10)),
        migrations.AlterField("letter", "road", models.CharField(blank=True, choices=ROADS, max_length=10)),
        migrations.AddField(
            "letter",
            "to_sign",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.file"
            ),
        ),
        migrations.RunSQL(TURNED, migrations.RunSQL.noop),
    ]
