"""What was told of a case goes with the case, and who it was with the identity: what came of it stays, in codes."""

from uuid import UUID

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.cases.models import Case

from . import guests
from .actions.erasing import erase_referral, erase_told_of
from .models import Referral


def erase_referrals(case: Case, because: str, by: Actor) -> None:
    """All of a case: once its texts are erased, or its client, whose name was told to another office."""
    for referral in Referral.objects.filter(case=case):
        erase_referral(case=case, referral=referral, because=because, by=by, action_id=new_id())


def forget_somebody(person: UUID, case: Case, because: str, by: Actor) -> None:
    """What names them in the referrals of a case: of its client whatever may, of others who is safe to call."""
    if person == case.client_id:
        guests.forget(case)
    for referral in Referral.objects.filter(case=case):
        erase_told_of(
            case=case, referral=referral, client=person == case.client_id, because=because, by=by, action_id=new_id()
        )
