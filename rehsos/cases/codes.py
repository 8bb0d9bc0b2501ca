"""Codes that rooms give and a column of this room keeps: one that is too long is found here, not by the database."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Field


def insist_fits(column: "Field[Any, Any]", codes: Iterable[str]) -> None:
    """ValueError where one of these codes is longer than the column that keeps it."""
    most = column.max_length or 0
    if long := [str(code) for code in codes if len(code) > most]:
        raise ValueError(f"{column} keeps codes of at most {most} letters, not {', '.join(long)}")
