"""The agenda number as it was typed and who took the letter lie in its envelope, sealed with its dossier."""

from typing import Any

from django.db import migrations
from django.db.models import Q

from rehsos.vault.keys import key_of
from rehsos.vault.seal import Destroyed, seal, unseal_json

CONTEXT = "letter"


def seal_lines(apps: Any, schema_editor: Any) -> None:
    """Into the envelope of each letter; those of an erased dossier are gone with it."""
    del schema_editor
    letters = apps.get_model("papers", "Letter").objects
    for letter in letters.exclude(Q(agenda="") & Q(received_by="")).iterator():
        try:
            key = key_of(letter.dossier)
        except Destroyed:
            continue
        known = unseal_json(key, bytes(letter.sealed), subject=letter.dossier, context=CONTEXT)
        told = {**known, "agenda": letter.agenda, "received_by": letter.received_by}
        letters.filter(pk=letter.pk).update(sealed=seal(key, told, subject=letter.dossier, context=CONTEXT))


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial"), ("vault", "0001_initial")]

    operations = [
        migrations.RunPython(seal_lines, migrations.RunPython.noop),
        migrations.RemoveField("letter", "agenda"),
        migrations.RemoveField("letter", "received_by"),
    ]
