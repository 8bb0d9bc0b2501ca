"""What can be counted, in which unit, and along what: what all rooms give (house.counting), put together once.

A name that two rooms give is refused when this is loaded, and both rooms are named.
"""

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from typing import TypeVar

from rehsos.house.counting import Along, Dimension, Item, Measure, Sentence, Source, Told, Unit
from rehsos.house.rooms import given, merged

Coded = TypeVar("Coded", Source, Measure, Unit, Dimension, Item)
Ordered = TypeVar("Ordered", Measure, Unit, Dimension, Item)


def _all(door: type[Coded]) -> dict[str, Coded]:
    return merged(door, lambda one: {one.code: one})


def _in_order(of: Mapping[str, Ordered]) -> dict[str, Ordered]:
    return {one.code: one for one in sorted(of.values(), key=attrgetter("order"))}


SOURCES: dict[str, Source] = _all(Source)
ITEMS: dict[str, Item] = _in_order(_all(Item))


def _sum_of(measure: Measure) -> Measure:
    """A measure with the items that rooms above took out of those of its own room."""
    taken = tuple(item.code for item in ITEMS.values() if measure.code in item.of)
    return replace(measure, items=(*taken, *measure.items)) if taken else measure


def _divides(dimension: Dimension) -> Dimension:
    """A dimension that divides those items as well, or has a line for them."""
    told = dimension.told or Told(())
    along = tuple(item.code for item in ITEMS.values() if dimension.code in item.along)
    beside = {item.code: item.beside[dimension.code] for item in ITEMS.values() if dimension.code in item.beside}
    if not (along or beside):
        return dimension
    return replace(dimension, told=replace(told, items=(*along, *told.items), beside={**beside, **told.beside}))


MEASURES: dict[str, Measure] = _in_order({code: _sum_of(one) for code, one in _all(Measure).items()})
UNITS: dict[str, Unit] = _in_order(_all(Unit))
DIMENSIONS: dict[str, Dimension] = _in_order({code: _divides(one) for code, one in _all(Dimension).items()})
SENTENCES: tuple[Sentence, ...] = given(Sentence)
_ALONG: dict[tuple[str, str], str] = merged(Along, lambda one: {(one.dimension, one.source): one.sql})

_counted: list[Measure | Unit | Item] = [*MEASURES.values(), *UNITS.values(), *ITEMS.values()]
if _lost := {one.source for one in _counted} - SOURCES.keys():
    raise ValueError(f"counted of {sorted(_lost)}, which no room gives (there are {', '.join(SOURCES)})")


def sql_of(dimension: Dimension, source: Source) -> str | None:
    """A dimension of a source as SQL; none where the source does not have it."""
    if callable(dimension.sql):
        return dimension.sql(source)
    return dimension.sql.get(source.code) or _ALONG.get((dimension.code, source.code))


def dimensions_of(source: Source) -> dict[str, Dimension]:
    """Along what a source can be told apart."""
    return {code: one for code, one in DIMENSIONS.items() if sql_of(one, source) is not None}


def units_of(source: Source) -> dict[str, Unit]:
    """In what a source can be counted; the first where nobody says."""
    return {code: one for code, one in UNITS.items() if one.source == source.code}


def title_of(dimension: Dimension, source: Source) -> str:
    """A dimension in words, as the source calls it."""
    return str(source.titles.get(dimension.code, dimension.title))
