"""What the clockwork itself says on a case's timeline."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, action
from rehsos.audit.actor import Actor

from ..models import Case


@action(_("Tenggat {rule_code} dihitung ulang: semula {was}, menjadi {now_due}"))
def clock_moved(*, case: Case, rule_code: Code, was: datetime, now_due: datetime, by: Actor, action_id: UUID) -> None:
    """Said whenever a corrected fact or an extension moves a due time."""
