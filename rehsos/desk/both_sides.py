"""Who stands on both sides of something, as the rooms find them (`cases.doors.Conflict`): an office's, or a case's."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from rehsos.cases.doors import Conflict
from rehsos.house.rooms import given

Row = dict[str, Any]


def conflicts(office: int, today: date, case: UUID | None = None) -> list[tuple[Conflict, list[Row]]]:
    """Those of the running cases of an office, or of one of these alone, by door; in one statement."""
    doors = given(Conflict)
    if not doors:
        return []
    asked = (f"SELECT {n} AS door, x.* FROM ({door.sql}) x" for n, door in enumerate(doors))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), {"office": office, "today": today, "case": case})
        columns = [column.name for column in cursor.description or ()]
        found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    said = ((door, [row for row in found if row["door"] == n]) for n, door in enumerate(doors))
    return [(door, rows) for door, rows in said if rows]


def said(door: Conflict, row: Row) -> str:
    """One of them in words: who, and the two cases."""
    return str(door.words).format(who=row["who"], one=row["code"], other=row["against"])
