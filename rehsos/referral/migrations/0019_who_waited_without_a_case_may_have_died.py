"""Of who waited at a house without a case it may be told, in the case opened for them since, that they died."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referral", "0018_what_fell_by_itself_was_taken_back_by_nobody")]

    operations = [
        migrations.AlterField(
            "guest",
            "went",
            models.CharField(
                blank=True,
                choices=[
                    ("", "Masih di sini"),
                    ("taken", "Diterima di kamar"),
                    ("onward", "Berangkat dengan etape berikutnya"),
                    ("left", "Sudah pergi"),
                    ("died", "Meninggal"),
                ],
                default="",
                max_length=8,
            ),
        ),
    ]
