"""Several requests that wait for one answer: what is handed over answers those it names; the others wait on."""

from collections.abc import Iterable
from uuid import UUID

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.cases.actions.receiving import go_on_waiting
from rehsos.cases.asked import answered_by, open_requests
from rehsos.cases.models import Case
from rehsos.papers.doors import LetterKind
from rehsos.papers.kinds import incoming, kind_of
from rehsos.papers.letters import Envelope, envelope_of
from rehsos.papers.models import Letter

Also = dict[str, str]
"""Of a further letter that is answered: its `id`, its `number`, and as ISO its `dated` and `received_at`, as named."""


def waiting(case: Case, subject: UUID, out: str) -> list[Letter]:
    """The requests that a letter out of that kind answers and that no other answered yet, in the order they came."""
    found = [letter for kind in _answered_with(out) for letter in open_requests(case, subject, kind)]
    return sorted(found, key=lambda letter: (letter.received_at, letter.pk))


def _answered_with(out: str) -> list[LetterKind]:
    stops = kind_of(out).stops
    return [kind for kind in incoming() if stops and stops in answered_by(kind)]


def named(letter: Letter, envelope: Envelope) -> list[UUID]:
    """Which letters a letter out says that it answers."""
    first = [letter.answers_id] if letter.answers_id else []
    return [*first, *(UUID(one["id"]) for one in envelope.also)]


def go_on(case: Case, letter: Letter, waited: Iterable[Letter], answers: Iterable[UUID], by: Actor) -> None:
    """After the hand-over: what it named is answered with it, all that waited where it names none; the others wait on.

    The term of these runs from the hour of the first.
    """
    said, several = set(answers), list(waited)
    at = Letter.objects.values_list("delivered_at", flat=True).get(pk=letter.pk)
    if letter.office_id != case.owner_id or at is None:
        return
    put_out = [one for one in several if (one.pk in said if said else one.received_at and one.received_at <= at)]
    left = [one for one in several if one not in put_out]
    Letter.objects.filter(pk__in={*said, *(one.pk for one in put_out)}, answered_with=None).update(answered_with=letter)
    if left:
        subject, number = letter.subject or case.pk, envelope_of(left[0]).number
        go_on_waiting(case=case, letter=left[0], subject=subject, number=number, by=by, action_id=new_id())
