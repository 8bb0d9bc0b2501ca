"""The book of blank forms: `data/<code>.v<version>.toml`, read and proved once per process.

A room keeps the forms of its own letters and assessments in its folder, `rehsos/<room>/blanks/`: they are found by
themselves.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import rehsos
from rehsos.look import words
from rehsos.papers.blanks.conditions import parse
from rehsos.papers.blanks.proof import faults
from rehsos.papers.blanks.shape import Band, Blank, Choice, Field, Kind, Scoring, Section, Words

_DATA = Path(__file__).with_name("data")
_FILE = re.compile(r"([a-z][a-z_]*)\.v([1-9][0-9]*)\.toml")
_KEYS = {field.name for field in fields(Field)} | {"scale"}

Table = Mapping[str, Any]
Shelf = Mapping[tuple[str, int], Blank]


class BlankError(ValueError):
    """A blank form that cannot be read or is not sound; the message lists every fault found."""


class UnknownBlankError(LookupError):
    """No blank form has this code and version."""


def blank(code: str, version: int | None = None) -> Blank:
    """A blank form: the version asked for, or the newest. UnknownBlankError when there is none."""
    return find(_shelf(), code, version)


def title(code: str) -> str:
    """What a blank form is called, in the language of the screen; its code where there is none."""
    try:
        return blank(str(code)).title.said(words.language())
    except UnknownBlankError:
        return str(code)


def blanks() -> tuple[Blank, ...]:
    """The newest version of every blank form, by code."""
    return tuple(find(_shelf(), code) for code in sorted({code for code, _ in _shelf()}))


def find(shelf: Shelf, code: str, version: int | None = None) -> Blank:
    """As `blank`, on a shelf that `load` has read."""
    versions = [number for name, number in shelf if name == code]
    wanted = max(versions, default=0) if version is None else version
    if wanted not in versions:
        raise UnknownBlankError(f"no blank form {code!r} version {wanted or 'any'}")
    return shelf[code, wanted]


def load(*folders: Path) -> Shelf:
    """Every blank in these folders, by code and version. BlankError lists all faults of all files."""
    paths = [path for folder in folders for path in sorted(folder.glob("*.toml"))]
    found = [_read(path) for path in paths]
    if wrong := [fault for each in found for fault in faults(each)]:
        raise BlankError("\n".join(wrong))
    _refuse_twice(paths)
    return {(each.code, each.version): each for each in found}


def _refuse_twice(paths: Iterable[Path]) -> None:
    at: dict[str, Path] = {}
    for path in paths:
        if (first := at.setdefault(path.name, path)) != path:
            raise BlankError(f"{path.name} is in {first.parent} and in {path.parent}")


def _folders() -> list[Path]:
    rooms = [path for house in rehsos.__path__ for path in sorted(Path(house).glob("*/blanks"))]
    return [_DATA, *rooms]


@cache
def _shelf() -> Shelf:
    return load(*_folders())


def _read(path: Path) -> Blank:
    name = _FILE.fullmatch(path.name)
    if name is None:
        raise BlankError(f"{path.name}: a blank is named <code>.v<version>.toml")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return _blank(table, name[1], int(name[2]))
    except (KeyError, TypeError, ValueError) as error:
        raise BlankError(f"{path.name}: {error}") from error


def _blank(table: Table, code: str, version: int) -> Blank:
    if (table["code"], table["version"]) != (code, version):
        raise ValueError(f"says it is {table['code']} v{table['version']}")
    scales = {name: tuple(map(_choice, choices)) for name, choices in table.get("scale", {}).items()}
    return Blank(
        code=code,
        version=version,
        title=Words(**table["title"]),
        about=Words(**table.get("about", {})),
        sections=tuple(_section(each, scales) for each in table["section"]),
        scoring=_scoring(table["scoring"]) if "scoring" in table else None,
        contact=parse(table.get("contact", "")),
    )


def _section(table: Table, scales: Mapping[str, tuple[Choice, ...]]) -> Section:
    asked = tuple(_field(each, scales) for each in table["field"])
    return Section(table["code"], Words(**table["title"]), Words(**table.get("hint", {})), asked)


def _field(table: Table, scales: Mapping[str, tuple[Choice, ...]]) -> Field:
    if strange := set(table) - _KEYS:
        raise ValueError(f"{table.get('code')}: {', '.join(sorted(strange))} is not known")
    counted = table.get("counted", False)
    listed = scales[table["scale"]] if "scale" in table else tuple(map(_choice, table.get("choices", ())))
    return Field(
        code=table["code"],
        kind=Kind(table["kind"]),
        label=Words(**table["label"]),
        hint=Words(**table.get("hint", {})),
        choices=listed,
        when=parse(table.get("when", "")),
        secret=table.get("secret", not counted),
        counted=counted,
        required=table.get("required", False),
        least=table.get("least"),
        most=table.get("most"),
    )


def _choice(table: Table) -> Choice:
    return Choice(table["code"], Words(table["id"], table["en"]), table.get("points", 0))


def _scoring(table: Table) -> Scoring:
    bands = tuple(Band(each["code"], each["upto"], Words(each["id"], each["en"])) for each in table["band"])
    return Scoring(
        method=table["method"],
        needs=table["needs"],
        bands=bands,
        instrument=table["instrument"],
        validated=table["validated"],
        note=Words(**table["note"]),
    )
