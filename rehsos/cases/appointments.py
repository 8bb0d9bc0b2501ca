"""Which kinds of appointment are for something of a room above, as those rooms give them."""

from collections.abc import Mapping, Sequence
from functools import cache
from uuid import UUID

from rehsos.house.rooms import merged

from .doors import Appointments
from .models import AppointmentKind, Case
from .subjects import Standing, standing_in


@cache
def of_a_subject() -> Mapping[str, str]:
    """The kinds that are for something that stands in the case, and for which kind of it; others are for the case.

    ValueError when two rooms give one.
    """
    return merged(Appointments, lambda door: dict.fromkeys(door.kinds, door.of))


def called_to(case: Case) -> list[Standing]:
    """What stands in a case that an appointment can be for."""
    return [one for one in standing_in(case) if one.words and one.subject.kind in of_a_subject().values()]


def meant(kind: str, standing: Sequence[Standing], chosen: UUID | None) -> UUID | None:
    """For which of these an appointment of that kind is: the one chosen, or the only one; None: for the case."""
    found = [one.subject.id for one in standing if one.subject.kind == of_a_subject().get(kind)]
    return chosen if chosen in found else found[0] if len(found) == 1 else None


def asked_for(purpose: str) -> AppointmentKind:
    """What a spoken request of that purpose asks for, as an appointment; anything else is one of its own kind."""
    return AppointmentKind(_asked().get(purpose, AppointmentKind.OTHER))


@cache
def _asked() -> Mapping[str, str]:
    """By purpose. ValueError when two rooms give one."""
    return merged(Appointments, lambda door: door.asked)
