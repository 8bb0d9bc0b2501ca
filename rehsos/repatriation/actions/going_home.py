"""A superior is asked to let somebody go home although something is missing, and signs, with the reason."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.asking import ask_superior
from rehsos.cases.actions.plan import decide
from rehsos.cases.models import Approval
from rehsos.cases.policies import may_decide
from rehsos.cases.sealing import seal_for

from ..going_home import RETURN
from ..models import Journey
from ..policies import may_travel


@action(_("Pulang ke keluarga dimintakan persetujuan"))
def ask_return(*, journey: Journey, reason: Text, by: Actor, action_id: UUID) -> Approval:
    """Ask for it: why it cannot wait until what is missing is there."""
    may_travel(journey, by).insist()
    if not reason.strip():
        raise Refused(_("Tulis mengapa tidak dapat menunggu sampai lengkap."), field="reason")
    Journey.objects.select_for_update(no_key=True).get(pk=journey.pk)
    if Approval.objects.filter(case=journey.case, kind=RETURN, subject=journey.pk, approved=None).exists():
        raise Conflict(_("Persetujuan ini sudah diminta dan menunggu keputusan."))
    told = seal_for(journey.case_id, reason=reason.strip())
    return ask_superior(journey.case, RETURN, journey.pk, request_id=action_id, by=by, sealed=told)


@action(_("Pulang ke keluarga diputuskan: {approved}"))
def decide_return(
    *, approval: Approval, approved: bool, note: Text, capacity: Code, by: Actor, action_id: UUID
) -> None:
    """Let them go home, or not. Either needs its reason: it stands in the place of what is missing."""
    may_decide(approval, by).insist()
    if approved and not note.strip():
        raise Refused(_("Tulis alasannya: persetujuan ini menggantikan yang belum ada."), field="note")
    decide(approval, approved=approved, note=note, capacity=capacity, by=by)
