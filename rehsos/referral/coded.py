"""A referral looked for by its code, however it is typed."""

import re

from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actor import Actor
from rehsos.people.doors import Led

from .queries import of_code

_CODE = re.compile(r"RUJ\b[^A-Z]*\d[^A-Z]*", re.IGNORECASE)


def leads(text: str, by: Actor) -> list[Led] | None:
    """The address of the referral; empty where there is none they may open, None where the text is no such code."""
    if not _CODE.fullmatch(text.strip()):
        return None
    found = of_code(_whole(re.findall(r"\d+", text), by.place), by)
    return [Led(reverse("referral:referral", args=[found.pk]), found.code or "")] if found else []


def _whole(numbers: list[str], own: str) -> str:
    """RUJ-53.01-26-0004, also of "ruj 5301 26 4", and of "ruj 26 4" or "ruj 4" in an office of that place."""
    *place, number = numbers
    year = place.pop() if place else f"{timezone.localdate().year % 100:02d}"
    digits = "".join(place)
    where = ".".join(filter(None, (digits[:2], digits[2:]))) if place else own
    return f"RUJ-{where}-{year}-{int(number):04d}"
