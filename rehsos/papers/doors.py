"""What other rooms may give to the papers: the kinds of letters."""

from dataclasses import dataclass
from enum import Enum, auto

from rehsos.audit.answers import Words
from rehsos.house.rooms import Door


class Names(Enum):
    """How much letters of a kind say of whom they are about, where they are secret."""

    AS_TICKED = auto()
    """Initials, or the full identity where the worker says so."""
    AS_ASKED = auto()
    """The same, but to officers of the law, whose letter it answers, the full identity."""
    IN_FULL = auto()
    """They go to officers of the law."""
    BY_INITIALS = auto()
    """They go to many."""


@dataclass(frozen=True)
class LetterKind(Door):
    """A kind of letter that comes in, that is written here, or both.

    The `code` has at most 20 letters, `order` is its place among the choices of a form. `starts`, `reaches`, `signs`
    and `stops` are codes of facts: recorded at the hour such a letter reached the office, at the hour it reached the
    worker, when its signer settled it, and when it was handed over. `term` is the rule that those facts start and stop:
    its clock stands beside the letter, and waits for one that came before there is a case. `of_officers`: officers of
    the law send it.

    These facts are told of what the letter is about, so a kind whose `stops` is told of another thing than the case
    needs an `About` of the letters for such things.
    """

    code: str
    words: Words
    order: int = 0
    comes: bool = False
    goes: bool = False
    starts: str = ""
    reaches: str = ""
    signs: str = ""
    stops: str = ""
    term: str = ""
    names: Names = Names.AS_TICKED
    of_officers: bool = False
