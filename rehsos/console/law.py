"""The law from the keyboard: rules, and when a term that starts now would end."""

from argparse import Namespace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rehsos.law.book import UnknownRule, rule, rules
from rehsos.law.clocks import Clock, due
from rehsos.law.shapes import Rule
from rehsos.law.words import KINDS, explain

from .parser import moment
from .problem import Problem, unknown
from .table import show, show_one


def list_rules(asked: Namespace) -> None:
    """Every rule of the book, a row each."""
    show([_row(one) for one in rules().values()], asked.format)


def show_rule(asked: Namespace) -> None:
    """One rule with its articles and conditions."""
    found = _rule(asked.rule)
    row = _row(found) | {
        "start": found.start,
        "stop": list(found.stop),
        "applies": [f"{c.fact} {'only' if c.only else '='} {' | '.join(map(str, c.among))}" for c in found.applies],
        "note": found.note[0],
    }
    show_one(row, asked.format, [f"{name}: {_plain(value)}" for name, value in row.items() if value not in ("", [])])


def show_due(asked: Namespace) -> None:
    """When the rule is due that starts at a moment, conditions aside, and why."""
    found = _rule(asked.rule)
    zone: ZoneInfo = asked.tz if isinstance(asked.tz, ZoneInfo) else ZoneInfo(asked.tz)
    start = moment(asked.start, zone)
    try:
        clock = due(found.code, start, zone)
    except OverflowError:
        raise Problem("Tanggal itu terlalu jauh untuk dihitung. Pakai tahun antara 1900 dan 2200.") from None
    lines = [*explain(clock, zone), *_not_then(found, start)]
    show_one(_due_row(clock), asked.format, lines)


def _rule(code: str) -> Rule:
    try:
        return rule(code)
    except UnknownRule:
        raise unknown("Aturan", code, rules()) from None


def _row(one: Rule) -> dict[str, Any]:
    return {
        "code": one.code,
        "label": one.label[0],
        "kind": KINDS[one.kind][0],
        "length": f"{one.length.number} {one.length.unit}" if one.length else "",
        "duty": one.duty.value,
        "owed_by": one.owed_by[0],
        "basis": [str(article) for article in one.basis],
        "valid_from": one.valid_from.isoformat(),
        "valid_to": one.valid_to.isoformat() if one.valid_to else "",
        "verified": one.verified,
    }


def _due_row(clock: Clock) -> dict[str, Any]:
    soft = clock.second_reading
    return {
        "rule": clock.rule.code,
        "due": clock.due_at.isoformat() if clock.due_at else None,
        "second_reading": soft.at.isoformat() if soft else None,
        "kind": KINDS[clock.rule.kind][0],
        "owed_by": clock.rule.owed_by[0],
        "basis": [str(article) for article in clock.rule.basis],
        "verified": clock.rule.verified,
        "in_force": clock.started_at is not None and clock.rule.in_force(clock.started_at.date()),
    }


def _not_then(found: Rule, start: datetime) -> list[str]:
    """A warning when the rule was not law on the day it is asked for."""
    if found.in_force(start.date()):
        return []
    until = f" sampai {found.valid_to:%d-%m-%Y}" if found.valid_to else ""
    return [f"Perhatian: pada tanggal itu aturan ini tidak berlaku (berlaku sejak {found.valid_from:%d-%m-%Y}{until})"]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return ("ya" if value else "tidak") if isinstance(value, bool) else str(value)
