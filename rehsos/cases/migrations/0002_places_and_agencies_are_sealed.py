"""Where a service or an appointment is, at which agency a task, who does a step, who extends: sealed with the case.

Values of existing databases are sealed with the case's key before their columns go. What belongs to an erased case
goes with them.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import migrations, models

from rehsos.vault.keys import key_of
from rehsos.vault.seal import Destroyed, seal, unseal_json

CONTEXT = "case"


def seal_lines(apps: Any, schema_editor: Any) -> None:
    """Each clear line into the sealed texts of the row it stands in; a service's into those of each client."""
    del schema_editor
    _each(apps.get_model("cases", "Appointment"), lambda row: _texts(row, "place", "assignment_letter"))
    _each(apps.get_model("cases", "Task"), lambda row: _texts(row, "agency"))
    _each(apps.get_model("cases", "PlanItem"), lambda row: _texts(row, "who"))
    _each(apps.get_model("cases", "Extension"), lambda row: _texts(row, "officer"))
    clients = apps.get_model("cases", "ServiceCase").objects.select_related("service")
    _each(clients.model, lambda row: _texts(row.service, "place", "assignment_letter"), clients)


def _texts(row: Any, *names: str) -> dict[str, str]:
    return {name: getattr(row, name) for name in names if getattr(row, name)}


def _each(model: Any, told: Callable[[Any], dict[str, str]], rows: Any = None) -> None:
    for row in (rows or model.objects).iterator():
        if texts := told(row):
            model.objects.filter(pk=row.pk).update(sealed=_sealed(row.case_id, row.sealed, texts))


def _sealed(case: UUID, before: bytes | memoryview | None, texts: dict[str, str]) -> bytes:
    try:
        key = key_of(case)
    except Destroyed:
        return bytes(before or b"")
    known = unseal_json(key, bytes(before), subject=case, context=CONTEXT) if before else {}
    return seal(key, {**texts, **known}, subject=case, context=CONTEXT)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("vault", "0001_initial")]

    operations = [
        migrations.AddField("appointment", "sealed", models.BinaryField(null=True)),
        migrations.AddField("extension", "sealed", models.BinaryField(default=b""), preserve_default=False),
        migrations.RunPython(seal_lines, migrations.RunPython.noop),
        migrations.RemoveField("appointment", "place"),
        migrations.RemoveField("appointment", "assignment_letter"),
        migrations.RemoveField("extension", "officer"),
        migrations.RemoveField("planitem", "who"),
        migrations.RemoveField("service", "place"),
        migrations.RemoveField("service", "assignment_letter"),
        migrations.RemoveField("task", "agency"),
    ]
