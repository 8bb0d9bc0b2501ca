"""Which rooms have rows in a case, so that its page asks the others for one line only (`cases_case.rooms`)."""

from collections.abc import Collection
from functools import cache

from django.apps import apps

from rehsos.house.rooms import Given, by_room, rooms

from .models import Filed

HERE = "rehsos.cases"


@cache
def filing() -> frozenset[str]:
    """The rooms above this one that file rows in a case: the others are warm in each case."""
    above = rooms()[rooms().index(HERE) + 1 :]
    filed = {model.__module__ for model in apps.get_models() if issubclass(model, Filed)}
    return frozenset(name.split(".")[1] for name in above if any(one.startswith(f"{name}.") for one in filed))


def warm(door: type[Given], rooms_of_case: Collection[str]) -> list[Given]:
    """What rooms give to a door, of those that have something in a case or never have."""
    return [gift for room, gift in by_room(door) if is_warm(room, rooms_of_case)]


def is_warm(room: str, rooms_of_case: Collection[str]) -> bool:
    """Whether a room has something in a case, or never has."""
    return room not in filing() or room in rooms_of_case
