"""Where one may go: the rail beside a page and the bar of a phone, from the entries that the rooms give."""

from collections.abc import Collection, Sequence
from operator import attrgetter
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from rehsos.access.doors import Menu
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.house.rooms import by_room, composed, given
from rehsos.look.icons import is_icon
from rehsos.look.repeated import url


@composed
def rail() -> Sequence[Menu]:
    """The entries beside a page, from the top down."""
    return sorted((entry for entry in given(Menu) if entry.rail), key=attrgetter("rail"))


@composed
def bar() -> Sequence[Menu]:
    """The entries in the bar of a phone, from the left."""
    return sorted((entry for entry in given(Menu) if entry.bar), key=attrgetter("bar"))


def bar_of(actor: Actor) -> list[Menu]:
    """Those of them that stand in this actor's bar, whatever of them the role has."""
    return [entry for entry in bar() if not any(actor.may(one) for one in entry.bar_lacks)]


@composed
def _addresses() -> Sequence[str]:
    """NoReverseMatch where an entry leads to no page: when the house is loaded, not on every page."""
    return [reverse(entry.page) for entry in given(Menu)]


@composed
def _icons() -> Sequence[str]:
    """ValueError, with the room and its entry, where an icon is none: else every page would break that shows it."""
    if lost := [
        f"{room}'s {entry.page} has {entry.icon!r}" for room, entry in by_room(Menu) if not is_icon(entry.icon)
    ]:
        raise ValueError(f"no such icon: {'; '.join(lost)}")
    return [entry.icon for entry in given(Menu)]


def may(actor: Actor, wanted: Collection[Permission]) -> bool:
    """Whether one of the permissions is this actor's, or none is wanted."""
    return not wanted or any(actor.may(permission) for permission in wanted)


def entries(request: HttpRequest, actor: Actor, menu: Sequence[Menu]) -> list[dict[str, Any]]:
    """The entries this role has; the one whose address is the longest beginning of ours is where we are."""
    shown = [(entry, url(entry.page)) for entry in menu if may(actor, entry.wanted)]
    here = max((at for _entry, at in shown if request.path == at or (at != "/" and request.path.startswith(at))),
               key=len, default=None)  # fmt: skip
    return [{"label": entry.words, "url": at, "icon": entry.icon, "current": at == here} for entry, at in shown]
