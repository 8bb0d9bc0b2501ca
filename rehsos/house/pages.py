"""The pages of the rooms: under which word each room's stand, and that no name is two pages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, include, path

from .rooms import Door, given


@dataclass(frozen=True)
class Pages(Door):
    """Pages of a room: the word that their addresses begin with, and the module that lists them."""

    under: str
    urls: str


def pages() -> list[URLResolver | URLPattern]:
    """The pages of all rooms, the lowest first: it answers where two have one address.

    ValueError, with both addresses, where two pages of one namespace have one name.
    """
    found: list[URLResolver | URLPattern] = [path(room.under, include(room.urls)) for room in given(Pages)]
    refuse_twice(_named(found))
    return found


def refuse_twice(named: Iterable[tuple[str, str]]) -> None:
    """ValueError, with both places, where one name stands in two."""
    at: dict[str, str] = {}
    for name, place in named:
        if at.setdefault(name, place) != place:
            raise ValueError(f"{name!r}: {at[name]}, {place}")


def insist_pages(asked: Iterable[tuple[str, str]]) -> None:
    """ValueError where something, said in words, leads to a page that is none: `("justice's way", "justice:x")`."""
    there = dict(_named(get_resolver().url_patterns))
    if lost := [f"{who} leads to {page!r}" for who, page in asked if page not in there]:
        raise ValueError(f"no such page: {'; '.join(lost)}")


def _named(entries: Iterable[URLResolver | URLPattern], space: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    for entry in entries:
        here = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _named(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else space, here)
        elif entry.name:
            yield f"{space}{entry.name}", here
