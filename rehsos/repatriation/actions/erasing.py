"""Who was erased is named on no leg and in no list any more; with the texts of a case goes what its legs tell."""

from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, action
from rehsos.audit.actor import Actor
from rehsos.cases.models import Case
from rehsos.directory.permissions import OPERATE
from rehsos.vault.keys import destroy

from ..models import Leg, Member, Ride


@action(_("Namanya di etape dan rombongan dihapus: {because}"))
def erase_riders(*, case: Case, because: Code, by: Actor, action_id: UUID) -> None:
    """Destroy the key of each ride of the client; under a group's key, which opens the others, nothing is left.

    What is told of them later is sealed under the leg's key: they may be on the road still. What is counted stays.
    """
    by.need(OPERATE)
    rides = Ride.objects.filter(case=case)
    for key in rides.filter(key=F("pk")).values_list("key", flat=True):
        destroy(key)
    rides.update(sealed=None, told=None, key=F("leg_id"))
    Member.objects.filter(journey__case=case).update(sealed=None)


@action(_("Tulisan etape dihapus: {because}"))
def erase_legs(*, case: Case, because: Code, by: Actor, action_id: UUID) -> None:
    """Destroy the key of each leg that was the client's alone: who waited, what they needed, how they came.

    What is told of a group's leg is of the others, too: what is told of this one goes.
    """
    by.need(OPERATE)
    for leg in Leg.objects.filter(rides__case=case, group=None).values_list("pk", flat=True):
        destroy(leg)
    Ride.objects.filter(case=case).update(told=None)
