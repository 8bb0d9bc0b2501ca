"""The book of the law: loads `data/` once, checks it, and hands out frozen shapes.

A room may keep rules and facts of its own law in its folder, `rehsos/<room>/law/clocks.toml` and `facts.toml`: they are
found by themselves and stand in the one book, where their `after` puts them.

Every loader is cached for the life of the process and returns a read-only mapping in the file's order.
`BadData` names the file, the entry and what is wrong; only a faulty file can raise it, never a case.
"""

import csv
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import rehsos
from rehsos.law.shapes import (
    LEVELS,
    AmpkGroup,
    Basis,
    Component,
    Condition,
    CountingRule,
    Duty,
    Ending,
    ExtensionTerms,
    FactKind,
    Kind,
    Length,
    Measure,
    PpksType,
    Regulation,
    Rule,
    Words,
)

DATA = Path(__file__).parent / "data"
Table = Mapping[str, Any]
Shape = TypeVar("Shape")


class BadData(ValueError):  # noqa: N818 - read as a sentence: "bad data: clocks.toml ..."
    """A file of the law does not hold together."""


class UnknownRule(KeyError):  # noqa: N818 - the name other rooms import
    """No rule of that code is in the book."""

    def __str__(self) -> str:
        return f"no such rule: {self.args[0]} (see rehsos/law/data and rehsos/*/law/clocks.toml)"


@cache
def read_toml(name: str) -> Table:
    """The parsed file; callers treat it as read-only."""
    with (DATA / name).open("rb") as file:
        return tomllib.load(file)


def _shelves(name: str) -> Iterable[tuple[str, Table]]:
    """A file of that name and where it stands: the law's own, then those of the rooms."""
    yield f"law/data/{name}", read_toml(name)
    for path in (path for house in rehsos.__path__ for path in sorted(Path(house).glob(f"*/law/{name}"))):
        yield f"{path.parents[1].name}/law/{name}", tomllib.loads(path.read_text(encoding="utf-8"))


def _joined(name: str, rows_of: Callable[[Table], Iterable[Table]]) -> list[Table]:
    """The rows of all shelves in one order: `after` puts a row, and those below it, behind another; "" before all.

    Raises BadData, with both places, where one code stands in two.
    """
    joined: list[Table] = []
    shelf: dict[str, str] = {}
    for place, table in _shelves(name):
        at = len(joined)
        for row in rows_of(table):
            code = row.get("code", "?")
            if shelf.setdefault(code, place) != place:
                raise BadData(f"{code} stands in {shelf[code]} and in {place}")
            at = _behind(joined, row["after"], f"{place}: {code}") if "after" in row else at
            joined.insert(at, {key: told for key, told in row.items() if key != "after"})
            at += 1
    return joined


def _behind(joined: list[Table], code: str, who: str) -> int:
    codes = [row["code"] for row in joined]
    if code and code not in codes:
        raise BadData(f"{who}: stands after {code}, which is not in the book before it")
    return codes.index(code) + 1 if code else 0


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of the file, by the names in its first line."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keyed(name: str, rows: Iterable[Table], make: Callable[[Table], Shape], key: str = "code") -> Mapping[str, Shape]:
    """Make each row and key it, naming file and row in any error."""
    made: dict[str, Shape] = {}
    for row in rows:
        code = row.get(key, "?")
        if code in made:
            raise BadData(f"{name}: {code} stands twice")
        try:
            made[code] = make(row)
        except (KeyError, ValueError, TypeError) as wrong:
            raise BadData(f"{name}: {code}: {wrong}") from wrong
    return MappingProxyType(made)


def _words(row: Table, name: str) -> Words:
    return row.get(f"{name}_id", ""), row.get(f"{name}_en", "")


def label_of(row: Table, name: str = "label") -> Words:
    """Words of a row that stand in it twice; ValueError unless both are given."""
    label = row[f"{name}_id"], row[f"{name}_en"]
    if not all(label):
        raise ValueError(f"{name}_id and {name}_en must both be given")
    return label


def _length(text: str | None) -> Length | None:
    return Length.parse(text) if text else None


def _basis(row: Table) -> tuple[Basis, ...]:
    if not row["basis"]:
        raise ValueError("basis must not be empty")
    return tuple(Basis.parse(text) for text in row["basis"])


