"""What a letter of an officer says of itself, so that it need not be typed again: read where it is surely said."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils import timezone

from rehsos.look.typed_day import Unread, read_day
from rehsos.people.typed_age import typed_age

from .letter_names import Named, name_at, named_in

Found = TypeVar("Found")

_POLICE = re.compile(r"\bLP\s?[/-]\s?[A-Z0-9][\w./-]*\d[\w./-]*", re.IGNORECASE)
_BLANKS = re.compile(r"\bLP\s+(?=[A-Z]\s*/)|(?<=[\w.])\s*/\s*(?=\w)", re.IGNORECASE)
"""What a number is typed with between its parts: `LP / B / 112 / XI / 2026`, `LP B/112/XI/2026`."""
_DEEDS = (
    "pencurian|penganiayaan|pengeroyokan|pengancaman|pemerasan|penculikan|pembunuhan|perampokan|pemerkosaan|"
    "perkosaan|persetubuhan|pencabulan|perbuatan cabul|pelecehan seksual|eksploitasi seksual|kekerasan seksual|"
    "kekerasan fisik|kekerasan psikis|kekerasan dalam rumah tangga|kekerasan terhadap anak|penelantaran|"
    "perdagangan orang|perundungan|penggelapan|penipuan|perusakan|narkotika"
)
_OFFENCE = re.compile(
    rf"\b(?:dugaan|tindak pidana|pidana|perkara|kasus)\s+(?P<deed>(?:{_DEEDS})\b"
    r"(?:\s(?:dengan (?:kekerasan|pemberatan)|biasa|ringan|berat|terhadap anak|anak)\b)*)",
    re.IGNORECASE,
)
_OF_NO_UNIT = (
    "anak|atas|dan|dengan|di|dugaan|hari|kasus|korban|laporan|pada|perihal|perkara|tanggal|tentang|terkait|tgl"
)
_IN_UNIT = rf"(?:[ ](?!(?:{_OF_NO_UNIT})\b)(?-i:[A-Z][A-Z]+|[A-Z][a-z]+)\b(?!\.))"
_UNIT = re.compile(rf"{_IN_UNIT}{{1,3}}(?!{_IN_UNIT})(?:/POL[A-Z]+{_IN_UNIT}{{1,3}}(?!{_IN_UNIT}))?", re.IGNORECASE)
"""Where the unit goes on behind its blank: `/SPKT/POLRES KUPANG/POLDA NTT`."""
_CUT = re.compile(r"(?<=[/.-]\d{4})(?:/[\w.-]*)*/POL[A-Z]+$", re.IGNORECASE)
"""A unit whose name stands behind a blank; without it the number is whole."""
_DAY = r"(?P<day>\d{1,2}(?:\s*[/.-]\s*\d{1,2}\s*[/.-]\s*|\s[a-z]{3,9}\.?\s*)\d{4})"
_EVENT = re.compile(rf"\b(?:kejadian|peristiwa|terjadi)\b(?P<between>\D{{0,40}}?){_DAY}", re.IGNORECASE)
_OTHER_DAY = re.compile(r"\b(?:surat|lahir|lp|laporan|diterima|dilaporkan)\b", re.IGNORECASE)
_YEARS = r"(?P<age>\d{1,2})\s*(?:th|thn|tahun)\b"
_OLD = re.compile(
    rf"\b(?:umur|usia|berumur|berusia|anak|perempuan|laki-laki|korban|saksi)\b\W{{0,3}}(?:kira-kira|sekitar|±)?\s*{_YEARS}",
    re.IGNORECASE,
)
_OLD_BEHIND_NAME = re.compile(rf"[\s,(]*(?:(?:ber)?(?:umur|usia)|kira-kira|sekitar|±|\s)*{_YEARS}", re.IGNORECASE)


@dataclass(frozen=True)
class Says:
    """What was read; empty where it is not said, or not surely."""

    police_number: str = ""
    offence: str = ""
    event_from: date | None = None
    name: str = ""
    age: str = ""


def says(*texts: str) -> Says:
    """What the subject of a letter says, and what was told of the child when somebody called about it.

    Each line is read for itself, the first that says something counts. Only a day that is called that of the event is
    taken for it, only an age that is said of the child: a letter bears other days, and other years, too.
    """
    lines = [line for text in texts for line in text.splitlines()]
    named = _first(named_in, lines)
    return Says(
        police_number=_first(_number, lines) or "",
        offence=_first(_offence, lines) or "",
        event_from=_first(_event, lines),
        name=named.name if named else "",
        age=_age(named, lines),
    )


def _first(read: Callable[[str], Found | None], lines: Iterable[str]) -> Found | None:
    return next((found for line in lines if (found := read(line))), None)


def _offence(line: str) -> str:
    found = _OFFENCE.search(line)
    return " ".join(found["deed"].split()).capitalize() if found else ""


def _number(line: str) -> str:
    line = _BLANKS.sub(lambda found: "LP/" if found[0][:1].upper() == "L" else "/", line)
    found = _POLICE.search(line)
    if not found:
        return ""
    number = re.sub(r"\s", "", found[0]).rstrip(".,;-/")
    if not (_CUT.search(number) and line[found.end() :].startswith(" ")):
        return number
    unit = _UNIT.match(line, found.end())
    return number + unit[0] if unit else _CUT.sub("", number)


def _age(named: Named | None, lines: Iterable[str]) -> str:
    """Of the child who is named, what stands right behind the name: it may be the age of another that comes later."""
    found = _OLD_BEHIND_NAME.match(named.behind) if named else _first(_OLD.search, lines)
    return found["age"] if found else ""


def child_of(about: str) -> Says:
    """The child as somebody wrote it down in a call: the name first, then the age (`Yunus, kira-kira 13 th`)."""
    first, *rest = (part.strip() for part in about.split(","))
    ages = (typed_age(part).number for part in rest)
    named = name_at(first)
    whole = named.name if named and not named.behind else ""
    return Says(name=whole, age=next((age for age in ages if age.isdecimal()), ""))


def _event(text: str) -> date | None:
    found = _EVENT.search(text)
    if found is None or _OTHER_DAY.search(found["between"]):
        return None
    try:
        return read_day(found["day"].replace(".", " "), timezone.localdate())
    except Unread:
        return None
