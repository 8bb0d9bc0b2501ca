"""How our templates are drawn: Jinja's environment with our words, dates and icons."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import ngettext
from heroicons.jinja import heroicon_outline
from jinja2 import Environment

from rehsos.house.pages import refuse_twice

from . import labels, words
from .compiling import ShorterEnvironment
from .repeated import asset, returning, said, url, way_to


def environment(**options: Any) -> Environment:
    """Jinja2 with our words, dates and icons; strict about nothing, escaping everything."""
    if loader := options.get("loader"):
        _refuse_twice(loader.searchpath)
    made = ShorterEnvironment(
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,  # all of them, in a plain dict: an include then looks up a name, and moves nothing in a queue
        **options,
    )
    made.install_gettext_callables(said, ngettext, newstyle=False)  # type: ignore[attr-defined]
    made.globals.update(_=said)  # the extension's own asks the context for `gettext` each time: twice the way
    made.globals.update(static=asset, url=url, way_to=way_to, language_url="/bahasa/")
    made.globals.update(heroicon_outline=lru_cache(heroicon_outline))
    made.filters.update(
        age=words.age,
        day=words.day,
        hour=words.hour,
        moment=words.moment,
        begun=words.begun,
        ends=words.ends,
        when=words.when,
        at=words.at,
        at_under=words.at_under,
        at_end=words.at_end,
        since=words.since,
        in_short=words.in_short,
        iso_at=words.iso_at,
        rupiah=words.rupiah,
        grouped=words.grouped,
        left=words.left,
        iso_day=words.iso_day,
        iso_when=words.iso_when,
        iso_moment=words.iso_moment,
        label=labels.label,
        returning=returning,
    )
    return made


def _refuse_twice(folders: Iterable[str]) -> None:
    """Of two templates with one name only the first would ever be seen. ValueError, with both places."""
    found = ((folder, path) for folder in folders for path in sorted(Path(folder).rglob("*.html")))
    refuse_twice((str(path.relative_to(folder)), str(path)) for folder, path in found)
