"""Who stays in a house is not taken out of it by a tick elsewhere; who joins a case is looked at first."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save, unlock
from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.audit.answers import Refused
from rehsos.cases.actions.placing import settle_clash
from rehsos.cases.models import Clash, Custody, Whereabouts
from rehsos.directory.models import Office
from rehsos.people.models import Sex
from rehsos.placement.actions import admitting
from rehsos.placement.models import AbsenceKind, Stay, StayKind
from rehsos.placement.tests.conftest import Inn
from rehsos.repatriation.actions import groups
from rehsos.repatriation.actions.taking_back import take_back_departure
from rehsos.repatriation.models import Group, Leg, Member
from rehsos.repatriation.policies import may_send

from .conftest import KUPANG, PROVINCE, SENTRA, Road, words

HOUR = timedelta(hours=1)


class Mixed:
    """No. 2 of a group came to the Sentra; somebody else of Melati's stays at Kupang, and is missing there."""

    def __init__(self, people: Any) -> None:
        self.road, self.inn = Road(people), Inn(people)
        self.stay = self.inn.taken(sex=Sex.FEMALE, age=40, at=timezone.now() - 3 * HOUR)
        self.inn.away(self.stay, AbsenceKind.MISSING, timezone.now() - HOUR)
        self.group = self.road.group(3)
        self.road.accepted(self.road.left(self.road.planned(group=self.group), (1, 2, 3)), (1, 2, 3))
        self.member = Member.objects.select_related("group").get(group=self.group, number=2)

    def join(self, *, same_meant: bool = True) -> None:
        by = self.road.by()
        stay = Stay.objects.select_related("case__client").get(pk=self.stay.pk)
        groups.join_member(member=self.member, case=stay.case, same_meant=same_meant, by=by, action_id=new_id())

    def onward(self) -> Leg:
        """From the Sentra to the province, planned and left."""
        leg = self.planned()
        return self.road.left(leg, (1, 2), who="fajar")

    def planned(self) -> Leg:
        self.road.before = timezone.now() - timedelta(minutes=1)
        offices = Office.objects.in_bulk([SENTRA, PROVINCE])
        return self.road.planned(group=Group.objects.get(pk=self.group.pk), sender=offices[SENTRA],
                                 receiver=offices[PROVINCE])  # fmt: skip

    def stands(self) -> tuple[object, ...]:
        """How the stay stands, how many places hold of its client, and where."""
        with acting_for((KUPANG, SENTRA, PROVINCE)):
            stay = Stay.objects.get(pk=self.stay.pk)
            holds = Whereabouts.objects.filter(one=stay.one, until=None, withdrawn_by=None, standing="holds")
            [held] = holds
            return stay.ended_to, stay.contested, held.kind, held.office_id


@pytest.fixture
def mixed(people: Any) -> Mixed:
    return Mixed(people)


def test_what_speaks_against_one_person_is_told_before_they_are_joined(mixed: Mixed) -> None:
    with pytest.raises(Refused) as refused:
        mixed.join(same_meant=False)
    told = str(refused.value.reason)
    assert "tinggal di Dinsos Kab. Kupang, tidak di tempat sejak" in told
    assert "sudah tiba di" in told
    assert "umur di kasus 40, di rombongan 21" in told
    assert refused.value.field == "same_meant"
    assert Member.objects.get(pk=mixed.member.pk).journey is None


def test_a_sex_written_otherwise_is_told(mixed: Mixed) -> None:
    Member.objects.filter(pk=mixed.member.pk).update(sex=Sex.MALE)
    mixed.member.refresh_from_db()
    with pytest.raises(Refused, match="di kasus perempuan, di rombongan laki-laki"):
        mixed.join(same_meant=False)


def test_who_stays_where_the_group_starts_joins_without_a_question(road: Road, people: Any) -> None:
    inn = Inn(people)
    stay = inn.taken(sex=Sex.MALE, age=25)
    member = road.group(2).members.select_related("group").get(number=1)
    by = road.by()
    case = Stay.objects.select_related("case__client").get(pk=stay.pk).case
    groups.join_member(member=member, case=case, same_meant=False, by=by, action_id=new_id())
    assert Member.objects.get(pk=member.pk).journey is not None


def test_the_form_keeps_the_code_and_asks_for_the_tick(mixed: Mixed) -> None:
    code = str(mixed.stay.case.code)
    page = mixed.road.post("member_join", mixed.member.pk, case=code)
    assert page.status_code == 422
    assert "tampaknya dua orang" in words(page)
    assert code in words(page)
    assert mixed.road.post("member_join", mixed.member.pk, case=code, same_meant="on").status_code == 302


def test_a_hidden_house_is_not_told_of_in_the_question(mixed: Mixed) -> None:
    with acting_for((KUPANG, SENTRA, PROVINCE)):
        Stay.objects.filter(pk=mixed.stay.pk).update(office=SENTRA)
        Office.objects.filter(pk=SENTRA).update(hidden_place=True)
    with pytest.raises(Refused) as refused:
        mixed.join(same_meant=False)
    told = str(refused.value.reason)
    assert "umur" in told
    assert "tinggal" not in told
    assert "sejak" not in told


