"""What this room does to its rows when an action on them is withdrawn (cases.actions.withdrawing)."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.audit.models import Action
from rehsos.cases.actions.facts import put_circumstance
from rehsos.cases.actions.withdrawing import undoes
from rehsos.cases.models import Appointment, AppointmentState, Case, Subject

from ..models import ENDED, PART, Diversi, DiversiResult, Hearing, Part, Verdict
from ..walls import raise_walls
from .matter import settle_role


@undoes("record_hearing", _("sidang, BAP atau pertemuan diversi"), contact=True)
def _hearing(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    """The appointment it settled is set again."""
    row = Hearing.objects.filter(pk=recorded.pk, case=case)
    Appointment.objects.filter(pk__in=row.values("appointment")).update(state=AppointmentState.SET)
    row.update(withdrawn_by=action_id, appointment=None)


@undoes("record_diversi", _("hasil diversi"))
def _diversi(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    """The form agreed on is that of the agreement that is left."""
    Diversi.objects.filter(pk=recorded.pk, case=case).update(withdrawn_by=action_id)
    part = UUID(recorded.facts["part"])
    left = Diversi.objects.filter(part=part, result=DiversiResult.AGREED, withdrawn_by=None).order_by("-id").first()
    put_circumstance(case, Subject(PART, part), "diversi_form", left.form if left else "")


@undoes("record_verdict", _("putusan"))
def _verdict(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    Verdict.objects.filter(pk=recorded.pk, case=case).update(withdrawn_by=action_id)


@undoes("record_detention", _("perintah penahanan"))
def _detention(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    """Its fact is all there was to it."""


@undoes("end_part", _("akhir perkara bagi anak ini"))
def _end(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    """The part goes on, unless another end was recorded since."""
    part = Part.objects.select_related("matter").get(pk=UUID(recorded.facts["part"]), case=case)
    if part.ended_by != recorded.facts.get("ending", ""):
        return
    Part.objects.filter(pk=part.pk).update(ended_by="", ended_on=None)
    put_circumstance(case, part.subject, ENDED, "")
    settle_role(case)
    raise_walls(part.matter)
