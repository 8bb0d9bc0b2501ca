"""Which doctor or police stated a death may be told after it was recorded, as by night it often is not known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0044_who_might_harm_themselves_before_is_told_of")]

    operations = [
        migrations.AlterField(
            "deathnote",
            "kind",
            models.CharField(
                choices=[
                    ("stated", "Dokter atau polisi"),
                    ("family", "Keluarga dicari"),
                    ("payer", "Pembayar"),
                    ("body", "Jenazah"),
                    ("belongings", "Barang dan uang"),
                    ("papers", "Surat"),
                ],
                max_length=12,
            ),
        )
    ]
