"""Facts that an act makes: nobody types them as if it were done. Who would is told who does it, and is led there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from rehsos.audit.answers import YES, Answer, Words, not_for
from rehsos.house.rooms import Door, composed, merged
from rehsos.law.book import fact_kinds

from .models import Case


def _nowhere(_case: Case, _subject: UUID) -> str:
    return ""


@dataclass(frozen=True, eq=False)
class Made(Door):
    """By whose act facts of a room come about, in words; `way`: the page where that is done, of what they hang on."""

    facts: Iterable[str]
    words: Words
    way: Callable[[Case, UUID], str] = _nowhere


@composed
def made() -> Mapping[str, Made]:
    """By the fact. ValueError where two rooms make one."""
    return merged(Made, lambda door: dict.fromkeys(door.facts, door))


def is_made(code: str) -> bool:
    """Whether an act tells this fact, so that nobody types it."""
    kind = fact_kinds().get(code)
    return kind is not None and kind.kind in {"moment", "date"} and not kind.typed


def who_makes(code: str) -> str:
    """Who makes it and how, as its room says."""
    door = made().get(code)
    return str(door.words) if door else _("Kejadian ini tercatat dengan sendirinya bila dilakukan.")


def where_made(case: Case, code: str, subject: UUID) -> str:
    """The address of the page where it is done; empty: nowhere that is known."""
    door = made().get(code)
    return door.way(case, subject) if door else ""


def may_type(code: str) -> Answer:
    """Whether the fact may be noted by hand: it is none that an act makes, now or ever."""
    return not_for(who_makes(code)) if is_made(code) else YES
