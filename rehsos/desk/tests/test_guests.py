"""Who came with a group, has no case and no bed yet: the house counts them, takes them in, sees them off."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save
from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.dying import death_of
from rehsos.cases.models import Assignment, Case, Clock
from rehsos.directory.models import Office
from rehsos.placement import tonight
from rehsos.placement.actions import bringing
from rehsos.placement.actions.rolling import hold_roll
from rehsos.placement.models import AbsenceKind, OutTo, RollCall, RollCallException, Stay, StayKind
from rehsos.placement.stays import absence_of
from rehsos.referral import guests
from rehsos.referral.actions import guesting
from rehsos.referral.models import LeftTo
from rehsos.referral.models_guest import Guest, Went
from rehsos.repatriation.actions import groups, legs, taking_back
from rehsos.repatriation.models import Leg, Member
from rehsos.repatriation.tests.conftest import SENTRA, Road, words

pytestmark = pytest.mark.django_db
WAITS = "Tiba, belum diterima di kamar"


@pytest.fixture
def road(people: Any) -> Road:
    return Road(people)


def came(road: Road, numbers: tuple[int, ...] = (1, 2, 3)) -> Leg:
    """Three of a group without a case are accepted at the Sentra."""
    leg = road.left(road.planned(group=road.group(3)), (1, 2, 3))
    return road.accepted(leg, numbers)


def here(road: Road, who: str = "fajar") -> list[Guest]:
    return list(guests.waiting(road.by(who).office))


def take_back(road: Road, leg: Leg) -> None:
    seen = road.seen(leg, "fajar")
    taking_back.take_back_acceptance(leg=seen, reason="Salah", by=road.by("fajar"), action_id=new_id())


def taken(road: Road, one: Guest, who: str = "fajar", **more: Any) -> Stay:
    given: dict[str, Any] = {"stay_kind": StayKind.LONG, "health": "", "bed": None, "at": timezone.now(), **more}
    return bringing.admit_waiting(arrival=one.pk, **given, by=road.by(who), action_id=new_id())


def test_each_of_a_group_is_counted_at_the_house_that_accepted_them(road: Road) -> None:
    came(road, (1, 2))
    told = tonight.board(road.by("fajar")).counted()
    assert (told["heads"], told["no_bed"], told["waiting"]) == (2, 2, 2)
    set_scope((1,), None)
    above = next(row for row in tonight.numbers() if row.office == SENTRA)
    assert (above.heads, above.no_bed, above.waiting) == (2, 2, 2)


def test_the_pages_of_the_house_say_so_with_one_tap(road: Road) -> None:
    came(road)
    browser, one = road.browser("fajar"), here(road)[0]
    way = reverse("placement:admit_waiting", args=[one.pk])
    board = words(browser.get(reverse("placement:tonight")))
    assert board.count(WAITS) == 3
    assert "O.R." in board or "OR" in board
    assert "Tidak ada orang di sini" not in board
    assert way in board
    assert way in words(browser.get(reverse("referral:here")))
    assert "3 orang tiba, belum diterima di kamar" in words(browser.get(reverse("desk:today")))
    at = timezone.localtime(one.since).strftime("%Y-%m-%dT%H:%M")
    assert at in words(browser.get(way))
    answer = save(browser, way, {"stay_kind": "long", "at": at})
    assert answer.status_code == 302
    assert browser.get(answer.url).status_code == 200
    assert words(browser.get(reverse("placement:tonight"))).count(WAITS) == 2
    assert browser.get(way).status_code == 409


def test_who_is_taken_in_has_a_case_at_the_house_as_the_list_says(road: Road) -> None:
    came(road)
    one = here(road)[-1]
    stay = taken(road, one)
    case = Case.objects.select_related("client").get(pk=stay.case_id)
    assert (case.owner_id, case.category, case.client.sex) == (SENTRA, "migrant", one.sex)
    after = Guest.objects.get(pk=one.pk)
    assert (after.went, after.case_id, after.went_by) == (Went.TAKEN, case.pk, stay.pk)
    assert tonight.board(road.by("fajar")).counted()["heads"] == 3
    with pytest.raises(Conflict):
        taken(road, one)


def test_the_group_opens_no_second_case_of_them_and_takes_nothing_back(road: Road) -> None:
    leg = came(road)
    one = here(road)[0]
    taken(road, one)
    road.by()
    member = Member.objects.select_related("group").get(pk=one.thing)
    with pytest.raises(Refused, match="sudah punya kasus di"):
        groups.open_member(member=member, by=road.by(), action_id=new_id())
    with pytest.raises(Refused, match="Minta mereka menariknya"):
        taking_back.take_back_acceptance(
            leg=road.seen(leg, "fajar"), reason="Salah", by=road.by("fajar"), action_id=new_id()
        )


def test_an_acceptance_taken_back_leaves_nobody_at_the_house(road: Road) -> None:
    leg = came(road)
    taking_back.take_back_acceptance(
        leg=road.seen(leg, "fajar"), reason="Salah", by=road.by("fajar"), action_id=new_id()
    )
    assert here(road) == []
    road.accepted(leg, (1,))
    assert len(here(road)) == 1


def test_whose_list_it_is_opens_a_case_and_the_house_takes_them_in_there(road: Road) -> None:
    came(road)
    one = here(road)[0]
    road.by()
    member = Member.objects.select_related("group").get(pk=one.thing)
    case = groups.open_member(member=member, by=road.by(), action_id=new_id())
    assert len(here(road)) == 3
    stay = taken(road, one)
    assert stay.case_id == case.pk
    assert len(here(road)) == 2


@pytest.mark.parametrize("who", ["melati", "bima", "dewi", "eka"])
def test_nobody_else_finds_or_takes_them(road: Road, who: str) -> None:
    came(road)
    one = here(road)[0]
    assert road.browser(who).get(reverse("placement:admit_waiting", args=[one.pk])).status_code == 404
    with pytest.raises((Conflict, Refused)):
        taken(road, one, who)


def test_who_went_on_is_ticked_off_and_waits_no_more(road: Road) -> None:
    came(road)
    gone = tuple(it.pk for it in here(road)[:2])
    given: dict[str, Any] = {"to": LeftTo.FAMILY, "by": road.by("fajar")}
    with pytest.raises(Refused, match="Lebih awal"):
        guesting.tell_guests_left(gone=gone, at=timezone.now() - timedelta(days=1), **given, action_id=new_id())
    at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    told = {"gone": [str(it) for it in gone], "to": "family", "at": at}
    page = save(road.browser("fajar"), reverse("referral:guests_left"), told)
    assert page.status_code == 302
    assert len(here(road)) == 1
    with pytest.raises(Conflict):
        guesting.tell_guests_left(gone=gone, at=timezone.now(), **given, action_id=new_id())


def test_who_boards_the_next_leg_waits_here_no_more_until_that_is_taken_back(road: Road) -> None:
    leg = came(road)
    group = leg.group
    assert group is not None

    road.by()
    later = road.planned(group=group, sender=Office.objects.get(pk=SENTRA), receiver=Office.objects.get(pk=2),
                         departs=timezone.now(), arrives=timezone.now() + timedelta(hours=1))  # fmt: skip

    road.tick(later, (1, 2))
    legs.depart(leg=road.seen(later), at=timezone.now(), by=road.by(), action_id=new_id())
    assert len(here(road)) == 1
    taking_back.take_back_departure(leg=road.seen(later), reason="Salah", by=road.by(), action_id=new_id())
    assert len(here(road)) == 3


def called(road: Road, who: str = "fajar", **told: Any) -> RollCall:
    given: dict[str, Any] = {"seen": (), "hall": False, "gone": (), "hurt": False, "at": timezone.now(), **told}
    return hold_roll(**given, by=road.by(who), action_id=new_id())


def test_the_roll_looks_for_them_where_those_without_a_bed_sleep(road: Road) -> None:
    came(road)
    page = words(road.browser("fajar").get(reverse("placement:roll")))
    assert "3 penghuni" in page
    assert page.count("belum di kamar") == 3
    assert str(here(road)[0].pk) in page
    call = called(road, hall=True)
    assert (call.there, call.away, call.unseen) == (3, 0, 0)


def test_who_waits_and_is_not_there_is_missing_from_the_roll_on(road: Road) -> None:
    came(road)
    one = here(road)[0]
    call = called(road, hall=True, gone=(one.pk,))
    assert (call.there, call.away, call.unseen) == (2, 1, 0)
    stay = Stay.objects.select_related("case").get()
    away = absence_of(stay)
    assert away is not None
    assert (stay.since, away.kind) == (one.since, AbsenceKind.MISSING)
    assert Clock.objects.filter(case=stay.case, rule__contains="missing", state="running").exists()
    assert RollCallException.objects.get(call=call).stay_id == stay.pk
    told = tonight.board(road.by("fajar")).counted()
    assert (told["heads"], told["missing"], told["waiting"]) == (3, 1, 2)
    again = called(road, hall=True, gone=(stay.pk,))
    assert (again.there, again.away) == (2, 1)


def test_a_death_before_the_bed_is_told_by_the_house(road: Road) -> None:
    came(road)
    one = here(road)[0]
    way = reverse("placement:waiting_died", args=[one.pk])
    assert way in words(road.browser("fajar").get(reverse("placement:tonight")))
    at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    answer = save(road.browser("fajar"), way, {"at": at, "death_place": "house", "found_by": "Ditemukan rekan"})
    assert answer.status_code == 302
    road.by("fajar")
    stay = Stay.objects.select_related("case").get()
    assert (stay.since, stay.ended_to) == (one.since, OutTo.DIED)
    assert death_of(stay.case) is not None
    assert "Sesudah meninggal" in words(road.browser("fajar").get(reverse("desk:today")))
    assert len(here(road)) == 2
    assert road.browser("fajar").get(way).status_code == 409


@pytest.mark.parametrize("who", ["melati", "bima", "dewi", "eka"])
def test_nobody_else_tells_a_death_there(road: Road, who: str) -> None:
    came(road)
    one = here(road)[0]
    assert road.browser(who).get(reverse("placement:waiting_died", args=[one.pk])).status_code == 404


def test_at_night_whoever_is_awake_takes_in_calls_and_tells(road: Road) -> None:
    """Omar of Puslansos: initials, sex and age, a bed, the roll; what he opens nobody is thought to work yet."""
    puslansos = Office.objects.get(pk=10)
    leg = road.left(road.planned(group=road.group(3), receiver=puslansos), (1, 2, 3))
    road.accepted(leg, (1, 2, 3), "kirana")
    one, two, three = here(road, "omar")
    browser = road.browser("omar")
    board = words(browser.get(reverse("placement:tonight")))
    assert "O.R." in board
    way = reverse("placement:admit_waiting", args=[one.pk])
    assert way in board
    at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    answer = save(browser, way, {"stay_kind": "long", "at": at})
    assert answer.status_code == 302
    assert browser.get(answer.url).status_code == 200
    called(road, "omar", hall=True, gone=(two.pk,))
    died = reverse("placement:waiting_died", args=[three.pk])
    assert save(browser, died, {"at": at, "death_place": "house"}).status_code == 302
    road.by("kirana")
    assert Stay.objects.filter(office=10, ended_at=None).count() == 2
    opened = Case.objects.filter(owner=10, pk__in=Stay.objects.filter(office=10).values("case"))
    assert opened.count() == 3
    assert not Assignment.objects.filter(case__in=opened, until=None).exists()
    assert here(road, "kirana") == []
    assert "Meninggal di" in words(road.browser("jaya").get(reverse("desk:today")))
    assert "Meninggal di" not in words(road.browser("citra").get(reverse("desk:today")))


def test_a_shared_screen_reads_no_initials(road: Road) -> None:
    came(road)
    browser = road.browser("fajar")
    session = browser.session
    session["public_screen"] = True
    session.save()
    board = words(browser.get(reverse("placement:tonight")))
    assert board.count(WAITS) == 3
    assert "O.R." not in board
