"""What is told in a referral, by whom and when: parts of the summary, and what is said beside them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor

from .models import Part, Referral
from .sealing import seal_in

ADDED, QUESTION, SPOKEN, ANSWERED, RESULT, REVOKED = "added", "question", "spoken", "answer", "result", "revoked"
"""What is told beside the parts of the summary."""
FELL, LEFT, STAYED = "fell", "left", "stayed"
"""What the road itself says: no words of anybody, and nobody of a third office is named."""
ARRIVED, NOT_ARRIVED = "arrived", "not_arrived"
"""That a client came or a service began, with the hour, by whom it was written; and that this was recorded wrongly."""
BARE = frozenset({FELL, LEFT, STAYED})
OPEN = BARE | {ARRIVED}
"""What says nothing that waits for the names to be opened."""
_ALWAYS = OPEN | {NOT_ARRIVED}


def tell(referral: Referral, by: Actor, at: datetime, told: Mapping[str, Sequence[str]]) -> None:
    """Each for itself, with who and when; of what somebody may write, what says nothing is left out."""
    Part.objects.bulk_create(
        [
            Part(id=new_id(), referral=referral, code=code, at=at, worker=by.worker, office_id=by.office,
                 sealed=seal_in(referral.pk, lines=lines))
            for code, lines in told.items() if code in _ALWAYS or any(line.strip() for line in lines)
        ]
    )  # fmt: skip
