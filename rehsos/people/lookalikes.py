"""Who of those known here may be somebody about to be registered: by the name, unless their age speaks against it.

A day or year of birth is typed wrongly now and then, so nobody of the very name is ever left out for it: they stand
last, and it is said that the age differs. Of whose name is only like it, those of quite another age are somebody else;
of the other sex, where that is known of both, fewer years tell two apart.
"""

from dataclasses import replace
from datetime import timedelta

from rehsos.access.pages import Request
from rehsos.law.ages import Birth

from .models import Sex
from .queries import Findings, Known, search

ALIKE = 0.85  # a name this much like the one typed may be the same person
SAME_NAME = 0.95  # a name of whose every part the sound is the same
YEAR = timedelta(days=366)
FAR_KNOWN, FAR_GUESSED = 3 * YEAR, 5 * YEAR  # beyond what a guess itself is give or take


def alike_to(request: Request, name: str, born: Birth | None, sex: str = "") -> Findings:
    """Who may be this person, best first, those of quite another age last (`other_age`). Raises TooOften."""
    found = search(request, name, birth_year=(born.year or born.first.year) if born else None)
    alike = [one for one in zip(found.people, found.scores, found.by_name, strict=True) if one[1] >= ALIKE]
    far = {person.id for person, _score, _name in alike if _far(born, person.birth)}
    others = {person.id for person, _score, name in alike if name < SAME_NAME and _another(born, sex, person)}
    near = [person for person, _score, _name in alike if person.id not in far | others]
    last = [person for person, _score, by_name in alike if person.id in far and by_name >= SAME_NAME]
    people, other_age = (*near, *last), frozenset(person.id for person in last)
    return replace(found, people=people, scores=(), fits=(), by_name=(), other_age=other_age)


def _another(born: Birth | None, sex: str, person: Known) -> bool:
    """Whether somebody of whose name only a part agrees is surely another: of the other sex, and years apart."""
    return {sex, person.sex} == {Sex.FEMALE, Sex.MALE} and _apart(born, person.birth) > FAR_KNOWN


def _far(one: Birth | None, other: Birth | None) -> bool:
    """Whether two were surely not born about the same time; never where nothing is known of one."""
    guessed = any(birth.last - birth.first > YEAR for birth in (one, other) if birth)
    return _apart(one, other) > (FAR_GUESSED if guessed else FAR_KNOWN)


def _apart(one: Birth | None, other: Birth | None) -> timedelta:
    """What surely lies between two births; nothing where nothing is known of one."""
    if one is None or other is None:
        return timedelta(0)
    first, second = sorted((one, other), key=lambda birth: birth.first)
    return second.first - first.last
