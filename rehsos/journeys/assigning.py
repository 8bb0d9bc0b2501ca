"""Giving a case to a worker moves the wall between two sides of a matter."""

from datetime import date
from uuid import UUID

from rehsos.audit.actor import Actor
from rehsos.cases.actions.assigning import assign_worker, take_off
from rehsos.cases.models import AssignmentKind, Case
from rehsos.directory.models import Worker
from rehsos.justice.walls import raise_walls_of


def assign(
    *,
    case: Case,
    worker: Worker,
    kind: AssignmentKind,
    since: date,
    until: date | None,
    by: Actor,
    action_id: UUID,
) -> None:
    """Assign, then raise the walls of every matter the case has a part in."""
    assign_worker(case=case, worker=worker, kind=kind, since=since, until=until, by=by, action_id=action_id)
    raise_walls_of(case)


def release(*, case: Case, worker: Worker, reason: str, by: Actor, action_id: UUID) -> None:
    """Take a helper off the case at once; the wall that came with them goes too."""
    take_off(case=case, worker=worker, reason=reason, by=by, action_id=action_id)
    raise_walls_of(case)
