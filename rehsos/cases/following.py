"""How cases follow what happens below them."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor, acting_for
from rehsos.audit.answers import Words
from rehsos.directory.models import Office
from rehsos.law.ages import Birth, age_at
from rehsos.people.identity import birth_of
from rehsos.people.models import Person, Sex

from .actions.opening import follow_client
from .models import Case, Status

HAS_CASES = _(
    "Kantor ini sudah punya kasus. Kantor di atasnya yang sekarang tetap melihat kasus itu, dan yang baru tidak akan "
    "melihatnya. Karena itu kantor di atasnya tidak dapat diganti."
)


def stays_under(office: Office) -> Words:
    """Why an office may not come under another: each of its cases was shared upward when it was opened."""
    return HAS_CASES if Case.objects.filter(owner=office).exists() else ""


def count_anew(person: Person, before: Birth | None, by: Actor, cause: UUID) -> None:
    """A case is counted by the client's sex, and by the age on the day it was opened.

    An age that was told at the opening, while no birth was known, stays until a birth is known.
    """
    known = birth_of(person)
    with acting_for(tuple(person.offices)):
        cases = list(Case.objects.filter(client=person))
    for case in cases:
        age = age_at(known, case.opened_on).counted if known else case.age if before is None else None
        if (case.sex, case.age) != (person.sex, age):
            with acting_for(tuple(case.offices)):
                follow_client(case=case, sex=Sex(person.sex), age=age, by=by, action_id=uuid5(cause, str(case.pk)))


CHILD_UNTIL = 21
"""Years: a child's role may be told of somebody grown since; beyond this it is more likely a slip."""


def too_old(person: Person) -> Iterator[Words]:
    """A child's role of whom the corrected birth makes grown, case by case: a slip of the year, or of the role."""
    cases = Case.objects.filter(client=person).exclude(role="").exclude(status=Status.VOID).order_by("code")
    return filter(None, map(grown, cases))


def grown(case: Case) -> str:
    """What is odd in a child's role of somebody grown; empty where nothing is."""
    age = case.age if case.age_at_deed is None else case.age_at_deed
    if not case.role or age is None or age <= CHILD_UNTIL:
        return ""
    words = gettext("Umur klien {age} th, padahal perannya peran anak di kasus {code}. Periksa tahun lahirnya.")
    return words.format(age=age, code=case.code)
