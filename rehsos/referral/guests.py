"""Who is at an office and has no case: written by who brings and takes in, read wherever the office counts heads.

`CONTEXT` is that of the list they came by: the name moves along as it was sealed there, under its key.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from rehsos.cases.models import Case
from rehsos.directory.models import Office
from rehsos.people.names import initials
from rehsos.vault.keys import keys_of
from rehsos.vault.seal import legible

from .models_guest import Guest, Went

CONTEXT = "leg"


def came(guests: Iterable[Guest]) -> None:
    """They were accepted: from that hour on they stand in the list of who is there. Within an action."""
    Guest.objects.bulk_create(guests)


def went_on(things: Collection[UUID], at: datetime, cause: UUID) -> None:
    """They left with another leg: of who is in no room yet nobody there waits any more. Within an action."""
    here = Guest.objects.filter(thing__in=things, went=Went.HERE, since__lt=at + timedelta(minutes=1))
    here.update(went=Went.ONWARD, went_at=at, went_by=cause)


def did_not_go_on(things: Collection[UUID], at: datetime) -> None:
    """That they left at that hour was written by mistake. Within an action."""
    gone = Guest.objects.filter(thing__in=things, went=Went.ONWARD, went_at=at)
    gone.update(went=Went.HERE, went_at=None, went_by=None)


def did_not_come(rides: Collection[UUID]) -> None:
    """They were accepted by mistake. Within an action, once nobody was taken in (`moved_on`)."""
    Guest.objects.filter(pk__in=rides).delete()


def moved_on(rides: Collection[UUID]) -> QuerySet[Guest]:
    """Of whom the office that accepted them said since what became of them."""
    return Guest.objects.filter(pk__in=rides).exclude(went__in=[Went.HERE, Went.ONWARD])


def taken(thing: UUID) -> Guest | None:
    """Where somebody of a list was taken in; None: nowhere."""
    return Guest.objects.select_related("office").filter(thing=thing, went=Went.TAKEN).first()


class Last(NamedTuple):
    """Where one of a list was last: the columns of `referral_guests_last` (in_database.py)."""

    thing: UUID
    office: int
    short: str
    hidden: bool
    since: datetime
    went: str
    went_to: str
    went_at: datetime | None
    died: datetime | None
    place: str
    place_since: datetime | None


def last_of(things: Collection[UUID]) -> dict[UUID, Last]:
    """By line of a list, as far as the office it came to or that whose list it is asks. One statement, or none."""
    if not things:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM referral_guests_last(%s)", [list(things)])
        return {row[0]: Last(*row) for row in cursor.fetchall()}


def hold(things: Collection[UUID]) -> None:
    """Nobody takes them in or sees them off meanwhile. Within an action."""
    list(Guest.objects.select_for_update(no_key=True).filter(thing__in=things, went=Went.HERE).order_by("pk"))


def opened(thing: UUID, case: Case) -> None:
    """Whose list it is opened a case for them: who takes them in does so in that one. Within an action."""
    Guest.objects.filter(thing=thing, case=None).update(case=case)


def was_taken_in(guest: UUID, case: Case, at: datetime, cause: UUID) -> None:
    """Into a room, in that case: from then on they are who stays there. Within an action."""
    Guest.objects.filter(pk=guest).update(went=Went.TAKEN, went_at=at, went_by=cause, case=case)


def waits_again(cause: UUID) -> None:
    """That they were taken in was written by mistake: they are at the door as before. Within an action."""
    taken = Guest.objects.filter(went=Went.TAKEN, went_by=cause)
    taken.update(went=Went.HERE, went_at=None, went_by=None)


def died(case: Case, at: datetime, cause: UUID) -> list[Office]:
    """Told in a case of theirs: they wait for no bed any more. Where they did. Within an action, `everywhere`."""
    theirs = Guest.objects.filter(case__client=case.client_id, went=Went.HERE).select_related("office")
    found = list(theirs.select_for_update(of=("self",), no_key=True).order_by("-since"))
    for one in found:
        Guest.objects.filter(pk=one.pk).update(went=Went.DIED, went_at=max(at, one.since), went_by=cause)
    return [one.office for one in found]


def lives(death: UUID) -> None:
    """That they died was written by mistake: they wait as before. Within an action, `everywhere`."""
    said = Guest.objects.filter(went=Went.DIED, went_by=death)
    said.update(went=Went.HERE, went_at=None, went_by=None)


def forget(case: Case) -> None:
    """Who was erased is named in no list; that they came stays. Within an action."""
    Guest.objects.filter(case=case).update(sealed=None)


def waiting(office: int) -> QuerySet[Guest]:
    """Who is at an office in no room of it, the newest first."""
    return Guest.objects.select_related("sender").filter(office=office, went=Went.HERE).order_by("-since", "thing")


def initials_in(found: Collection[Guest]) -> dict[UUID, str]:
    """By id, as the list called them; empty for who is called nothing. One statement, or none."""
    keys = keys_of({one.key for one in found if one.sealed}) if found else {}
    names = {one.pk: name_of(one, keys.get(one.key)) for one in found}
    return {guest: initials(name) if name else "" for guest, name in names.items()}


def name_of(one: Guest, key: bytes | None) -> str:
    """The name on the list; empty where none was told, or its key is gone."""
    told = legible(key, bytes(one.sealed), subject=one.key, context=CONTEXT) if one.sealed and key else {}
    return str(told.get("name", ""))
