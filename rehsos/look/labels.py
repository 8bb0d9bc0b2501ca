"""Codes in words, for templates: `{{ row.kind | label("letter") }}`.

The law's own codes stand in its books. What else has codes says its words once, when the house starts (`know`).
"""

from collections.abc import Callable, Mapping
from typing import Any

from rehsos.law.book import components, endings, fact_kinds, measures, ppks_types, rules

from . import words

_BOOKS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "component": components,
    "ending": endings,
    "fact": fact_kinds,
    "measure": measures,
    "rule": rules,
    "type": ppks_types,
}
_KINDS: dict[str, Callable[[Any], Any]] = {}


def know(kind: str, codes: Any) -> None:
    """The words of a kind of code: Django's choices, pairs, or a function. ValueError when it has some already."""
    if kind in _BOOKS or kind in _KINDS:
        raise ValueError(f"Jenis kode {kind!r} sudah punya kata.")
    _KINDS[kind] = codes if callable(codes) and not hasattr(codes, "choices") else _said_by(codes)


def _said_by(codes: Any) -> Callable[[Any], Any]:
    said: Mapping[Any, Any] = dict(getattr(codes, "choices", codes))  # in no language yet
    return lambda code: said.get(code, code or "")


def label(code: Any, kind: str) -> str:
    """The words for a code of that kind; the code itself when nobody knows it. KeyError for a kind without words."""
    if kind in _BOOKS:
        found = _BOOKS[kind]().get(code)
        return str(words.say(found.label)) if found else str(code or "")
    return str(_KINDS[kind](code))
