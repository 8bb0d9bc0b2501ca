"""When a case is quiet: by the rule that asks for a contact every so often, as the office keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from rehsos.directory.policy import policy
from rehsos.law.book import rule
from rehsos.law.counting import day_after
from rehsos.law.shapes import Length

from .clockwork import CHOICES

CONTACT = "monthly_contact"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Quiet:
    """How long without a contact is too long, and the day before which a last contact lies too far back."""

    length: Length
    before: date


def quiet_at(office: int, today: date) -> Quiet:
    """By the office's own length of the rule, else the book's; a case nobody contacted counts from its opening."""
    return quiet_by(policy(office, CHOICES), today)


def quiet_by(chosen: Mapping[str, Any], today: date) -> Quiet:
    """The same, by what the office chose (`CHOICES`)."""
    told, known = chosen["lengths"].get(CONTACT), rule(CONTACT).length
    length = Length.parse(told) if told else known
    assert length  # noqa: S101 - a recurring rule has one; the book is proved
    return Quiet(length, _before(length, today))


@lru_cache(64)
def _before(length: Length, today: date) -> date:
    """The first day from which a length reaches today: months are not all as long as each other."""
    day = today
    while day_after(day - DAY, length, criminal=False) >= today:
        day -= DAY
    return day