def _extension(row: Table) -> ExtensionTerms | None:
    terms = row.get("extension")
    return terms and ExtensionTerms(_length(terms.get("length")), terms["times"], tuple(terms["by"]))


_LISTS = frozenset({"stop", "end_of", "levels", "advisory_unless", "advisory_start", "ask_after"})
_MADE = frozenset({"kind", "duty", "owed_by", "basis", "length", "applies", "extension", "lead"})
_TWICE = frozenset({"label", "one_of", "note", "caveat"})
_PLAIN = frozenset(field.name for field in fields(Rule)) - _LISTS - _MADE - _TWICE
_RULE_KEYS = _PLAIN | _LISTS | _MADE | {f"{name}_{lang}" for name in _TWICE for lang in ("id", "en")}


def _rule(row: Table) -> Rule:
    if unknown := row.keys() - _RULE_KEYS:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    given: dict[str, Any] = {name: row[name] for name in _PLAIN if name in row}
    given |= {name: tuple(row.get(name, ())) for name in _LISTS}
    return Rule(
        **given,
        label=label_of(row),
        kind=Kind(row["kind"]),
        duty=Duty(row["duty"]),
        owed_by=(row["owed_by"][0], row["owed_by"][1]),
        basis=_basis(row),
        length=_length(row.get("length")),
        applies=tuple(Condition.parse(text) for text in row.get("applies", ())),
        extension=_extension(row),
        lead=_length(row.get("lead")),
        one_of=_words(row, "one_of"),
        note=_words(row, "note"),
        caveat=_words(row, "caveat"),
    )


def _needed(rule: Rule) -> Iterable[str]:
    """Every fact code the rule names."""
    yield from (rule.start, *rule.stop, *rule.ask_after, *rule.advisory_start, *rule.advisory_unless)
    yield from (condition.fact for condition in rule.applies)
    if rule.report:
        yield rule.report


def _check_answers(rule: Rule) -> None:
    for condition in rule.applies:
        kind = fact_kinds()[condition.fact]
        allowed: tuple[str | bool, ...] = kind.values if kind.kind == "choice" else (True, False)
        if not set(condition.among) <= set(allowed):
            raise BadData(f"clocks.toml: {rule.code}: {condition.fact} cannot be {condition.among}")


def _check_rule(rule: Rule, rules: Mapping[str, Rule]) -> None:
    """The rule must agree with itself and with facts.toml; BadData otherwise."""
    if missing := [code for code in _needed(rule) if code not in fact_kinds()]:
        raise BadData(f"clocks.toml: {rule.code}: facts not in facts.toml: {missing}")
    if unknown := set(rule.levels) - set(LEVELS):
        raise BadData(f"clocks.toml: {rule.code}: unknown levels {sorted(unknown)}")
    if unknown := set(rule.end_of) - rules.keys():
        raise BadData(f"clocks.toml: {rule.code}: end_of names unknown rules {sorted(unknown)}")
    if rule.lead_of and (rule.lead_of not in rules or rule.lead is None):
        raise BadData(f"clocks.toml: {rule.code}: lead_of needs a known rule and a lead")
    if rule.kind in (Kind.HOURS, Kind.DAYS, Kind.WORKING_DAYS, Kind.MONTHS) and not (rule.length or rule.lead_of):
        raise BadData(f"clocks.toml: {rule.code}: kind {rule.kind} needs a length")
    if rule.kind is Kind.RECURRING and not (rule.length and rule.report):
        raise BadData(f"clocks.toml: {rule.code}: a recurring rule needs a length and a report fact")
    _check_answers(rule)


@cache
def rules() -> Mapping[str, Rule]:
    """Every clock rule by code."""
    made = keyed("clocks.toml", _joined("clocks.toml", lambda table: table["rule"]), _rule)
    for one in made.values():
        _check_rule(one, made)
    return made


def rule(code: str) -> Rule:
    """The rule of that code; `UnknownRule` when the book has none."""
    try:
        return rules()[code]
    except KeyError:
        raise UnknownRule(code) from None


