"""What went wrong, for the person at the keyboard."""

from collections.abc import Iterable
from difflib import get_close_matches

FEW = 20


class Problem(Exception):  # noqa: N818 - what the person reads is a problem and its way out
    """Asked wrongly. The message is one line and says what to do."""


def unknown(what: str, given: str, known: Iterable[str]) -> Problem:
    """`given` is no known `what`; names those that come near."""
    known = list(known)
    near = [code for code in known if code.startswith(given)][:4] or get_close_matches(given, known, 3, 0.5)
    hint = f" Mungkin: {', '.join(near)}?" if near else ""
    if not near and len(known) <= FEW:
        hint = f" Pilihannya: {', '.join(known)}."
    return Problem(f"{what} “{given}” tidak dikenal.{hint}")
