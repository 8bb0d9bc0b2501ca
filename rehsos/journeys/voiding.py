"""A void case bars nobody: the walls of its matters follow, and come back with it."""

from uuid import UUID

from django.db import transaction

from rehsos.audit.actor import Actor
from rehsos.cases.actions.voiding import restore_case, void_case
from rehsos.cases.models import Case
from rehsos.justice.walls import raise_walls_of


@transaction.atomic
def void(*, case: Case, reason: str, by: Actor, action_id: UUID) -> None:
    """Void a case that never should have been."""
    void_case(case=case, was=case.kind, state=case.status, reason=reason, by=by, action_id=action_id)
    raise_walls_of(case, by)


@transaction.atomic
def restore(*, case: Case, reason: str, by: Actor, action_id: UUID) -> None:
    """Take that back."""
    restore_case(case=case, reason=reason, by=by, action_id=action_id)
    raise_walls_of(case, by)
