"""Codes in words, for templates: `{{ row.kind | label("letter") }}`.

The law's own codes stand in its books. What other codes there are and how they are said, each room tells
(`doors.Labels`).
"""

from collections.abc import Callable, Mapping
from typing import Any

from rehsos.house.rooms import composed, merged
from rehsos.law.book import ampk_groups, components, endings, fact_kinds, measures, ppks_types, rules
from rehsos.law.categories import stay_categories

from . import words
from .doors import Labels

_BOOKS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "ampk": ampk_groups,
    "category": stay_categories,
    "component": components,
    "ending": endings,
    "fact": fact_kinds,
    "measure": measures,
    "rule": rules,
    "type": ppks_types,
}


def label(code: Any, kind: str) -> str:
    """The words for a code of that kind; the code itself when nobody knows it. KeyError for a kind without words."""
    if kind in _BOOKS:
        found = _BOOKS[kind]().get(code)
        return str(words.say(found.label)) if found else str(code or "")
    return str(_kinds()[kind](code))


@composed
def _kinds() -> Mapping[str, Callable[[Any], Any]]:
    """How each kind of code is said, as the rooms tell. ValueError when a kind has words already."""
    told = merged(Labels, lambda labels: labels.kinds)
    if twice := told.keys() & _BOOKS.keys():
        raise ValueError(f"Jenis kode {', '.join(sorted(twice))} sudah punya kata.")
    return {kind: codes if _is_function(codes) else _said_by(codes) for kind, codes in told.items()}


def _is_function(codes: Any) -> bool:
    return callable(codes) and not hasattr(codes, "choices")


def _said_by(codes: Any) -> Callable[[Any], Any]:
    said: Mapping[Any, Any] = dict(getattr(codes, "choices", codes))  # in no language yet
    return lambda code: said.get(code, code or "")
