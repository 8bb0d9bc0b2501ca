"""What is told of a child's part and is the matter's: written for all of its children."""

from datetime import date, datetime
from uuid import UUID

from rehsos.audit.actor import Actor
from rehsos.cases.models import Case, Subject
from rehsos.cases.models.clocks import Precision

from .actions.shared import answer_for_matter, record_matter_fact
from .models import Matter


def note_for_all(
    *,
    case: Case,
    subject: Subject,
    code: str,
    at: datetime,
    precision: Precision,
    until: date | None,
    source: str,
    reason: str,
    by: Actor,
    action_id: UUID,
) -> None:
    """A fact of the matter in which `subject` is this child's part."""
    record_matter_fact(
        case=case,
        matter=_matter_of(subject),
        code=code,
        at=at,
        precision=precision,
        until=until,
        source=source,
        reason=reason,
        by=by,
        action_id=action_id,
    )


def answer_for_all(*, case: Case, subject: Subject, code: str, value: str | None, by: Actor, action_id: UUID) -> None:
    """An answer about it."""
    answer_for_matter(case=case, matter=_matter_of(subject), code=code, value=value, by=by, action_id=action_id)


def _matter_of(part: Subject) -> Matter:
    return Matter.objects.get(parts=part.id)
