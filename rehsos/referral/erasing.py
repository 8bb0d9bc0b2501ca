"""What was told of a case goes with the case: its referrals keep who, when and what came of it, in codes."""

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.cases.models import Case

from .actions import erase_referral
from .models import Referral


def erase_referrals(case: Case, because: str, by: Actor) -> None:
    """All of a case: once its texts are erased, or its client, whose name was told to another office."""
    for referral in Referral.objects.filter(case=case):
        erase_referral(case=case, referral=referral, because=because, by=by, action_id=new_id())
