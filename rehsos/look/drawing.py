"""A drawing of the screen on paper: the same macro, with the style that paper gives it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template import engines

_STYLE = (
    ".genogram rect,.genogram circle,.genogram path{fill:#fff;stroke:#222;stroke-width:1.5}"
    ".genogram .tie,.genogram .apart{fill:none}.genogram .apart{stroke-dasharray:4 4}"
    ".genogram .client rect,.genogram .client circle,.genogram .client path{stroke-width:3.5}"
    ".genogram text{fill:#111;font-size:12px;text-anchor:middle}.genogram .client text{font-weight:700}"
    ".genogram .kin{text-anchor:start}"
)

WIDE = 480
"""In px; a page sets it as wide as its text, at three px a millimetre."""


def genogram(people: Iterable[Mapping[str, Any]], title: str) -> bytes:
    """The people around a child as SVG that stands alone; each as `look/people.html` takes them."""
    macros: Any = engines["jinja2"].env.get_template("look/people.html").module  # type: ignore[attr-defined]
    drawn = str(macros.genogram(list(people), title=title, wide=WIDE))
    whole = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return whole.replace("<title", f"<style>{_STYLE}</style><title", 1).encode()
