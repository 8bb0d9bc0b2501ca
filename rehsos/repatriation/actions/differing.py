"""Who boarded and did not arrive: it is said what became of them. Who died has a case from then on."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actions import Private, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.actions.placing import everywhere

from ..models import OUT, Leg, Member, Outcome, Ride
from ..policies import may_lead, may_tell
from ..sealing import seal_in
from .arriving import close_if_whole, difference_told, end_rides, insist_hour
from .groups import open_member


@action(_("{outcome}"))
def tell_difference(
    *, leg: Leg, number: int, outcome: Outcome, where: Private, at: datetime, by: Actor, action_id: UUID
) -> None:
    """What became of somebody who boarded and did not arrive: left the group, ill, died; and where.

    Who died and has no case is opened as one, with that death: body and belongings are sought a receiver there.
    """
    may_tell(leg, by).insist()
    if outcome not in OUT:
        raise Refused(_("Pilih apa yang terjadi."), field="outcome")
    if not where.strip():
        raise Refused(_("Tulis di mana, dan dengan siapa."), field="where")
    insist_hour(leg, at)
    with everywhere():
        ride = Ride.objects.select_related("case", "journey__case").filter(leg=leg, number=number, aboard=True).first()
        if ride is None:
            raise Refused(_("Nomor ini tidak tercatat naik."), field="number")
        end_rides([ride], outcome, at, action_id)
        Ride.objects.filter(pk=ride.pk).update(told=seal_in(ride.key, where=where.strip()))
        close_if_whole(leg, at)
        if ride.case is not None:
            difference_told(
                case=ride.case, ride=ride.pk, outcome=outcome, where=where, at=at, by=by, action_id=new_id()
            )
    if ride.case is None and outcome == Outcome.DIED:
        _open(ride, by)


def _open(ride: Ride, by: Actor) -> None:
    """By whose group it is; who receives it only tells, and the group's page proposes the rest."""
    member = Member.objects.select_related("group", "destination").filter(rides=ride, journey=None).first()
    if member is not None and may_lead(member.group, by) and by.may(Permission.WORK_CASES):
        open_member(member=member, by=by, action_id=new_id())
