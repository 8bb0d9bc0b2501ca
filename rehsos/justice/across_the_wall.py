"""A letter about children of both sides lies in the case of each: in each it names those of the other by initials."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rehsos.cases.models import Case
from rehsos.papers.letters import Envelope
from rehsos.papers.models import Letter
from rehsos.people.identity import UNREAD, identities_of
from rehsos.people.models import Person
from rehsos.people.names import initials, mentioned

from .models import Matter, Part, Side
from .roles import Role

SIDE_OF = {Role.VICTIM: Side.HARMED, Role.IN_CONFLICT: Side.ACCUSED, Role.WITNESS: Side.NEITHER}
"""The side a child stands on by its role, where nobody said another."""
OPPOSITE = {Side.HARMED: Side.ACCUSED, Side.ACCUSED: Side.HARMED}


def by_initials(told: Envelope, letter: Letter, matter: Matter | None, side: Side) -> Envelope:
    """What is told of a letter, for the case of a child on that side: who works it may be kept out of the other's."""
    others = {person.pk: person for person in _across(letter, matter, side)}
    found = [one for one in identities_of(others.values()).values() if one is not UNREAD] if others else []
    names = [name for one in found for name in one.names]
    return replace(told, about=_without(told.about, names), disposition=_without(told.disposition, names))


def _across(letter: Letter, matter: Matter | None, side: Side) -> Iterator[Person]:
    """Those of the other side: the child in whose case the letter lies, and those that stand in the matter."""
    first = Case.objects.select_related("client").filter(pk=letter.dossier).first()
    if first and side in OPPOSITE and first.role and SIDE_OF[Role(first.role)] == OPPOSITE[side]:
        yield first.client
    if matter and side in OPPOSITE:
        parts = Part.objects.select_related("person").filter(matter=matter, side=OPPOSITE[side])
        yield from (part.person for part in parts)


def _without(text: str, names: Iterable[str]) -> str:
    """A text with initials where a name stood, whole or in part."""
    for name in names:
        whole = r"\s+".join(map(re.escape, name.split()))
        text = re.sub(rf"\b{whole}(?!\w)", initials(name), text, flags=re.IGNORECASE)
        while word := mentioned(text, name):
            text, before = re.sub(rf"\b{re.escape(word)}(?!\w)", initials(word), text), text
            if text == before:
                break
    return text
