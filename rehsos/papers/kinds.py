"""The kinds of letters there are, as the rooms declare them. The column holds the bare code.

A kind that no room declares any more, for its room is switched off, is called by its code; its letters stay.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated

from rehsos.audit.answers import Words
from rehsos.house.rooms import composed, merged
from rehsos.law.book import fact_kinds, rules

from .doors import LetterKind

KindCode = Annotated[str, "plain", "letter"]
"""The code of a kind of letter as an action takes it: said in its words on a timeline."""


@composed
def kinds() -> Mapping[str, LetterKind]:
    """All kinds by code, in the order of the choices.

    ValueError where a kind is declared twice, with both rooms, or names a fact or a rule that is in no book.
    """
    declared = merged(LetterKind, lambda kind: {kind.code: kind})
    if lost := [name for kind in declared.values() for name in _lost(kind)]:
        raise ValueError(f"in no book of the law: {', '.join(lost)}")
    return dict(sorted(declared.items(), key=lambda item: item[1].order))


def _lost(kind: LetterKind) -> Iterator[str]:
    facts = (fact for fact in (kind.starts, kind.reaches, kind.signs, kind.stops) if fact and fact not in fact_kinds())
    yield from (f"the fact {fact} of {kind.code}" for fact in facts)
    if kind.term and kind.term not in rules():
        yield f"the rule {kind.term} of {kind.code}"


def kind_of(code: str) -> LetterKind:
    """What is declared of a kind."""
    return kinds().get(code) or LetterKind(code, code)


def words_of(code: str) -> Words:
    """What a kind is called."""
    return kind_of(code).words


def incoming() -> list[LetterKind]:
    """The kinds that come in."""
    return [kind for kind in kinds().values() if kind.comes]


def asking() -> list[str]:
    """Codes of the kinds whose receipt starts a term."""
    return [kind.code for kind in incoming() if kind.term]


def terms() -> list[str]:
    """The rules whose terms letters start."""
    return sorted({kind.term for kind in incoming() if kind.term})


def answering() -> list[str]:
    """Codes of the kinds whose handing over answers a letter that starts a term."""
    stops = {code for term in terms() for code in rules()[term].stop}
    return [kind.code for kind in kinds().values() if kind.stops in stops]
