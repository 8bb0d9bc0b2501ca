"""Where the client is, as the case says it, against who a letter says lives with them: told, and nothing is locked."""

import re

from django.utils import timezone, translation

from rehsos.cases.actions.placing import WHEREABOUTS
from rehsos.cases.models import Case, Participant, Relation, Whereabouts, WhereaboutsKind
from rehsos.cases.models.case import said_relation
from rehsos.cases.placing import placed, said, told_by
from rehsos.look import words

AT_HOME_OF = {
    "ibu": {Relation.MOTHER, Relation.STEPMOTHER}, "mama": {Relation.MOTHER, Relation.STEPMOTHER},
    "ayah": {Relation.FATHER, Relation.STEPFATHER}, "bapak": {Relation.FATHER, Relation.STEPFATHER},
    "nenek": {Relation.GRANDPARENT}, "kakek": {Relation.GRANDPARENT}, "oma": {Relation.GRANDPARENT},
    "opa": {Relation.GRANDPARENT}, "paman": {Relation.UNCLE}, "bibi": {Relation.UNCLE}, "tante": {Relation.UNCLE},
    "om": {Relation.UNCLE}, "kakak": {Relation.SIBLING}, "adik": {Relation.SIBLING}, "sepupu": {Relation.COUSIN},
    "wali": {Relation.GUARDIAN}, "guru": {Relation.TEACHER}, "tetangga": {Relation.NEIGHBOUR},
    "suami": {Relation.SPOUSE}, "istri": {Relation.SPOUSE},
}  # fmt: skip
"""Whose home a place is, by the words in which it is told."""


def contradicted(case: Case) -> str:
    """That somebody is said to live with the client, who is recorded to be elsewhere; nothing where both may be so."""
    beside = Participant.objects.filter(case=case, lives_together=True).values_list("relation", "person__sex")
    together = list(beside)
    there = placed(case).get(WHEREABOUTS) if together else None
    if not isinstance(there, Whereabouts) or there.kind in {WhereaboutsKind.UNKNOWN, WhereaboutsKind.DECEASED}:
        return ""
    told = told_by(there)
    if there.kind == WhereaboutsKind.FAMILY and not _elsewhere(told.words, {relation for relation, _sex in together}):
        return ""
    return translation.gettext(
        "Di kasus tercatat klien berada di “{place}” sejak {day}, sedangkan tabel keluarga menulis serumah dengan anak"
        ": {who}. Perbaiki “Berada di” atau “Orang di sekitar” lebih dulu bila salah satunya sudah lain."
    ).format(
        place=said(WHEREABOUTS, there.kind, there.office.short if there.office else None, told.words),
        day=words.day(timezone.localdate(there.since)),
        who=", ".join(dict.fromkeys(str(said_relation(relation, sex)).lower() for relation, sex in together)),
    )


def _elsewhere(told: str, together: set[str]) -> bool:
    """Whether the words name whose home it is, and nobody of these lives with the client."""
    named = [AT_HOME_OF[word] for word in re.findall(r"\w+", told.casefold()) if word in AT_HOME_OF]
    return bool(named) and not any(relations & together for relations in named)
