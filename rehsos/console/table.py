"""Rows on paper, for people or for programs."""

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
FORMATS = ("text", "json", "csv")


def show(rows: Sequence[Row], shape: str, columns: Sequence[str] | None = None) -> None:
    """Print rows as aligned text, as a JSON list, or as CSV with a header. All rows have the same keys."""
    names = list(columns or (rows[0] if rows else ()))
    if shape == "json":
        print(json.dumps([{name: row[name] for name in names} for row in rows], ensure_ascii=False, indent=1))
    elif shape == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_said(row[name]) for name in names] for row in rows)
    else:
        _aligned([names, *([_said(row[name]) for name in names] for row in rows)])


def show_one(row: Row, shape: str, lines: Sequence[str]) -> None:
    """Print one thing: its own lines of text, or its fields as JSON (an object) or CSV (one row)."""
    if shape == "text":
        print("\n".join(lines))
    elif shape == "json":
        print(json.dumps(row, ensure_ascii=False, indent=1))
    else:
        show([row], shape)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _aligned(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
