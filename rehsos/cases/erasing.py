"""Erasing a person, and with them what was written in their own closed cases."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.house.rooms import given
from rehsos.people.actions import erase_person
from rehsos.people.identity import ERASED, identities_of
from rehsos.people.models import Person

from .actions.erasing import erase_texts
from .doors import Erased, Forgotten
from .models import Case, Participant, Status


def erase(
    *, person: Person, because: str, although_open: str, with_texts: bool, by: Actor, action_id: UUID
) -> list[Case]:
    """Erase somebody; the cases that stay counted. Refused while one is open, unless it is said why it can't wait.

    What was written may go later than who it was of: once a case that could not wait is closed, too.
    """
    cases = list(_cases_of(person))
    if any(case.status == Status.OPEN for case in cases) and not although_open.strip():
        codes = ", ".join(case.code for case in cases if case.status == Status.OPEN)
        raise Refused(_OPEN.format(codes=codes), field="although_open")
    if not (with_texts and identities_of([person])[person.pk] is ERASED):
        erase_person(person=person, because=because, although_open=although_open, by=by, action_id=action_id)
        for case in cases:
            for forgotten in given(Forgotten):
                forgotten.follow(person.pk, case, because, by)
    for case in cases if with_texts else []:
        if case.client_id == person.pk:
            erase_texts(case=case, because=because, by=by, action_id=new_id())
            for door in given(Erased):
                door.follow(case, because, by)
    return cases


_OPEN = _("Masih ada kasus berjalan: {codes}. Akhiri dahulu, atau tulis mengapa tidak dapat menunggu.")


def _cases_of(person: Person) -> QuerySet[Case]:
    around = Participant.objects.filter(person=person).values("case")
    return Case.objects.filter(Q(client=person) | Q(pk__in=around)).order_by("code")
