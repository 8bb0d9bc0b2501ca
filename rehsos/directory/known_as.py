"""What provinces, kabupaten and kota are called beside their names: abbreviations, former names, codes of others.

`data/known_as.toml` is written by hand, `data/abbreviations.csv` by rule (ops/build_abbreviations.py). `data/bps.csv`
holds the codes that the statistics office (BPS) gave until 2022. The whole list of names: docs/place-names.md.
"""

import csv
import re
import tomllib
from functools import cache

from .folding import fold, meanings
from .gazetteer import DATA, Place, place

_BPS = re.compile(r"\d{2}(\d{2}(\d{3}(\d{3})?)?)?")  # province, kabupaten/kota, kecamatan, desa/kelurahan
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
def _by_rule() -> dict[str, str]:
    return {row["short"]: row["code"] for row in _rows("abbreviations.csv")}


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
    """The kabupaten or kota that a rule shortens so: worth an offer, never taken unasked."""
    code = _by_rule().get(fold(text))
    return _places((code,)) if code else []


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
    for kept in (by_hand, _written, _of_provinces, _of_regencies, _by_rule, _bps):
        kept.cache_clear()
