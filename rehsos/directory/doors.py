"""What other rooms may give to this one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words
from rehsos.house.rooms import Door

from .models import Office


@dataclass(frozen=True)
class Bound(Door):
    """Why an office may not come under another one; empty where nothing binds it."""

    why: Callable[[Office], Words]


Choices = Mapping[str, Any]
"""What an office decided, by key."""


def nothing_asked(by: Actor) -> Mapping[str, Any]:  # noqa: ARG001 - the shape of `Policy.asks`
    """The form needs nobody's names."""
    return {}


@dataclass(frozen=True, eq=False)
class Policy(Door):
    """What an office decides for itself in one form, and what holds where it decided nothing.

    `keys` names what is kept, each with what holds until then. The form says in `values` what was chosen, by key (None:
    back to what holds by itself), `asks` what it needs to be made, and `fills` what its fields hold now. It is the
    page `page` of the office's pages, under the word `under`, for whoever `may` decide. From which day on it holds is
    asked there, unless it holds `at_once`; `decide` writes it, where more follows than that it is kept.

    `sheet` is the template of its form, and `card` that which says on the page of all policies what holds, with what it
    `tells`; `order` is its place there.
    """

    title: Words
    page: str
    under: str
    order: int
    keys: Choices
    form: type[forms.Form]
    fills: Callable[[Choices], Mapping[str, Any]]
    card: str
    tells: Callable[[Office, Choices], Mapping[str, Any]]
    may: str
    asks: Callable[[Actor], Mapping[str, Any]] = nothing_asked
    lead: Words = ""
    at_once: bool = False
    decide: Callable[..., None] | None = None
    sheet: str = ""
    """The template of its page; empty: that of every form."""
