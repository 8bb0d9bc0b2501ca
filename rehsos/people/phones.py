"""Telephone numbers in Indonesia: as people write them, as they are dialled, as they are read.

Advice only: a number in a form nobody knows is kept as it was given. Phones are often shared or borrowed;
whether it is safe to call is asked elsewhere.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from rehsos.people.nik import Problem, digits_of

Kind = Literal["mobile", "landline", "short", "foreign", "unknown", "none"]

SHORT = re.compile(r"1(?:\d\d|500\d{2,3}|4\d{3}|1\d{3,4})")  # 110, 129; 1500-771; 14045
MOBILE = re.compile(r"08[1-9]\d{7,10}")
LANDLINE = re.compile(r"0[2-79]\d{7,10}")
THREE_DIGIT_AREAS = ("021", "022", "024", "031", "061")  # every other area code has four
SEVERAL = re.compile(r"[/;,]|\b(?:atau|dan)\b")
EXTENSION = re.compile(r"\b(?:ext|pes|pesawat)\b.*", re.IGNORECASE | re.DOTALL)


SHORTEST_ABROAD = 10  # 62 and the shortest number after it

UNKNOWN = Problem(
    "form",
    "Bentuk nomor ini tidak dikenal. Periksa lagi.",
    "We do not know this form of number. Check it again.",
)
NO_ZERO = Problem(
    "zero",
    "Angka 0 di depan tidak tertulis. Nomor dibaca 08….",
    "The leading 0 is missing. We read it as 08….",
)
MORE = Problem(
    "several",
    "Tertulis lebih dari satu nomor. Hanya yang pertama dipakai.",
    "More than one number is written. Only the first is used.",
)


@dataclass(frozen=True)
class Phone:
    """A number read: `dial` is what to dial and compare (+6281…, 129), empty when there is none."""

    kind: Kind
    dial: str
    display: str
    problems: tuple[Problem, ...] = ()


def parse(text: str) -> Phone:
    """Read a number as somebody wrote it; never refuses."""
    written = EXTENSION.sub("", unicodedata.normalize("NFKC", text)).strip()
    first, *more = [piece for piece in SEVERAL.split(written) if digits_of(piece)] or [written]
    phone = _read(first)
    return Phone(phone.kind, phone.dial, phone.display, phone.problems + ((MORE,) if more else ()))


def display(text: str) -> str:
    """0812-3456-7890, (0380) 821-234, 1500-771; what was written when it is no number we know."""
    return parse(text).display


def _read(written: str) -> Phone:
    digits = digits_of(written)
    abroad = written.lstrip().startswith("+") or digits.startswith("00")
    number = digits.removeprefix("00")
    if SHORT.fullmatch(digits):
        return Phone("short", digits, f"{digits[:4]}-{digits[4:]}" if digits.startswith("1500") else digits)
    if abroad and number and not number.startswith(("62", "0")):
        return Phone("foreign", f"+{number}", " ".join(written.split()))
    if number.startswith("62") and len(number) >= SHORTEST_ABROAD:
        number = "0" + number[2:].lstrip("0")
    if number.startswith("8") and MOBILE.fullmatch("0" + number):
        return _national("0" + number, written, (NO_ZERO,))
    return _national(number, written)


def _national(digits: str, written: str, problems: tuple[Problem, ...] = ()) -> Phone:
    """A number with its leading 0."""
    dial = "+62" + digits[1:]
    if MOBILE.fullmatch(digits):
        return Phone("mobile", dial, "-".join((digits[:4], digits[4:8], digits[8:])), problems)
    if LANDLINE.fullmatch(digits):
        area = 3 if digits.startswith(THREE_DIGIT_AREAS) else 4
        return Phone("landline", dial, f"({digits[:area]}) {_halves(digits[area:])}", problems)
    return Phone("unknown", digits, written.strip(), (UNKNOWN,)) if written.strip() else Phone("none", "", "")


def _halves(digits: str) -> str:
    """821-234, 555-1234, 5555-1234: no more than four digits at the end."""
    end = 4 if len(digits) > 6 else 3  # noqa: PLR2004 - seven digits and more end in four
    return f"{digits[:-end]}-{digits[-end:]}"
