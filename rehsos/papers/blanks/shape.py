"""What a blank form is made of: sections, fields, choices and, where it scores, bands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rehsos.papers.blanks.conditions import Condition

UNKNOWN = "unknown"
DECLINED = "declined"
SILENCES = (UNKNOWN, DECLINED)  # what any question may be answered with, instead of a value
YES_NO = ("yes", "no")


class Kind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    SCORE = "score"

    @property
    def free(self) -> bool:
        """Whether it takes a person's own words, which may hold a name and so are always sealed."""
        return self in (Kind.TEXT, Kind.LONG_TEXT)

    @property
    def listed(self) -> bool:
        """Whether the blank must list its choices."""
        return self in (Kind.CHOICE, Kind.CHOICES, Kind.SCORE)


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the two languages of the screen."""

    id: str = ""
    en: str = ""

    def said(self, language: str) -> str:
        """The text in English for `en`, otherwise in Indonesian."""
        return self.en if language == "en" else self.id

    def __bool__(self) -> bool:
        return bool(self.id)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose; `points` only where the field is a score."""

    code: str
    label: Words
    points: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `secret` answers are sealed, `counted` ones may stand in a table; never both."""

    code: str
    kind: Kind
    label: Words
    hint: Words = Words()
    choices: tuple[Choice, ...] = ()
    when: tuple[Condition, ...] = ()
    secret: bool = True
    counted: bool = False
    required: bool = False  # needed to finish, never to save
    least: int | None = None  # lowest and highest number
    most: int | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The answers to choose from, the two silences apart; empty for an open question."""
        return YES_NO if self.kind is Kind.YES_NO else tuple(choice.code for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled run of fields."""

    code: str
    title: Words
    hint: Words
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of scores with a plain name; it reaches up to and including `upto`."""

    code: str
    upto: float
    label: Words


@dataclass(frozen=True, slots=True)
class Scoring:
    """How the score fields add up. Fewer answers than `needs` give a value but no band."""

    method: str  # "sum" or "mean"
    needs: int
    bands: tuple[Band, ...]
    instrument: str
    validated: bool
    note: Words


@dataclass(frozen=True)
class Blank:
    """One version of one form."""

    code: str
    version: int
    title: Words
    about: Words
    sections: tuple[Section, ...]
    scoring: Scoring | None = None
    contact: tuple[Condition, ...] = ()
    """The answers by which filling it in was a contact with the client; none: it never is."""

    def meets(self, answers: Mapping[str, object]) -> bool:
        """Whether the client was met, or spoken with, when these answers were given."""
        return bool(self.contact) and all(condition.holds(answers) for condition in self.contact)

    @cached_property
    def fields(self) -> dict[str, Field]:
        """All its fields by code, in order of the paper."""
        return {field.code: field for section in self.sections for field in section.fields}
