"""Names and words of a referral: opened as those of its case are, and every look stands beside the case's own."""

from typing import Any

from django.urls import reverse

from rehsos.audit.actor import acting_for
from rehsos.audit.models import Action, View
from rehsos.cases.tests.test_decide import PIN, set_pin
from rehsos.cases.tests.two_offices import ALL

from .conftest import Road, words

NAMED = ("Rambu Teladan", "Mohon rehabilitasi")


def _shown(page: str) -> bool:
    told = {one in page for one in NAMED}
    assert len(told) == 1
    return told.pop()


def test_who_works_the_case_reads_its_referral(road: Road) -> None:
    assert _shown(words(road.get("referral:referral", road.sent().pk)))


def test_a_colleague_reads_it_once_they_said_why_they_open_the_case(road: Road) -> None:
    it = road.sent()
    page = words(road.get("referral:referral", it.pk, who="bima"))
    assert not _shown(page)
    way = reverse("cases:reveal_case", args=[road.case.code])
    assert f"{way}?next=" in page
    assert road.get("referral:reveal", it.pk, who="bima").url.startswith(way)
    road.post("cases:reveal_case", road.case.code, who="bima", because="head_asked")
    assert _shown(words(road.get("referral:referral", it.pk, who="bima")))


def test_at_the_other_office_a_reason_is_kept_for_each_referral(road: Road) -> None:
    it, other = road.sent(), road.sent()
    page = words(road.get("referral:referral", it.pk, who="fajar"))
    assert not _shown(page)
    assert reverse("referral:reveal", args=[it.pk]) in page
    assert road.post("referral:reveal", it.pk, who="fajar").status_code == 422
    assert _shown(road.read(it))
    assert not _shown(words(road.get("referral:referral", other.pk, who="fajar")))
    with acting_for(ALL):
        kept = Action.objects.get(name="open_names_of_referral")
    assert (kept.dossier, kept.office, kept.facts["because"]) == (it.pk, 5, "answers")


def test_the_reason_and_the_pin_are_asked_on_one_page(road: Road, people: Any) -> None:
    it, browser = road.sent(), people.client("fajar")
    set_pin("fajar")
    address = reverse("referral:reveal", args=[it.pk])
    assert 'name="pin"' in browser.get(address).content.decode()
    assert browser.post(address, {"because": "answers", "pin": "000000"}).status_code == 422
    browser.post(address, {"because": "answers", "pin": PIN})
    assert _shown(browser.get(reverse("referral:referral", args=[it.pk])).content.decode())


def test_who_sees_no_names_has_no_way_to_them(road: Road) -> None:
    it = road.sent(to=2)
    assert road.get("referral:reveal", it.pk, who="eka").status_code == 404


def test_the_head_of_the_case_reads_who_looked_at_its_referral_and_where(road: Road) -> None:
    it = road.sent()
    road.get("referral:referral", it.pk, who="bima")
    road.read(it)
    page = words(road.get("desk:case_looks", road.case.code, who="citra"))
    assert f"membuka rujukan {it.code}" in page
    assert "Bima" in page
    assert "Fajar" in page
    assert "Sentra Efata" in page
    with acting_for(ALL):
        looks = View.objects.filter(what__in=["referral", "name"], worker=6)
        assert {(one.what, one.dossier) for one in looks} == {("referral", road.case.pk), ("name", road.case.pk)}
