"""The ladder of care is told: a version of its own, whole, each time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.withdrawing import undoes
from rehsos.cases.models import Case
from rehsos.cases.policies import may_record
from rehsos.cases.sealing import seal_for

from ..models import CareLadder, Rung, RungState


@dataclass(frozen=True)
class RungTold:
    """A rung, what is known of it, and why."""

    rung: Rung
    state: RungState
    reason: str = ""


@action(_("Tangga pengasuhan"))
def tell_ladder(*, case: Case, rungs: tuple[RungTold, ...], at: datetime, by: Actor, action_id: UUID) -> CareLadder:
    """Who could care for the child, and why one is passed over. What is not asked yet is an answer, too."""
    may_record(case, by).insist()
    if at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Isi kapan ditanyakan."), field="at")
    told = {one.rung: one for one in rungs}
    if not any(one.state for one in rungs):
        raise Refused(_("Isi paling sedikit satu: siapa yang sudah ditanya, atau siapa yang dipakai."))
    if sum(one.state == RungState.USED for one in rungs) > 1:
        raise Refused(_("Hanya satu yang dipakai. Yang lain: beri tahu mengapa tidak."))
    reasons = {rung.value: one.reason.strip() for rung, one in told.items() if one.reason.strip()}
    return CareLadder.objects.create(
        id=action_id, case=case, at=at, worker=by.worker, reasoned=sorted(reasons),
        sealed=seal_for(case.pk, **reasons) if reasons else None,
        **{rung.value: one.state for rung, one in told.items()},
    )  # fmt: skip


@undoes("tell_ladder", _("tangga pengasuhan"))
def _not_told(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    CareLadder.objects.filter(pk=recorded.pk, case=case).update(withdrawn_by=action_id)
