"""The term of a report that a letter asked for, where the law sets none for the child: said, not left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rehsos.intake.requests import REPORT, binds
from rehsos.law.book import rule
from rehsos.look.words import say

from .models import Role


@dataclass(frozen=True)
class Spared:
    """The term of the report a letter asked for, which the law does not set for this child: why, and by which article.

    `why` is one paragraph for the screen, `label` what the term is called.
    """

    label: str
    why: str
    basis: str


def spared(roles: Iterable[str]) -> Spared | None:
    """What is said of the term where the law sets it for none of these roles; None where it may run."""
    here = sorted(set(roles))
    if not here or any(binds(role) for role in here):
        return None
    term = rule(REPORT)
    bound = [code for condition in term.applies if condition.fact == "role" for code in condition.among]
    words = _("Tenggat ini hanya bagi {bound}; peran di kasus ini {role}. Laporannya tetap dapat disusun.")
    why = words.format(bound=_names(bound).lower(), role=_names(here))
    return Spared(say(term.label), why, say(term.basis[0].words))


def _names(roles: Iterable[Any]) -> str:
    return f" {_('dan')} ".join(str(Role(role).label) for role in roles)
