"""Whom an assessment found who might harm themselves, before the head was told of it, the head is told of now.

From the day of the assessment, unless a review or a risk judged anew settled it since; a contact of a later day is asked
where the line is read. What was answered is sealed in the assessment, so it is opened here, once, for running cases.
"""

from typing import Any

from django.db import migrations

from rehsos.vault.keys import keys_of
from rehsos.vault.seal import legible

BLANKS = ("risk", "short_assessment", "initial_assessment")
TOGETHER = 500


def tell(apps: Any, schema_editor: Any) -> None:
    del schema_editor
    case = apps.get_model("cases", "Case").objects
    for row in _found(apps):
        if not _settled(apps, row):
            case.filter(pk=row.case_id, alarmed_on=None).update(alarmed_on=row.on)


def _found(apps: Any) -> Any:
    """The assessments that saw signs of it, the newest first."""
    asked = apps.get_model("cases", "Assessment").objects.filter(blank__in=BLANKS, case__status="open", case__alarmed_on=None)
    ids = list(asked.order_by("-pk").values_list("pk", flat=True))
    for start in range(0, len(ids), TOGETHER):
        rows = list(asked.filter(pk__in=ids[start : start + TOGETHER]).select_related("form").order_by("-pk"))
        keys = keys_of(row.form.dossier for row in rows)
        yield from (row for row in rows if row.form.dossier in keys and _harms(row.form, keys[row.form.dossier]))


def _harms(form: Any, key: bytes) -> bool:
    told = {**form.counted, **legible(key, bytes(form.sealed), subject=form.dossier, context="answers")}
    return told.get("self_harm") == "yes" or "self_harm" in (told.get("sources") or ())


def _settled(apps: Any, row: Any) -> bool:
    if apps.get_model("cases", "Review").objects.filter(case=row.case_id, pk__gt=row.pk).exists():
        return True
    action = apps.get_model("audit", "Action").objects
    at = action.filter(pk=row.pk).values("recorded_at")
    anew = action.filter(dossier=row.case_id, name="set_risk", recorded_at__gt=at[:1]).exclude(cause=row.pk)
    return bool(anew.exists())


class Migration(migrations.Migration):
    dependencies = [("cases", "0043_what_begins_with_the_end_may_be_late"), ("vault", "0001_initial")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
