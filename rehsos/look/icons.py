"""The icons that a page can bear: the outlines of Heroicons, by name."""

from heroicons import IconDoesNotExist
from heroicons.jinja import heroicon_outline


def is_icon(name: str) -> bool:
    """Whether there is one of that name."""
    try:
        heroicon_outline(name)
    except IconDoesNotExist:
        return False
    return True
