"""A colleague opens the names of a case they do not work: for a reason, which stays on the case's timeline."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Text, action
from rehsos.audit.actor import Actor

from ..models import Case
from ..models.case import LookReason
from ..policies import may_open_names


@action(_("Nama dibuka rekan: {because}"))
def open_names_of(*, case: Case, because: LookReason, note: Text, by: Actor, action_id: UUID) -> None:
    """Note why somebody who does not work the case reads it. The names stay open until the session's are shut."""
    may_open_names(case, by).insist()
