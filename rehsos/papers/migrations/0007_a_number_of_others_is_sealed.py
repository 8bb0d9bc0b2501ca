"""The number that its sender gave to a letter that came in lies in its envelope; ours stays in the register.

One of ours that was typed with other words goes into the envelope too. What belongs to an erased dossier goes with it.
"""

from typing import Any

from django.db import migrations

from rehsos.papers.rendering.numbering import is_number
from rehsos.vault.keys import key_of
from rehsos.vault.seal import Destroyed, seal, unseal_json

CONTEXT = "letter"


def seal_numbers(apps: Any, schema_editor: Any) -> None:
    """From the column into the envelope of each letter that it concerns."""
    del schema_editor
    letters = apps.get_model("papers", "Letter").objects
    for letter in letters.exclude(number="").iterator():
        if letter.direction == "in" or (letter.number_source != "own" and not is_number(letter.number)):
            letters.filter(pk=letter.pk).update(number="", sealed=_sealed(letter))


def _sealed(letter: Any) -> bytes:
    try:
        key = key_of(letter.dossier)
    except Destroyed:
        return bytes(letter.sealed)
    known = unseal_json(key, bytes(letter.sealed), subject=letter.dossier, context=CONTEXT)
    return seal(key, {**known, "number": letter.number}, subject=letter.dossier, context=CONTEXT)


class Migration(migrations.Migration):
    dependencies = [("papers", "0006_a_letter_has_one_of_four_degrees"), ("vault", "0001_initial")]

    operations = [migrations.RunPython(seal_numbers, migrations.RunPython.noop)]
