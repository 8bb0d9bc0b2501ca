"""What an office decided for itself, on a day; what may be decided is declared by the rooms that read it."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection

from rehsos.house.rooms import composed, merged

from .doors import Choices, Policy


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
    return {key: value for key, (value, _since) in _decided(office, on).items() if value is not None}


def holding(decided: Choices) -> Choices:
    """What was decided, and of all else what holds by itself."""
    return {**{key: door.keys[key] for key, door in declared().items()}, **decided}


def policy(office: int, key: str, on: date | None = None) -> Any:
    """The office's value for `key` in force on a day (the office's today), or what holds by itself."""
    untouched = declared()[key].keys[key]
    return policies(office, on).get(key, untouched)


def since(office: int, key: str) -> date | None:
    """Since when what holds today for `key` holds; None where the office never decided it."""
    _value, found = _decided(office).get(key, (None, None))
    return found


# An office has some dozen choices: one statement, always the same, brings all that hold. None: the office's own today.
_NEWEST = """
SELECT DISTINCT ON (key) key, value::text, since FROM directory_localpolicy
 WHERE office_id = %(office)s AND since <= coalesce(%(on)s::date, rehsos_today(%(office)s)) ORDER BY key, since DESC
"""


def _decided(office: int, on: date | None = None) -> dict[str, tuple[Any, date]]:
    """By key what was decided last, and since when it holds; the value is None where the office went back."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, {"office": office, "on": on})
        return {key: (None if told is None else json.loads(told), since) for key, told, since in cursor.fetchall()}
