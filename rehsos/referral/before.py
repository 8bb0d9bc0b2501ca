"""What an office sent of a case that it handed on since: it reads it as it stood then, and who follows it now.

The row is open to it, because it counts it for ever (`Referral.window`); of the case, and of what is told beside the
row, nothing is. What came of it since is the other office's to know.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from rehsos.audit.actor import Actor

from .models import Answer, Deed, Referral, State


def sent_before(by: Actor) -> QuerySet[Referral]:
    """What this office sent, and another office follows."""
    given = Referral.objects.filter(~Q(sender=F("counts_at")), counts_at=by.office)
    return given.exclude(receiver=by.office)


def as_it_stood(rows: Iterable[Referral], by: Actor) -> None:
    """Of those that another office follows since, leave out what was told after the case was handed on.

    In memory alone: such a row is only shown.
    """
    theirs = [one for one in rows if followed_elsewhere(one, by)]
    handed_on = _handed_on({one.case_id for one in theirs}, by) if theirs else {}
    for one in theirs:
        _stood(one, handed_on.get(one.case_id))


def followed_elsewhere(it: Referral, by: Actor) -> bool:
    """Whether this office sent it, and reads it only for that."""
    return it.counts_at_id == by.office and by.office not in {it.sender_id, it.shown_to_id}


def _handed_on(cases: set[UUID], by: Actor) -> dict[UUID, datetime]:
    given = Referral.objects.filter(case__in=cases, sender=by.office, deed=Deed.TRANSFER, answer=Answer.ACCEPTED)
    told = given.order_by("answered_at").values_list("case_id", "answered_at")
    return {case: at for case, at in told if at}


def _stood(it: Referral, until: datetime | None) -> None:
    for told in ("arrived_at", "resulted_at", "left_at", "asked_at"):
        at = getattr(it, told)
        if at and (until is None or at > until):
            setattr(it, told, None)
    it.state = State.DONE if it.resulted_at else State.ARRIVED if it.arrived_at else State(it.answer)
