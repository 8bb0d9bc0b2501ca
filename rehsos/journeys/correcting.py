"""Correcting who somebody is reaches what was reckoned from it: how their cases are counted, their age at a deed."""

from uuid import UUID, uuid5

from django.db import transaction

from rehsos.audit.actor import Actor, acting_for
from rehsos.cases.actions.opening import follow_client
from rehsos.cases.models import Case
from rehsos.justice.actions.matter import follow_birth
from rehsos.justice.deed import birth_of
from rehsos.justice.models import Part
from rehsos.law.ages import Birth, age_at
from rehsos.people.actions import correct_identity
from rehsos.people.identity import Identity
from rehsos.people.models import Person, Sex


@transaction.atomic
def correct(
    *,
    person: Person,
    identity: Identity,
    sex: Sex,
    birth_year: int | None,
    birth_estimated: bool,
    version: int,
    by: Actor,
    action_id: UUID,
) -> None:
    """Correct the identity; then every case and part of the person follows, whoever works it."""
    born = birth_of(person)
    correct_identity(
        person=person, identity=identity, sex=sex, birth_year=birth_year, birth_estimated=birth_estimated,
        version=version, by=by, action_id=action_id,
    )  # fmt: skip
    now = Person.objects.get(pk=person.pk)
    with acting_for(tuple(now.offices)):
        cases = list(Case.objects.filter(client=now))
        parts = list(Part.objects.filter(person=now).select_related("case", "matter"))
    for case in cases:
        _count_anew(case, now, born, by, action_id)
    for part in parts if birth_of(now) != born else ():
        part.person = now
        with acting_for(tuple(part.case.offices)):
            follow_birth(part=part, by=by, action_id=uuid5(action_id, str(part.pk)))


def _count_anew(case: Case, now: Person, before: Birth | None, by: Actor, cause: UUID) -> None:
    """A case is counted by the client's sex, and by the age on the day it was opened.

    An age that was told at the opening, while no birth was known, stays until a birth is known.
    """
    known = birth_of(now)
    age = age_at(known, case.opened_on).counted if known else case.age if before is None else None
    if (case.sex, case.age) != (now.sex, age):
        with acting_for(tuple(case.offices)):
            follow_client(case=case, sex=Sex(now.sex), age=age, by=by, action_id=uuid5(cause, str(case.pk)))
