"""Nobody is lost between the end of a leg and a bed: who was accepted waits in sight until they are taken in."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save
from rehsos.access.actions import operator
from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.dying import record_death
from rehsos.cases.dying import may_tend
from rehsos.cases.models import Case, Clash, Confirmed, Death, DeathPlace, Share, Whereabouts
from rehsos.cases.tests.test_open_case import opened
from rehsos.cases.tests.two_offices import tell
from rehsos.directory.actions.hiding import hide_place
from rehsos.directory.models import Office
from rehsos.placement import tonight
from rehsos.placement.actions import bringing
from rehsos.placement.actions.admitting import admit_client
from rehsos.placement.actions.discharging import discharge
from rehsos.placement.gatekeeping import is_new_child
from rehsos.placement.models import BroughtBy, OutTo, Stay, StayKind
from rehsos.referral.brought import Brought, brought_now
from rehsos.repatriation.tests.conftest import SENTRA, Road, words

pytestmark = pytest.mark.django_db
WAITS = "Tiba, belum diterima di kamar"


@pytest.fixture
def road(people: Any) -> Road:
    return Road(people)


def arrived(road: Road) -> Brought:
    """A client of Melati's is accepted at the Sentra, which has no other business with the case."""
    road.accepted(road.left(road.planned()))
    road.by("fajar")
    return brought_now()[0]


def taken_in(road: Road, one: Brought, who: str = "fajar", **more: Any) -> Stay:
    given: dict[str, Any] = {
        "stay_kind": StayKind.LONG, "health": "Batuk.", "bed": None, "at": timezone.now(), **more,
    }  # fmt: skip
    return bringing.admit_brought(brought=one.place, **given, by=road.by(who), action_id=new_id())


def test_who_was_accepted_waits_at_the_house_counted_apart(road: Road) -> None:
    one = arrived(road)
    board = tonight.board(road.by("fajar"))
    told = board.counted()
    assert [it.place for it in board.brought] == [one.place]
    assert (told["heads"], told["no_bed"], told["waiting"]) == (1, 1, 1)
    set_scope((1,), None)
    above = next(row for row in tonight.numbers() if row.office == SENTRA)
    assert (above.heads, above.no_bed, above.waiting) == (1, 1, 1)


def test_the_pages_say_so_and_one_tap_takes_them_in(road: Road) -> None:
    one, browser = arrived(road), road.browser("fajar")
    way = reverse("placement:admit_brought", args=[one.place])
    board = words(browser.get(reverse("placement:tonight")))
    assert WAITS in board
    assert way in board
    assert "1 tiba dan belum diterima di kamar" in board
    assert way in words(browser.get(reverse("referral:here")))
    assert "1 orang tiba, belum diterima di kamar" in words(browser.get(reverse("desk:today")))
    at = timezone.localtime(one.since).strftime("%Y-%m-%dT%H:%M")
    form = words(browser.get(way))
    assert at in form
    answer = save(browser, way, {"stay_kind": "long", "at": at})
    assert answer.status_code == 302
    assert words(browser.get(answer.url)).count("Keluar") > 0
    for name in ("placement:tonight", "desk:today"):
        assert "belum diterima di kamar" not in words(browser.get(reverse(name)))
    here = words(browser.get(reverse("referral:here")))
    assert way not in here
    assert answer.url in here
    assert browser.get(way).url == answer.url


def test_from_then_on_they_stay_once_and_the_house_reads_the_case(road: Road) -> None:
    one = arrived(road)
    assert not Case.objects.filter(pk=one.dossier).exists()
    stay = taken_in(road, one)
    assert Case.objects.filter(pk=one.dossier).exists()
    told = tonight.board(road.by("fajar")).counted()
    assert (told["heads"], told["waiting"]) == (1, 0)
    assert not is_new_child(Stay.objects.select_related("case", "office").get(pk=stay.pk))
    assert Whereabouts.objects.filter(case=one.dossier, until=None, withdrawn_by=None).count() == 1


def test_taken_in_elsewhere_the_house_where_they_wait_is_asked(road: Road) -> None:
    """As of who stays: both are recorded, the house answers, and nobody is off its list unheard."""
    one = arrived(road)
    by = road.by()
    case = Case.objects.get(pk=one.dossier)
    admit_client(case=case, stay_kind=StayKind.OFFICE_FLOOR, brought_by=BroughtBy.ALONE, health="", bed=None,
                 at=timezone.now(), by=by, action_id=new_id())  # fmt: skip
    road.by("fajar")
    assert [it.place for it in brought_now()] == [one.place]
    clash = Clash.objects.get(fact="whereabouts", settled_at=None)
    assert (clash.held_at_id, clash.said_at_id) == (SENTRA, 3)
    code = Case.objects.get(pk=one.dossier).code
    browser = road.browser("fajar")
    way = reverse("cases:settle_clash", args=[code, clash.pk])
    assert way in words(browser.get(reverse("desk:today")))
    assert save(browser, way, {"moved": "yes"}).status_code == 302
    road.by("fajar")
    assert brought_now() == []
    assert road.browser("dewi").get(way).status_code == 404


