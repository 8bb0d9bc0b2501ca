"""The rooms of this house, bottom to top, and what each of them gives.

A room says in its `room.py` what it gives, in one line for each thing:

    ROOM = Room(Unfinished(_("Perkara belum dicatat berakhir bagi anak ini."), running), Assigned(raise_walls_of))

What can be given is a *door*: a small typed class of the room that composes, in its `doors.py`. That room asks
all others for it and names none of them:

    for door in given(Assigned):
        door.follow(case)
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar, cast

from django.apps import apps
from django.urls import get_resolver

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

HOUSE = "rehsos."
Given = TypeVar("Given", bound="Door")
Name = TypeVar("Name", bound=Hashable)
Thing = TypeVar("Thing")
Gift = tuple[str, "Door"]
"""A room and something that it gives."""


class Door:
    """What can be given: each door is a frozen dataclass of this kind, at the lowest storey where its types exist."""


class Room:
    """What one room gives to the doors of the house; doors it has nothing for are left out.

    Raises TypeError for what is no door: nobody would ever ask for it.
    """

    def __init__(self, *gives: Door) -> None:
        if lost := [thing for thing in gives if not isinstance(thing, Door)]:
            raise TypeError(f"nobody asks a room for {lost}")
        self.gives = gives


def rooms() -> tuple[str, ...]:
    """The packages of the installed rooms, bottom to top: `rehsos.vault`, `rehsos.audit` and so on."""
    return tuple(config.name for config in apps.get_app_configs() if config.name.startswith(HOUSE))


def every(name: str) -> Iterator[ModuleType]:
    """The module `name` of each room that has one, read with all that lies in it when it is a package."""
    for room in rooms():
        if find_spec(path := f"{room}.{name}") is not None:
            module = import_module(path)
            for part in walk_packages(getattr(module, "__path__", ()), f"{path}."):
                import_module(part.name)
            yield module


def given(door: type[Given]) -> tuple[Given, ...]:
    """What the rooms give to a door, bottom to top, in the order each room wrote it."""
    return tuple(thing for _room, thing in by_room(door))


def by_room(door: type[Given]) -> tuple[tuple[str, Given], ...]:
    """The same with the name of the room that gives it: `("justice", …)`."""
    return cast("tuple[tuple[str, Given], ...]", _gifts().get(door, ()))


def merged(door: type[Given], of: Callable[[Given], Mapping[Name, Thing]]) -> dict[Name, Thing]:
    """What all doors of a kind name, together. ValueError where two rooms give one name."""
    found: dict[Name, Thing] = {}
    owner: dict[Name, str] = {}
    for room, gift in by_room(door):
        for name, thing in of(gift).items():
            if name in found:
                raise ValueError(f"{name!r}: {owner[name]}, {room}")
            found[name], owner[name] = thing, room
    return found


_COMPOSED: list["_lru_cache_wrapper[object]"] = []
"""What rooms give together under one name, each as the function that puts it together."""


def composed(put_together: Callable[[], Thing]) -> "_lru_cache_wrapper[Thing]":
    """Like `cache`, and asked once when the house is loaded: what does not fit is refused then, not by a page."""
    kept = cache(put_together)
    _COMPOSED.append(kept)
    return kept


def load() -> None:
    """Read in every room with its pages, and put together what they give.

    ValueError or TypeError, with both places, where one name stands in two.
    """
    _ = (*every("room"), get_resolver().url_patterns)
    for put_together in _COMPOSED:
        put_together()


@cache
def _gifts() -> dict[type, tuple[Gift, ...]]:
    """What all rooms give, by door: a page asks for a dozen doors, some of them once for each clock."""
    return by_door((module.__name__.split(".")[1], thing) for module in every("room") for thing in module.ROOM.gives)


def by_door(gifts: Iterable[Gift]) -> dict[type, tuple[Gift, ...]]:
    """Things and the rooms that give them, sorted by the doors they are for."""
    found = defaultdict[type, list[Gift]](list)
    for room, thing in gifts:
        found[type(thing)].append((room, thing))
    return {door: tuple(those) for door, those in found.items()}
