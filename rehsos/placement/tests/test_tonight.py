"""Who is in tonight, in a house and in numbers: sums add up, hidden houses stand in none."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from conftest import keeps
from rehsos.access.actions import operator
from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.cases.actions.protecting import protect
from rehsos.cases.models import Clock
from rehsos.cases.tests.test_open_case import opened
from rehsos.cases.tests.two_offices import tell, worked_elsewhere
from rehsos.directory.actions.hiding import hide_place
from rehsos.directory.models import Office, Worker
from rehsos.placement import tonight
from rehsos.placement.actions import admitting
from rehsos.placement.models import AbsenceKind, Bed, BroughtBy, Room, StayKind
from rehsos.placement.tonight import Numbers, board, numbers, total
from rehsos.referral.actions import record_arrival

from .conftest import KUPANG, SENTRA, Inn

NATION, TTS = 1, 4


def told(inn: Inn, who: str, province: str = "") -> dict[int, Numbers]:
    """What the database tells that person, by office."""
    inn.people.actor(who)
    found = {row.office: row for row in numbers(province)}
    inn.people.actor("melati")
    return found


def here(inn: Inn) -> dict[str, int]:
    return board(inn.people.actor("melati")).counted()


def adds_up(counted: dict[str, int]) -> bool:
    beds = counted["taken"] + counted["promised"] + counted["free"] == counted["beds"]
    return beds and counted["in_bed"] + counted["no_bed"] == counted["heads"]


def test_an_empty_house_has_all_its_beds_free(inn: Inn) -> None:
    assert here(inn) == {"beds": 2, "free": 2, "taken": 0, "promised": 0, "heads": 0, "in_bed": 0, "no_bed": 0,
                         "over": 0, "missing": 0, "away": 0, "no_place": 0, "waiting": 0}  # fmt: skip


def test_in_a_bed_without_one_away_and_missing_add_up_here_and_in_the_province(inn: Inn) -> None:
    inn.taken()
    gone, leave = inn.taken(called="Teratai", bed=inn.two), inn.taken(called="Seroja", bed=None)
    inn.away(gone, AbsenceKind.MISSING)
    inn.away(leave, AbsenceKind.HOSPITAL)
    mine, theirs = here(inn), total([told(inn, "eka")[KUPANG]])
    assert mine == theirs
    assert adds_up(mine)
    assert (mine["heads"], mine["free"], mine["no_bed"], mine["missing"], mine["away"]) == (3, 0, 1, 1, 1)


def test_a_closed_bed_and_a_closed_room_are_no_beds(inn: Inn) -> None:
    Bed.objects.filter(pk=inn.one.pk).update(closed_at=timezone.now())
    assert here(inn)["beds"] == told(inn, "eka")[KUPANG].beds == 1
    Room.objects.update(closed_at=timezone.now())
    assert here(inn)["beds"] == told(inn, "eka")[KUPANG].beds == 0


def test_who_is_over_the_limit_is_said_here_and_above(inn: Inn) -> None:
    stay = inn.taken()
    assert here(inn)["over"] == 0
    Clock.objects.filter(case=stay.case_id, rule="stay_limit_shelter").update(
        due_at=timezone.now() - timedelta(hours=1)
    )
    assert here(inn)["over"] == told(inn, "eka")[KUPANG].over == 1


def test_a_night_in_the_office_is_said_apart(inn: Inn) -> None:
    inn.taken(stay_kind=StayKind.OFFICE_FLOOR, bed=None)
    assert here(inn)["no_place"] == told(inn, "eka")[KUPANG].no_place == 1


def test_who_came_by_a_hand_over_and_was_not_taken_in_is_here_without_a_bed(inn: Inn) -> None:
    it, by = inn.handed_over(), inn.people.actor("fajar")
    record_arrival(referral=it, at=timezone.now(), by=by, action_id=new_id())
    seen = board(by)
    assert [one.pk for one, _since in seen.arrived] == [it.pk]
    told = seen.counted()
    assert (told["heads"], told["no_bed"], told["waiting"]) == (1, 1, 1)
    set_scope((NATION,), None)
    above = total([row for row in numbers() if row.office == SENTRA])
    assert (above["heads"], above["waiting"]) == (1, 1)


def test_a_client_told_to_be_here_is_in_the_house_once(inn: Inn) -> None:
    case = opened(inn.people.actor("melati"))
    tell(
        case,
        inn.by,
        timezone.now() - timedelta(hours=1),
        whereabouts="office",
        whereabouts_office=Office.objects.get(pk=KUPANG),
    )
    assert here(inn)["heads"] == told(inn, "eka")[KUPANG].heads == 1
    inn.admitted(case)
    assert here(inn)["heads"] == told(inn, "eka")[KUPANG].heads == 1


def test_another_kabupaten_is_told_of_beds_and_nothing_of_people(inn: Inn) -> None:
    inn.taken(bed=None)
    inn.taken(called="Teratai")
    row = told(inn, "dewi")[KUPANG]
    assert (row.beds, row.taken, row.free) == (2, 1, 1)
    assert (row.within, row.heads, row.over, row.missing) == (False, 0, 0, 0)


def test_another_province_is_told_nothing_and_the_nation_everything(inn: Inn) -> None:
    assert KUPANG not in told(inn, "jaya")
    assert KUPANG in told(inn, "gita")
    assert KUPANG not in told(inn, "gita", "52")


def test_nobody_at_work_is_told_nothing(inn: Inn) -> None:
    set_scope((), None)
    assert numbers() == []


def test_a_hidden_house_stands_in_no_row_and_in_no_sum(inn: Inn) -> None:
    before = told(inn, "gita")
    assert SENTRA in before
    office = Office.objects.get(pk=SENTRA)
    by = operator(office)
    set_scope(by.offices, by.worker)
    hide_place(office=office, by=by, action_id=new_id())
    after = told(inn, "gita")
    assert set(before) - set(after) == {SENTRA}
    assert [one.pk for one in tonight.hidden_houses(inn.people.actor("eka"), "53")] == [SENTRA]
    assert SENTRA not in told(inn, "fajar")


def test_who_is_behind_a_wall_has_a_bed_and_is_no_head(inn: Inn) -> None:
    stay = inn.taken()
    by = inn.people.actor("citra")
    melati = Worker.objects.get(name="Melati Contoh")
    protect(case=inn.seen(stay, "citra").case, first=melati, second=None, words="LPSK", by=by, action_id=new_id())
    mine = board(inn.people.actor("bima"))
    assert mine.stays == []
    assert (mine.counted()["taken"], mine.counted()["heads"]) == (1, 0)
    assert (told(inn, "eka")[KUPANG].taken, told(inn, "eka")[KUPANG].heads) == (1, 0)
    assert board(inn.people.actor("melati")).counted()["heads"] == 1


def test_a_stay_that_another_office_contests_is_counted_nowhere_twice(inn: Inn) -> None:
    """Somebody is taken in at two houses: who holds them counts them."""
    stay = inn.taken()
    by = replace(inn.people.actor("hadi"), office=TTS, offices=(TTS,), place="53.02")
    set_scope(by.offices, by.worker)
    admitting.admit_client(
        case=worked_elsewhere(stay.case, by), stay_kind=StayKind.SHELTER, brought_by=BroughtBy.UNKNOWN, health="",
        bed=None, at=timezone.now(), by=by, action_id=new_id(),
    )  # fmt: skip
    rows = told(inn, "eka")
    assert sum(row.heads for row in rows.values()) == 1


def test_a_house_that_takes_girls_says_so_of_its_free_beds(inn: Inn) -> None:
    Room.objects.update(sexes="P")
    row = told(inn, "eka")[KUPANG]
    assert (row.free_female, row.free_male, row.free_any) == (2, 0, 0)


@pytest.mark.parametrize("who", ["melati", "citra"])
def test_the_board_asks_few_statements(inn: Inn, who: str, django_assert_max_num_queries: Any) -> None:
    keeps()
    for name in ("Teratai", "Seroja", "Anggrek"):
        inn.taken(called=name, bed=None)
    by = inn.people.actor(who)
    with django_assert_max_num_queries(6):
        board(by)
