from django.db import migrations, models

# The table takes no UPDATE, not of its owner either: a column that is written anew does.
_KEPT = "ALTER TABLE referral_part ALTER COLUMN key TYPE uuid USING coalesce(key, referral_id)"
_ASKED = "ALTER TABLE referral_referral ALTER COLUMN key TYPE uuid USING coalesce(key, id)"


class Migration(migrations.Migration):
    dependencies = [("referral", "0001_the_road_between_offices")]

    operations = [
        migrations.AddField("referral", "key", models.UUIDField(null=True)),
        migrations.RunSQL(_ASKED, migrations.RunSQL.noop),
        migrations.AlterField("referral", "key", models.UUIDField()),
        migrations.AddField("part", "key", models.UUIDField(null=True)),
        migrations.RunSQL(_KEPT, migrations.RunSQL.noop),
        migrations.AlterField("part", "key", models.UUIDField()),
    ]
