"""What a superior may be asked to decide, as the rooms give it, and how it is called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpResponseBase

from rehsos.access.pages import Request
from rehsos.audit.answers import Words
from rehsos.house.rooms import Door, composed, merged

from .codes import insist_fits
from .models import Approval
from .queries import Opened


@dataclass(frozen=True)
class Decision(Door):
    """What a superior may be asked to decide in a case: the kind its requests are kept under, and the page for it.

    It is called `name` in a list, `wanted` where the case says what waits, and `title` above the page itself.
    """

    kind: str
    name: Words
    wanted: Words
    title: Words
    page: Callable[[Request, Opened, Approval], HttpResponseBase]


@composed
def decisions() -> Mapping[str, Decision]:
    """Each by the kind its requests are kept under. ValueError when two rooms give one, or one has too long a code."""
    found = merged(Decision, lambda decision: {decision.kind: decision})
    insist_fits(Approval.kind.field, found)
    return found


def name(kind: str) -> Words:
    """What such a decision is called in a list; the kind itself when no room gives it any more."""
    return decisions()[kind].name if kind in decisions() else kind


def wanted(kind: str) -> Words:
    """What a case waits for."""
    return decisions()[kind].wanted if kind in decisions() else kind


def title(kind: str) -> Words:
    """What stands above the page."""
    return decisions()[kind].title if kind in decisions() else kind
