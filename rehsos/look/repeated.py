"""What every page asks again and again, each answer worked out once: words in a language, and addresses."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.translation import trans_real

from rehsos.house.pages import insist_pages
from rehsos.house.rooms import by_room, composed, merged

from .doors import Way

BACK = "kembali"
"""In the address of a form: the page, and the place on it, to be back at once it is done."""
REMEMBERED = 8192  # answers each; there are some 2,100 sentences in two languages


def said(message: str) -> str:
    """`gettext`, for the language of whoever asks."""
    return _said(trans_real.get_language(), message)


@lru_cache(REMEMBERED, typed=True)  # typed: markup and plain text of the same letters are not the same
def _said(_language: str | None, message: str) -> str:
    return trans_real.gettext(message)


def say_once() -> None:
    """From now on Django, too, asks the catalogue for a sentence once in each language: what is lazy asks there."""
    translation._trans.gettext = said  # type: ignore[attr-defined] # noqa: SLF001 - the test tells when Django moves it


def returning(href: str, to: str) -> str:
    """The address of a form that leads back to a page of ours and the place on it (`/#jadwal-2`)."""
    return f"{href}{'&' if '?' in href else '?'}{urlencode({BACK: to})}"


def url(name: str, *args: Any) -> str:
    """The address of a page. Raises NoReverseMatch. It hangs on nothing but these words, so it is never stale."""
    return _address(get_script_prefix(), name, args)


@lru_cache(REMEMBERED, typed=True)
def _address(_prefix: str, name: str, args: tuple[Any, ...]) -> str:
    return reverse(name, args=args)


def asset(path: str) -> str:
    """The address of one of our own files, by the storage in force."""
    storage = staticfiles_storage._wrapped  # type: ignore[attr-defined] # noqa: SLF001 - what the lazy one stands for now
    return _asset(storage, path)


@lru_cache(REMEMBERED)
def _asset(_storage: object, path: str) -> str:
    return static(path)


def way_to(what: str, *args: Any) -> str:
    """The address of a page that a room above gives (`doors.Way`); empty where no such room is installed."""
    page = ways().get(what)
    return url(page, *args) if page else ""


@composed
def ways() -> Mapping[str, str]:
    """The pages that rooms give to those below them, by what they show.

    ValueError when two rooms give one, or one leads to no page.
    """
    found = merged(Way, lambda way: {way.to: way.page})
    insist_pages((f"{room}'s way to {way.to}", way.page) for room, way in by_room(Way))
    return found
