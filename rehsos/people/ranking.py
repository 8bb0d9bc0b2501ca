"""Which of the persons found is the one meant.

The database finds candidates by tokens; here, names unsealed, they are put in order. `gather` runs a
question's steps until enough were found; a `Question` orders what came.
"""

import functools
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Generic, TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from rehsos.people.names import LIGHT, PARTICLES, clean_display, main_parts, normalise
from rehsos.people.phonetics import codes
from rehsos.people.tokens import PAGE, Query, Step

Key = TypeVar("Key", bound=Hashable)

LIMIT = 50  # candidates one step may bring: unsealing and ranking them takes some milliseconds
FLOOR = 0.55  # below this nobody would call it the same name

SAME_SOUND = 0.96
OPENS_SAME = 0.9
WORTH_HEARING = 0.6  # letters less alike than this are not compared by sound
LIGHT_WEIGHT = 0.3
EXTRA_PART_COSTS = 0.02
OPENING_MIN = 3
JOINED_COUNTS = 0.95
FATHERLESS_COUNTS = 0.97
SPELLING_COUNTS = 0.02
HINT_COUNTS = 0.05
CARER_COUNTS = 0.7  # below what is taken for the same person: a mother is not her child
YEARS_OFF_MAX = 2


@dataclass(frozen=True)
class Candidate(Generic[Key]):
    """A person found, names unsealed. Regency and birth year, where known, help those who asked by them."""

    key: Key
    names: tuple[str, ...]
    regency: str | None = None
    birth_year: int | None = None
    carer: str = ""


class Fit(StrEnum):
    """How somebody found fits what was asked."""

    SAME = "same"
    CARER = "carer"
    ALIKE = "alike"


def gather(
    query: Query,
    fetch: Callable[[Step, int], Iterable[Candidate[Key]]],
    *,
    limit: int = LIMIT,
) -> list[Candidate[Key]]:
    """Candidates of the question's steps, run until one has enough. `fetch` asks the database."""
    found: dict[Key, Candidate[Key]] = {}
    for step in query.steps:
        for candidate in fetch(step, limit):
            found.setdefault(candidate.key, candidate)
        if step.enough and len(found) >= step.enough:
            break
    return list(found.values())


class Question:
    """A question being answered. What it compared it remembers, and forgets with the request."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.text = clean_display(query.text).casefold()
        self.ways = [parts for parts in dict.fromkeys((query.parts, main_parts(query.text))) if parts]
        self.part_alike = functools.cache(_part_alike)
        self.parts = functools.cache(normalise)
        self.of_names = functools.cache(self._of_names)

    def rank(self, candidates: Iterable[Candidate[Key]], *, top: int = PAGE) -> list[tuple[Candidate[Key], float]]:
        """The best candidates first, with their scores; those unlike what was asked are left out."""
        scored = [(candidate, self.score(candidate)) for candidate in candidates]
        kept = [pair for pair in scored if pair[1] >= FLOOR]
        return sorted(kept, key=lambda pair: -pair[1])[:top]

    def fit(self, candidate: Candidate[Key]) -> Fit:
        """By the very name, with every part asked for in it, a number or a code; by the carer's; or only alike."""
        asked = set(self.query.parts) - PARTICLES or set(self.query.parts)
        if any(asked <= set(self.parts(name)) for name in (*candidate.names, " ".join(candidate.names))):
            return Fit.SAME
        by_name, by_carer = (self.of_names(names) for names in (candidate.names, (candidate.carer,)))
        return Fit.CARER if by_carer * CARER_COUNTS > by_name else Fit.ALIKE

    def by_name(self, candidate: Candidate[Key]) -> float:
        """How like the names alone are; a number or a code that found somebody counts as their name."""
        return self.of_names(candidate.names) if self.query.parts else 1.0

    def score(self, candidate: Candidate[Key]) -> float:
        """How well the candidate's best name answers the question: 0 to 1, a little more where all agrees."""
        if not self.query.parts:
            return 1.0
        carer = CARER_COUNTS * self.of_names((candidate.carer,)) if candidate.carer else 0.0
        return max(self.of_names(candidate.names), carer) + _agreement(self.query, candidate)

    def _of_names(self, called: tuple[str, ...]) -> float:
        """By the best of the names somebody bears, or by all of them together."""
        names = {name: self.parts(name) for name in called if name.strip()}
        best = max((self.best(parts) + _spelt(self.text, name) for name, parts in names.items()), default=0.0)
        together = self.best(tuple(chain(*names.values()))) if len(names) > 1 else 0.0
        return max(best, together)

    def best(self, name: tuple[str, ...]) -> float:
        """The whole question counts fully, the name without its father a little less."""
        return max(self.alike(asked, name) * FATHERLESS_COUNTS**place for place, asked in enumerate(self.ways))

    def alike(self, asked: tuple[str, ...], name: tuple[str, ...]) -> float:
        """Each part asked for against the part most like it; a part nobody asked for costs little."""
        if not name:
            return 0.0
        weights = [LIGHT_WEIGHT if part in LIGHT else 1.0 for part in asked]
        hits = [max(self.part_alike(part, other) for other in name) for part in asked]
        mean = sum(weight * hit for weight, hit in zip(weights, hits, strict=True)) / sum(weights)
        extra = sum(part not in LIGHT for part in name) - sum(part not in LIGHT for part in asked)
        joined = fuzz.ratio("".join(asked), "".join(name)) / 100
        return max(mean - EXTRA_PART_COSTS * max(extra, 0), JOINED_COUNTS * joined)


def _part_alike(asked: str, other: str) -> float:
    letters = JaroWinkler.similarity(asked, other)
    if letters < WORTH_HEARING or asked == other:
        return letters
    if not set(codes(asked)).isdisjoint(codes(other)):
        return max(letters, SAME_SOUND)
    return max(letters, OPENS_SAME) if len(asked) >= OPENING_MIN and other.startswith(asked) else letters


def _spelt(asked: str, name: str) -> float:
    """Among equal sounds, the spelling asked for comes first."""
    return SPELLING_COUNTS * fuzz.ratio(asked, name.casefold()) / 100


def _agreement(query: Query, candidate: Candidate[Key]) -> float:
    place = bool(query.regency) and query.regency == candidate.regency
    years = (query.birth_year, candidate.birth_year)
    off = abs(years[0] - years[1]) if years[0] and years[1] else YEARS_OFF_MAX
    return HINT_COUNTS * (place + max(0.0, 1 - off / YEARS_OFF_MAX))
