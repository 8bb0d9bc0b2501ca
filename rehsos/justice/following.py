"""How a matter follows what happens below it."""

from uuid import UUID, uuid5

from django.db.models import QuerySet

from rehsos.audit.actor import Actor, acting_for
from rehsos.cases.models import Case
from rehsos.law.ages import Birth
from rehsos.people.identity import birth_of
from rehsos.people.models import Person

from .actions.matter import follow_birth
from .models import Part


def deeds_follow(person: Person, before: Birth | None, by: Actor, cause: UUID) -> None:
    """A corrected birth moves the age at each deed, and the clocks that ask for it."""
    if birth_of(person) == before:
        return
    with acting_for(tuple(person.offices)):
        parts = list(Part.objects.filter(person=person).select_related("case", "matter"))
    for part in parts:
        part.person = person
        with acting_for(tuple(part.case.offices)):
            follow_birth(part=part, by=by, action_id=uuid5(cause, str(part.pk)))


def running(case: Case) -> QuerySet[Part]:
    """The case's parts in matters that have not ended."""
    return Part.objects.filter(case=case, ended_by="")
