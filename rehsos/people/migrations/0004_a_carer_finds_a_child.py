"""A child is found by the name of who cares for them, and D'Souza as Souza: the index of the search is made anew.

Only persons whose tokens change are written. Who was erased, or does not open, stays as they are.
"""

from itertools import islice
from typing import Any

from django.db import migrations

from rehsos.people.finding import tokens_of
from rehsos.people.identity import ERASED, UNREAD, read_identity
from rehsos.vault.keys import keys_of

AT_ONCE = 500


def find_again(apps: Any, schema_editor: Any) -> None:
    """The tokens of everybody, some hundreds at a time."""
    del schema_editor
    kept = apps.get_model("people", "Token").objects
    rows = kept.select_related("person").order_by("person_id").iterator(AT_ONCE)
    while batch := list(islice(rows, AT_ONCE)):
        changed = _changed(batch)
        kept.bulk_update(changed, ["tokens"])


def _changed(batch: list[Any]) -> list[Any]:
    keys, changed = keys_of(row.person_id for row in batch), []
    for row in batch:
        identity = read_identity(row.person_id, row.person.sealed, keys.get(row.person_id))
        if identity in (ERASED, UNREAD):
            continue
        tokens = tokens_of(identity, row.person.birth_year)
        if set(tokens) != set(row.tokens):
            row.tokens = tokens
            changed.append(row)
    return changed


class Migration(migrations.Migration):
    dependencies = [("people", "0003_what_waits_is_found_by_its_constraint"), ("vault", "0001_initial")]

    operations = [migrations.RunPython(find_again, migrations.RunPython.noop)]
