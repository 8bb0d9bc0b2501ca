"""A bed promised until an hour: nobody else gets it before, and it is free by itself after."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.directory.models import Office
from rehsos.placement.actions import houses, promising
from rehsos.placement.actions.admitting import admit_referred
from rehsos.placement.models import Bed, Lying, Sexes, StayKind, Use
from rehsos.placement.stays import bed_of
from rehsos.placement.tonight import board
from rehsos.referral.models import Referral

from .conftest import SENTRA, Inn


@pytest.fixture
def beds(inn: Inn) -> list[Bed]:
    """Two at the Sentra, made by its worker, for it has no head."""
    by = inn.people.actor("fajar")
    houses.add_room(office=Office.objects.get(pk=SENTRA), name="Melur", sexes=Sexes.ALL, use=Use.GENERAL,
                    step_free=False, beds="2", by=by, action_id=new_id())  # fmt: skip
    return list(Bed.objects.filter(room__office=SENTRA).order_by("pk"))


def promised(inn: Inn, it: Referral, bed: Bed, hours: float = 6, who: str = "fajar") -> Lying:
    by = inn.people.actor(who)
    return promising.promise_bed(
        referral=it, bed=bed, until=timezone.now() + timedelta(hours=hours), by=by, action_id=new_id()
    )


def counted(inn: Inn) -> tuple[int, int]:
    found = board(inn.people.actor("fajar")).counted()
    return found["promised"], found["free"]


def test_a_promised_bed_is_nobodys_and_not_free_until_its_hour(inn: Inn, beds: list[Bed]) -> None:
    promised(inn, inn.handed_over(), beds[0])
    assert counted(inn) == (1, 1)
    with time_machine.travel(timezone.now() + timedelta(hours=7)):
        assert counted(inn) == (0, 2)


def test_who_is_in_it_or_promised_it_keeps_it(inn: Inn, beds: list[Bed]) -> None:
    promised(inn, inn.handed_over(), beds[0])
    with pytest.raises(Conflict, match="dipesan sampai"):
        promised(inn, inn.handed_over(), beds[0])
    with pytest.raises(Conflict, match="dipesan sampai"):
        inn.taken(who="fajar", bed=beds[0])
    inn.taken(who="fajar", bed=beds[1], called="Seroja")
    with pytest.raises(Conflict, match="baru saja terisi"):
        promised(inn, inn.handed_over(), beds[1])


def test_the_database_itself_lets_no_promise_into_a_bed_that_is_somebodys(inn: Inn, beds: list[Bed]) -> None:
    made = promised(inn, inn.handed_over(), beds[0])
    with pytest.raises(IntegrityError, match="lying_one_in_a_bed"), transaction.atomic():
        Lying.objects.create(id=new_id(), bed=beds[0], office_id=SENTRA, referral=made.referral, cause=new_id(),
                             since=made.since + timedelta(hours=1), until=made.since + timedelta(hours=2))  # fmt: skip


def test_who_comes_by_the_hand_over_lies_in_the_bed_that_was_kept(inn: Inn, beds: list[Bed]) -> None:
    it = inn.handed_over()
    promised(inn, it, beds[0])
    by = inn.people.actor("fajar")
    stay = admit_referred(
        referral=it, stay_kind=StayKind.SHELTER, health="", bed=beds[0], at=timezone.now(), by=by,
        action_id=new_id(),
    )  # fmt: skip
    assert (lying := bed_of(stay)) is not None
    assert lying.bed == beds[0]
    assert counted(inn) == (0, 1)


def test_a_promise_is_taken_back_and_another_may_have_the_bed(inn: Inn, beds: list[Bed]) -> None:
    made = promised(inn, inn.handed_over(), beds[0])
    by = inn.people.actor("fajar")
    promising.end_promise(lying=made, by=by, action_id=new_id())
    with pytest.raises(Conflict, match="sudah berakhir"):
        promising.end_promise(lying=made, by=by, action_id=new_id())
    promised(inn, inn.handed_over(), beds[0])


def test_one_request_holds_one_bed(inn: Inn, beds: list[Bed]) -> None:
    it = inn.handed_over()
    promised(inn, it, beds[0])
    with pytest.raises(Conflict, match="sudah dipesan Melur, 1"):
        promised(inn, it, beds[1])


@pytest.mark.parametrize("hours", [-1, 0, 24 * 8])
def test_a_promise_ends_after_now_and_within_a_week(inn: Inn, beds: list[Bed], hours: int) -> None:
    with pytest.raises(Refused, match="tujuh hari"):
        promised(inn, inn.handed_over(), beds[0], hours)


def test_the_house_alone_promises_its_beds(inn: Inn, beds: list[Bed]) -> None:
    it = inn.handed_over()
    with pytest.raises(NotAllowed):
        promised(inn, it, beds[0], who="melati")


def test_a_bed_that_is_somebodys_or_promised_is_not_closed_and_it_is_said_whose(inn: Inn, beds: list[Bed]) -> None:
    it = inn.handed_over()
    promised(inn, it, beds[0])
    stay = inn.taken(who="fajar", bed=beds[1])
    by = inn.people.actor("fajar")
    with pytest.raises(Refused, match=str(it)):
        houses.close_bed(bed=beds[0], by=by, action_id=new_id())
    with pytest.raises(Refused, match=stay.case.code):
        houses.close_bed(bed=beds[1], by=by, action_id=new_id())
    with pytest.raises(Refused, match=r"dipesan|ditempati"):
        houses.close_room(room=beds[0].room, by=by, action_id=new_id())
    assert not Bed.objects.filter(room__office=SENTRA, closed_at__isnull=False).exists()


def test_a_bed_withdrawn_while_promised_stays_promised(inn: Inn, beds: list[Bed], people: Any) -> None:
    """Bad input of the issue: the head closes it, the sender relies on it. The refusal says what to do first."""
    made = promised(inn, inn.handed_over(), beds[0])
    with pytest.raises(Refused, match="Batalkan dulu pesanannya"):
        houses.close_bed(bed=beds[0], by=people.actor("fajar"), action_id=new_id())
    promising.end_promise(lying=made, by=people.actor("fajar"), action_id=new_id())
    houses.close_bed(bed=beds[0], by=people.actor("fajar"), action_id=new_id())


def test_a_bed_of_another_house_is_refused_in_words(inn: Inn) -> None:
    """No page offers it; who asks for it by its number is told, and does not stumble over what they do not see."""
    with pytest.raises(Refused, match="milik lembaga lain"):
        promised(inn, inn.handed_over(), inn.one)
    with pytest.raises(Refused, match="milik lembaga lain"):
        inn.taken(who="fajar", bed=inn.one)
