"""Which kinds of appointment are for something of a room above, as those rooms give them."""

from collections.abc import Mapping
from functools import cache

from rehsos.house.rooms import given, merged

from .doors import Appointments
from .models import AppointmentKind


@cache
def of_a_subject() -> frozenset[str]:
    """The kinds that are for a subject of the case, a part in a matter, and not for the case as a whole."""
    return frozenset(kind for door in given(Appointments) for kind in door.kinds)


def asked_for(purpose: str) -> AppointmentKind:
    """What a spoken request of that purpose asks for, as an appointment; anything else is one of its own kind."""
    return AppointmentKind(_asked().get(purpose, AppointmentKind.OTHER))


@cache
def _asked() -> Mapping[str, str]:
    """By purpose. ValueError when two rooms give one."""
    return merged(Appointments, lambda door: door.asked)
