"""The term of requests in a case, kept in step with its letters: it runs from the first that waits."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from rehsos.audit.actions import current, new_id
from rehsos.papers.doors import LetterKind
from rehsos.papers.kinds import incoming
from rehsos.papers.models import Letter

from ..asked import answered_by, answering, ended_by, open_requests, standing, typed_starts
from ..models import Case, Fact
from ..subjects import subject_in
from .facts import put_fact


def keep_in_step(case: Case, subject: UUID, code: str) -> None:
    """After something was noted by hand, or taken back, that asks for an answer or is one: what still waits, runs."""
    for kind in incoming():
        asked = kind.starts and code in {kind.starts, *answered_by(kind)}
        if asked and (waits := open_requests(case, subject, kind)):
            _run(case, subject, kind, waits)


def run_from_the_first(case: Case, subject: UUID, kind: LetterKind) -> bool:
    """Bring the facts in step with the letters: the term runs from the first request that waits (`open_requests`).

    What was answered before is kept with it as the round that ended; where nothing waits, that round stands again.
    True where a term began anew.
    """
    if waits := open_requests(case, subject, kind):
        return _run(case, subject, kind, waits)
    _let_the_answer_stand(case, subject, kind)
    return False


def out_of_step(case: Case, subject: UUID, kind: LetterKind) -> bool:
    """Whether a request waits and its term does not run from the first: as releases before this one left it."""
    waits = open_requests(case, subject, kind)
    if not waits:
        return False
    stands = standing(case, subject)
    began = set(stands.filter(code=kind.starts).values_list("subject", "at"))
    answered = stands.filter(code__in=answered_by(kind)).exists()
    return answered or began != set(_firsts(case, subject, kind, waits).items())


def _run(case: Case, subject: UUID, kind: LetterKind, waits: list[Letter]) -> bool:
    """The facts as these letters ask; True where a term began anew."""
    stands, firsts = standing(case, subject), _firsts(case, subject, kind, waits)
    anew = stands.filter(code__in=answered_by(kind)).exists()
    by_hand = typed_starts(case, subject, kind)
    known = {(one.subject, one.at): one for one in (*by_hand, *stands.filter(code=kind.starts))}
    kept = [
        known.get((about, at)) or put_fact(case, subject_in(case, about), kind.starts, at, fact_id=new_id())
        for about, at in firsts.items()
    ]
    first = min(kept, key=lambda fact: fact.at)
    others = stands.exclude(pk__in=[one.pk for one in kept])
    others.filter(code__in={kind.starts, *answered_by(kind)}).update(replaced_by=first.pk)
    Fact.objects.filter(pk__in=[one.pk for one in kept]).update(replaced_by=None)
    if anew:
        others.filter(code__in=ended_by(kind), at__lte=first.at).update(replaced_by=first.pk)
    return any((one.subject, one.at) not in known for one in kept)


def _firsts(case: Case, subject: UUID, kind: LetterKind, waits: Iterable[Letter]) -> dict[UUID, datetime]:
    """The first hour of what waits, for each thing it is about; also of a request that is known without its letter."""
    answers = [one.at for one in answers_told(case, subject, kind)]
    typed = typed_starts(case, subject, kind)
    hours = [(one.at, one.subject) for one in typed if not any(at >= one.at for at in answers)]
    hours += [(one.received_at, one.subject or case.pk) for one in waits if one.received_at]
    return {about: at for at, about in sorted(hours, reverse=True)}


def _let_the_answer_stand(case: Case, subject: UUID, kind: LetterKind) -> None:
    """No request waits: what was answered last stands, with its term, instead of what began one since."""
    stands = standing(case, subject)
    last = answers_told(case, subject, kind).exclude(replaced_by=None).order_by("-at").first()
    if last is None or stands.filter(code__in=answered_by(kind)).exists():
        return
    ended = Fact.objects.filter(case=case, replaced_by=last.replaced_by)
    if ended.filter(code=kind.starts).exists():
        stands.filter(code=kind.starts).update(replaced_by=current())
    ended.update(replaced_by=None)


def answers_told(case: Case, subject: UUID, kind: LetterKind) -> QuerySet[Fact]:
    """What answered requests of that kind about this: what stands, and what a later request has taken the place of."""
    asked = Fact.objects.filter(case=case, code=kind.starts)
    told = Fact.objects.filter(Q(replaced_by=None) | Q(replaced_by__in=asked.values("pk")), case=case)
    told = told.filter(code__in=answered_by(kind))
    return told if subject == case.pk else told.filter(subject__in={subject, case.pk})


def answer_out(case: Case, kind: LetterKind, handed_at: datetime) -> QuerySet[Letter]:
    """The letter that was handed over then and answers one of that kind."""
    return Letter.objects.filter(dossier=case.pk, kind__in=answering(kind), delivered_at=handed_at).order_by("-id")


def began_by(case: Case, subject: UUID, kind: LetterKind) -> Fact | None:
    """The request that the term runs from: of those that wait, the first."""
    return standing(case, subject).filter(code=kind.starts).order_by("at").first()
