"""A term that a letter starts, where the law sets none for the child: said, not left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rehsos.intake.requests import binds
from rehsos.law.book import rule
from rehsos.look.words import say

from .roles import said_role


@dataclass(frozen=True)
class Spared:
    """A term that a letter starts, which the law does not set for this child: why, and by which article.

    `rule` is its code, `why` one paragraph for the screen, `label` what the term is called.
    """

    rule: str
    label: str
    why: str
    basis: str


def spared(term: str, roles: Iterable[str]) -> Spared | None:
    """What is said of the term where the law sets it for none of these roles; None where it may run."""
    here = sorted(set(roles))
    if not here or any(binds(term, role) for role in here):
        return None
    law = rule(term)
    bound = [code for condition in law.applies if condition.fact == "role" for code in condition.among]
    words = _("Tenggat ini hanya bagi {bound}; peran di kasus ini {role}. Laporan sosial tetap dapat disusun.")
    why = words.format(bound=_names(bound).lower(), role=_names(here))
    return Spared(term, say(law.label), why, say(law.basis[0].words))


def _names(roles: Iterable[Any]) -> str:
    said = [str(said_role(role)) for role in roles]
    several = _("{roles} dan {last}").format(roles=", ".join(said[:-1]), last=said[-1]) if len(said) > 1 else ""
    return several or "".join(said)
