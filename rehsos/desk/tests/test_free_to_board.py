"""The next leg of a group carries who is free where it starts: not the dead, the missing, residents, who has gone."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases.models import DeathPlace
from rehsos.directory.models import Office
from rehsos.placement.actions import bringing
from rehsos.placement.actions.dying import record_waiting_died
from rehsos.placement.actions.rolling import hold_roll
from rehsos.placement.models import StayKind
from rehsos.referral import guests
from rehsos.referral.actions import guesting
from rehsos.referral.models import LeftTo
from rehsos.referral.models_guest import Guest, Went
from rehsos.repatriation.actions import groups, legs
from rehsos.repatriation.models import Group, Leg, Member, Ride
from rehsos.repatriation.tests.conftest import PROVINCE, SENTRA, Road, words

pytestmark = pytest.mark.django_db
DEAD, MISSING, IN_BED, GONE, WAITS = 1, 2, 3, 4, 5


@pytest.fixture
def road(people: Any) -> Road:
    return Road(people)


def arrived(road: Road) -> Group:
    """Five of a list, in no case, wait at the Sentra."""
    group = road.group(5)
    road.accepted(road.left(road.planned(group=group), (1, 2, 3, 4, 5)), (1, 2, 3, 4, 5))
    return group


def guest(road: Road, number: int, who: str = "fajar") -> Guest:
    road.by(who)
    came = Ride.objects.filter(number=number, outcome="arrived").order_by("-leg__number").first()
    assert came is not None
    return Guest.objects.get(pk=came.pk)


def taken(road: Road, number: int, who: str = "fajar") -> Any:
    told: dict[str, Any] = {"stay_kind": StayKind.LONG, "health": "", "bed": None, "at": timezone.now()}
    return bringing.admit_waiting(arrival=guest(road, number).pk, **told, by=road.by(who), action_id=new_id())


def died(road: Road, number: int) -> None:
    told: dict[str, Any] = {"death_place": DeathPlace.HOUSE, "found_by": "", "police_told": None}
    record_waiting_died(arrival=guest(road, number).pk, at=timezone.now(), **told, by=road.by("fajar"),
                        action_id=new_id())  # fmt: skip


def gone(road: Road, number: int) -> None:
    guesting.tell_guests_left(
        gone=(guest(road, number).pk,), to=LeftTo.FAMILY, at=timezone.now(), by=road.by("fajar"), action_id=new_id()
    )


def missing(road: Road, number: int) -> None:
    hold_roll(seen=(), hall=True, gone=(guest(road, number).pk,), hurt=False, at=timezone.now(),
              by=road.by("fajar"), action_id=new_id())  # fmt: skip


HAPPENS = {DEAD: died, MISSING: missing, IN_BED: taken, GONE: gone}
SAID = {DEAD: "meninggal di", MISSING: "tidak diketahui di mana", IN_BED: "menerimanya di kamar", GONE: "sudah pergi"}


def onward(road: Road, group: Group, start: int = SENTRA) -> Leg:
    offices = Office.objects.in_bulk([start, PROVINCE])
    now = timezone.now()
    ends: dict[str, Any] = {"sender": offices[start], "receiver": offices[PROVINCE]}
    return road.planned(group=group, **ends, departs=now, arrives=now + timedelta(hours=1))


def leave(road: Road, leg: Leg, who: str = "melati") -> None:
    legs.depart(leg=road.seen(leg, who), at=timezone.now(), by=road.by(who), action_id=new_id())


def test_the_next_leg_lists_who_waits_where_it_starts_and_says_of_the_others_why(road: Road) -> None:
    group = arrived(road)
    for number, happens in HAPPENS.items():
        happens(road, number)
    page = words(road.get("group_plan", group.pk))
    assert "Tidak ikut: no. 1 meninggal di" in page
    assert all(told in page for told in SAID.values())
    leg = onward(road, group)
    assert [ride.number for ride in road.rides(leg)] == [WAITS]


@pytest.mark.parametrize("number", HAPPENS)
def test_who_was_listed_before_is_refused_when_ticked_and_when_it_leaves(road: Road, number: int) -> None:
    group = arrived(road)
    leg = onward(road, group)
    road.tick(leg, (number, WAITS), "fajar")
    HAPPENS[number](road, number)
    with pytest.raises(Refused, match=f"no. {number} .*{SAID[number]}"):
        leave(road, leg)
    with pytest.raises(Refused, match=SAID[number]):
        road.tick(leg, (number, WAITS))
    page = words(road.get("tick", leg.pk, who="fajar"))
    assert f"Tidak dapat ikut: no. {number}" in page
    road.tick(leg, (WAITS,))
    page = words(road.get("tick", leg.pk, who="fajar"))
    assert f'value="{number}"' not in page
    leave(road, leg)
    assert guest(road, WAITS).went == Went.ONWARD


def test_who_waits_elsewhere_is_not_listed_and_where_nobody_waits_nothing_leaves(road: Road) -> None:
    group = arrived(road)
    with pytest.raises(Refused, match="menunggu di Sentra Efata"):
        onward(road, group, start=road.by().office)


def test_who_came_later_left_no_earlier(road: Road) -> None:
    group = arrived(road)
    leg = onward(road, group)
    road.tick(leg, (WAITS,))
    road.by("fajar")
    with pytest.raises(Refused, match="Lebih awal daripada tibanya"):
        legs.depart(leg=road.seen(leg), at=timezone.now() - timedelta(hours=2), by=road.by(), action_id=new_id())


def rode_all_the_same(road: Road, number: int) -> Leg:
    """As an older release let it be: on board and in a house at once."""
    group = arrived(road)
    leg = onward(road, group)
    road.tick(leg, (number, WAITS))
    leave(road, leg)
    road.by("fajar")
    thing = Ride.objects.values_list("member_id", flat=True).get(leg=leg, number=number)
    Guest.objects.filter(thing__in=[thing]).update(went=Went.HERE, went_at=None)
    HAPPENS[number](road, number)
    return leg


@pytest.mark.parametrize("number", HAPPENS)
def test_at_the_other_end_who_never_left_is_not_accepted(road: Road, number: int) -> None:
    leg = rode_all_the_same(road, number)
    with pytest.raises(Refused, match="Tidak dapat diterima di sini: no"):
        road.accepted(leg, (number, WAITS), "eka")
    road.accepted(leg, (WAITS,), "eka")


def test_who_another_house_took_in_is_not_taken_in_twice(road: Road) -> None:
    leg = rode_all_the_same(road, IN_BED)
    road.accepted(leg, (WAITS,), "eka")
    there = guest(road, WAITS, "eka")
    road.by("fajar")
    Guest.objects.filter(thing=there.thing).exclude(pk=there.pk).update(went=Went.HERE, went_at=None)
    road.by("fajar")
    first = Guest.objects.filter(thing=there.thing, office=SENTRA).get()
    told: dict[str, Any] = {"stay_kind": StayKind.LONG, "health": "", "bed": None, "at": timezone.now()}
    bringing.admit_waiting(arrival=first.pk, **told, by=road.by("fajar"), action_id=new_id())
    with pytest.raises(Refused, match="sudah diterima di kamar di Sentra Efata"):
        bringing._insist_nowhere_else(guest(road, WAITS, "eka"))


def test_the_group_reads_by_number_what_became_of_each_and_opens_no_case_of_them(road: Road) -> None:
    group = arrived(road)
    for number, happens in HAPPENS.items():
        happens(road, number)
    page = words(road.get("group", group.pk))
    assert all(told in page for told in SAID.values())
    members = {one.number: one for one in Member.objects.filter(group=group)}
    assert reverse("repatriation:member_open", args=[members[WAITS].pk]) in page
    assert not any(reverse("repatriation:member_open", args=[members[one].pk]) in page for one in HAPPENS)
    for who in ("dewi", "fajar"):
        assert road.get("group", group.pk, who=who).status_code == 404


def test_a_stale_form_of_the_pier_says_why(road: Road) -> None:
    group = arrived(road)
    leg = onward(road, group)
    taken(road, IN_BED)
    way = reverse("repatriation:tick", args=[leg.pk])
    page = save(road.browser("fajar"), way, {"aboard": [str(IN_BED), str(WAITS)], "shown": ""})
    assert page.status_code == 422
    assert "menerimanya di kamar" in words(page)
    assert guests.waiting(road.by("fajar").office).count() == 4


def test_the_dead_are_said_to_be_dead_where_a_case_is_to_be_opened(road: Road) -> None:
    group = arrived(road)
    died(road, DEAD)
    road.by()
    member = Member.objects.select_related("group").get(group=group.pk, number=DEAD)
    with pytest.raises(Refused, match="meninggal di"):
        groups.open_member(member=member, by=road.by(), action_id=new_id())


def today(road: Road, who: str) -> str:
    return words(road.browser(who).get(reverse("desk:today")))


def test_whose_list_it_is_reads_on_the_first_page_who_died_at_the_house(road: Road) -> None:
    group = arrived(road)
    died(road, DEAD)
    page = today(road, "melati")
    assert "No. 1 di rombongan ini meninggal di Sentra Efata" in page
    assert reverse("repatriation:group", args=[group.pk]) in page
    for who in ("dewi", "fajar", "eka"):
        assert "di rombongan ini meninggal" not in today(road, who)
