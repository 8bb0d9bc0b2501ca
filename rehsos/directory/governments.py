"""Which government an office stands for, and which offices stand for a government at a place."""

from datetime import date

from django.db.models import Q

from rehsos.law.authority import Government, Where

from .days import held_on
from .kinds import UNITS
from .models import Office, OfficeKind

_OWN = {
    OfficeKind.REGENCY: Government.REGENCY,
    OfficeKind.PROVINCE: Government.PROVINCE,
    OfficeKind.SENTRA: Government.NATION,
    OfficeKind.MINISTRY: Government.NATION,
}
PROVINCE_CODE, REGENCY_CODE = 2, 5
"""How long the code of a province is, and that of a kabupaten or kota."""


def government_of(office: Office) -> Government | None:
    """That of a dinas, a Sentra, the ministry; a UPT stands for whom it is under. None of a partner."""
    return of_kind(office.kind, office.place_id, office.parent.kind if office.parent else None)


def of_kind(kind: str, place: str, above: str | None) -> Government | None:
    """The same, of an office of that kind at a place, under one of the kind `above` or under none."""
    if kind in UNITS:
        under = _OWN.get(OfficeKind(above)) if above else None
        return under or (Government.PROVINCE if len(place) == PROVINCE_CODE else Government.REGENCY)
    return _OWN.get(OfficeKind(kind))


def offices_of(government: Government, place: str, on: date, where: Where = Where.COMMUNITY) -> list[Office]:
    """The offices of a government that serve a place on a day: its dinas first, then by their number.

    What needs an institution a UPT of it may take, too. For the nation they are the Sentra and balai whose catchment
    holds the province, else the ministry. Empty where no such office stands in this installation.
    """
    found = {
        Government.REGENCY: Q(kind=OfficeKind.REGENCY, place=place[:REGENCY_CODE]),
        Government.PROVINCE: Q(kind=OfficeKind.PROVINCE, place=place[:PROVINCE_CODE]),
    }.get(government)
    if found is None:
        return _of_the_nation(place, on)
    own = list(Office.objects.filter(found).order_by("pk"))
    if where is Where.PANTI:
        own += Office.objects.filter(kind__in=UNITS, parent__in=own).order_by("pk")
    return own


def _of_the_nation(place: str, on: date) -> list[Office]:
    serving = held_on(on, "catchments__") & Q(catchments__province=place[:PROVINCE_CODE])
    found = Office.objects.filter(serving).order_by("pk").distinct()
    return list(found) or list(Office.objects.filter(kind=OfficeKind.MINISTRY).order_by("pk"))


def serves(office: int, on: date) -> list[str]:
    """The codes of the provinces in an office's catchment on a day, in their order."""
    rows = Office.objects.filter(held_on(on, "catchments__"), pk=office)
    return sorted(rows.values_list("catchments__province", flat=True))
