"""A list as it is pasted: one person a line, in any order of sex, age and where to; who has no name is “tanpa nama”."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from rehsos.directory import gazetteer
from rehsos.directory.gazetteer import Level
from rehsos.people.models import Sex

MOST = 300
_SPLIT = re.compile(r"\s*[,;|\t]\s*")
_SEXES = {"l": Sex.MALE, "laki-laki": Sex.MALE, "laki": Sex.MALE, "p": Sex.FEMALE, "perempuan": Sex.FEMALE}
_AGE = re.compile(r"^(\d{1,3})\s*(th|thn|tahun)?\.?$", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*\d{1,3}\s*[.)]\s*")
_NAMELESS = {"tanpa nama", "-", "?"}


@dataclass(frozen=True)
class Line:
    """Somebody on the list. Without a name there is none; `place` is a code, empty where it is not known."""

    name: str
    sex: str
    age: int | None
    place: str


Lines = Annotated[tuple[Line, ...], "private"]


@dataclass(frozen=True)
class Read:
    """What was understood, and of which lines what was not: their number and their words."""

    lines: tuple[Line, ...]
    unclear: tuple[tuple[int, str], ...]


def read(text: str) -> Read:
    """A pasted list. A line without a sex, or with a place nobody knows, is told and not guessed."""
    lines, unclear = [], []
    for number, words in enumerate(text.splitlines(), 1):
        if not words.strip():
            continue
        line = _line(_NUMBERED.sub("", words))
        if line is None:
            unclear.append((number, words.strip()))
        else:
            lines.append(line)
    return Read(tuple(lines), tuple(unclear))


def _line(words: str) -> Line | None:
    name, sex, age, place = "", "", None, ""
    for cell in (one for one in _SPLIT.split(words.strip()) if one):
        if not sex and cell.casefold() in _SEXES:
            sex = _SEXES[cell.casefold()]
        elif age is None and (found := _AGE.match(cell)):
            age = int(found[1])
        elif not name:
            name = "" if cell.casefold() in _NAMELESS else cell
            name = name or " "
        elif not place:
            code = _place(cell)
            if code is None:
                return None
            place = code
    return Line(name.strip(), sex, age, place) if sex else None


def _place(words: str) -> str | None:
    """The one place called so, the widest level first: a province before a kabupaten of its name."""
    for levels in ((Level.PROVINCE,), (Level.REGENCY,), (Level.DISTRICT,)):
        found = gazetteer.called(words, "", levels)
        if len(found) == 1:
            return found[0].code
        if found:
            return None
    return None


def twice(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Which lines say the same person: the same name, sex and age. By their place in the list, from 1."""
    seen: dict[tuple[str, str, int | None], list[int]] = defaultdict(list)
    for number, line in enumerate(lines, 1):
        if line.name:
            seen[" ".join(line.name.casefold().split()), line.sex, line.age].append(number)
    return [(first, again) for first, *others in seen.values() for again in others]


def places_of(lines: Iterable[Line]) -> set[str]:
    """The codes they name."""
    return {line.place for line in lines if line.place}
