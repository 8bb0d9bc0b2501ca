"""A leg goes, is accepted, and nobody is lost between two offices."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.cases.models import Clock
from rehsos.directory.models import Office, Posting
from rehsos.repatriation.actions import arriving, legs
from rehsos.repatriation.models import Ended, Journey, Leg, Outcome, Ride
from rehsos.repatriation.sums import sums_of

from .conftest import KUPANG, PROVINCE, SENTRA, Road


def taken_by(road: Road, leg: Leg) -> list[str]:
    """By whom each of them was accepted, in the order of the list."""
    return [str(ride.accepted_as) for ride in road.rides(leg)]


def test_who_left_is_travelling_until_the_receiver_accepts_and_answers_for_them(road: Road) -> None:
    journey = road.journey()
    leg = road.left(road.planned(journey))
    assert road.where(journey.case_id) == (None, "travelling", None)
    done = road.accepted(leg)
    assert (taken_by(road, leg), done.accepted_at is not None) == (["office"], True)
    assert road.where(journey.case_id) == (("office", SENTRA), "office", SENTRA)


def test_an_unaccepted_leg_is_owed_for_a_day_and_then_late(road: Road) -> None:
    road.before = timezone.now() - timedelta(hours=27)
    journey = road.journey()
    leg = road.left(road.planned(journey))
    [clock] = Clock.objects.filter(case=journey.case_id, rule="leg_accept")
    assert clock.due_at == leg.arrives + timedelta(hours=24)
    assert clock.due_at < timezone.now()
    road.accepted(leg)
    assert not Clock.objects.filter(case=journey.case_id, rule="leg_accept", state="running").exists()


def test_only_the_receiver_accepts(road: Road) -> None:
    leg = road.left(road.planned())
    with pytest.raises(NotAllowed, match="kantor tujuan"):
        road.accepted(leg, who="melati")


def test_where_nobody_works_or_heads_the_receiver_who_oversees_it_accepts(road: Road) -> None:
    journey = road.journey()
    leg = road.left(road.planned(journey, receiver=Office.objects.get(pk=PROVINCE)))
    with pytest.raises(NotAllowed, match="kantor tujuan"):
        road.accepted(leg, who="citra")
    road.accepted(leg, who="eka")
    assert taken_by(road, leg) == ["office"]
    assert road.where(journey.case_id) == (("office", PROVINCE), "office", PROVINCE)


def test_where_somebody_works_at_the_receiver_who_oversees_it_does_not(road: Road) -> None:
    leg = road.left(road.planned(receiver=Office.objects.get(pk=PROVINCE)))
    Posting.objects.filter(office=KUPANG, role="kabid").update(office=PROVINCE)
    with pytest.raises(NotAllowed, match="pekerja sosial atau kepala"):
        road.accepted(leg, who="eka")


def test_who_has_nothing_to_do_with_it_does_not_see_it(road: Road) -> None:
    leg = road.left(road.planned())
    road.by("dewi")
    assert not Leg.objects.filter(pk=leg.pk).exists()
    assert not Ride.objects.filter(leg=leg).exists()


def test_the_receiver_sees_it_from_two_days_before_to_a_week_after(road: Road) -> None:
    road.before = timezone.now() + timedelta(hours=60)
    early = road.planned()
    road.before = timezone.now() + timedelta(hours=40)
    soon = road.planned()
    road.by("fajar")
    assert not Leg.objects.filter(pk=early.pk).exists()
    assert Leg.objects.filter(pk=soon.pk).exists()
    assert Ride.objects.filter(leg=soon).count() == 1
    assert not Journey.objects.exists()
    road.by()
    Leg.objects.filter(pk=soon.pk).update(shown_until=timezone.now())
    road.by("fajar")
    assert not Leg.objects.filter(pk=soon.pk).exists()
    assert not Ride.objects.filter(leg=soon).exists()


def test_a_leg_that_arrives_before_it_leaves_is_refused(road: Road) -> None:
    with pytest.raises(Refused, match="Tiba sebelum berangkat"):
        road.planned(arrives=road.before - timedelta(minutes=1))


def test_no_leg_is_without_a_receiver(road: Road) -> None:
    with pytest.raises(Refused, match="tanpa penerima"):
        road.planned(receiver=None)


def test_nobody_is_on_two_legs(road: Road) -> None:
    journey = road.journey()
    road.planned(journey)
    with pytest.raises(Refused, match="belum selesai"):
        road.planned(journey)


def test_the_next_leg_begins_where_the_last_was_accepted(road: Road) -> None:
    journey = road.journey()
    road.accepted(road.left(road.planned(journey)))
    road.before = timezone.now() - timedelta(hours=2)
    with pytest.raises(Refused, match="berlaku sejak"):
        road.left(road.planned(road.ready(journey), receiver=None, who="Kakak"))


def test_boarded_is_arrived_and_named_differences_or_the_leg_stays_open(road: Road) -> None:
    leg = road.planned(group=road.group(5))
    road.left(leg, (1, 2, 3, 4))
    road.accepted(leg, (1, 2))
    told = sums_of(road.rides(leg))
    assert (told.aboard, told.arrived, told.missing, told.not_aboard) == (4, 2, 2, 1)
    assert road.seen(leg).accepted_at is None
    road.differs(leg, 3, Outcome.ILL)
    road.differs(leg, 4, Outcome.LEFT)
    told = sums_of(road.rides(leg))
    assert told.aboard == told.arrived + sum(told.differences.values())
    assert road.seen(leg).accepted_at is not None


def test_who_did_not_board_has_an_end_too(road: Road) -> None:
    leg = road.left(road.planned(group=road.group(3)), (1, 3))
    assert [ride.outcome for ride in road.rides(leg)] == ["", "not_aboard", ""]


def test_a_leg_with_nobody_aboard_does_not_leave(road: Road) -> None:
    with pytest.raises(Refused, match="Belum ada yang tercatat naik"):
        road.left(road.planned(), ())


def test_ticks_sent_twice_are_the_same(road: Road) -> None:
    leg, once = road.planned(group=road.group(4)), new_id()
    assert road.tick(leg, (1, 2), action_id=once) == 2
    road.tick(leg, (1, 2), action_id=once)
    assert [ride.aboard for ride in road.rides(leg)] == [True, True, False, False]
    road.tick(leg, (2, 4))
    assert [ride.aboard for ride in road.rides(leg)] == [False, True, False, True]


def test_a_number_that_is_not_on_the_list_is_told(road: Road) -> None:
    with pytest.raises(Conflict, match="berubah"):
        road.tick(road.planned(group=road.group(2)), (1, 9))


def test_a_substitute_needs_a_witness_and_the_family_answers_from_then_on(road: Road) -> None:
    journey = road.journey()
    leg = road.left(road.planned(journey))
    given = {"leg": road.seen(leg), "arrived": (1,), "who": "Kakak", "reason": "Dinas tidak datang",
             "at": timezone.now(), "by": road.by()}  # fmt: skip
    with pytest.raises(Refused, match="tidak ada bukti"):
        arriving.receive_instead(**given, witness=" ", action_id=new_id())
    arriving.receive_instead(**given, witness="Kepala desa", action_id=new_id())
    assert taken_by(road, leg) == ["other"]
    assert road.where(journey.case_id) == (("family", None), "family", None)
    assert Journey.objects.get(pk=journey.pk).home_at is not None


def test_a_death_on_the_road_ends_the_journey_with_its_difference(road: Road) -> None:
    journey = road.journey()
    leg = road.left(road.planned(journey))
    road.differs(leg, 1, Outcome.DIED, where="RSUD Contoh")
    assert Journey.objects.get(pk=journey.pk).ended == Ended.DIED
    assert sums_of(road.rides(leg)).differences == {"died": 1}
    assert not Clock.objects.filter(case=journey.case_id, rule="leg_accept", state="running").exists()


def test_a_leg_that_left_is_not_cancelled(road: Road) -> None:
    leg = road.left(road.planned())
    with pytest.raises(Refused, match="sudah berangkat"):
        legs.cancel_leg(leg=road.seen(leg), reason="Ombak", by=road.by(), action_id=new_id())


def test_a_cancelled_leg_lets_its_people_go_on_another(road: Road) -> None:
    journey = road.journey()
    leg = road.planned(journey)
    legs.cancel_leg(leg=road.seen(leg), reason="Ombak", by=road.by(), action_id=new_id())
    assert road.rides(leg) == []
    assert road.planned(journey).sender_id == KUPANG