@cache
def regulations() -> Mapping[str, Regulation]:
    """The regulations clocks rest on, with the day each entered into force."""
    return keyed(
        "clocks.toml",
        read_toml("clocks.toml")["regulation"],
        lambda row: Regulation(row["code"], row["title"], row["from"], row["date_verified"]),
    )


@cache
def counting_rules() -> tuple[CountingRule, ...]:
    """The dated rules of counting days and months, oldest first."""
    return tuple(
        CountingRule(
            row["code"],
            _words(row, "words"),
            row["from"],
            row.get("to"),
            _basis(row),
            verified=row["verified"],
        )
        for row in read_toml("counting.toml")["counting"]
    )


def counting_doubts(on: date) -> tuple[Words, ...]:
    """What is not certain about counting days that begin on that date."""
    return tuple(
        one.words
        for one in counting_rules()
        if not one.verified and one.valid_from <= on and (one.valid_to is None or on <= one.valid_to)
    )


@cache
def fact_kinds() -> Mapping[str, FactKind]:
    """Every fact the book knows, by code."""
    return keyed("facts.toml", _joined("facts.toml", _facts), _fact_kind)


def _facts(table: Table) -> Iterable[Table]:
    return ({"code": code, "kind": kind, **row} for kind, part in table.items() for code, row in part.items())


def _fact_kind(row: Table) -> FactKind:
    return FactKind(
        code=row["code"],
        kind=row["kind"],
        label=(row["id"], row["en"]),
        knows=row["knows"],
        subject=row["of"],
        levelled=row.get("levelled", False),
        until=row.get("until", False),
        elsewhere=row.get("elsewhere", False),
        act=row.get("act", False),
        values=tuple(row.get("values", ())),
    )


@cache
def ppks_types() -> Mapping[str, PpksType]:
    """The 26 types by code, in their numbers' order."""
    return keyed("ppks_types.csv", read_csv("ppks_types.csv"), _ppks_type)


def _ppks_type(row: Table) -> PpksType:
    plain = ("number", "code", "legal_name", "unit", "cluster")
    return PpksType(
        **{name: row[name] for name in plain},
        label=label_of(row),
        old_words=tuple(word.strip() for word in row["old_words"].split(";") if word.strip()),
        age_min=int(row["age_min"]) if row["age_min"] else None,
        age_max=int(row["age_max"]) if row["age_max"] else None,
        sensitive=row["sensitive"] == "yes",
        basis=row["basis"],
        status=row["status"],
    )


@cache
def ampk_groups() -> Mapping[str, AmpkGroup]:
    """The 15 groups by letter."""
    return keyed(
        "ampk.csv",
        read_csv("ampk.csv"),
        lambda row: AmpkGroup(row["letter"], row["code"], label_of(row), Basis.parse(row["basis"])),
        key="letter",
    )


@cache
def components() -> Mapping[str, Component]:
    """The ten ATENSI activities by code, each with its roll-up of seven."""
    data = read_toml("atensi.toml")
    rollups = {row["code"]: label_of(row) for row in data["rollup"]}
    return keyed(
        "atensi.toml",
        data["component"],
        lambda row: Component(row["code"], label_of(row), row["rollup"], rollups[row["rollup"]]),
    )


@cache
def measures() -> Mapping[str, Measure]:
    """Penalties and tindakan by code."""
    return keyed("measures.toml", read_toml("measures.toml")["measure"], _measure)


def _measure(row: Table) -> Measure:
    return Measure(
        code=row["code"],
        kind=row["kind"],
        label=label_of(row),
        basis=_basis(row),
        verified=row["verified"],
        parent=row.get("parent", ""),
        least=_length(row.get("least")),
        most=_length(row.get("most")),
        adult_fraction=row.get("adult_fraction"),
        note=_words(row, "note"),
    )


@cache
def endings() -> Mapping[str, Ending]:
    """How a perkara ends or seems to, by code."""
    return keyed("matter_endings.toml", read_toml("matter_endings.toml")["ending"], _ending)


def _ending(row: Table) -> Ending:
    return Ending(
        code=row["code"],
        kind=row["kind"],
        closes=row["closes"],
        label=label_of(row),
        levels=tuple(row["levels"]),
        basis=_basis(row),
        verified=row["verified"],
        note=_words(row, "note"),
    )
