"""The sums held against the rows they are of, by questions drawn anew each time."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rehsos.audit.actor import Actor, set_scope
from rehsos.directory.models import Office

from .asked import Asked
from .closing import closed_to
from .counting import counted
from .dimensions import DIMENSIONS, MEASURES, SOURCES, dimensions_of, units_of
from .in_database import GRAINS
from .in_database_of_pairs import PARTS
from .in_database_of_sources import summed_sources
from .sums import CASE


def differences(offices: Iterable[Office]) -> int:
    """In how many cells the sums with the changes since are not what the rows say: of the nation and of offices."""
    readers = [None, *map(_reader, offices)]
    questions = [*_of_cases(), *_of_sources()]
    return sum(_differing(asked, by) for asked in questions for by in readers)


def _of_cases() -> Iterator[Asked]:
    """One of each grain: a unit that is summed and a dimension, drawn at random, by place, month, year or role."""
    draw = random.SystemRandom()
    for told in GRAINS:
        unit = draw.choice([code for code, one in units_of(SOURCES[CASE]).items() if one.summed])
        along = draw.choice(sorted(DIMENSIONS.keys() & told))
        fine = sorted({"month", "place"} & told - {along})
        yield Asked("cases", (along, *(fine or [draw.choice(["year", "role"])])), unit)
    yield Asked("cases", ("year", draw.choice(sorted({"role", *PARTS}))), "anak")  # the nation's pairs alike


def _of_sources() -> Iterator[Asked]:
    """Of each source a table by year and one by month: a unit that is summed and a dimension, drawn at random."""
    draw = random.SystemRandom()
    for source in summed_sources(SOURCES):
        measure = next(one.code for one in MEASURES.values() if one.source == source.code)
        units = [code for code, one in units_of(source).items() if one.summed]
        along = [code for code, one in dimensions_of(source).items() if not one.months]
        for time in ("year", "month"):
            yield Asked(measure, (time, draw.choice(along)), draw.choice(units))


def _reader(office: Office) -> Actor:
    """Whoever reads counts there."""
    return Actor(0, "", office.pk, (office.pk,), "", office_kind=office.kind)


def _differing(asked: Asked, by: Actor | None) -> int:
    if by:
        set_scope(by.offices, 0)
        asked = closed_to(asked, by)
    told, are = (counted(replace(asked, one_by_one=one_by_one), by) for one_by_one in (False, True))
    if by:
        set_scope((), None)
    return sum(told[key] != are[key] for key in told.keys() | are.keys())
