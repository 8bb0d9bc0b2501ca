"""Which requests of a case wait for an answer: reckoned from the letters each time, whatever was recorded first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from rehsos.audit.actions import being_written
from rehsos.audit.models import Action
from rehsos.law.book import rule, rules
from rehsos.papers.doors import LetterKind
from rehsos.papers.kinds import kinds
from rehsos.papers.models import Direction, Letter

from .models import Case, Fact

CAME = ("receive_letter", "adopt_letter", "copy_letter")
SAID = ("say_answered", "count_as_answered")
TYPED, TAKEN_BACK = "record_fact", "withdraw"
"""Lines of the log: a letter came in, was said to be answered, a fact was typed by hand, something was taken back."""


def open_requests(case: Case, subject: UUID, kind: LetterKind, *, as_it_was: bool = False) -> list[Letter]:
    """Those of that kind about this (of the case: about anything in it) that wait, in the order in which they came.

    The term runs from the hour of the first. `as_it_was`: before what is being recorded just now.
    """
    about = None if subject == case.pk else subject
    came = unanswered(case, about, kind.code).filter(received_at__isnull=False).order_by("received_at", "pk")
    waits = list(came) if kind.starts else []
    if not waits:
        return []
    told, answers = log_of(case, as_it_was=as_it_was), _answers(case, kind)
    hours = {one.at for one in answers}
    free = _naming_none(case, kind, answers, told)
    said = {letter for letter, handed in told.said.items() if handed in hours}
    return [one for one in waits if str(one.pk) not in said and not _put_out(case, one, free, told)]


def unanswered(case: Case, subject: UUID | None, kind: str) -> QuerySet[Letter]:
    """The letters of a kind that came about this or about the case, and that no answer names; None: about anything."""
    named = Letter.objects.filter(dossier=case.pk, delivered_at__isnull=False, answers__isnull=False)
    came = Letter.objects.filter(dossier=case.pk, direction=Direction.IN, kind=kind, answered_with=None)
    came = came.exclude(pk__in=named.values("answers"))
    return came.filter(Q(subject__in={subject, case.pk}) | Q(subject=None)) if subject else came


def answered_by(kind: LetterKind) -> tuple[str, ...]:
    """The facts that say that a letter of this kind was answered: what stops its term."""
    return rule(kind.term).stop if kind.term else ()


def answering(kind: LetterKind) -> list[str]:
    """The kinds of letters whose handing over answers one of that kind."""
    return [other.code for other in kinds().values() if other.stops in answered_by(kind)]


def standing(case: Case, subject: UUID) -> QuerySet[Fact]:
    """What is known of a subject: what was told of the case before there was one is told of it, too.

    What is about the case is about all that stands in it.
    """
    stands = Fact.objects.filter(case=case, replaced_by=None)
    return stands if subject == case.pk else stands.filter(subject__in={subject, case.pk})


def ended_by(kind: LetterKind) -> set[str]:
    """The facts that stop what a letter of this kind starts, the office's own terms too."""
    return {code for rule in rules().values() if rule.start == kind.starts for code in rule.stop}


@dataclass(frozen=True)
class Log:
    """When what was recorded, by its place among the lines; which letters are said to be answered, by what of when.

    What has no line yet is being recorded just now: its place is after all others.
    """

    place: Mapping[str, int]
    typed: frozenset[str]
    said: Mapping[str, datetime]

    def place_of(self, line: UUID | None) -> int:
        return self.place.get(str(line), len(self.place))


def log_of(case: Case, *, as_it_was: bool = False) -> Log:
    """What the log of a case says of its requests; a letter's place is that of the line that brought it in last.

    What is being recorded just now has its line at the end, unless it is asked as it was before.
    """
    lines = Action.objects.filter(dossier=case.pk).order_by("recorded_at", "id").values_list("pk", "name", "facts")
    now = () if as_it_was else being_written()
    told = [(str(pk), name, facts) for pk, name, facts in (*lines, *now)]
    gone = {facts.get("recorded") for _pk, name, facts in told if name == TAKEN_BACK}
    place = {pk: at for at, (pk, _name, _facts) in enumerate(told)}
    place |= {str(facts["letter"]): place[pk] for pk, name, facts in told if name in CAME and facts.get("letter")}
    counts = [facts for pk, name, facts in told if name in SAID and pk not in gone]
    said = {str(facts["letter"]): datetime.fromisoformat(str(facts["handed_at"])) for facts in counts}
    return Log(place, frozenset(pk for pk, name, _facts in told if name == TYPED and pk not in gone), said)


def typed_starts(case: Case, subject: UUID, kind: LetterKind) -> list[Fact]:
    """The requests that are known by hand, without their letter; also those whose place a letter's hour has taken."""
    told = log_of(case)
    starts = Fact.objects.filter(case=case, code=kind.starts)
    if subject != case.pk:
        starts = starts.filter(subject__in={subject, case.pk})
    known = {one.pk: one for one in starts}
    by_hand = [one for one in known.values() if str(one.cause) in told.typed]
    instead = {one.pk: known.get(one.replaced_by) if one.replaced_by else None for one in by_hand}
    return [one for one in by_hand if one.replaced_by is None or _of_a_letter(instead[one.pk], told)]


def _of_a_letter(fact: Fact | None, told: Log) -> bool:
    return fact is not None and str(fact.cause) not in told.typed


def _answers(case: Case, kind: LetterKind) -> list[Fact]:
    """What answered requests of that kind: what stands, and what a later request has taken the place of."""
    starts = Fact.objects.filter(case=case, code__in={kind.starts, *answered_by(kind)})
    found = Fact.objects.filter(Q(replaced_by=None) | Q(replaced_by__in=starts.values("pk")), case=case)
    return list(found.filter(code__in=answered_by(kind)))


def _naming_none(case: Case, kind: LetterKind, answers: Iterable[Fact], told: Log) -> list[Fact]:
    """Those that answer whatever waited when they were recorded: noted by hand, or a letter that names no request."""
    out = Letter.objects.filter(dossier=case.pk, kind__in=answering(kind), answers__isnull=False)
    naming = set(out.exclude(delivered_at=None).values_list("delivered_at", flat=True))
    return [one for one in answers if str(one.cause) in told.typed or one.at not in naming]


def _put_out(case: Case, letter: Letter, answers: Iterable[Fact], told: Log) -> bool:
    """Whether one of them came after it: by its hour, and by when both were recorded."""
    about, came = letter.subject or case.pk, letter.received_at
    here = (one for one in answers if case.pk in {one.subject, about} or one.subject == about)
    recorded = told.place_of(letter.pk)
    return any(came is not None and one.at >= came and told.place_of(one.cause) > recorded for one in here)
