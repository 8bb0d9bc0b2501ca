"""Who was accepted in a group for one, and has no case, is at the office that accepted them until it says more."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0046_who_is_around_one_side_alone_is_behind_its_wall"),
        ("directory", "0009_a_licence_and_an_accreditation_have_their_days"),
        ("referral", "0016_a_referral_says_by_which_age_its_case_called_them"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guest",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
                (
                    "sex",
                    models.CharField(
                        choices=[("P", "Perempuan"), ("L", "Laki-laki"), ("?", "Tidak diketahui")], max_length=1
                    ),
                ),
                ("age", models.SmallIntegerField(null=True)),
                ("category", models.CharField(blank=True, max_length=24)),
                ("thing", models.UUIDField()),
                ("key", models.UUIDField()),
                ("sealed", models.BinaryField(null=True)),
                (
                    "went",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Masih di sini"),
                            ("taken", "Diterima di kamar"),
                            ("onward", "Berangkat dengan etape berikutnya"),
                            ("left", "Sudah pergi"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("went_to", models.CharField(blank=True, max_length=12)),
                ("went_at", models.DateTimeField(null=True)),
                ("went_by", models.UUIDField(null=True)),
                (
                    "offices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, size=None
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.office",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.office",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("went", "")), fields=["office", "since"], name="guest_here"),
                    models.Index(fields=["thing"], name="guest_thing"),
                    models.Index(condition=models.Q(("case__isnull", False)), fields=["case"], name="guest_case"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("went", ""), ("went_at", None)),
                            models.Q(models.Q(("went", ""), _negated=True), ("went_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="guest_went_somewhen",
                    )
                ],
            },
        ),
    ]
