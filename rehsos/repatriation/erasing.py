"""What goes with an identity, and with the texts of a case: the names on legs and lists, and what legs tell."""

from uuid import UUID

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.cases.models import Case

from .actions.after import erase_contacts
from .actions.erasing import erase_legs, erase_riders
from .models import HomeContact, Ride


def forget_rider(person: UUID, case: Case, because: str, by: Actor) -> None:
    """Who travelled is the client: of others around them no leg tells the name."""
    if person == case.client_id:
        _forget_contacts(case, because, by)
    if person == case.client_id and Ride.objects.filter(case=case).exists():
        erase_riders(case=case, because=because, by=by, action_id=new_id())


def erase_road(case: Case, because: str, by: Actor) -> None:
    """With the texts of a case, what its legs tell and whom."""
    _forget_contacts(case, because, by)
    if Ride.objects.filter(case=case).exists():
        erase_riders(case=case, because=because, by=by, action_id=new_id())
        erase_legs(case=case, because=because, by=by, action_id=new_id())


def _forget_contacts(case: Case, because: str, by: Actor) -> None:
    if HomeContact.objects.filter(case=case).exists():
        erase_contacts(case=case, because=because, by=by, action_id=new_id())
