"""Correcting who somebody is reaches what was reckoned from it, in whatever room."""

from uuid import UUID

from django.db import transaction

from rehsos.audit.actor import Actor
from rehsos.house.rooms import given

from .actions import correct_identity
from .doors import Corrected
from .identity import Identity, birth_of
from .models import Person, Sex


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
    """Correct the identity; then everything that was reckoned from it follows, whoever works it."""
    born = birth_of(person)
    correct_identity(
        person=person, identity=identity, sex=sex, birth_year=birth_year, birth_estimated=birth_estimated,
        version=version, by=by, action_id=action_id,
    )  # fmt: skip
    now = Person.objects.get(pk=person.pk)
    for door in given(Corrected):
        door.follow(now, born, by, action_id)
