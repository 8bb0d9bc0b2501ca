"""What is told in a referral, by whom and when: parts of the summary, and what is said beside them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.house.rooms import given

from .doors import Summary
from .models import Part, Referral
from .sealing import seal_in

IDENTITY = "identity"
"""The part that tells who it is, the name first."""
SAFE = "safe"
"""The part that tells who is safe to call, and who is not."""
ADDED, QUESTION, SPOKEN, ANSWERED, RESULT, REVOKED = "added", "question", "spoken", "answer", "result", "revoked"
"""What is told beside the parts of the summary."""
FELL, SHUT, LEFT, STAYED, FOLLOWS, OWN, FURTHER = "fell", "shut", "left", "stayed", "follows", "own", "went_further"
"""What the road itself says: no words of anybody, and nobody of a third office is named."""
TAKEN = "taken"
"""Who at the receiver took it up, with the hour."""
ARRIVED, NOT_ARRIVED = "arrived", "not_arrived"
"""That a client came or a service began, with the hour, by whom it was written; and that this was recorded wrongly."""
ALONG = "along"
"""What was open in a case when it was handed on, in codes and hours."""
DEPARTED = "departed"
"""That the client left again: the hour, where to, and words, which may name somebody."""
BARE = frozenset({FELL, SHUT, LEFT, STAYED, FOLLOWS, OWN, FURTHER})
OPEN = BARE | {ARRIVED, TAKEN, ALONG}
"""What says nothing that waits for the names to be opened."""
_ALWAYS = (OPEN | {NOT_ARRIVED}) - {ALONG}


def names_somebody(code: str) -> bool:
    """Whether a part may tell who somebody is: what says so, and whatever somebody typed."""
    known = next((one for one in given(Summary) if one.code == code), None)
    return known.names if known else code not in OPEN


def told_of(referral: Referral, *, client: bool = True) -> list[UUID]:
    """The keys of what may name the client; of somebody else: of who is safe to call."""
    own = Part.objects.filter(referral=referral).exclude(key=referral.pk)
    if not client:
        return list(own.filter(code=SAFE).values_list("key", flat=True))
    return [referral.key, *own.values_list("key", flat=True)]


def tell(referral: Referral, by: Actor, at: datetime, told: Mapping[str, Sequence[str]]) -> None:
    """Each for itself, with who and when; of what somebody may write, what says nothing is left out."""
    says = {code: lines for code, lines in told.items() if code in _ALWAYS or any(line.strip() for line in lines)}
    Part.objects.bulk_create([_part(referral, by, at, code, lines) for code, lines in says.items()])


def _part(referral: Referral, by: Actor, at: datetime, code: str, lines: Sequence[str]) -> Part:
    number = new_id()
    key = number if names_somebody(code) else referral.pk
    return Part(
        id=number, referral=referral, code=code, at=at, worker=by.worker, office_id=by.office, key=key,
        sealed=seal_in(key, lines=lines),
    )  # fmt: skip
