"""What kind of stay it is where nobody says otherwise."""

from rehsos.audit.actor import Actor
from rehsos.directory.kinds import HOUSES
from rehsos.directory.models import Office, OfficeKind

from .models import StayKind


def usual_kind(by: Actor) -> StayKind:
    """By what the office is. A dinas is no place to sleep."""
    office = Office.objects.get(pk=by.office)
    if office.hidden_place:
        return StayKind.SAFE_HOUSE
    if office.kind == OfficeKind.RPTC:
        return StayKind.SHELTER
    if office.kind in HOUSES:
        return StayKind.LONG
    return StayKind.OFFICE_FLOOR
