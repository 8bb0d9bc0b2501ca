"""What a superior is asked: a room whose `Decision` it is asks here, and takes back what need not be asked any more."""

from uuid import UUID

from django.utils import timezone

from rehsos.audit.actor import Actor

from ..models import Approval, Case


def ask_superior(
    case: Case, kind: str, subject: UUID, *, request_id: UUID, by: Actor, sealed: bytes | None = None
) -> Approval:
    """Ask for a decision of that kind (`decisions.Decision`) about a subject; `sealed` is told with it."""
    return Approval.objects.create(
        id=request_id,
        case=case,
        kind=kind,
        subject=subject,
        requested_by_id=by.worker,
        requested_at=timezone.now(),
        sealed=sealed,
    )


def ask_no_more(case: Case, subject: UUID) -> None:
    """Take back what waits for a decision about a subject: it was recorded wrongly, or is gone. The log keeps both."""
    Approval.objects.filter(case=case, subject=subject, approved=None).delete()
