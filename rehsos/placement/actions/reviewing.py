"""A placement is looked at again: what was found, who is to care next, how they get home."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.withdrawing import undoes
from rehsos.cases.models import Case
from rehsos.cases.sealing import seal_for

from ..models import NoteKind, Rung, Stay, StayNote
from ..stays import may_keep, told


@action(_("Penempatan ditinjau"))
def review_placement(
    *, stay: Stay, next_rung: Code, words: Text, plan: Text, at: datetime, by: Actor, action_id: UUID
) -> StayNote:
    """Why they are still here, who is to care for them next, and the plan for it. Its clock begins anew."""
    may_keep(stay, by).insist()
    if next_rung and next_rung not in Rung.values:
        raise Refused(_("Langkah ini tidak dikenal."), field="next_rung")
    if not words.strip():
        raise Refused(_("Tulis apa yang ditinjau: mengapa masih di sini."), field="words")
    if not stay.since.replace(second=0, microsecond=0) <= at <= timezone.now():
        raise Refused(_("Isi hari selama tinggal di sini, tidak di masa depan."), field="at")
    made = StayNote.objects.create(
        id=action_id, case=stay.case, stay=stay, office_id=stay.office_id, kind=NoteKind.REVIEW, at=at,
        worker=by.worker, next_rung=next_rung, sealed=seal_for(stay.case_id, words=words.strip(), plan=plan.strip()),
    )  # fmt: skip
    told(stay, "stay_reviewed", at, by=by, fact_id=new_id())
    return made


@undoes("review_placement", _("tinjauan penempatan"))
def _not_reviewed(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    StayNote.objects.filter(pk=recorded.pk, case=case).update(withdrawn_by=action_id)
