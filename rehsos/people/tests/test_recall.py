"""Whether the person meant is among the first 25, by kind of misspelling, in an invented population."""

import random
from collections import defaultdict
from collections.abc import Iterable

import pytest

from rehsos.people.ranking import Candidate, Question, gather
from rehsos.people.tests.population import MUHAMMADS, NOISE, REGENCIES, SITIS, Invented, population
from rehsos.people.tokens import Query, Step, query_tokens, tokens_for

KEY = bytes(range(32))
COUNT = 5000
ASKED = 60
CROWDED = ["Rizbi", "Fajvan", "Zainuk", "Nurdi", "Khaliv", "Yusbak", "Syarip", "Tovik", "Ivran", "Hakob"]


class Register:
    """A token table in memory; like the database it answers in no useful order, up to the limit."""

    def __init__(self, people: list[Invented]) -> None:
        self.people = people
        self.holders: dict[int, set[int]] = defaultdict(set)
        for number, one in enumerate(people):
            names = (one.name, one.alias)
            for token in tokens_for(KEY, names=names, birth_year=one.birth_year, regency=one.regency):
                self.holders[token].add(number)

    def fetch(self, step: Step, limit: int) -> Iterable[Candidate[int]]:
        none: set[int] = set()
        sets = (set.intersection(*(self.holders.get(token, none) for token in tokens)) for tokens in step.any_of)
        for number in list(none.union(*sets))[:limit]:
            one = self.people[number]
            yield Candidate(number, (one.name, one.alias), one.regency, one.birth_year)

    def first_page(self, query: Query) -> set[int]:
        return {candidate.key for candidate, _ in Question(query).rank(gather(query, self.fetch))}


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(population(COUNT, seed=53))


def questions(register: Register, kind: str, count: int) -> list[tuple[int, str]]:
    rng = random.Random(kind)  # noqa: S311 - to be repeated, not to be secret
    numbers = rng.sample(range(len(register.people)), len(register.people))
    asked = ((number, NOISE[kind](rng, register.people[number])) for number in numbers)
    return [(number, text) for number, text in asked if text][:count]


def recall(register: Register, kind: str, count: int = ASKED) -> float:
    asked = questions(register, kind, count)
    return sum(number in register.first_page(query_tokens(KEY, text)) for number, text in asked) / len(asked)


def recall_with_hints(register: Register, kind: str, count: int = ASKED, years_off: int = 0) -> float:
    found = 0
    asked = questions(register, kind, count)
    for number, text in asked:
        one = register.people[number]
        query = query_tokens(KEY, text, regency=one.regency, birth_year=one.birth_year + years_off)
        found += number in register.first_page(query)
    return found / len(asked)


@pytest.mark.parametrize("kind", NOISE)
def test_the_person_meant_is_on_the_first_page(register: Register, kind: str) -> None:
    assert recall(register, kind) >= 0.95


@pytest.fixture(scope="module")
def crowd() -> Register:
    """Two thousand Muhammads and Sitis who share ten names."""
    rng = random.Random(7)  # noqa: S311 - to be repeated, not to be secret
    return Register(
        [
            Invented(
                f"{rng.choice(MUHAMMADS + SITIS * 3)} {rng.choice(CROWDED)}",
                "",
                rng.choice(REGENCIES),
                rng.randint(2006, 2022),
            )
            for _ in range(2000)
        ]
    )


@pytest.mark.parametrize("years_off", [0, 1])
@pytest.mark.parametrize("kind", ["another Muhammad", "another Siti or Abdul", "as heard"])
def test_a_place_and_a_year_find_one_among_many_of_a_name(crowd: Register, kind: str, years_off: int) -> None:
    assert recall_with_hints(crowd, kind, years_off=years_off) >= 0.95


def test_a_name_alone_is_not_enough_in_a_crowd(crowd: Register) -> None:
    """What the hints are for: without them this register can show 25 of some 170 who share a name."""
    assert recall(crowd, "another Muhammad") < 0.5


def test_hints_that_are_wrong_do_not_hide_anybody(register: Register) -> None:
    asked = questions(register, "as registered", ASKED)
    found = [
        number in register.first_page(query_tokens(KEY, text, regency="99.99", birth_year=1950))
        for number, text in asked
    ]
    assert sum(found) / len(found) >= 0.95
