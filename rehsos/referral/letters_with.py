"""Which letters go with a referral: those there are, and those that may be begun by who works its case."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words
from rehsos.papers.kinds import words_of
from rehsos.papers.models import Direction, Letter, LetterState

from .letters import AS_OFFICE_LETTER, kinds_with
from .models import CAME_TO_NOTHING, Deed, Referral, State
from .policies import may_follow, may_send

ENDED = (*CAME_TO_NOTHING, State.REFUSED)
"""Nothing is written any more about what was taken back or refused."""


@dataclass(frozen=True)
class Letters:
    """What there is, newest last, and what may be begun: where, in which words."""

    written: tuple[Letter, ...] = ()
    begun: tuple[tuple[str, Words], ...] = ()


def _writes(it: Referral, by: Actor) -> bool:
    """Who works the case; of a case that was handed on by it, also who handed it on: the paper follows."""
    handed_on = it.deed == Deed.TRANSFER and it.state == State.ACCEPTED
    return bool(may_follow(it, by) if handed_on else may_send(it, by))


def _begins(it: Referral, code: str, kind: str) -> str:
    """The page on which a letter of a kind is begun: that of office letters, else its own."""
    if kind in AS_OFFICE_LETTER:
        asked = {"jenis": kind, "menyangkut": str(it.pk)}
        return f"{reverse('letters:letter_out', args=[code])}?{urlencode(asked)}"
    return f"{reverse('referral:record', args=[it.pk])}?{urlencode({'jenis': kind})}"


def letters_with(it: Referral, code: str, by: Actor) -> Letters:
    """Of the sender's office alone: a letter is its own, and the receiver gets it by hand. `code`: the case's."""
    if it.sender_id != by.office:
        return Letters()
    there = Letter.objects.filter(dossier=it.case_id, subject=it.pk, office=by.office, direction=Direction.OUT)
    found = tuple(there.order_by("pk"))
    drafted = {one.kind for one in found if one.state == LetterState.DRAFT}
    kinds = kinds_with(it) if by.may(Permission.WORK_CASES) and it.state not in ENDED and _writes(it, by) else ()
    return Letters(found, tuple((_begins(it, code, kind), words_of(kind)) for kind in kinds if kind not in drafted))
