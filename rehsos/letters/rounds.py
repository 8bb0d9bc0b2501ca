"""Several requests that wait for one answer: what is handed over answers those it names; the others wait on."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.cases.actions.receiving import answered_by, go_on_waiting, unanswered
from rehsos.cases.models import Case, Fact
from rehsos.papers.kinds import incoming, kind_of
from rehsos.papers.letters import Envelope, envelope_of
from rehsos.papers.models import Letter

Also = dict[str, str]
"""Of a further letter that is answered: its `id`, its `number`, and as ISO its `dated` and `received_at`, as named."""


def waiting(case: Case, subject: UUID, out: str) -> list[Letter]:
    """The requests that a letter out of that kind answers and that no other answered yet, in the order they came."""
    found = [letter for kind in _answered_with(out) for letter in _waiting(case, subject, kind)]
    return sorted(found, key=lambda letter: (letter.received_at, letter.pk))


def _answered_with(out: str) -> list[str]:
    stops = kind_of(out).stops
    return [kind.code for kind in incoming() if stops and stops in answered_by(kind)]


def _waiting(case: Case, subject: UUID, kind: str) -> QuerySet[Letter]:
    """Those since the term began that runs, but what was handed over after they came."""
    stands = Fact.objects.filter(case=case, subject__in={subject, case.pk}, replaced_by=None)
    began = stands.filter(code=kind_of(kind).starts, at__lte=OuterRef("received_at"))
    handed = stands.filter(code__in=answered_by(kind_of(kind)), at__gte=OuterRef("received_at"))
    return unanswered(case, subject, kind).filter(Exists(began), ~Exists(handed))


def named(letter: Letter, envelope: Envelope) -> list[UUID]:
    """Which letters a letter out says that it answers."""
    first = [letter.answers_id] if letter.answers_id else []
    return [*first, *(UUID(one["id"]) for one in envelope.also)]


def go_on(case: Case, letter: Letter, waited: Iterable[Letter], answers: Iterable[UUID], by: Actor) -> None:
    """After the hand-over: what it named is answered with it; the first of the others begins the term anew."""
    said, several = set(answers), list(waited)
    left = [one for one in several if one.pk not in said]
    if not said or len(several) <= 1 or letter.office_id != case.owner_id:
        return
    Letter.objects.filter(pk__in=said).update(answered_with=letter)
    if left:
        subject = letter.subject or case.pk
        number = envelope_of(left[0]).number
        go_on_waiting(case=case, letter=left[0], subject=subject, number=number, by=by, action_id=new_id())
