"""A paper as blocks, in reading order: what PDF and DOCX both set, so that they cannot differ in words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, Protocol, TypeAlias

Row: TypeAlias = tuple[str, str]  # a label and what stands after the colon

_MARKED = re.compile(r"(\d{1,2}[.)]|[a-z][.)]|[-–•])\s+(?=\S)")
_HIDDEN = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")  # invisible, or turning the reading order
_TURNING = range(0x202A, 0x202F), range(0x2066, 0x206A)


Font: TypeAlias = Literal["ours", "arial"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """How an office's papers look: its lines from the widest to its own, address, contact, and its habits.

    Address and contact may have several lines. `name` is the office's in the file's properties: its own line where
    empty. `emblem` is a PNG or JPG, empty where there is none. `font` is ours, or one as wide as Arial. `red` prints
    the degree of secrecy in red, and `numbered` leaves room on the first page for the number of the copy. `issuer` is
    named at the foot of letters that are signed electronically.
    """

    office_lines: tuple[str, ...]
    address: str
    contact: str = ""
    emblem: bytes = b""
    font: Font = "ours"
    red: bool = True
    numbered: bool = False
    name: str = ""
    issuer: Literal["", "bsre"] = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A code by which anyone can learn that the paper is ours, and nobody learns whom it is about.

    `target` is what the square picture holds: an address ending in the code, or the code alone.
    """

    code: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """The paper's name in capitals, with lines beneath it."""

    text: str
    beneath: tuple[str, ...] = ()
    block: Literal["title"] = "title"


@dataclass(frozen=True, slots=True)
class Facts:
    """Aligned labels and values; `aside` stands at the right of the first row (a letter's place and date)."""

    rows: tuple[Row, ...]
    aside: str = ""
    block: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part; `mark` is its number."""

    text: str
    mark: str = ""
    block: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; with a `mark` it hangs behind it."""

    text: str
    mark: str = ""
    block: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Lines:
    """Short lines set as they stand: an addressee."""

    lines: tuple[str, ...]
    block: Literal["lines"] = "lines"


@dataclass(frozen=True, slots=True)
class Signature:
    """One place to sign: lines above it, the name, lines beneath. `room` stands where the pen would go."""

    above: tuple[str, ...]
    name: str
    beneath: tuple[str, ...] = ()
    room: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signer at the right; at the left, where there is one, who took note. `low`: as witnesses, with less room."""

    right: Signature
    left: Signature | None = None
    low: bool = False
    block: Literal["signatures"] = "signatures"


@dataclass(frozen=True, slots=True)
class Copies:
    """Tembusan."""

    lines: tuple[str, ...]
    block: Literal["copies"] = "copies"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the names of their columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    block: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG under its title; `alt` says it in words."""

    svg: bytes
    alt: str
    title: str = ""
    block: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class NextPage:
    """What follows begins a page: an annex that goes in an envelope of its own."""

    block: Literal["next_page"] = "next_page"


Block: TypeAlias = NextPage | Title | Facts | Heading | Paragraph | Lines | Table | Picture | Signatures | Copies


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper. `subject` goes into the file's properties and names nobody; `foot` stands on every page.

    `copy` says on the first page which copy it is; `signed_outside` says that an electronic signature is put to it
    somewhere else.
    """

    subject: str
    head: Letterhead
    day: date
    blocks: tuple[Block, ...]
    classification: str = ""
    draft: bool = False
    foot: str = ""
    initials: str = ""
    check: Check | None = None
    copy: str = ""
    signed_outside: bool = False

    def sheet(self) -> "Sheet":
        """Itself: what is on a sheet already can be put on paper."""
        return self

    def plain(self) -> dict[str, Any]:
        """As JSON can hold it, every text cleaned of what no paper can show."""
        made: dict[str, Any] = _cleaned(asdict(self) | {"day": self.day.isoformat()})
        return made


class Document(Protocol):
    """Anything that can be put on paper."""

    def sheet(self) -> Sheet:
        """Itself as blocks."""
        ...


def clean(text: str) -> str:
    """A text in composed form without control signs, broken halves, or signs that turn the reading order."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if _shown(sign)).replace("\t", " ")


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Each line typed is a paragraph; `1.`, `a)` or `-` before it becomes its mark."""
    for line in filter(None, map(str.strip, clean(text).splitlines())):
        match = _MARKED.match(line)
        yield Paragraph(line[match.end() :], match[1]) if match else Paragraph(line)


def told(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows that say something."""
    return tuple((label, value) for label, value in rows if value.strip())


def _shown(sign: str) -> bool:
    if sign in "\n\t":
        return True
    turning = any(ord(sign) in stretch for stretch in _TURNING)
    return not (turning or sign in _HIDDEN or unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn"))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    return [_cleaned(each) for each in value] if isinstance(value, list | tuple) else value
