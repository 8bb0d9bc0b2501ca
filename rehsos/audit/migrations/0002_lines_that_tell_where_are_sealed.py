"""Lines of the log that were plain facts and tell where and who become sealed texts of the same line.

The log takes no update from anybody; this is the one place where its owner sets that aside, within the transaction
of the migration (ADR 14). The digest stays: it is of what was sent. Lines of an erased file lose these words.
"""

import json
from typing import Any

from django.db import migrations

from rehsos.vault.keys import key_of
from rehsos.vault.seal import Destroyed, seal, unseal_json

CONTEXT = "action"
SEALED_NOW = {
    "record_service": ("place", "assignment_letter"),
    "set_appointment": ("place", "assignment_letter"),
    "add_task": ("agency",),
    "extend_clock": ("officer",),
    "receive_letter": ("agenda", "received_by"),
    "receive_report_letter": ("agenda", "received_by"),
    "record_hearing": ("agenda",),
    "record_detention": ("place",),
}


def seal_lines(apps: Any, schema_editor: Any) -> None:
    """From `facts` into `sealed`, line by line."""
    del apps
    with schema_editor.connection.cursor() as cursor:
        lines = _lines(cursor)
        if not lines:
            return
        _guarded(cursor, "DISABLE")
        cursor.executemany("UPDATE audit_action SET facts = %s::jsonb, sealed = %s WHERE id = %s", lines)
        _guarded(cursor, "ENABLE")


def _lines(cursor: Any) -> list[tuple[str, bytes | None, Any]]:
    cursor.execute(
        "SELECT id, name, dossier, facts, sealed FROM audit_action WHERE name = ANY(%s) AND facts ?| %s",
        [list(SEALED_NOW), sorted({word for words in SEALED_NOW.values() for word in words})],
    )
    found = []
    for pk, name, dossier, facts, sealed in cursor.fetchall():
        known = json.loads(facts) if isinstance(facts, str) else facts
        moved = {word: known.pop(word) for word in SEALED_NOW[name] if word in known}
        found.append((json.dumps(known), _sealed(dossier, sealed, moved), pk))
    return found


def _sealed(dossier: Any, before: bytes | memoryview | None, moved: dict[str, Any]) -> bytes | None:
    try:
        key = key_of(dossier)
    except Destroyed:
        return bytes(before) if before else None
    texts = unseal_json(key, bytes(before), subject=dossier, context=CONTEXT) if before else {}
    return seal(key, {**moved, **texts}, subject=dossier, context=CONTEXT)


def _guarded(cursor: Any, how: str) -> None:
    """The trigger is there wherever there are lines: the guard makes it after the first migrate."""
    cursor.execute(f"ALTER TABLE audit_action {how} TRIGGER append_only")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("vault", "0001_initial")]

    operations = [migrations.RunPython(seal_lines, migrations.RunPython.noop)]
