"""The stay category: the plain word by which shelters count people, beside the 26 types; what type follows from it.

Four of the words an office counts by (stranded, neglected with a mental disorder, to be adopted, married as a child)
are none of the types. What follows is proposed and can be changed; it decides nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from rehsos.law.ages import Age
from rehsos.law.book import ampk_groups, keyed, label_of, ppks_types, read_csv
from rehsos.law.checks import age_of_type
from rehsos.law.findings import ADULT, Answer
from rehsos.law.shapes import Words

AMPK = "special_protection_child"
"""The PPKS type that UU 35/2014 divides into fifteen groups."""


@dataclass(frozen=True, slots=True)
class StayCategory:
    """One category; `words` are what people say. `type` of a grown client, `child_types` of a child: the first to fit.

    `ampk`: the letter, where the type that follows is the one which has letters. Empty: nothing follows.
    """

    code: str
    label: Words
    words: tuple[str, ...]
    type: str
    child_types: tuple[str, ...]
    ampk: str
    valid_from: date | None
    valid_to: date | None
    basis: str
    status: str

    def in_use(self, on: date) -> bool:
        """Whether it is a category on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


class Follows(NamedTuple):
    """What follows from a category: a type and the letter of its group; either may be empty."""

    type: str
    ampk: str


@cache
def stay_categories() -> Mapping[str, StayCategory]:
    """Every category by code; `BadData` for one that names no type or no letter."""
    return keyed("stay_categories.csv", read_csv("stay_categories.csv"), _category)


def _category(row: Mapping[str, str]) -> StayCategory:
    return StayCategory(
        code=row["code"],
        label=label_of(row),
        words=_several(row["words"]),
        type=ppks_types()[row["type"]].code if row["type"] else "",
        child_types=tuple(ppks_types()[code].code for code in _several(row["child_types"])),
        ampk=ampk_groups()[row["ampk"]].letter if row["ampk"] else "",
        valid_from=_day(row["from"]),
        valid_to=_day(row["until"]),
        basis=row["basis"],
        status=row["status"],
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(";") if one.strip())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def follows(code: str, age: Age | None) -> Follows:
    """The type and the letter that follow from a category for who is that old; KeyError for no category.

    A child's types go by the annex's ages. Of whom no age is known, what a grown client would have, if anything.
    """
    one = stay_categories()[code]
    child = age.low < ADULT if age else not one.type
    fitting = [kind for kind in one.child_types if age_of_type(kind, age).state is not Answer.NOT_MET]
    kind = (fitting[0] if fitting else one.type) if child else one.type
    return Follows(kind, one.ampk if kind == AMPK else "")
