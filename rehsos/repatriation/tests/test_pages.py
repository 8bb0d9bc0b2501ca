"""The pages of the road, by who sends, who receives, and who has nothing to do with it; and the sums on them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import opened_form
from rehsos.audit.actions import new_id
from rehsos.directory.models import Office, Posting
from rehsos.repatriation.actions.groups import open_member
from rehsos.repatriation.models import Leg, Member, Outcome

from .conftest import Road, words

EMPTY = 7
"""An office of a province far away, where nobody is posted."""


def now() -> str:
    return timezone.localtime().strftime("%d-%m-%Y %H.%M")


def test_a_pier_with_sixty_of_whom_one_leaves_and_one_is_ill(road: Road) -> None:
    leg = road.planned(group=road.group(60), seats=50)
    page = road.post("tick", leg.pk, aboard=[str(n) for n in range(1, 61)])
    assert page.status_code == 302
    shown = words(road.get("leg", leg.pk))
    assert "60 orang untuk 50 kursi" in shown
    road.left(leg, tuple(range(1, 61)))
    road.differs(leg, 7, Outcome.LEFT)
    road.differs(leg, 9, Outcome.ILL)
    rest = [str(n) for n in range(1, 61) if n not in {7, 9}]
    assert road.post("accept", leg.pk, who="fajar", arrived=rest, at=now()).status_code == 302
    shown = " ".join(words(road.get("leg", leg.pk)).split())
    assert "jumlah cocok" in shown
    assert "<b>60</b> naik = <b>58</b> tiba" in shown
    assert "<b>1</b> Keluar dari rombongan" in shown
    assert "<b>1</b> Sakit" in shown


def test_two_phones_at_a_pier_keep_each_others_ticks(road: Road) -> None:
    leg = road.planned(group=road.group(6))
    road.tick(leg, (5,))
    address = reverse("repatriation:tick", args=[leg.pk])
    first, second = (opened_form(road.browser(who), address) for who in ("melati", "citra"))
    road.browser("melati").post(address, first | {"aboard": ["1", "2", "5"]})
    road.browser("citra").post(address, second | {"aboard": ["3", "4"]})
    aboard = [ride.number for ride in road.rides(leg) if ride.aboard]
    assert aboard == [1, 2, 3, 4], "who was ticked on one phone stays, who was unticked on the other is gone"


def test_the_receiver_reads_who_comes_and_what_they_need_and_an_outsider_nothing(road: Road) -> None:
    leg = road.left(road.planned())
    theirs = words(road.get("leg", leg.pk, who="fajar"))
    assert "Rambu" in theirs
    assert "Obat malam" in theirs
    assert "Kakak di Oesao" not in theirs
    assert road.get("leg", leg.pk, who="dewi").status_code == 404


def test_an_office_without_worker_or_head_accepts_by_numbers_and_reads_no_name(road: Road) -> None:
    group = road.group(3)
    leg = road.left(road.planned(group=group, receiver=Office.objects.get(pk=2)), (1, 2, 3))
    theirs = words(road.get("leg", leg.pk, who="eka"))
    assert "Terima 3 orang" in theirs
    assert "Tidak semua tiba" in theirs
    assert "Buka nama" not in theirs
    form = words(road.get("accept", leg.pk, who="eka"))
    assert "Rekaan" not in theirs + form
    assert "Obat malam" not in theirs + form
    assert road.post("accept", leg.pk, who="eka", arrived=["1", "2", "3"], at=now()).status_code == 302
    assert {ride.accepted_as for ride in road.rides(leg)} == {"office"}


def test_who_plans_is_told_that_nobody_is_at_the_office_to_accept(road: Road) -> None:
    told = "belum punya yang menerima"
    assert told not in words(road.get("leg", road.planned().pk))
    leg = road.planned(receiver=Office.objects.get(pk=EMPTY))
    Posting.objects.filter(office=EMPTY).delete()
    assert told in words(road.get("leg", leg.pk))


def test_what_comes_stands_on_the_first_page_of_the_receiver(road: Road) -> None:
    road.left(road.planned())
    assert "Terima 1 orang" in words(road.browser("fajar").get("/"))


@pytest.mark.parametrize("name", ["journeys", "leg"])
def test_a_page_of_the_road_asks_little(road: Road, name: str) -> None:
    leg = road.planned(group=road.group(30))
    args: tuple[Any, ...] = (leg.pk,) if name == "leg" else ()
    road.get(name, *args)
    with CaptureQueriesContext(connection) as asked:
        road.get(name, *args)
    reads = [q["sql"] for q in asked.captured_queries if "repatriation_" in q["sql"]]
    assert len(reads) <= 7, reads


def test_a_list_that_is_not_clear_keeps_what_was_typed(road: Road) -> None:
    page = road.post("group_begin", direction="out", lines="Nipah Rekaan, 34")
    assert page.status_code == 422
    assert "Nipah Rekaan" in words(page)
    assert not Leg.objects.exists()


def test_a_colleague_reads_initials_of_a_client_who_travels(road: Road) -> None:
    leg = road.left(road.planned())
    assert "Rambu" not in words(road.get("leg", leg.pk, who="bima"))


def test_with_names_open_a_group_is_read_whole_but_for_a_colleagues_client(road: Road) -> None:
    group = road.group(2)
    leg = road.planned(group=group)
    member = Member.objects.select_related("group", "destination").get(group=group, number=1)
    open_member(member=member, by=road.by(), action_id=new_id())
    for name, pk in (("leg", leg.pk), ("group", group.pk)):
        for who, reads in (("melati", True), ("bima", False)):
            page = words(road.get(name, pk, who=who))
            assert "Orang 1 Rekaan" in page, name
            assert ("Orang 0 Rekaan" in page) is reads, (name, who)
