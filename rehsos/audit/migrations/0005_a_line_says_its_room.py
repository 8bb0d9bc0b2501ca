from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_a_look_says_what_was_asked")]

    operations = [
        migrations.AddField(
            model_name="action", name="room", field=models.CharField(db_default="", max_length=30)
        ),
    ]
