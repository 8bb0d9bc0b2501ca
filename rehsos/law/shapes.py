"""The shapes of the law as data: what a rule, a fact, a type or a measure is. Frozen; `book` reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, Self

Answer = str | bool
Words = tuple[str, str]
"""The same words twice: Indonesian, English."""

LEVELS = ("police", "prosecution", "court", "appeal", "cassation", "execution")
"""Levels of a perkara in their order; a later detention ends the one before it."""


class Kind(StrEnum):
    """How a term is counted (see the head of `data/clocks.toml`)."""

    HOURS = "J"
    DAYS = "H"
    WORKING_DAYS = "HK"
    MONTHS = "B"
    LIMIT = "L"
    RECURRING = "R"
    NONE = "none"


class Duty(StrEnum):
    """Whose duty: ours may be late, others' never are, a limit has no alarm, policy is the office's own."""

    OURS = "ours"
    OTHERS = "others"
    LIMIT = "limit"
    POLICY = "policy"


UNITS = ("hours", "working_hours", "days", "working_days", "months", "years")


@dataclass(frozen=True, slots=True)
class Length:
    """A number and a unit, such as 72 hours; the unit is one of `UNITS`."""

    number: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `72 hours`; ValueError when it is not a number and a known unit."""
        number, _, unit = text.partition(" ")
        if not number.isdigit() or unit not in UNITS:
            raise ValueError(f"not a length: {text!r} (want e.g. '72 hours')")
        return cls(int(number), unit)


