"""Numbers of the police, the SPDP and the court lie among the sealed words of a matter and are found by keyed marks.

An article that holds other words goes to the offence, where they are sealed. What belongs to an erased matter goes.
"""

from typing import Any

import django.contrib.postgres.fields
from django.db import migrations, models

from rehsos.justice.article import is_article
from rehsos.justice.numbers import marks_of, police_mark
from rehsos.vault.keys import key_of
from rehsos.vault.seal import Destroyed, seal, unseal_json

CONTEXT = "matter"
NUMBERS = ("police_number", "spdp_number", "court_number")


def seal_numbers(apps: Any, schema_editor: Any) -> None:
    """What existing databases hold, before its columns go."""
    del schema_editor
    matters = apps.get_model("justice", "Matter").objects
    for row in matters.iterator():
        numbers = {name: getattr(row, name) for name in NUMBERS if getattr(row, name)}
        wordy = row.article if row.article and not is_article(row.article) else ""
        if numbers or wordy:
            matters.filter(pk=row.pk).update(**_kept(row, numbers, wordy), article="" if wordy else row.article)


def _kept(row: Any, numbers: dict[str, str], wordy: str) -> dict[str, Any]:
    try:
        key = key_of(row.pk)
    except Destroyed:
        return {}
    words = unseal_json(key, bytes(row.sealed), subject=row.pk, context=CONTEXT) if row.sealed else {}
    offence = ", ".join(filter(None, (words.get("offence", ""), wordy)))
    told = {**words, **numbers, "offence": offence}
    return {
        "sealed": seal(key, told, subject=row.pk, context=CONTEXT),
        "police_mark": police_mark(row.police_number),
        "marks": marks_of(*numbers.values()),
    }


class Migration(migrations.Migration):
    dependencies = [("justice", "0010_matters_are_seen_by_whoever_sees_a_case"), ("vault", "0001_initial")]

    operations = [
        migrations.AddField("matter", "police_mark", models.BigIntegerField(null=True)),
        migrations.AddField(
            "matter",
            "marks",
            django.contrib.postgres.fields.ArrayField(models.BigIntegerField(), default=list, size=None),
        ),
        migrations.RunPython(seal_numbers, migrations.RunPython.noop),
        migrations.RemoveField("matter", "police_number"),
        migrations.RemoveField("matter", "spdp_number"),
        migrations.RemoveField("matter", "court_number"),
        migrations.AddIndex(
            "matter",
            models.Index(
                condition=models.Q(("police_mark__isnull", False)), fields=["police_mark"], name="matter_police_mark"
            ),
        ),
    ]
