"""What a hearing was about lies with its note, sealed with the case."""

from typing import Any

from django.db import migrations

from rehsos.vault.keys import key_of
from rehsos.vault.seal import Destroyed, seal, unseal_json

CONTEXT = "case"


def seal_lines(apps: Any, schema_editor: Any) -> None:
    """Into the sealed texts of each hearing; those of an erased case are gone with it."""
    del schema_editor
    hearings = apps.get_model("justice", "Hearing").objects
    for row in hearings.exclude(agenda="").iterator():
        try:
            key = key_of(row.case_id)
        except Destroyed:
            continue
        known = unseal_json(key, bytes(row.sealed), subject=row.case_id, context=CONTEXT) if row.sealed else {}
        told = {"agenda": row.agenda, **known}
        hearings.filter(pk=row.pk).update(sealed=seal(key, told, subject=row.case_id, context=CONTEXT))


class Migration(migrations.Migration):
    dependencies = [("justice", "0001_initial"), ("vault", "0001_initial")]

    operations = [
        migrations.RunPython(seal_lines, migrations.RunPython.noop),
        migrations.RemoveField("hearing", "agenda"),
    ]
