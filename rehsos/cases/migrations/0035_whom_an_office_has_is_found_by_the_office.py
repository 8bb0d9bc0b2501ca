from django.db import migrations, models

OPEN = models.Q(until=None, withdrawn_by=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0034_a_cost_has_its_payers_and_their_year")]

    operations = [
        migrations.AddIndex(name, models.Index(fields=["office"], condition=OPEN, name=f"{name}_here"))
        for name in ("custody", "whereabouts")
    ]
