"""What provinces, kabupaten and kota are called beside their names: abbreviations, former names, codes of others.

`data/known_as.toml` is written by hand, `data/abbreviations.csv` by rule (ops/build_abbreviations.py). `data/bps.csv`
holds the codes that the statistics office (BPS) gave until 2022. The whole list of names: docs/place-names.md.
"""

import csv
import re
import tomllib
from collections import defaultdict
from functools import cache
from itertools import chain

from .folding import fold, meanings
from .gazetteer import DATA, Level, Place, named, place

_BPS = re.compile(r"\d{2}(\d{2}(\d{3}(\d{3})?)?)?")  # province, kabupaten/kota, kecamatan, desa/kelurahan
_FEWEST = 3  # consonants that can be a name
_VOWELS = frozenset("aiueo")
_UNDOTTED = re.compile(r"(\d{2})(\d{2})?(\d{2})?(\d{4})?")


@cache
def by_hand() -> dict[str, tuple[str, ...]]:
    """Every name that is written down by hand, with the codes of what it may mean."""
    found: dict[str, tuple[str, ...]] = {}
    for part in ("provinces", "regencies", "former"):
        for code, names in _written()[part].items():
            for name in names:
                found[name] = (*found.get(name, ()), code)
    return found | several()


def several() -> dict[str, tuple[str, ...]]:
    """Names of what is no one place here, with all that lies in it: the Ibu Kota Nusantara, an island."""
    return {name: tuple(codes) for name, codes in _written()["several"].items()}


def seats() -> dict[str, tuple[str, ...]]:
    """By the code of a kabupaten: the towns it is governed from that no place of the table is called by."""
    return {code: tuple(towns) for code, towns in _written()["seats"].items()}


@cache
def _written() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((DATA / "known_as.toml").read_text(encoding="utf-8"))


@cache
def _of_provinces() -> dict[str, tuple[str, ...]]:
    return _folded({name: (code,) for code, names in _written()["provinces"].items() for name in names})


@cache
def _of_regencies() -> dict[str, tuple[str, ...]]:
    return _folded(by_hand())


@cache
def _seats() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, towns in seats().items():
        for town in towns:
            found[fold(town)] = (*found.get(fold(town), ()), code)
    return found


@cache
def _by_rule() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in _rows("abbreviations.csv"):
        found[row["short"]] = (*found[row["short"]], row["code"])
    return dict(found)


def _folded(names: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {fold(name): codes for name, codes in names.items()}


def _rows(file: str) -> list[dict[str, str]]:
    path = DATA / file
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.exists() else []


def provinces_called(text: str) -> list[Place]:
    """Provinces known by this name, as sure as by their own: NTT, DKI, DIY."""
    return _meant(text, _of_provinces())


def known_by(text: str) -> list[Place]:
    """What else is known by this name: TTU, Lobar, a former name. Several, where nobody can say which."""
    return _meant(text, _of_regencies())


def shortened(text: str) -> list[Place]:
    """The kabupaten and kota that a rule shortens so: worth an offer, never taken unasked."""
    return _meant(text, _by_rule())


def governed_from(text: str) -> list[Place]:
    """The kabupaten whose seat is called so. The town is not the whole of it: offered, never taken."""
    return _meant(text, _seats())


def by_consonants(text: str) -> list[Place]:
    """`bdg`, `Sby`, `jkt`: consonants that stand in this order in the name of a province, kabupaten or kota.

    Those that end alike come first, then those of whose name the least is left out. Offered, never taken.
    """
    wanted = fold(text)
    if len(wanted) < _FEWEST or not wanted.isalpha() or _VOWELS & set(wanted):
        return []
    called = ((name, known) for name, codes in _of_provinces().items() for known in _places(codes))
    every = chain(called, named(Level.PROVINCE), named(Level.REGENCY))
    found = [(name, known) for name, known in every if name[0] == wanted[0] and _in_order(wanted, name)]
    return [known for _name, known in sorted(found, key=lambda hit: _left_out(wanted, hit[0]))]


def _in_order(letters: str, name: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in letters)


def _left_out(letters: str, name: str) -> tuple[bool, int]:
    consonants = [letter for letter in name if letter not in _VOWELS]
    return consonants[-1] != letters[-1], len(consonants)


def coded(text: str) -> list[Place]:
    """Places, living or retired, that an undotted code may mean: the ministry's, or that of the statistics office.

    The two number 200 of 514 kabupaten and kota differently, so that one code may mean two places. Of a kecamatan or
    desa the statistics office's code tells only the kabupaten or kota around it here.
    """
    digits = text.strip()
    own = _UNDOTTED.fullmatch(digits)
    ours = place(".".join(part for part in own.groups() if part)) if own else None
    theirs = (
        place(_bps().get(digits[:4] if len(digits) > len("53") else digits, "")) if _BPS.fullmatch(digits) else None
    )
    return list(dict.fromkeys(found for found in (ours, theirs) if found))


@cache
def _bps() -> dict[str, str]:
    return {row["bps"]: row["code"] for row in _rows("bps.csv")}


def _meant(text: str, names: dict[str, tuple[str, ...]]) -> list[Place]:
    """With a word for the kind before it, or without."""
    every = ((p, kinds) for name, kinds in meanings(text) for p in _places(names.get(name, ())))
    return list(dict.fromkeys(p for p, kinds in every if not kinds or p.kind in kinds))


def _places(codes: tuple[str, ...]) -> list[Place]:
    return [found for code in codes if (found := place(code))]


def forget() -> None:
    """Read the files anew: they were just written."""
    for kept in (by_hand, _written, _of_provinces, _of_regencies, _seats, _by_rule, _bps):
        kept.cache_clear()
