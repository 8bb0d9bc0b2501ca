"""What other rooms may give to this one: what follows a change of a case, and what of it is not done yet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words

from .models import Case


@dataclass(frozen=True)
class Assigned:
    """What follows when others work a case than before, or it is void, or no longer void."""

    follow: Callable[[Case], None]


@dataclass(frozen=True)
class Erased:
    """What follows when a case's texts were erased: the case, why, and who does it."""

    follow: Callable[[Case, str, Actor], None]


@dataclass(frozen=True)
class Unfinished:
    """Something of a case that is not done: which rows, and how so many of them (`{n}`) are said."""

    words: Words
    rows: Callable[[Case], QuerySet[Any]]
