"""The bidang of an office: which types of need each of them handles, from a day on. Empty: the office has one.

It is an arrangement inside one office and no wall: another bidang of it may receive, and its head may decide.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from rehsos.law.book import ppks_types

from .days import Today, held_on
from .models import LocalPolicy, Posting

KEY = "bidang"
"""The policy it is kept under: by code the name, and the types in the order of the annex."""


class Bidang(NamedTuple):
    """One bidang of an office on a day, since when it handles these types."""

    code: str
    name: str
    types: tuple[str, ...]
    since: date | None


def bidang_of(office: int, on: date | None = None) -> tuple[Bidang, ...]:
    """All bidang of an office on a day (its today), the one with the first type first; none where it has one only."""
    rows = LocalPolicy.objects.filter(office=office, key=KEY, since__lte=on or Today(office))
    held = rows.order_by("-since").values_list("value", "since").first()
    return arranged(*held) if held else ()


def before(office: int, on: date) -> tuple[Bidang, ...]:
    """The arrangement that stood until the one of that day began."""
    rows = LocalPolicy.objects.filter(office=office, key=KEY, since__lte=on).order_by("-since")
    return tuple(one for value, since in rows.values_list("value", "since")[1:2] for one in arranged(value, since))


def arranged(value: Mapping[str, Any] | None, since: date | None = None) -> tuple[Bidang, ...]:
    """The bidang as an office keeps them under `KEY`."""
    found = (Bidang(code, one["name"], tuple(one["types"]), since) for code, one in (value or {}).items())
    order = list(ppks_types())
    return tuple(sorted(found, key=lambda one: (order.index(one.types[0]) if one.types else len(order), one.code)))


def handles(office: int, type_code: str, on: date | None = None) -> Bidang | None:
    """The bidang that handles a type; None where the office has one only, or none of them does."""
    return next((one for one in bidang_of(office, on) if type_code in one.types), None)


def heads(office: int, bidang: str, role: str, on: date) -> list[int]:
    """The workers posted in a role over a bidang of an office, and those over the whole of it."""
    over = Q(bidang="") | Q(bidang=bidang)
    found = Posting.objects.filter(held_on(on), over, office=office, role=role)
    return sorted(set(found.values_list("worker", flat=True)))
