"""A leg that was recorded by mistake is put right: the timeline keeps both, and the house's places go back."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.withdrawing import withdrawn_in
from rehsos.cases.models import Case, Clock
from rehsos.directory.models import Office
from rehsos.repatriation.actions import taking_back
from rehsos.repatriation.actions.groups import open_member
from rehsos.repatriation.models import Leg, Outcome

from .conftest import PROVINCE, SENTRA, Road, words


class Undo:
    """What is taken back, and by whom."""

    def __init__(self, road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
        self.road, self.patch = road, monkeypatch

    def left(self, leg: Leg, who: str = "melati", reason: str = "") -> Leg:
        return self._done(taking_back.take_back_departure, leg, who, reason)

    def came(self, leg: Leg, who: str = "fajar", reason: str = "") -> Leg:
        return self._done(taking_back.take_back_acceptance, leg, who, reason)

    def _done(self, action: Any, leg: Leg, who: str, reason: str) -> Leg:
        action(leg=self.road.seen(leg, who), reason=reason, by=self.road.by(who), action_id=new_id())
        return self.road.seen(leg)

    def off(self, leg: Leg, number: int, who: str = "melati") -> None:
        taking_back.take_off_leg(leg=self.road.seen(leg, who), number=number, by=self.road.by(who), action_id=new_id())
        self.road.by()

    def next_day(self) -> None:
        later = timezone.localtime() + timedelta(days=1)
        self.patch.setattr("rehsos.repatriation.taken_back.timezone.localtime", lambda: later)


@pytest.fixture
def undo(road: Road, monkeypatch: pytest.MonkeyPatch) -> Undo:
    return Undo(road, monkeypatch)


def _said(case: Case) -> list[str]:
    names = Action.objects.filter(dossier=case.pk, room="repatriation").order_by("recorded_at")
    return list(names.values_list("name", flat=True))


def test_who_did_not_leave_is_where_they_were_and_nobody_waits_for_them(road: Road, undo: Undo) -> None:
    journey = road.journey()
    before = road.planned(journey)
    leg = road.left(before)
    assert road.where(journey.case_id) == (None, "travelling", None)
    leg = undo.left(leg)
    assert leg.departed_at is None
    assert not Clock.objects.filter(case=journey.case_id, rule="leg_accept", state="running").exists()
    assert _said(journey.case)[-2:] == ["left_told", "departure_taken_back"]
    told = Action.objects.get(dossier=journey.case_id, name="left_told")
    assert str(told.pk) in withdrawn_in(journey.case)
    with pytest.raises(Case.DoesNotExist.__mro__[1]):
        road.where(journey.case_id)  # nowhere was told before
    assert road.left(leg).departed_at is not None
    assert road.where(journey.case_id) == (None, "travelling", None)


def test_who_was_not_aboard_waits_again(road: Road, undo: Undo) -> None:
    leg = undo.left(road.left(road.planned(group=road.group(3)), (1, 3)))
    assert [(ride.aboard, ride.outcome) for ride in road.rides(leg)] == [(True, ""), (False, ""), (True, "")]


def test_who_did_not_come_is_on_the_road_and_is_accepted_later(road: Road, undo: Undo) -> None:
    journey = road.journey()
    leg = road.accepted(road.left(road.planned(journey)))
    assert road.where(journey.case_id) == (("office", SENTRA), "office", SENTRA)
    leg = undo.came(leg)
    assert (leg.accepted_at, leg.arrived_at) == (None, None)
    assert road.where(journey.case_id) == (None, "travelling", None)
    assert Clock.objects.filter(case=journey.case_id, rule="leg_accept", state="running").exists()
    assert _said(journey.case)[-2:] == ["arrival_accepted", "acceptance_taken_back"]
    road.accepted(leg)
    assert road.where(journey.case_id) == (("office", SENTRA), "office", SENTRA)
    assert not Clock.objects.filter(case=journey.case_id, rule="leg_accept", state="running").exists()


def test_of_a_group_who_was_told_of_stays_told_and_the_others_wait(road: Road, undo: Undo) -> None:
    leg = road.left(road.planned(group=road.group(3)), (1, 2, 3))
    road.differs(leg, 3, Outcome.ILL)
    leg = undo.came(road.accepted(leg, (1, 2)))
    assert leg.accepted_at is None
    assert [ride.outcome for ride in road.rides(leg)] == ["", "", "ill"]


def test_what_the_family_accepted_by_mistake_is_no_homecoming(road: Road, undo: Undo) -> None:
    journey = road.ready(road.journey())
    leg = road.left(road.planned(journey, receiver=None, who="Kakak"))
    leg = road.accepted(leg, who="melati")
    undo.came(leg, who="melati")
    journey.refresh_from_db()
    assert journey.home_at is None
    assert not Clock.objects.filter(case=journey.case_id, rule__startswith="return_", state="running").exists()


def test_once_the_next_leg_left_it_is_refused_with_words(road: Road, undo: Undo) -> None:
    group = road.group(2)
    first = road.accepted(road.left(road.planned(group=group), (1, 2)), (1, 2))
    road.before = timezone.now() - timedelta(minutes=1)
    offices = Office.objects.in_bulk([SENTRA, PROVINCE])
    road.left(road.planned(group=group, sender=offices[SENTRA], receiver=offices[PROVINCE]), (1, 2))
    with pytest.raises(Refused, match="etape berikutnya"):
        undo.came(first)


def test_a_departure_stands_once_somebody_came(road: Road, undo: Undo) -> None:
    leg = road.left(road.planned(group=road.group(2)), (1, 2))
    road.accepted(leg, (1,))
    with pytest.raises(Refused, match="Tarik dulu penerimaannya"):
        undo.left(leg)


def test_that_day_who_recorded_it_and_later_the_head_with_a_reason(road: Road, undo: Undo) -> None:
    leg = road.left(road.planned())
    for who in ("bima", "fajar"):
        with pytest.raises(NotAllowed):
            undo.left(leg, who)
    undo.next_day()
    with pytest.raises(NotAllowed):
        undo.left(leg)
    with pytest.raises(Refused, match="Tulis apa yang salah"):
        undo.left(leg, "citra")
    assert undo.left(leg, "citra", "Bus lain yang berangkat").departed_at is None


def test_twice_is_told(road: Road, undo: Undo) -> None:
    leg = undo.left(road.left(road.planned()))
    with pytest.raises(Refused, match="belum tercatat berangkat"):
        undo.left(leg)


def test_who_does_not_go_is_taken_off_and_rides_the_next(road: Road, undo: Undo) -> None:
    group = road.group(3)
    leg = road.planned(group=group)
    undo.off(leg, 2)
    assert [ride.number for ride in road.rides(leg)] == [1, 3]
    with pytest.raises(Conflict):
        undo.off(leg, 2)
    for who in ("dewi", "fajar"):
        with pytest.raises((NotAllowed, Leg.DoesNotExist)):
            undo.off(leg, 1, who)
    undo.off(leg, 1)
    with pytest.raises(Refused, match="Batalkan etapenya"):
        undo.off(leg, 3)


def test_nobody_is_taken_off_a_leg_that_left(road: Road, undo: Undo) -> None:
    leg = road.left(road.planned(group=road.group(2)), (1, 2))
    with pytest.raises(Conflict, match="Tidak semua tiba"):
        undo.off(leg, 1)


def test_the_pages_offer_it_to_whose_it_is(road: Road) -> None:
    leg = road.planned(group=road.group(2))
    assert "Tidak ikut" in words(road.get("leg", leg.pk))
    assert road.post("off", leg.pk, number="2").status_code == 302
    leg = road.left(leg)
    assert "Salah catat: belum berangkat" in words(road.get("leg", leg.pk))
    assert "Salah catat" not in words(road.get("leg", leg.pk, who="bima"))
    assert "Salah catat" not in words(road.get("leg", leg.pk, who="fajar"))
    road.accepted(leg)
    assert "Salah catat: belum diterima" in words(road.get("leg", leg.pk, who="fajar"))
    assert road.get("not_come", leg.pk, who="dewi").status_code == 404
    assert road.get("not_come", leg.pk, who="bima").status_code == 403
    assert road.post("not_come", leg.pk, who="fajar", reason="").status_code == 302
    assert road.post("not_left", leg.pk, reason="Salah bus").status_code == 302
    assert "Salah bus" in words(road.get("leg", leg.pk))


def test_who_had_no_case_when_they_came_is_told_to_travel_once_that_is_taken_back(road: Road, undo: Undo) -> None:
    group = road.group(2)
    leg = road.accepted(road.left(road.planned(group=group), (1, 2)), (1, 2))
    case = open_member(member=group.members.get(number=2), by=road.by(), action_id=new_id())
    undo.came(leg)
    assert road.where(case.pk) == (None, "travelling", None)
    assert Clock.objects.get(case=case, rule="leg_accept").state == "running"
    assert road.accepted(leg, (1, 2)).accepted_at is not None
    assert road.where(case.pk) == (("office", SENTRA), "office", SENTRA)
