"""Every place of the newest official table, and the retired codes that NIKs and old records still carry.

A code is the ministry of home affairs' own, with dots: `53` a province, `53.01` a kabupaten or kota,
`53.01.10` a kecamatan, `53.01.10.1001` a desa or kelurahan. The files and their sources: `data/` and
docs/places.md. A file is read one province at a time, and only when something there is asked for; what was
read is kept.
"""

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from .folding import fold, meanings, words

DATA = Path(__file__).parent / "data"
CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")
JAKARTA = "31."  # its kabupaten and kota are administrative: no regional government of their own

Kind = Literal["provinsi", "kabupaten", "kota", "kecamatan", "kelurahan", "desa", "desa adat"]
SHORT: dict[Kind, str] = {
    "provinsi": "Prov.",
    "kabupaten": "Kab.",
    "kota": "Kota",
    "kecamatan": "Kec.",
    "kelurahan": "Kel.",
    "desa": "Desa",
    "desa adat": "Desa Adat",
}
VILLAGE_KINDS: dict[str, Kind] = {"1": "kelurahan", "2": "desa", "3": "desa adat"}


class Level(IntEnum):
    """How deep a place lies: the number of dots in its code."""

    PROVINCE = 0
    REGENCY = 1
    DISTRICT = 2
    VILLAGE = 3