def test_a_death_that_the_sender_tells_is_tended_to_where_they_waited(road: Road) -> None:
    one = arrived(road)
    by = road.by()
    record_death(case=Case.objects.get(pk=one.dossier), at=timezone.now(), death_place=DeathPlace.HOUSE, where="",
                 found_by="", confirmed=Confirmed.UNKNOWN, confirmer="", police_told=None, by=by,
                 action_id=new_id())  # fmt: skip
    page = words(road.browser("fajar").get(reverse("desk:today")))
    assert "Sesudah meninggal" in page
    road.by("fajar")
    death = Death.objects.get(case=one.dossier)
    assert death.house_id == SENTRA
    assert may_tend(death, road.by("fajar"))


def test_who_leaves_is_with_their_family_in_the_case_of_the_sender(road: Road) -> None:
    one = arrived(road)
    stay = taken_in(road, one)
    seen = Stay.objects.select_related("case", "office", "referral").get(pk=stay.pk)
    discharge(stay=seen, out_to=OutTo.KIN, words="Bibi", at=timezone.now(), by=road.by("fajar"), action_id=new_id())
    assert road.where(one.dossier)[1] == "family"
    assert Share.objects.get(case=one.dossier, office=SENTRA).until is not None
    assert tonight.board(road.by("fajar")).counted()["heads"] == 0


def test_twice_is_told_and_an_hour_before_the_arrival_is_refused(road: Road) -> None:
    one = arrived(road)
    with pytest.raises(Refused, match="Tercatat tiba"):
        taken_in(road, one, at=timezone.now() - timedelta(hours=2))
    with pytest.raises(Refused, match="masa depan"):
        taken_in(road, one, at=timezone.now() + timedelta(hours=2))
    taken_in(road, one)
    with pytest.raises(Refused, match="masih tercatat tinggal"):
        taken_in(road, one)


@pytest.mark.parametrize("who", ["melati", "bima", "dewi", "eka"])
def test_nobody_else_finds_or_does_it(road: Road, who: str) -> None:
    one = arrived(road)
    page = road.browser(who).get(reverse("placement:admit_brought", args=[one.place]))
    assert page.status_code == 404
    with pytest.raises((Conflict, Refused)):
        taken_in(road, one, who)


def test_a_place_that_only_the_owner_of_the_case_tells_brings_nobody(road: Road) -> None:
    """Who writes that a client is at another office shows that office nobody."""
    by = road.by()
    tell(opened(by), by, timezone.now(), whereabouts="office", whereabouts_office=Office.objects.get(pk=SENTRA))
    road.by("fajar")
    assert brought_now() == []


def test_a_hidden_house_reads_its_own_and_stands_in_no_sum(road: Road) -> None:
    arrived(road)
    office = Office.objects.get(pk=SENTRA)
    by = operator(office)
    set_scope(by.offices, by.worker)
    hide_place(office=office, by=by, action_id=new_id())
    assert tonight.board(road.by("fajar")).counted()["waiting"] == 1
    road.by("eka")
    assert SENTRA not in {row.office for row in tonight.numbers()}
    assert "Sentra Efata" not in words(road.browser("eka").get(reverse("placement:houses")))


def test_a_client_of_the_own_case_is_taken_in_by_one_tap_too(road: Road) -> None:
    by = road.by("fajar")
    case = opened(by)
    tell(case, by, timezone.now() - timedelta(hours=1), whereabouts="office",
         whereabouts_office=Office.objects.get(pk=SENTRA))  # fmt: skip
    page = words(road.browser("fajar").get(reverse("placement:tonight")))
    assert WAITS in page
    assert reverse("placement:admit", args=[case.code]) in page


def test_a_shared_screen_reads_no_initials(road: Road) -> None:
    arrived(road)
    browser = road.browser("fajar")
    open_page = words(browser.get(reverse("placement:tonight")))
    session = browser.session
    session["public_screen"] = True
    session.save()
    shut = words(browser.get(reverse("placement:tonight")))
    assert WAITS in shut
    assert len(shut) < len(open_page)
