"""Which letters go with a referral: those there are, and those that may be begun by who works its case."""

from dataclasses import dataclass

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words
from rehsos.papers.kinds import words_of
from rehsos.papers.models import Direction, Letter, LetterState

from .letters import OF_A_DEED
from .models import Deed, Referral, State
from .policies import may_send

ENDED = (State.REVOKED, State.REFUSED)
"""Nothing is written any more about what was taken back or refused."""


@dataclass(frozen=True)
class Letters:
    """What there is, newest last, and the kinds that may be begun, each with its words."""

    written: tuple[Letter, ...] = ()
    begun: tuple[tuple[str, Words], ...] = ()


def letters_with(it: Referral, by: Actor) -> Letters:
    """Of the sender's office alone: a letter is its own, and the receiver gets it by hand."""
    if it.sender_id != by.office:
        return Letters()
    there = Letter.objects.filter(dossier=it.case_id, subject=it.pk, office=by.office, direction=Direction.OUT)
    found = tuple(there.order_by("pk"))
    drafted = {one.kind for one in found if one.state == LetterState.DRAFT}
    may = by.may(Permission.WORK_CASES) and it.state not in ENDED and bool(may_send(it, by))
    kinds = OF_A_DEED[Deed(it.deed)] if may else ()
    return Letters(found, tuple((kind, words_of(kind)) for kind in kinds if kind not in drafted))