@dataclass(frozen=True, slots=True)
class Basis:
    """One article: regulation (`PP 65/2015`) and pasal (`13 ayat (2)`)."""

    regulation: str
    pasal: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `PP 65/2015 Ps 13 ayat (2)`; ValueError without a pasal."""
        regulation, found, pasal = text.partition(" Ps ")
        if not (regulation and found and pasal):
            raise ValueError(f"not a basis: {text!r} (want 'Regulation Ps article')")
        return cls(regulation, pasal)

    def __str__(self) -> str:
        return self.words[0]

    @property
    def words(self) -> Words:
        """As it is cited; what is no regulation has no pasal, and is said in the language asked for."""
        if self.regulation in _NO_REGULATION:
            return f"{self.regulation}: {self.pasal}", _NO_REGULATION[self.regulation]
        cited = f"{self.regulation} Ps {self.pasal}"
        return cited, cited


_NO_REGULATION: Mapping[str, str] = {"Kebijakan dinas": "Office policy", "Isi dokumen": "The document's own words"}


_BOOLS: Mapping[str, bool] = {"yes": True, "no": False}


AND = "+"
"""Between several answers to one question: `payment+service`."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A circumstance and the answers under which a rule applies: one of several given, or with `only` all of them."""

    fact: str
    among: tuple[Answer, ...]
    only: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `role = child_victim | child_witness`, `repeat_offence = no` or `diversi_form only peace | return`."""
        only = " only " in text
        fact, found, answers = text.partition(" only " if only else " = ")
        if not found:
            raise ValueError(f"not a condition: {text!r} (want 'fact = answer | answer')")
        among: tuple[Answer, ...] = tuple(_BOOLS.get(a.strip(), a.strip()) for a in answers.split("|"))
        return cls(fact.strip(), among, only)

    def holds(self, circumstances: Mapping[str, object]) -> bool | None:
        """True, False, or None while the circumstance is unknown."""
        answer = circumstances.get(self.fact)
        if answer is None:
            return None
        given = answer.split(AND) if isinstance(answer, str) else [answer]
        return (all if self.only else any)(one in self.among for one in given)


@dataclass(frozen=True, slots=True)
class ExtensionTerms:
    """What a named officer may add: how long (None: as the letter says), how often, and who."""

    length: Length | None
    times: int
    by: Words


@dataclass(frozen=True, slots=True)
class Rule:
    """One clock of the book. Field meanings stand at the head of `data/clocks.toml`.

    `hangs_on` is a kind of subject that a room declares: the case, the person, a part in a matter. `holds` is asked of
    an office's own policy only: whether it holds until the office switches it off.
    """

    code: str
    group: str
    label: Words
    start: str
    stop: tuple[str, ...]
    kind: Kind
    duty: Duty
    owed_by: Words
    hangs_on: str
    applies_by: Literal["act", "step", "decision"]
    valid_from: date
    basis: tuple[Basis, ...]
    verified: bool
    length: Length | None = None
    valid_to: date | None = None
    binding_from: date | None = None
    levels: tuple[str, ...] = ()
    applies: tuple[Condition, ...] = ()
    advisory_unless: tuple[str, ...] = ()
    advisory_start: tuple[str, ...] = ()
    ask_after: tuple[str, ...] = ()
    month: Literal["30 days", "calendar"] = "30 days"
    bound: Literal["max", "min", "birthday"] = "max"
    rounds: Literal["from the start", "after each report"] = "from the start"
    holds: bool = False
    date_reading: bool = False
    start_assumed: bool = False
    ends_with_next_level: bool = False
    extension: ExtensionTerms | None = None
    end_of: tuple[str, ...] = ()
    lead_of: str = ""
    lead: Length | None = None
    report: str = ""
    one_of: Words = ("", "")
    note: Words = ("", "")
    caveat: Words = ("", "")

    @property
    def pausable(self) -> bool:
        """Only the office's own policy can pause; no statute here knows a pause."""
        return self.duty is Duty.POLICY

    @property
    def chosen(self) -> bool:
        """Whether it is shown only where an office switched it on: its own promises but a few, and what nobody read."""
        return not self.verified or (self.duty is Duty.POLICY and not self.holds)

    @property
    def opens(self) -> bool:
        """Whether its date is the first on which something is or may be (a minimum, a birthday), not the last."""
        return self.bound != "max"

    def in_force(self, on: date) -> bool:
        """Whether the rule is law on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Regulation:
    """A regulation, its title and the day it entered into force."""

    code: str
    title: str
    valid_from: date
    date_verified: bool


@dataclass(frozen=True, slots=True)
class CountingRule:
    """How days and months are counted, with its dates."""

    code: str
    words: Words
    valid_from: date
    valid_to: date | None
    basis: tuple[Basis, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class FactKind:
    """A fact the book knows: starts or stops a clock, or is asked as a circumstance. `subject`: of what it is told.

    `until`: its paper names its own end, or the day of a meeting. `elsewhere`: the case itself, an identity or a
    certificate tells it, so that nobody is asked. `act`: doing it writes it. Neither is typed as if it were done.
    """

    code: str
    kind: Literal["moment", "date", "yes_no", "choice"]
    label: Words
    knows: str
    subject: str
    levelled: bool = False
    until: bool = False
    elsewhere: bool = False
    act: bool = False
    values: tuple[str, ...] = ()

    @property
    def typed(self) -> bool:
        """Whether somebody may note that it happened: not what an act, an identity or a certificate tells."""
        return not self.elsewhere and not self.act


@dataclass(frozen=True, slots=True)
class PpksType:
    """One of the 26 types; ages are inclusive whole years, None where the annex gives none."""

    number: str
    code: str
    label: Words
    legal_name: str
    old_words: tuple[str, ...]
    """What it was called before and still is in many tables: found by, never printed as its name."""
    unit: Literal["person", "family", "community"]
    age_min: int | None
    age_max: int | None
    cluster: str
    sensitive: bool
    basis: str
    status: str


@dataclass(frozen=True, slots=True)
class AmpkGroup:
    """One of the 15 letters of UU 35/2014 Ps 59(2)."""

    letter: str
    code: str
    label: Words
    basis: Basis


@dataclass(frozen=True, slots=True)
class Component:
    """An ATENSI activity and the one of seven it rolls up to."""

    code: str
    label: Words
    rollup: str
    rollup_label: Words


@dataclass(frozen=True, slots=True)
class Measure:
    """A penalty or tindakan and the least and most the law allows."""

    code: str
    kind: Literal["main", "additional", "tindakan"]
    label: Words
    basis: tuple[Basis, ...]
    verified: bool
    parent: str = ""
    least: Length | None = None
    most: Length | None = None
    adult_fraction: float | None = None
    note: Words = ("", "")


@dataclass(frozen=True, slots=True)
class Ending:
    """How a perkara ends or seems to; `closes` says whether it is over for this child."""

    code: str
    kind: Literal["end", "step", "unrecognised"]
    closes: bool
    label: Words
    levels: tuple[str, ...]
    basis: tuple[Basis, ...]
    verified: bool
    note: Words = ("", "")
