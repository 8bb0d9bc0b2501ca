"""Police unit, offence and officers of a matter are sealed with a key of the matter's own."""

from typing import Any

from django.db import migrations, models

from rehsos.vault.keys import key_of
from rehsos.vault.seal import seal

CONTEXT = "matter"


def seal_words(apps: Any, schema_editor: Any) -> None:
    """What existing databases hold, before its columns go."""
    del schema_editor
    matters, officers = (apps.get_model("justice", name).objects for name in ("Matter", "Officer"))
    for row in matters.iterator():
        words = {"police_unit": row.police_unit, "offence": row.offence}
        matters.filter(pk=row.pk).update(sealed=_sealed(row.pk, words))
    for row in officers.iterator():
        words = {name: getattr(row, name) for name in ("name", "rank", "unit", "phone")}
        officers.filter(pk=row.pk).update(sealed=_sealed(row.matter_id, words))


def _sealed(matter: Any, words: dict[str, str]) -> bytes:
    return seal(key_of(matter), words, subject=matter, context=CONTEXT)


class Migration(migrations.Migration):
    dependencies = [("justice", "0004_an_agreement_has_several_forms")]

    operations = [
        migrations.AddField("matter", "sealed", models.BinaryField(null=True)),
        migrations.AddField("officer", "sealed", models.BinaryField(default=b""), preserve_default=False),
        migrations.RunPython(seal_words, migrations.RunPython.noop),
        migrations.RemoveField("matter", "police_unit"),
        migrations.RemoveField("matter", "offence"),
        migrations.RemoveField("officer", "name"),
        migrations.RemoveField("officer", "rank"),
        migrations.RemoveField("officer", "unit"),
        migrations.RemoveField("officer", "phone"),
    ]
