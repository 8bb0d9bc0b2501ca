"""After the book of the law changed: the clocks kept for lists are reckoned anew where a changed rule touches them.

The book is data that comes with the code; each rule is known by a digest of all it says. A case is touched that keeps a
clock of a changed rule, or a fact that starts or stops one. What moves says so on the case's timeline, as always.

Cases are walked by key, some hundreds in a transaction, each kind of row read in one statement: the app answers
meanwhile. Stopped, the next round goes on where this one was.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from rehsos.audit.actor import Actor
from rehsos.law.book import rules
from rehsos.law.shapes import Duty, Rule

from .actions.refreshed import follow_letters_of
from .clockwork import recompute_many
from .models import BookRound, Case, Clock, Fact, RuleKept

TOGETHER = 500
"""Cases of one transaction."""


RECKONED: Mapping[Duty, str] = {
    Duty.OURS: "outlives the closing of its case; a request's runs from the first letter that waits"
}
"""How the clocks of a duty are reckoned beside what their rules say: new words here, and they are reckoned anew."""


def digests() -> Mapping[str, str]:
    """What each rule says now, and how its clocks are reckoned."""
    said = {code: f"{rule!r}{RECKONED.get(rule.duty, '')}" for code, rule in rules().items()}
    return {code: sha256(words.encode()).hexdigest() for code, words in said.items()}


def changed() -> set[str]:
    """The rules that are new, say something else, or are gone; and those that lean on one that changed."""
    now, kept = digests(), dict(RuleKept.objects.values_list("code", "digest"))
    found = {code for code in now.keys() | kept.keys() if now.get(code) != kept.get(code)}
    return found | {rule.code for rule in rules().values() if found & {*rule.end_of, rule.lead_of}}


Progress = Callable[[int, int], None]
"""Told after each transaction: cases walked by, and cases reckoned anew."""


def refresh_changed(tell: Progress | None = None) -> int:
    """Bring the kept clocks in step with today's book; how many cases were reckoned. Runs as the owner.

    An interruption loses nothing: what the clocks know is written down last, and what was done is not done again.
    """
    codes = changed()
    if not codes:
        return 0
    book, walked, reckoned = _book_now(), 0, 0
    while cases := list(Case.objects.filter(pk__gt=_after(book)).order_by("pk")[:TOGETHER]):
        touched = _touched(cases, codes)
        with transaction.atomic():
            _reckon([case for case in cases if case.pk in touched])
            BookRound.objects.update_or_create(book=book, defaults={"after": cases[-1].pk})
        walked, reckoned = walked + len(cases), reckoned + len(touched)
        if tell:
            tell(walked, reckoned)
    _remember()
    return reckoned


def _reckon(cases: Sequence[Case]) -> None:
    """The terms of requests run from the first that waits, then the clocks are in step with today's book."""
    by = {case.pk: _book(case) for case in cases}
    follow_letters_of(cases, by)
    recompute_many([(case, by[case.pk]) for case in cases])


def _book_now() -> str:
    """Today's book in one digest."""
    return sha256(repr(sorted(digests().items())).encode()).hexdigest()


def _after(book: str) -> UUID:
    """The last case that was walked by with this book."""
    return BookRound.objects.values_list("after", flat=True).filter(book=book).first() or UUID(int=0)


def _touched(cases: Sequence[Case], codes: set[str]) -> set[UUID]:
    """Which of some cases a changed rule touches."""
    about = {fact for code in codes & rules().keys() for fact in _facts(rules()[code])}
    started = Fact.objects.filter(case__in=cases, code__in=about, replaced_by=None)
    return {
        *Clock.objects.filter(case__in=cases, rule__in=codes).values_list("case", flat=True),
        *started.values_list("case", flat=True),
    }


def _facts(rule: Rule) -> Iterator[str]:
    yield from (rule.start, *rule.stop, *rule.ask_after, *rule.advisory_start)
    for other in rule.end_of:
        yield rules()[other].start


def _remember() -> None:
    now = digests()
    with transaction.atomic():
        BookRound.objects.all().delete()
        RuleKept.objects.exclude(code__in=now).delete()
        RuleKept.objects.bulk_create(
            [RuleKept(code=code, digest=digest) for code, digest in now.items()],
            update_conflicts=True, unique_fields=["code"], update_fields=["digest"],
        )  # fmt: skip


def _book(case: Case) -> Actor:
    """Nobody: the book itself moved the clock."""
    return Actor(worker=0, name="", office=case.owner_id, offices=tuple(case.offices), role="")
