"""Who waits at a house is in its hands: what another office tells of them meanwhile the house hears, and answers."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from rehsos.audit.models import Action
from rehsos.cases.actions.placing import everywhere
from rehsos.cases.keeping import Asked
from rehsos.cases.models import Case, Share, Standing, Whereabouts
from rehsos.directory.days import today_at
from rehsos.directory.models import Office

from .models import Stay

HEARS = timedelta(days=30)
"""How long the house sees the case in which something was told of who waited there: a body may be there."""


def waits_at(case: Case, one: UUID) -> Office | None:
    """The office that accepted the client and has them in no room; None: no such, or they stay. Asked `everywhere`."""
    held = Whereabouts.objects.filter(one=one, until=None, withdrawn_by=None, standing=Standing.HOLDS)
    row = held.select_related("office").filter(case__owner=case.owner_id).exclude(office=None).first()
    if row is None or not Action.objects.filter(pk=row.cause, office=row.office_id or 0).exists():
        return None
    stays = Stay.objects.filter(office=row.office_id, ended_at=None, withdrawn_by=None)
    mine = Q(case=row.case_id) | Q(person=row.person_id) | Q(one=one)
    return None if stays.filter(mine).exists() else row.office


def hears(case: Case, house: Office) -> None:
    """From today on it sees the case, as a house where they stay does; for a while. Asked `everywhere`."""
    if house.pk == case.owner_id:
        return
    since = min(today_at(house), today_at(case.owner))
    seen = {"opened_on": case.opened_on, "grounds": "stay", "until": since + HEARS}
    if not Share.objects.filter(case=case, office=house, until=None).exists():
        Share.objects.get_or_create(case=case, office=house, since=since, defaults=seen)


def asked_where_they_wait(case: Case, one: UUID, office: Office) -> Asked | None:
    """Who waits at another house is not taken in elsewhere unheard: that house says whether they left it."""
    with everywhere():
        house = waits_at(case, one)
        if house is None or house.pk in {office.pk, case.owner_id}:
            return None
        hears(case, house)
        return Asked(house.pk, office.pk)
