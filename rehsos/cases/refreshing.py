"""After the book of the law changed: the clocks kept for lists are reckoned anew where a changed rule touches them.

The book is data that comes with the code; each rule is known by a digest of all it says. A case is touched that keeps a
clock of a changed rule, or a fact that starts or stops one. What moves says so on the case's timeline, as always.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from rehsos.audit.actor import Actor, set_scope
from rehsos.law.book import rules
from rehsos.law.shapes import Rule

from .clockwork import recompute
from .models import Case, Clock, Fact, RuleKept

TOGETHER = 100
"""Cases of one transaction."""


def digests() -> Mapping[str, str]:
    """What each rule says now."""
    return {code: sha256(repr(rule).encode()).hexdigest() for code, rule in rules().items()}


def changed() -> set[str]:
    """The rules that are new, say something else, or are gone; and those that lean on one that changed."""
    now, kept = digests(), dict(RuleKept.objects.values_list("code", "digest"))
    found = {code for code in now.keys() | kept.keys() if now.get(code) != kept.get(code)}
    return found | {rule.code for rule in rules().values() if found & {*rule.end_of, rule.lead_of}}


def refresh_changed() -> int:
    """Bring the kept clocks in step with today's book; how many cases were reckoned. Runs as the owner.

    An interruption loses nothing: what the clocks know is written down last, and a second round changes nothing.
    """
    codes = changed()
    touched = sorted(_touched(codes)) if codes else []
    for first in range(0, len(touched), TOGETHER):
        with transaction.atomic():
            for case in Case.objects.filter(pk__in=touched[first : first + TOGETHER]).order_by("pk"):
                set_scope(tuple(case.offices), 0)
                recompute(case, by=_book(case))
            set_scope((), None)
    if codes:
        _remember()
    return len(touched)


def _touched(codes: set[str]) -> set[UUID]:
    about = {fact for code in codes & rules().keys() for fact in _facts(rules()[code])}
    return {
        *Clock.objects.filter(rule__in=codes).values_list("case", flat=True).distinct(),
        *Fact.objects.filter(code__in=about, replaced_by=None).values_list("case", flat=True).distinct(),
    }


def _facts(rule: Rule) -> Iterator[str]:
    yield from (rule.start, *rule.stop, *rule.ask_after, *rule.advisory_start)
    for other in rule.end_of:
        yield rules()[other].start


def _remember() -> None:
    now = digests()
    with transaction.atomic():
        RuleKept.objects.exclude(code__in=now).delete()
        RuleKept.objects.bulk_create(
            [RuleKept(code=code, digest=digest) for code, digest in now.items()],
            update_conflicts=True, unique_fields=["code"], update_fields=["digest"],
        )  # fmt: skip


def _book(case: Case) -> Actor:
    """Nobody: the book itself moved the clock."""
    return Actor(worker=0, name="", office=case.owner_id, offices=tuple(case.offices), role="")
