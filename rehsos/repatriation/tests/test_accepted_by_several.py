"""On one leg several accept: each who came stands with who took them, in sums, counts, papers and first pages."""

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.cases.models import Case
from rehsos.papers.rendering.sheet import Table
from rehsos.repatriation.actions import arriving
from rehsos.repatriation.drafting import recorded
from rehsos.repatriation.group_papers import paper, people_of
from rehsos.repatriation.models import Leg, Outcome, Ride
from rehsos.repatriation.sealing import unsealed

from .conftest import KUPANG, SENTRA, Road, words
from .test_counts import cells, counted

pytestmark = pytest.mark.django_db
BEFORE = import_module("rehsos.repatriation.migrations.0006_who_accepted_stands_with_each_who_came")


def instead(road: Road, leg: Leg, arrived: tuple[int, ...]) -> None:
    arriving.receive_instead(leg=road.seen(leg), arrived=arrived, who="Paman", witness="Kades", reason="Kantor tutup",
                             at=timezone.now(), by=road.by(), action_id=new_id())  # fmt: skip


def shared_out(road: Road) -> Leg:
    """Of a list of three the Sentra accepts the first; the second is accepted by a family, the third leaves."""
    leg = road.left(road.planned(group=road.group(3)), (1, 2, 3))
    road.accepted(leg, (1,))
    instead(road, leg, (2,))
    road.differs(leg, 3, Outcome.LEFT)
    return leg


def test_each_who_came_stands_with_who_accepted_them(road: Road) -> None:
    leg = shared_out(road)
    assert [ride.accepted_as for ride in road.rides(leg)] == ["office", "other", ""]
    assert cells(counted(road, "legs", ("accepted",), unit="naik")) == {
        ("office",): 1, ("other",): 1, ("differs",): 1,
    }  # fmt: skip
    assert counted(road, "repatriation").total == 1, "who is with a family is home; who is at the Sentra is not"


def test_the_leg_says_how_many_each_of_them_accepted(road: Road) -> None:
    leg = shared_out(road)
    page = words(road.get("leg", leg.pk))
    assert "Diterima: Kantor penerima 1, Penerima pengganti 1" in page
    by = road.by()
    made = paper("bast", leg, people_of(road.rides(leg), {one.pk: "" for one in road.rides(leg)}, {}), by)
    [table] = [block for block in made.blocks if isinstance(block, Table)]
    assert [row[-1] for row in table.rows] == [
        "Tiba: kantor penerima",
        "Tiba: penerima pengganti",
        "Keluar dari rombongan",
    ]


def test_where_one_accepted_all_it_says_no_number_and_where_nobody_came_that(road: Road) -> None:
    leg = road.accepted(road.left(road.planned()))
    assert "Diterima: Kantor penerima<" in words(road.get("leg", leg.pk))
    leg = road.left(road.planned(group=road.group(1)), (1,))
    road.differs(leg, 1, Outcome.LEFT)
    assert "Selesai: tidak ada yang tiba" in words(road.get("leg", leg.pk))


def test_the_absent_office_is_told_whom_another_accepted_though_others_are_on_the_way(road: Road) -> None:
    leg = road.left(road.planned(group=road.group(3)), (1, 2, 3))
    instead(road, leg, (2,))
    assert road.seen(leg).accepted_at is None
    page = words(road.browser("fajar").get("/"))
    assert "Penerima pengganti menerima 1 orang di tempat kantor ini" in page


def test_where_nobody_came_no_office_is_told_that_another_accepted(road: Road) -> None:
    leg = road.left(road.planned(group=road.group(1)), (1,))
    road.differs(leg, 1, Outcome.LEFT)
    assert "Penerima pengganti menerima" not in words(road.browser("fajar").get("/"))


def test_what_was_accepted_before_is_told_by_what_was_done_then(road: Road) -> None:
    leg = shared_out(road)
    Ride.objects.filter(leg=leg, outcome=Outcome.ARRIVED).update(accepted_as="outside")
    with acting_for((KUPANG, SENTRA)), connection.cursor() as cursor:
        cursor.execute(BEFORE.WHO.replace("l.accepted_as", "'outside'"))
    assert [ride.accepted_as for ride in road.rides(leg)] == ["office", "other", ""]


def today(road: Road) -> str:
    page = " ".join(words(road.browser("melati").get("/")).split())
    road.by()
    return page


def test_who_accepts_in_parts_raises_no_search_and_past_the_hour_there_is_no_word(road: Road) -> None:
    to_come = timezone.now() + timedelta(hours=1)
    leg = road.left(road.planned(group=road.group(3), arrives=to_come), (1, 2, 3))
    road.accepted(leg, (1,))
    assert "tidak tiba" not in today(road)
    assert "belum ada kabar sejak" not in today(road)
    with time_machine.travel(to_come + timedelta(minutes=1), tick=False):
        page = today(road)
    assert "2 belum ada kabar" in page
    assert "no. 2, 3 belum ada kabar sejak" in page
    assert "Cari mereka sekarang" not in page


def test_what_a_substitute_said_is_no_news_of_the_missing_and_no_injury(road: Road) -> None:
    leg = road.left(road.planned(group=road.group(3)), (1, 2, 3))
    road.accepted(leg, (1,))
    instead(road, leg, (2,))
    assert "no. 3 belum ada kabar sejak" in today(road)
    assert "Kades" not in today(road)
    assert "no. 2: Paman · Kades · Kantor tutup" in words(road.get("leg", leg.pk))
    text = bast(road, leg)
    assert "Tanpa luka" in text.partition("Luka terlihat")[2][:80]
    assert "Paman" not in text.partition("Luka terlihat")[2]


def bast(road: Road, leg: Leg) -> str:
    rides = road.rides(leg)
    return str(paper("bast", road.seen(leg), people_of(rides, {one.pk: "" for one in rides}, {}), road.by()).plain())


def second(road: Road, leg: Leg) -> str:
    return bast(road, leg).partition("Pihak Kedua, yang menerima")[2].partition("Yang diserahkan")[0]


def test_the_second_party_of_the_record_is_who_took_them(road: Road) -> None:
    leg = road.accepted(road.left(road.planned(group=road.group(2)), (1, 2)), (1,))
    assert road.by("fajar").name in second(road, leg)
    instead(road, leg, (2,))
    told = second(road, leg)
    assert "lihat daftar" in told
    assert "kantor penerima 1 orang, penerima pengganti 1 orang" in told
    assert "no. 2: Paman" in told
    other = road.left(road.planned(group=road.group(1)), (1,))
    instead(road, other, (1,))
    assert "Paman" in second(road, other)
    assert "lihat daftar" not in second(road, other)


def test_what_two_substitutes_said_is_kept(road: Road) -> None:
    leg = road.left(road.planned(group=road.group(2)), (1, 2))
    instead(road, leg, (1,))
    instead(road, leg, (2,))
    page = words(road.get("leg", leg.pk))
    assert "no. 1: Paman · Kades · Kantor tutup; no. 2: Paman" in page
    [told] = {unsealed(leg.pk, road.seen(leg).sealed)["instead_by"]}
    assert told == "Paman"


def test_the_record_of_one_client_names_who_stood_in(road: Road) -> None:
    leg = road.left(road.planned())
    instead(road, leg, (1,))
    [ride] = road.rides(leg)
    assert ride.case_id is not None
    case = Case.objects.get(pk=ride.case_id)
    fields = recorded("handover_person", case, ride)
    assert (fields["second_name"], fields["witness_1"], fields["health"]) == ("Paman", "Kades", "")
