"""Numbers of a matter are sealed with its words: at the police each leads to one child. Keyed marks find them.

A mark says nothing without the installation's key. Marks go when the words of the matter are erased.
"""

import re
import unicodedata
from collections.abc import Iterator

from rehsos.people.tokens import token
from rehsos.vault.keys import keyset

_PART = re.compile(r"[0-9]+|[^\W\d_]+")
_TO_ITS_YEAR = re.compile(r".*?\b(?:19|20)\d\d\b")
MOST = 24  # parts of one number that can be looked for


def police_mark(number: str) -> int | None:
    """What two reports of one number share, however dashes, blanks, noughts and capitals were typed."""
    parts = _parts(number)
    return token(keyset().token_key, "police number", " ".join(parts)) if parts else None


def core_of(number: str) -> str:
    """A report's number up to its year (LP/B/112/XI/2026): behind it units name themselves, now this way, now that."""
    found = _TO_ITS_YEAR.match(number)
    return found[0] if found else number


def unit_of(number: str) -> str:
    """What a report's number says behind its year: of which unit it is; empty where it says nothing."""
    return number[len(core_of(number)) :].strip(" /.-")


def other_unit(number: str, than: str) -> bool:
    """Whether two numbers say of themselves that they are of different units; one that says nothing may be of any."""
    one, other = ([*_split(unicodedata.normalize("NFKC", unit_of(text)).casefold())] for text in (number, than))
    return bool(one and other) and one != other


def marks_of(*numbers: str) -> list[int]:
    """What a matter with these numbers is found by: each part of each, in no order."""
    key = keyset().token_key
    return sorted({token(key, "number", part) for number in numbers for part in _parts(number)})


def _parts(number: str) -> list[str]:
    return list(_split(unicodedata.normalize("NFKC", number).casefold()))[:MOST]


def _split(text: str) -> Iterator[str]:
    for part in _PART.findall(text):
        yield part.lstrip("0") or "0" if part.isdecimal() else part
