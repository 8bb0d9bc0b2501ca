"""Bidang and catchment of an office: dated, and arranged by its head or by who runs the server."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from rehsos.access.actions import operator
from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.directory.actions.arranging import arrange_bidang, leave_province, serve_province
from rehsos.directory.bidang import bidang_of, handles, heads
from rehsos.directory.governments import serves
from rehsos.directory.models import Catchment, Office, Place, Posting

pytestmark = pytest.mark.django_db
DIVIDED = date(2020, 1, 1)


def arrange(by: Any, bidang: Mapping[str, Sequence[str]], since: date = DIVIDED, number: int = 3) -> None:
    arrange_bidang(
        office=Office.objects.get(pk=number), bidang=bidang, since=since, by=by.actor if hasattr(by, "actor") else by,
        action_id=new_id(),
    )  # fmt: skip


def test_an_office_that_divided_nothing_has_one_bidang_and_its_head_is_over_all(people: Any) -> None:
    assert bidang_of(3) == ()
    assert handles(3, "neglected_child") is None
    assert heads(3, "", "kabid", date(2026, 11, 28)) == [people.actor("citra").worker]


def test_a_bidang_handles_its_types_from_a_day_until_the_next_arrangement(people: Any) -> None:
    citra = people.actor("citra")
    arrange(citra, {"Rehabilitasi Sosial": ["neglected_child", "person_with_hiv"]})
    arrange(citra, {"Rehabilitasi Sosial": ["neglected_child"]}, since=date(2022, 1, 1))
    assert handles(3, "person_with_hiv", date(2021, 12, 31)) is not None
    assert handles(3, "person_with_hiv", date(2022, 1, 1)) is None
    assert handles(3, "neglected_child", date(2019, 12, 31)) is None


def test_one_type_stands_in_one_bidang(people: Any) -> None:
    with pytest.raises(Refused, match="sudah di bidang Anak"):
        arrange(people.actor("citra"), {"Anak": ["neglected_child"], "Lansia": ["neglected_child"]})


@pytest.mark.parametrize("name", ["", "  ", "…", "x" * 61])
def test_a_bidang_has_a_name(people: Any, name: str) -> None:
    with pytest.raises(Refused, match="Nama bidang"):
        arrange(people.actor("citra"), {name: ["neglected_child"]})


def test_an_unknown_type_is_refused(people: Any) -> None:
    with pytest.raises(Refused, match="tidak dikenal: stranded"):
        arrange(people.actor("citra"), {"Rehabilitasi Sosial": ["stranded"]})


@pytest.mark.parametrize("who", ["melati", "bima", "eka", "dewi", "fajar", "gita"])
def test_nobody_but_a_head_divides_an_office(people: Any, who: str) -> None:
    with pytest.raises(NotAllowed):
        arrange(people.actor(who), {"Anak": ["neglected_child"]})


def test_a_head_divides_no_other_office(people: Any) -> None:
    with pytest.raises(NotAllowed, match="bidangnya sendiri"):
        arrange(people.actor("citra"), {"Anak": ["neglected_child"]}, number=4)


def test_a_kabid_can_be_over_one_bidang_and_who_is_over_the_whole_stays_so(people: Any) -> None:
    arrange(people.actor("jaya"), {"Anak": ["neglected_child"], "Lansia": ["neglected_elderly"]}, number=6)
    Posting.objects.create(worker_id=8, office_id=6, role="kabid", bidang="anak", since=DIVIDED)
    day = date(2026, 11, 28)
    assert heads(6, "anak", "kabid", day) == [8, 10]
    assert heads(6, "lansia", "kabid", day) == [10]


def serve(number: int, code: str, since: date = DIVIDED, *, by: Any = None, action_id: UUID | None = None) -> None:
    office = Office.objects.get(pk=number)
    province = Place.objects.get(pk=code)
    set_scope((number,), 0)
    serve_province(
        office=office, province=province, since=since, by=by or operator(office), action_id=action_id or new_id()
    )


def leave(number: int, code: str, last: date) -> None:
    office = Office.objects.get(pk=number)
    set_scope((number,), 0)
    leave_province(office=office, province=Place.objects.get(pk=code), last=last, by=operator(office),
                   action_id=new_id())  # fmt: skip


def test_one_balai_serves_several_provinces_and_one_province_has_several() -> None:
    for number, code in ((9, "51"), (9, "52"), (8, "52")):
        serve(number, code)
    assert serves(9, DIVIDED) == ["51", "52"]
    assert serves(8, DIVIDED) == ["52"]


def test_a_province_that_left_may_come_again_the_day_after() -> None:
    serve(9, "52")
    leave(9, "52", date(2021, 6, 30))
    serve(9, "52", date(2021, 7, 1))
    assert [serves(9, day) for day in (date(2019, 12, 31), date(2021, 6, 30), date(2021, 7, 1))] == [[], ["52"], ["52"]]
    assert Catchment.objects.count() == 2


def test_sent_twice_it_is_served_once() -> None:
    once = new_id()
    serve(9, "52", action_id=once)
    serve(9, "52", action_id=once)
    assert Catchment.objects.count() == 1
    with pytest.raises(Refused, match="sudah di wilayah layanan"):
        serve(9, "52", date(2024, 1, 1))


def test_what_is_not_served_cannot_be_left() -> None:
    with pytest.raises(Conflict):
        leave(9, "52", DIVIDED)


def test_only_a_sentra_or_upt_serves_and_only_whole_provinces(people: Any) -> None:
    with pytest.raises(Refused, match="hanya untuk Sentra"):
        serve(3, "53")
    with pytest.raises(Refused, match="per provinsi"):
        serve(9, "53.01")
    with pytest.raises(NotAllowed):
        serve(9, "52", by=people.actor("fajar"))


def test_a_catchment_shows_its_office_no_case(people: Any) -> None:
    from rehsos.cases.models import Case
    from rehsos.cases.tests.test_open_case import opened

    serve(5, "53")
    opened(people.actor("melati"))
    people.actor("fajar")
    assert not Case.objects.exists()
