"""Who dies on a leg of a group has a case with that death; no group ends before the body has a receiver."""

from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases.actions import dying as after
from rehsos.cases.dying import death_of, lacking
from rehsos.cases.models import AfterDeath, BelongingsGiven, BodyGiven, Case, DeathPlace
from rehsos.repatriation.actions import groups
from rehsos.repatriation.models import Ended, Group, Journey, Leg, Member, Outcome, Ride

from .conftest import Road, words


def died(road: Road, who: str = "melati", n: int = 3) -> tuple[Group, Leg, Member]:
    """A group on a leg, of whom no. 2 died on the ship."""
    group = road.group(n)
    leg = road.left(road.planned(group=group), tuple(range(1, n + 1)))
    road.differs(leg, 2, Outcome.DIED, who=who, where="Di kapal")
    return group, leg, Member.objects.select_related("journey__case", "group").get(group=group, number=2)


def given(road: Road, case: Case) -> None:
    """Body and belongings have somebody who took them."""
    for kind, code in ((AfterDeath.BODY, BodyGiven.values[0]), (AfterDeath.BELONGINGS, BelongingsGiven.NONE)):
        after.note_after_death(
            death=_death(case), after_death=kind, code=code, at=timezone.now(), who="Kakak", where="",
            words="", by=road.by(), action_id=new_id(),
        )  # fmt: skip


def _death(case: Case) -> Any:
    found = death_of(case)
    assert found is not None
    return found


def end(road: Road, group: Group) -> None:
    groups.end_group(group=Group.objects.get(pk=group.pk), by=road.by(), action_id=new_id())


def test_a_death_told_by_who_brings_them_opens_the_case_with_it(road: Road) -> None:
    _group, leg, member = died(road)
    assert member.journey is not None
    case, ride = member.journey.case, Ride.objects.get(leg=leg, number=2)
    death = _death(case)
    assert (death.place, death.at, ride.case_id, ride.cause) == (DeathPlace.ROAD, ride.ended_at, case.pk, death.pk)
    member.journey.refresh_from_db()
    assert member.journey.ended == Ended.DIED
    assert road.where(case.pk)[1] == "deceased"
    assert len(lacking(case)) == 2


def test_a_death_told_by_the_receiver_goes_with_the_case_opened_later(road: Road) -> None:
    group, leg, member = died(road, who="fajar")
    assert member.journey is None
    shown = words(road.get("group", group.pk))
    assert "Buka kasusnya: kematiannya ikut tercatat" in shown
    case = groups.open_member(member=member, by=road.by(), action_id=new_id())
    assert _death(case).at == Ride.objects.get(leg=leg, number=2).ended_at
    assert "Buka kasusnya: kematiannya ikut tercatat" not in words(road.get("group", group.pk))


def test_who_dies_before_the_leg_leaves_is_on_it_no_more(road: Road) -> None:
    """They had been ticked, and had "died on the ship" that was still to sail; alone aboard, the leg was over."""
    journey = road.journey()
    leg = road.planned(journey)
    road.tick(leg, (1,))
    after.die(journey.case, after.Died(timezone.now()), by=road.by(), cause=new_id())
    assert road.rides(leg) == []
    assert road.seen(leg).accepted_at is None


def test_a_death_goes_with_the_case_that_is_joined(road: Road) -> None:
    case = road.journey().case
    _group, _leg, member = died(road, who="fajar")
    groups.join_member(member=member, case=case, same_meant=True, by=road.by(), action_id=new_id())
    assert _death(case).place == DeathPlace.ROAD
    assert Journey.objects.get(case=case).ended == Ended.DIED


def test_who_died_in_their_case_already_is_joined_with_no_second_death(road: Road) -> None:
    case = road.journey().case
    _group, leg, member = died(road, who="fajar")
    by = road.by()
    told = after.Died(Ride.objects.get(leg=leg, number=2).ended_at or timezone.now())
    after.die(case, told, by=by, cause=new_id())
    groups.join_member(member=member, case=case, same_meant=True, by=road.by(), action_id=new_id())
    assert Ride.objects.get(leg=leg, number=2).case_id == case.pk


def test_a_group_ends_once_the_dead_have_a_case_and_body_and_belongings_a_receiver(road: Road) -> None:
    group, leg, member = died(road, who="fajar")
    road.accepted(leg, (1, 3))
    road.by()
    with pytest.raises(Refused, match=r"No\. 2 meninggal di jalan dan belum punya kasus"):
        end(road, group)
    case = groups.open_member(member=member, by=road.by(), action_id=new_id())
    with pytest.raises(Refused, match="jenazah belum"):
        end(road, group)
    given(road, case)
    end(road, group)
    assert Group.objects.get(pk=group.pk).ended_at is not None


def test_a_death_taken_back_puts_them_on_the_road_again(road: Road) -> None:
    _group, leg, member = died(road)
    assert member.journey is not None
    case = member.journey.case
    by = road.by("citra")
    after.take_back_death(case=case, recorded=_death(case).pk, reason="Salah orang", by=by, action_id=new_id())
    road.by()
    assert Ride.objects.get(leg=leg, number=2).outcome == Outcome.OPEN


def test_the_page_of_the_difference_leads_to_what_follows_and_asks_no_second_time(road: Road) -> None:
    group = road.group(3)
    leg = road.left(road.planned(group=group), (1, 2, 3))
    at = timezone.localtime().strftime("%d-%m-%Y %H.%M")
    page = road.post("difference", leg.pk, number="2", outcome="died", where="Di kapal", at=at)
    assert page.status_code == 302
    case = Ride.objects.get(leg=leg, number=2).case
    assert case is not None
    shown = words(road.get("leg", leg.pk))
    assert f"/kasus/{case.code}/" in shown
    assert f"/kasus/{case.code}/" not in words(road.get("leg", leg.pk, who="fajar"))


def first_page(road: Road, who: str) -> str:
    page = " ".join(words(road.browser(who).get("/")).split())
    road.by()
    return page[page.index("<h2>Sesudah meninggal") :].partition("</section>")[0] if "Sesudah meninggal" in page else ""


def test_both_offices_of_the_leg_read_it_on_their_first_page(road: Road) -> None:
    _group, leg, member = died(road)
    assert member.journey is not None
    for who in ("melati", "citra"):
        told = first_page(road, who)
        assert f"/kasus/{member.journey.case.code}/kematian/payer/" in told, who
        assert "pembayar, " in told
    told = first_page(road, "fajar")
    assert "No. 2 di etape ini meninggal" in told
    assert f"/pulang/etape/{leg.pk}/" in told
    assert member.journey.case.code not in told
    for who in ("dewi", "eka"):
        assert first_page(road, who) == "", who


def test_told_by_the_receiver_the_case_is_opened_from_the_first_page(road: Road) -> None:
    _group, _leg, member = died(road, who="fajar")
    for who in ("melati", "citra"):
        assert f"/pulang/orang/{member.pk}/kasus/" in first_page(road, who)
    groups.open_member(member=member, by=road.by(), action_id=new_id())
    told = first_page(road, "melati")
    assert f"/pulang/orang/{member.pk}/kasus/" not in told
    assert "/kematian/body/" in told
