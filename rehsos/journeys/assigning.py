"""Giving a case to a worker moves the wall between two sides of a matter."""

from datetime import date
from uuid import UUID

from rehsos.audit.actor import Actor
from rehsos.cases.actions.opening import assign_worker
from rehsos.cases.models import AssignmentKind, Case
from rehsos.directory.models import Worker
from rehsos.justice.models import Part
from rehsos.justice.walls import raise_walls


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
    for part in Part.objects.filter(case=case).select_related("matter"):
        raise_walls(part.matter, by)
