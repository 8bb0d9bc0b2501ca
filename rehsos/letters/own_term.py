"""The term of one request, also where another began the one that the case shows."""

from typing import Any

from rehsos.cases.actions.in_step import answers_told
from rehsos.cases.asked import open_requests
from rehsos.cases.queries import Opened
from rehsos.intake.requests import clock_since
from rehsos.papers.kinds import kind_of


def tell_its_own_term(file: Opened, letter: Any) -> None:
    """Of a request that waits, from its own receipt, whichever began the term; of an answered one, that it ended."""
    kind, subject = kind_of(letter.kind), letter.subject or file.case.pk
    if letter not in open_requests(file.case, subject, kind):
        told = answers_told(file.case, subject, kind).filter(at__gte=letter.received_at) if letter.due_at else None
        letter.stopped_at = letter.stopped_at or (told.values_list("at", flat=True).first() if told else None)
        return
    letter.stopped_at = None
    own = clock_since(letter.kind, letter.received_at, file.case.owner.time_zone) if letter.due_at else None
    if own is not None and own.started_at != letter.started_at:
        letter.due_at, letter.second_due_at = own.due_at, own.second_reading.at if own.second_reading else None
