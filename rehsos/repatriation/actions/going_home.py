"""A superior is asked to let somebody go home although something is missing, and signs, with the reason."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.asking import ask_no_more, ask_superior
from rehsos.cases.actions.plan import decide
from rehsos.cases.models import Approval
from rehsos.cases.policies import may_decide
from rehsos.cases.sealing import seal_for
from rehsos.vault.keys import key_of

from ..going_home import RETURN, covered, notes_of, said_of
from ..models import Journey
from ..policies import may_travel


@action(_("Pulang ke keluarga dimintakan persetujuan"))
def ask_return(*, journey: Journey, reason: Text, by: Actor, action_id: UUID) -> Approval:
    """Ask for it: why it cannot wait until what is missing is there. What is asked is kept with it."""
    may_travel(journey, by).insist()
    if not reason.strip():
        raise Refused(_("Tulis mengapa tidak dapat menunggu sampai lengkap."), field="reason")
    journey = (
        Journey.objects.select_for_update(no_key=True, of=("self",)).select_related("case", "person").get(pk=journey.pk)
    )
    notes = notes_of(journey)
    said = said_of(journey, notes)
    if said["request"] and said["request"].approved is None and said["holds"]:
        raise Conflict(_("Persetujuan ini sudah diminta dan menunggu keputusan."))
    ask_no_more(journey.case, journey.pk)  # what waited is about what has changed since
    covers = covered(journey, said["asked"], notes, key_of(journey.case_id))
    told = seal_for(journey.case_id, reason=reason.strip(), covers=covers)
    return ask_superior(journey.case, RETURN, journey.pk, request_id=action_id, by=by, sealed=told)


@action(_("Pulang ke keluarga diputuskan: {approved}"))
def decide_return(
    *, approval: Approval, approved: bool, note: Text, capacity: Code, by: Actor, action_id: UUID
) -> None:
    """Let them go home, or not, each with a reason. Only what was asked is approved: not what came up since."""
    may_decide(approval, by).insist()
    if approved and not note.strip():
        raise Refused(_("Tulis alasannya: persetujuan ini menggantikan yang belum ada."), field="note")
    journey = Journey.objects.select_related("person").get(pk=approval.subject)
    if approved and not said_of(journey, notes_of(journey))["holds"]:
        raise Refused(_("Sejak ini diminta ada yang baru, atau tujuan atau keluarganya berubah. Kembalikan dengan "
                        "catatan; petugas memintanya lagi."), field="approved")  # fmt: skip
    decide(approval, approved=approved, note=note, capacity=capacity, by=by)
