"""Until when somebody stays is one hour and one day: by the clock of the house that owes it, wherever the case is."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.cases.models import Circumstance, Clock
from rehsos.directory.models import Office
from rehsos.placement import drafting
from rehsos.placement.actions import admitting, during
from rehsos.placement.limits import limit_of
from rehsos.placement.models import Stay, StayKind

from .conftest import KUPANG, SENTRA, Inn, words
from .test_handed_on import transferred

AT = datetime.fromisoformat("2026-12-01T03:00:00+00:00")
LAST = date(2026, 12, 12)


@pytest.fixture(params=["Asia/Jakarta", "Asia/Jayapura"])
def renewed(inn: Inn, request: Any) -> Any:
    """At a house an hour behind Kupang, or one ahead of it: its head lets them stay until the 12th."""
    zone = request.param
    Office.objects.filter(pk=SENTRA).update(time_zone=zone)
    with time_machine.travel(AT, tick=True):
        by = replace(inn.people.actor("fajar"), time_zone=zone)
        stay = admitting.admit_referred(referral=inn.handed_over(), stay_kind=StayKind.SHELTER, health="", bed=None,
                                        at=AT, by=replace(inn.people.actor("fajar"), time_zone=zone),
                                        action_id=new_id())  # fmt: skip
        during.renew_stay(stay=inn.seen(stay, "fajar"), until=LAST, reason="Menunggu keluarga.", by=by,
                          action_id=new_id())  # fmt: skip
        yield inn, stay


def due(stay: Stay) -> datetime:
    with acting_for((KUPANG, SENTRA)):
        one = Clock.objects.get(subject=stay.pk, rule="stay_limit_shelter").due_at
    assert one
    return one


def test_it_ends_with_the_day_of_the_house_on_every_page_and_in_the_letter(renewed: tuple[Inn, Stay]) -> None:
    inn, stay = renewed
    house = Office.objects.get(pk=SENTRA)
    here = due(stay).astimezone(replace(inn.people.actor("fajar"), time_zone=house.time_zone).zone)
    assert (here.date(), here.hour, here.minute) == (date(2026, 12, 13), 0, 0)
    seen = inn.seen(stay, "fajar")
    assert limit_of(seen) == due(stay)
    page = words(inn._browser("fajar").get(f"/tinggal/{stay.pk}/"))
    assert "12 Des 2026" in page
    assert "24.00" in page
    inn.people.actor("melati")
    assert "diperpanjang sampai 12 Desember 2026." in drafting.extension(inn.seen(stay).case, inn.seen(stay))["body"]


def test_a_stay_that_was_reckoned_before_is_reckoned_by_its_house_once_it_is_renewed(
    renewed: tuple[Inn, Stay],
) -> None:
    inn, stay = renewed
    inn.people.actor("fajar")
    assert Circumstance.objects.filter(subject=stay.pk, code="zone_owed").count() == 1


def test_whose_case_is_handed_on_is_read_on_the_page_of_the_stay_as_in_the_list(inn: Inn) -> None:
    """The case and its clocks are another office's now; who sleeps here, and until when, is the house's to know."""
    stay = inn.taken()
    owed = "Batas tinggal di penampungan"
    address = f"/tinggal/{stay.pk}/"
    assert owed in words(inn._browser("melati").get(address))
    inn.people.actor("melati")
    transferred(inn, stay.case, 4, "dewi")
    inn.people.actor("melati")
    assert not Clock.objects.filter(subject=stay.pk).exists()
    assert owed in words(inn._browser("melati").get(address))
    assert inn._browser("hadi").get(address).status_code == 404
