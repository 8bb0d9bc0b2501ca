"""Who of those known here may be somebody about to be registered: by the name, unless their age speaks against it.

A day or year of birth is typed wrongly now and then, so nobody of the very name is ever left out for it: they stand
last, and it is said that the age differs. Of whose name is only like it, those of quite another age are somebody else;
of the other sex, where that is known of both, fewer years tell two apart. All are offered; insisted on are those alone
whose name is the very one while neither sex nor age speaks against them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request
from rehsos.law.ages import Birth

from .models import Sex
from .queries import Findings, Known, search

ALIKE = 0.85  # a name this much like the one typed may be the same person
SAME_NAME = 0.95  # a name of whose every part the sound is the same
FEW = 3  # of those whose name is only like the one typed
YEAR = timedelta(days=366)
FAR_KNOWN, FAR_GUESSED = 3 * YEAR, 5 * YEAR  # beyond what a guess itself is give or take


@dataclass(frozen=True)
class Alike(Findings):
    """Who may be somebody about to be registered."""

    other_age: frozenset[UUID] = frozenset()
    """Who of them is of quite another age than was told of who is looked for."""
    insists: frozenset[UUID] = frozenset()
    """Who of them may not be passed over unasked: of the very name, and neither sex nor age speaks against it."""
    namesakes: frozenset[UUID] = frozenset()
    """Who of them has the very name, too, but the other sex or quite another age."""

    @property
    def first(self) -> tuple[Known, ...]:
        """Who is shown at once: those of the very name or number; where there are none, the few most like it."""
        same = self.insists | self.namesakes
        return tuple(one for one in self.people if one.id in same) or self.people[:FEW]

    @property
    def others(self) -> tuple[Known, ...]:
        """Who of them stands folded below: those whose name is only like it."""
        first = {one.id for one in self.first}
        return tuple(one for one in self.people if one.id not in first)

    @property
    def doubtful(self) -> bool:
        """Whether somebody new is registered only once it was said that it is none of these."""
        return bool(self.insists or self.elsewhere or self.walled)


NOBODY = Alike((), ())


def alike_to(request: Request, name: str, born: Birth | None, sex: str = "") -> Alike:
    """Who may be this person, best first, those of quite another age last (`other_age`). Raises TooOften."""
    found = search(request, name, birth_year=(born.year or born.first.year) if born else None)
    alike = [one for one in zip(found.people, found.scores, found.by_name, strict=True) if one[1] >= ALIKE]
    far = {person.id for person, _score, _name in alike if _far(born, person.birth)}
    others = {person.id for person, _score, name in alike if name < SAME_NAME and _another(born, sex, person)}
    near = [person for person, _score, _name in alike if person.id not in far | others]
    last = [person for person, _score, by_name in alike if person.id in far and by_name >= SAME_NAME]
    same = frozenset(person.id for person, _score, name in alike if name >= SAME_NAME)
    insists = frozenset(one.id for one in near if one.id in same and not _other_sex(sex, one))
    return Alike(
        (*near, *last), found.elsewhere, walled=found.walled, other_age=frozenset(person.id for person in last),
        insists=insists, namesakes=same - insists,
    )  # fmt: skip


def alike_by_nik(request: Request, nik: str) -> Alike:
    """Who has the very number. Raises TooOften."""
    found = search(request, nik)
    return Alike(found.people, found.elsewhere, walled=found.walled, insists=frozenset(one.id for one in found.people))


def told_apart(found: Alike, name: str, sent: Mapping[str, str]) -> bool:
    """Whether what was sent says of this very name who it is not: each of those insisted on was shown beside it."""
    shown = set(sent.get("shown", "").split())
    return sent.get("looked", "") == name and {str(one) for one in found.insists} <= shown


def tell_of_namesakes(request: Request, found: Alike) -> None:
    """Somebody of the very name did not stop a new person: that there is one is said, for a year may be a slip."""
    if found.namesakes and not found.doubtful:
        messages.info(request, _NAMESAKES)


_NAMESAKES = _(
    "Orang bernama sama, dengan umur atau jenis kelamin lain, sudah terdaftar. "
    "Bila orang yang sama, satukan di halaman orangnya: “Orang yang sama”."
)


def _another(born: Birth | None, sex: str, person: Known) -> bool:
    """Whether somebody of whose name only a part agrees is surely another: of the other sex, and years apart."""
    return _other_sex(sex, person) and _apart(born, person.birth) > FAR_KNOWN


def _other_sex(sex: str, person: Known) -> bool:
    """Whether it is known of both, and not the same."""
    return {sex, person.sex} == {Sex.FEMALE, Sex.MALE}


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