FILES = {
    Level.PROVINCE: "provinces.csv",
    Level.REGENCY: "regencies.csv",
    Level.DISTRICT: "districts.csv",
    Level.VILLAGE: "villages.csv",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `valid_from` and `valid_to` are dates of official tables held here, not of any founding.

    `valid_from` is the oldest table held that lists the code, which may be older than that; `valid_to` is the
    first table without it. `successor` is today's code of a retired place, empty where none could be derived.
    """

    code: str
    name: str
    time_zone: str
    valid_from: date
    valid_to: date | None = None
    successor: str = ""

    @property
    def level(self) -> Level:
        return Level(self.code.count("."))

    @property
    def parent(self) -> str:
        """The code of the place around it; empty for a province."""
        return self.code.rpartition(".")[0]

    @property
    def retired(self) -> bool:
        return self.valid_to is not None

    @property
    def kind(self) -> Kind:
        """Told by the code: a kota counts from 71; a kelurahan starts 1, a desa 2, a desa adat 3."""
        match self.level:
            case Level.PROVINCE:
                return "provinsi"
            case Level.REGENCY:
                return "kota" if self.code[3] >= "7" else "kabupaten"
            case Level.DISTRICT:
                return "kecamatan"
            case Level.VILLAGE:
                return VILLAGE_KINDS[self.code[9]]

    @property
    def label(self) -> str:
        """The name with its kind, as it is always shown: 26 names are both a kabupaten's and a kota's."""
        administrative = self.level is Level.REGENCY and self.code.startswith(JAKARTA)
        return f"{SHORT[self.kind]} {'Adm. ' if administrative else ''}{self.name}"

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Prefix:
    """What the first six digits of a NIK say; for an unknown one, the nearest place that is known."""

    status: Literal["current", "retired", "unknown"]
    place: Place | None


@cache
def _dates() -> dict[str, date]:
    """The official tables held, oldest first, by the name the files use."""
    sources = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))
    return {name: table["date"] for name, table in sorted(sources["tables"].items())}


def _lines(file: str, province: str) -> list[str]:
    """The lines of one province: a file is sorted by code, so they stand together."""
    text = "\n" + (DATA / file).read_text(encoding="utf-8").partition("\n")[2]
    start = text.find(f"\n{province}")
    if start < 0:
        return []
    end = text.find("\n", text.rfind(f"\n{province}") + 1)
    return text[start + 1 : end].splitlines()


@cache
def _zones() -> dict[str, str]:
    rows = csv.DictReader((DATA / FILES[Level.PROVINCE]).read_text(encoding="utf-8").splitlines())
    return {row["code"]: row["time_zone"] for row in rows}


@cache
def _current(level: Level, province: str) -> dict[str, Place]:
    rows = csv.reader(_lines(FILES[level], province))
    zone, dates = _zones().get(province, ""), _dates()
    return {row[0]: Place(row[0], row[1], zone, dates[row[2]]) for row in rows}


@cache
def _retired(province: str) -> dict[str, Place]:
    zone, dates = _zones().get(province, ""), _dates()
    names = list(dates)
    return {
        code: Place(code, name, zone, dates[first], dates[names[names.index(last) + 1]], successor)
        for code, name, first, last, successor in csv.reader(_lines("retired.csv", province))
    }


def followed(level: Level) -> dict[str, str]:
    """The retired codes of a level that something follows today, and its code. No place is read in and kept for it."""
    lines = (DATA / "retired.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {code: successor for code, *_named, successor in csv.reader(lines) if successor and code.count(".") == level}


def place(code: str) -> Place | None:
    """The place of a code, current or retired; None for a code in no table held, or no code at all."""
    if not CODE.fullmatch(code):
        return None
    province = code[:2]
    return _current(Level(code.count(".")), province).get(code) or _retired(province).get(code)


def rows(level: Level | None = None) -> Iterator[Place]:
    """Every place, current and retired, at one level or at all; a place always comes after its parent."""
    for one in Level if level is None else (level,):
        for province in _zones():
            yield from _current(one, province).values()
            yield from (old for old in _retired(province).values() if old.level is one)


@lru_cache(maxsize=4096)  # asked for each form with a place; a district that nobody knows costs an entry too
def children(code: str = "", *, retired: bool = False) -> tuple[Place, ...]:
    """The places right inside a place, by code, or the provinces; the retired ones too when asked."""
    if not code:
        return tuple(p for province in _zones() for p in _current(Level.PROVINCE, province).values())
    if not CODE.fullmatch(code) or code.count(".") == Level.VILLAGE:
        return ()
    inside = list(_current(Level(code.count(".") + 1), code[:2]).values())
    inside += _retired(code[:2]).values() if retired else ()
    return tuple(sorted((p for p in inside if p.parent == code), key=lambda p: p.code))


def ancestors(code: str) -> tuple[Place, ...]:
    """The places around a place, from its province inward, without itself."""
    ends = (m.start() for m in re.finditer(r"\.", code))
    return tuple(found for end in ends if (found := place(code[:end])))


def full_name(code: str) -> str:
    """`Desa …, Kec. …, Kab. …, Prov. …`; empty for an unknown code."""
    here = place(code)
    return ", ".join(p.label for p in reversed((*ancestors(code), here))) if here else ""


def namesakes(code: str) -> tuple[Place, ...]:
    """The kabupaten and kota that share a kabupaten's or kota's name, itself among them: "one of these"."""
    here = place(code)
    if here is None or here.level is not Level.REGENCY:
        return ()
    every = (p for province in _zones() for p in _current(Level.REGENCY, province).values())
    return tuple(p for p in every if fold(p.name) == fold(here.name))


def nik_prefix(six_digits: str) -> Prefix:
    """The place of first registration a NIK begins with. Retired is as good as current: a NIK is for life.

    Unknown means only: in no table held here, the oldest being of 2019. A ground to ask, never to refuse.
    Raises ValueError for anything but six digits.
    """
    if not re.fullmatch(r"[0-9]{6}", six_digits):
        raise ValueError("a NIK prefix is six digits")
    district = f"{six_digits[:2]}.{six_digits[2:4]}.{six_digits[4:]}"
    if found := place(district):
        return Prefix("retired" if found.retired else "current", found)
    return Prefix("unknown", next(reversed(ancestors(district)), None))


def find(text: str, within: str = "", level: Level | None = None, limit: int = 20) -> list[Place]:
    """Current places whose name or label has the text: exact first, then beginnings, of a word of it, then the rest.

    `within` narrows to a place's inside. With no level asked for, villages are searched only `within` one.
    However small the limit, every kabupaten and kota of exactly that name is returned, never one of two.
    """
    hits = ranked(text, within, level)
    certain = sum(rank is Likeness.SAME and found.level <= Level.REGENCY for rank, found in hits)
    return [found for _rank, found in hits[: max(limit, certain)]]


class Likeness(IntEnum):
    """How a text and a place's name agree, best first."""

    SAME = 0
    BEGINS = 1
    WORD_BEGINS = 2
    INSIDE = 3


def ranked(text: str, within: str = "", level: Level | None = None) -> list[tuple[Likeness, Place]]:
    """What `find` finds, all of it, with how alike it is."""
    meant = meanings(text)
    if not meant:
        return []
    hits = [(rank, known.place) for known in _searched(within, level) if (rank := known.alike(meant)) is not None]
    return sorted(hits, key=lambda hit: (hit[0], hit[1].level, hit[1].code))


@dataclass(frozen=True, slots=True)
class _Folded:
    """A place with its name as it is compared, and where in it the second and later words begin."""

    place: Place
    name: str
    starts: tuple[int, ...]

    def alike(self, meant: list[tuple[str, tuple[str, ...]]]) -> Likeness | None:
        """The best of what is meant; a kind that is told must be the place's."""
        name, best = self.name, None
        for wanted, kinds in meant:
            if wanted in name and not (kinds and self.place.kind not in kinds):
                found = self._rank(wanted)
                best = found if best is None else min(best, found)
        return best

    def _rank(self, wanted: str) -> Likeness:
        if wanted == self.name:
            return Likeness.SAME
        if self.name.startswith(wanted):
            return Likeness.BEGINS
        at_word = any(self.name.startswith(wanted, start) for start in self.starts)
        return Likeness.WORD_BEGINS if at_word else Likeness.INSIDE


@cache
def _index(level: Level, province: str) -> list[_Folded]:
    return [_folded(p) for p in _current(level, province).values()]


def _folded(known: Place) -> _Folded:
    parts = words(known.name)
    starts, at = [], 0
    for part in parts[:-1]:
        at += len(part)
        starts.append(at)
    return _Folded(known, "".join(parts), tuple(starts))


@cache
def _named(level: Level, province: str) -> dict[str, list[Place]]:
    """The places of a level in a province by folded name."""
    by_name: dict[str, list[Place]] = {}
    for known in _index(level, province):
        by_name.setdefault(known.name, []).append(known.place)
    return by_name


def named(level: Level) -> Iterator[tuple[str, Place]]:
    """Every current place of a level, with its name as names are compared."""
    return ((known.name, known.place) for province in _zones() for known in _index(level, province))


def called(text: str, within: str = "", levels: tuple[Level, ...] = tuple(Level)) -> list[Place]:
    """Current places whose name, or name with its kind, is this text, at these levels; in a place, or everywhere."""
    meant = meanings(text)
    found = [
        (known, kinds)
        for level in levels
        for province in ([within[:2]] if within else _zones())
        for name, kinds in meant
        for known in _named(level, province).get(name, ())
    ]
    return [
        known
        for known, kinds in found
        if (not kinds or known.kind in kinds) and (not within or known.code.startswith(f"{within}."))
    ]


@cache
def _villages_by_name() -> str:
    """A line for each current village of the country, its folded name before its row: no place is kept of them."""
    rows = csv.reader((DATA / FILES[Level.VILLAGE]).read_text(encoding="utf-8").splitlines()[1:])
    return "\n" + "".join(f"{fold(name)}\t{code}\t{name}\t{first}\n" for code, name, first in rows)


def villages_called(text: str) -> list[Place]:
    """The current desa and kelurahan of the whole country whose name, or name with its kind, is this text."""
    found = [
        (Place(code, name, _zones()[code[:2]], _dates()[first]), kinds)
        for wanted, kinds in meanings(text)
        for code, name, first in re.findall(rf"\n{wanted}\t(.+)\t(.+)\t(.+)", _villages_by_name())
    ]
    return [known for known, kinds in found if not kinds or known.kind in kinds]


def same_name(text: str, known: Place) -> bool:
    """Whether a text is a place's name, or its name with its kind; of a retired one too."""
    name = fold(known.name)
    return any(wanted == name and (not kinds or known.kind in kinds) for wanted, kinds in meanings(text))


def _searched(within: str, level: Level | None) -> Iterator[_Folded]:
    provinces = [within[:2]] if within else list(_zones())
    levels = [level] if level is not None else [one for one in Level if within or one < Level.VILLAGE]
    for one in levels:
        for province in provinces:
            inside = (known for known in _index(one, province) if known.place.code.startswith(f"{within}."))
            yield from inside if within else _index(one, province)
