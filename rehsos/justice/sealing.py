"""What is written of a matter: its numbers, which police unit, which offence, who its officers are.

Several children's cases share a matter, so these words are sealed with a key of the matter's own. A number of the
police leads to one child for whoever works there; it is found by its marks (numbers.py). Article and days stay plain:
they are counted from.
"""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from rehsos.vault.keys import key_beside, key_of, wrapped_beside
from rehsos.vault.seal import Destroyed, seal, unseal_json

from .models import Matter, Part
from .numbers import marks_of, police_mark

CONTEXT = "matter"
NUMBERS = ("police_number", "spdp_number", "court_number")
"""Of a matter's words those by which others know it: they lead to one child."""
KEY = {"matter_key": wrapped_beside("matter")}
"""For a query of parts, `.annotate(**KEY)`: the matter's key comes along, and `words_around` asks for nothing."""


@dataclass(frozen=True)
class Words:
    """The words of a matter; empty where nothing was written or it was erased."""

    police_unit: str = ""
    offence: str = ""
    police_number: str = ""
    spdp_number: str = ""
    court_number: str = ""


def seal_words(matter: UUID, words: Words) -> bytes:
    """Seal the words of a matter."""
    return seal_in(matter, **asdict(words))


def marked(words: Words) -> dict[str, Any]:
    """The columns by which the numbers among these words are found."""
    numbers = (getattr(words, name) for name in NUMBERS)
    return {"police_mark": police_mark(words.police_number), "marks": marks_of(*numbers)}


def seal_in(matter: UUID, **texts: str) -> bytes:
    """Seal texts with the matter's key."""
    return seal(key_of(matter), texts, subject=matter, context=CONTEXT)


def words_of(matter: Matter, key: bytes | None = None) -> Words:
    """The words of a matter; asks for its key unless given."""
    if matter.sealed is None:
        return Words()
    try:
        key = key or key_of(matter.pk)
    except Destroyed:
        return Words()
    known: dict[str, Any] = unseal_json(key, bytes(matter.sealed), subject=matter.pk, context=CONTEXT)
    return Words(**{name: str(known.get(name, "")) for name in Words.__dataclass_fields__})


def officers_of(matter: Matter) -> list[str]:
    """The names of the officers of a matter, as they were written."""
    found = [bytes(sealed) for sealed in matter.officers.values_list("sealed", flat=True)]
    key = key_of(matter.pk) if found else b""
    return [str(unseal_json(key, sealed, subject=matter.pk, context=CONTEXT).get("name", "")) for sealed in found]


def words_around(part: Part) -> Words:
    """The words of the matter of a part that came with its `KEY`; empty too where that key was destroyed."""
    wrapped = getattr(part, "matter_key", None)
    return words_of(part.matter, key_beside(part.matter_id, wrapped)) if wrapped else Words()
