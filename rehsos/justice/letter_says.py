"""What a letter of an officer says of itself, so that it need not be typed again: read where it is surely said."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from rehsos.look.typed_day import Unread, read_day
from rehsos.people.typed_age import typed_age

_POLICE = re.compile(r"\bLP\s?[/-]\s?[A-Z0-9][\w./-]*\d[\w./-]*", re.IGNORECASE)
_DAY = r"(?P<day>\d{1,2}(?:\s*[/.-]\s*\d{1,2}\s*[/.-]\s*|\s[a-z]{3,9}\.?\s*)\d{4})"
_EVENT = re.compile(rf"\b(?:kejadian|peristiwa|terjadi)\b\D{{0,40}}?{_DAY}", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:a\.?\s?n\.?|atas nama|bernama)\s+(?P<name>[^,;()\d]+)", re.IGNORECASE)
_OLD = re.compile(r"\b(?P<age>\d{1,2})\s*(?:th|thn|tahun)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Says:
    """What was read; empty where it is not said, or not surely."""

    police_number: str = ""
    event_from: date | None = None
    name: str = ""
    age: str = ""


def says(*texts: str) -> Says:
    """What the subject of a letter says, and what was told of the child when somebody called about it.

    Only a day that is called that of the event is taken for it: a letter bears other days, too.
    """
    text = " \n ".join(texts)
    number, named, old = _POLICE.search(text), _NAMED.search(text), _OLD.search(text)
    return Says(
        re.sub(r"\s", "", number[0]).rstrip(".,;-/") if number else "",
        _event(text),
        " ".join(named["name"].split()) if named else "",
        old["age"] if old else "",
    )


def child_of(about: str) -> Says:
    """The child as somebody wrote it down in a call: the name first, then the age (`Yunus, kira-kira 13 th`)."""
    first, *rest = (part.strip() for part in about.split(","))
    ages = (typed_age(part).number for part in rest)
    named = first if re.fullmatch(r"(?:[A-Z][\w'’.-]*\s?){1,4}", first) else ""
    return Says(name=named, age=next((age for age in ages if age.isdecimal()), ""))


def _event(text: str) -> date | None:
    found = _EVENT.search(text)
    if found is None:
        return None
    try:
        return read_day(found["day"].replace(".", " "), timezone.localdate())
    except Unread:
        return None
