"""How the offices of the demonstration are arranged: bidang of a province, catchments of a Sentra and two balai.

The province is Banten as its office told the press on 22 March 2022: twenty types in the bidang rehabilitasi sosial,
then eighteen, when drugs and HIV had gone to the ministry. The day on which they went was not told; the
year is ours, and so is the day from which each catchment is served.
"""

from datetime import date

from django.db import transaction

from rehsos.access.actions import operator
from rehsos.audit.actor import set_scope
from rehsos.directory.actions.arranging import arrange_bidang, serve_province
from rehsos.directory.models import Catchment, Office, Place

from .cast import START
from .told import fixed

EFATA, BANTEN, RUMBAI, PARAMITA = 5, 7, 8, 9
MOVED = date(2022, 1, 1)
GONE = ("person_with_hiv", "recovering_from_drugs")
REHABILITATION = (
    "neglected_toddler", "neglected_child", "child_in_justice", "street_child", "child_with_disability",
    "maltreated_child", "special_protection_child", "neglected_elderly", "person_with_disability",
    "person_in_prostitution", "homeless_person", "person_begging", "waste_picker", "minority_group",
    "former_prisoner", "trafficking_survivor", "violence_survivor", "migrant_worker",
)  # fmt: skip
OTHERS = {
    "Pemberdayaan Sosial": ("vulnerable_woman", "family_in_difficulty", "remote_indigenous_community"),
    "Penanganan Fakir Miskin": ("poor_household",),
    "Perlindungan dan Jaminan Sosial": ("disaster_survivor", "conflict_survivor"),
}
CATCHMENTS = {EFATA: ("53",), RUMBAI: ("13", "14", "18", "21"), PARAMITA: ("51", "52", "76")}


def tell() -> bool:
    """Arrange what is not arranged yet; False when all of it was."""
    if Catchment.objects.filter(office=PARAMITA).exists():
        return False
    with transaction.atomic():
        for since, types in ((START, (*REHABILITATION, *GONE)), (MOVED, REHABILITATION)):
            _divide(since, types)
        for office, provinces in CATCHMENTS.items():
            for code in provinces:
                _serve(office, code)
        set_scope((), None)
    return True


def _divide(since: date, types: tuple[str, ...]) -> None:
    office = Office.objects.get(pk=BANTEN)
    by = operator(office)
    set_scope(by.offices, by.worker)
    arrange_bidang(office=office, bidang={"Rehabilitasi Sosial": types, **OTHERS}, since=since, by=by,
                   action_id=fixed("bidang", BANTEN, since))  # fmt: skip


def _serve(number: int, code: str) -> None:
    office = Office.objects.get(pk=number)
    by = operator(office)
    set_scope(by.offices, by.worker)
    serve_province(office=office, province=Place.objects.get(pk=code), since=START, by=by,
                   action_id=fixed("catchment", number, code))  # fmt: skip
