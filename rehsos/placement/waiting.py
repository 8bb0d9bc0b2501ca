"""Who arrived at a house and is in no room of it: as they came, by what may be told of them till then."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer
from rehsos.cases.models import Whereabouts
from rehsos.law.ages import Age, guessed
from rehsos.people.identity import identities_of
from rehsos.people.queries import age_on
from rehsos.referral import guests
from rehsos.referral.brought import brought_now, told_of
from rehsos.referral.models import Referral
from rehsos.referral.models_guest import Guest
from rehsos.referral.queries import initials_of

from .stays import may_take_in

REFERRAL, BROUGHT, CASE, GUEST = "referral", "brought", "case", "guest"
"""How they came: by a hand-over, by a leg in a case of another office, in a case of the own, in no case."""


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits for a bed: how they came and by what (`placement_awaits`), and since when."""

    how: str
    thing: UUID
    since: datetime


@dataclass(frozen=True)
class Told:
    """What stands of them on a list: initials, where it shows any, else their code or nothing; sex, and age."""

    who: str
    sex: str
    age: Age | None


def waiting_at(office: int) -> list[Waiting]:
    """All of them, the newest first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT how, thing, since FROM placement_awaits(%s)", [office])
        return [Waiting(*row) for row in cursor.fetchall()]


def waiting_of(office: int, thing: UUID) -> Waiting | None:
    """The one of them; None where they wait no more."""
    return next((one for one in waiting_at(office) if one.thing == thing), None)


def may_let_in(by: Actor) -> Answer:
    """Whether the actor takes in who is here already: whoever works at the house, and at night whoever is awake."""
    return YES if by.may(Permission.CALL_ROLL) else may_take_in(by)


def told(found: Collection[Waiting], *, names: bool) -> dict[UUID, Told]:
    """By `thing`. A statement or two for each way somebody came by, and none for the others."""
    by_way: dict[str, set[UUID]] = {}
    for one in found:
        by_way.setdefault(one.how, set()).add(one.thing)
    return {thing: said for how, things in by_way.items() for thing, said in _TELLS[how](things, names)}


def _of_guests(things: Collection[UUID], names: bool) -> Iterator[tuple[UUID, Told]]:
    found = Guest.objects.filter(pk__in=things)
    called = guests.initials_in(found) if names else {}
    for one in found:
        yield one.pk, Told(called.get(one.pk, ""), one.sex, None if one.age is None else guessed(one.age))


def _of_brought(things: Collection[UUID], names: bool) -> Iterator[tuple[UUID, Told]]:
    found = [one for one in brought_now() if one.place in things]
    said = told_of(found, names=names)
    for one in found:
        who, age = said[one.place]
        yield one.place, Told(who, one.sex, age)


def _of_referrals(things: Collection[UUID], names: bool) -> Iterator[tuple[UUID, Told]]:
    called = initials_of(things) if names else {}
    for it in Referral.objects.filter(pk__in=things):
        yield it.pk, Told(called.get(it.pk) or str(it), it.sex, it.aged)


def _of_cases(things: Collection[UUID], names: bool) -> Iterator[tuple[UUID, Told]]:
    found = Whereabouts.objects.select_related("case", "person").filter(pk__in=things)
    known, today = identities_of(one.person for one in found) if names else {}, timezone.localdate()
    for one in found:
        identity, born = known.get(one.person_id), one.person.birth_year
        age = age_on(identity, born, today, estimated=one.person.birth_estimated) if identity else None
        yield one.pk, Told(identity.initials if identity else one.case.code, one.person.sex, age)


_TELLS = {GUEST: _of_guests, BROUGHT: _of_brought, REFERRAL: _of_referrals, CASE: _of_cases}
