"""What an office decided for itself, on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from .days import Today
from .models import LocalPolicy


def policies(office: int, on: date | None = None) -> Mapping[str, Any]:
    """Everything the office decided that is in force on a day (the office's today), by key."""
    rows = LocalPolicy.objects.filter(office=office, since__lte=on or Today(office)).order_by("since")
    newest = dict(rows.values_list("key", "value"))
    return {key: value for key, value in newest.items() if value is not None}


def policy(office: int, key: str, default: Any, on: date | None = None) -> Any:
    """The office's value for `key` in force on a day (the office's today), or the default."""
    rows = LocalPolicy.objects.filter(office=office, key=key, since__lte=on or Today(office))
    newest = rows.order_by("-since").values_list("value", flat=True).first()
    return default if newest is None else newest
