"""What an office decided for itself, on a day; what may be decided is declared by the rooms that read it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rehsos.house.rooms import composed, merged

from .days import Today
from .doors import Choices, Policy
from .models import LocalPolicy


@composed
def declared() -> Mapping[str, Policy]:
    """Each choice an office has, by the key it is kept under.

    ValueError where two rooms keep one under one key, or have a page of one name or one address.
    """
    merged(Policy, lambda door: {door.page: door})
    merged(Policy, lambda door: {f"kantor/{door.under}": door})
    return merged(Policy, lambda door: dict.fromkeys(door.keys, door))


def policies(office: int, on: date | None = None) -> Choices:
    """Everything the office decided that is in force on a day (the office's today), by key."""
    rows = LocalPolicy.objects.filter(office=office, since__lte=on or Today(office)).order_by("since")
    newest = dict(rows.values_list("key", "value"))
    return {key: value for key, value in newest.items() if value is not None}


def holding(decided: Choices) -> Choices:
    """What was decided, and of all else what holds by itself."""
    return {**{key: door.keys[key] for key, door in declared().items()}, **decided}


def policy(office: int, key: str, on: date | None = None) -> Any:
    """The office's value for `key` in force on a day (the office's today), or what holds by itself."""
    untouched = declared()[key].keys[key]
    rows = LocalPolicy.objects.filter(office=office, key=key, since__lte=on or Today(office))
    newest = rows.order_by("-since").values_list("value", flat=True).first()
    return untouched if newest is None else newest


def since(office: int, key: str) -> date | None:
    """Since when what holds today for `key` holds; None where the office never decided it."""
    rows = LocalPolicy.objects.filter(office=office, key=key, since__lte=Today(office)).order_by("-since")
    found: date | None = rows.values_list("since", flat=True).first()
    return found
