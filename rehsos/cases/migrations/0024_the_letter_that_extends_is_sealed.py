"""The number of the letter that lengthens a clock lies beside the officer, sealed with the case.

What belongs to an erased case goes with it.
"""

from typing import Any

from django.db import migrations

from rehsos.vault.keys import key_of
from rehsos.vault.seal import Destroyed, seal, unseal_json

CONTEXT = "case"


def seal_numbers(apps: Any, schema_editor: Any) -> None:
    """Into the sealed texts of each extension."""
    del schema_editor
    extensions = apps.get_model("cases", "Extension").objects
    for row in extensions.exclude(letter_number="").iterator():
        try:
            key = key_of(row.case_id)
        except Destroyed:
            continue
        known = unseal_json(key, bytes(row.sealed), subject=row.case_id, context=CONTEXT) if row.sealed else {}
        told = {**known, "letter_number": row.letter_number}
        extensions.filter(pk=row.pk).update(sealed=seal(key, told, subject=row.case_id, context=CONTEXT))


class Migration(migrations.Migration):
    dependencies = [("cases", "0023_an_office_keeps_the_terms_it_had"), ("vault", "0001_initial")]

    operations = [
        migrations.RunPython(seal_numbers, migrations.RunPython.noop),
        migrations.RemoveField("extension", "letter_number"),
    ]