def test_a_departure_ends_no_stay_of_a_house_the_leg_does_not_start_from(mixed: Mixed) -> None:
    mixed.join()
    before = mixed.stands()
    mixed.onward()
    assert mixed.stands() == before == ("", False, "unknown", None)
    clash = Clash.objects.get(settled_at=None)
    assert (clash.held_at_id, clash.said_at_id, clash.told_id) == (KUPANG, SENTRA, SENTRA)


def test_an_arrival_ends_it_neither_and_nobody_answers_twice(mixed: Mixed) -> None:
    mixed.join()
    before = mixed.stands()
    leg = mixed.onward()
    mixed.road.accepted(leg, (1, 2), who="eka")
    assert mixed.stands() == before
    with acting_for((KUPANG, SENTRA, PROVINCE)):
        one = Stay.objects.get(pk=mixed.stay.pk).one
        [holds] = Custody.objects.filter(one=one, until=None, withdrawn_by=None, standing="holds")
        assert holds.office_id == KUPANG


def test_both_offices_are_told(mixed: Mixed) -> None:
    mixed.join()
    leg = mixed.planned()
    mixed.road.tick(leg, (1, 2), who="fajar")
    assert "No. 2 tercatat tinggal di lembaga lain" in words(mixed.road.get("depart", leg.pk, who="fajar"))
    mixed.road.left(leg, (1, 2), who="fajar")
    page = words(unlock(mixed.road.people.client("citra")).get("/"))
    assert "Klien dicatat di tempat lain oleh kantor ini" in page
    assert "Tempat no. 2 belum berubah" in words(mixed.road.get("leg", leg.pk, who="fajar"))


def test_the_house_says_that_they_left_and_then_the_stay_ends(mixed: Mixed) -> None:
    mixed.join()
    mixed.onward()
    by = mixed.road.by("citra")
    clash = Clash.objects.select_related("held_in").get(settled_at=None)
    settle_clash(clash=clash, moved=True, by=by, action_id=new_id())
    assert mixed.stands() == ("moved", False, "travelling", None)


def test_the_house_says_that_they_are_there_and_they_stay(mixed: Mixed) -> None:
    mixed.join()
    leg = mixed.onward()
    mixed.inn.back(mixed.stay)
    assert mixed.stands() == ("", False, "office", KUPANG)
    assert not Clash.objects.filter(settled_at=None).exists()
    mixed.road.accepted(leg, (1, 2), who="eka")
    assert mixed.stands() == ("", False, "office", KUPANG)


def test_taken_back_nothing_is_asked_any_more(mixed: Mixed) -> None:
    mixed.join()
    leg = mixed.onward()
    take_back_departure(leg=mixed.road.seen(leg, "fajar"), reason="Salah", by=mixed.road.by("fajar"),
                        action_id=new_id())  # fmt: skip
    assert not Clash.objects.filter(settled_at=None).exists()
    assert mixed.stands() == ("", False, "unknown", None)
    assert may_send(mixed.road.seen(leg, "fajar"), mixed.road.by("fajar"))


def test_a_leg_from_the_house_itself_ends_the_stay_as_before(road: Road, people: Any) -> None:
    inn = Inn(people)
    stay = inn.taken(at=timezone.now() - 4 * HOUR)
    case = Stay.objects.select_related("case").get(pk=stay.pk).case
    road.left(road.planned(road.journey(case)))
    assert Stay.objects.get(pk=stay.pk).ended_to == "moved"
    assert not Clash.objects.exists()


def test_a_house_that_keeps_a_case_of_another_office_answers_itself(road: Road, people: Any) -> None:
    inn = Inn(people)
    stay = _handed_over(inn)
    case = Stay.objects.select_related("case").get(pk=stay.pk).case
    road.before = timezone.now() - timedelta(minutes=1)
    road.left(road.planned(road.journey(case), receiver=Office.objects.get(pk=PROVINCE)))
    with acting_for((KUPANG, SENTRA, PROVINCE)):
        assert Stay.objects.get(pk=stay.pk).ended_at is None
    road.by("fajar")
    clash = Clash.objects.select_related("held_in").get(settled_at=None)
    assert (clash.held_at_id, clash.said_at_id) == (SENTRA, KUPANG)
    page = words(road.browser("fajar").get("/"))
    assert "Klien dicatat di tempat lain oleh kantor ini" in page
    asked = reverse("cases:settle_clash", args=[case.code, clash.pk])
    assert road.browser("dewi").get(asked).status_code == 404
    assert save(road.browser("fajar"), asked, {"moved": "yes"}).status_code == 302
    with acting_for((KUPANG, SENTRA, PROVINCE)):
        assert Stay.objects.get(pk=stay.pk).ended_to == "moved"


def _handed_over(inn: Inn) -> Stay:
    """Of Melati's case, at the Sentra."""
    referral = inn.handed_over()
    by = inn.people.actor("fajar")
    stay = admitting.admit_referred(
        referral=referral, stay_kind=StayKind.SHELTER, health="", bed=None,
        at=timezone.now(), by=by, action_id=new_id(),
    )  # fmt: skip
    inn.people.actor("melati")
    return stay
