"""The letters of a house: a longer stay, and those of a death. They begin with what is known, and are printed."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions.dying import note_after_death, record_death
from rehsos.cases.models import AfterDeath, BodyGiven, Confirmed, DeathPlace
from rehsos.placement import drafting
from rehsos.placement.letters import OF_A_DEATH, begun_of_death, extension_page

from .conftest import Inn, words


def _dead(inn: Inn) -> Any:
    stay = inn.taken(at=timezone.now() - timedelta(hours=5))
    case = inn.seen(stay).case
    death = record_death(
        case=case, at=timezone.now() - timedelta(hours=1), death_place=DeathPlace.HOSPITAL, where="RSUD Contoh",
        found_by="", confirmed=Confirmed.DOCTOR, confirmer="dr. Rekaan", police_told=None,
        by=inn.people.actor("melati"), action_id=new_id(),
    )  # fmt: skip
    return case, death


def test_each_letter_of_a_death_begins_with_what_is_known(inn: Inn) -> None:
    case, _death = _dead(inn)
    browser = inn._browser("melati")
    for _words, page in begun_of_death(case)[: len(OF_A_DEATH)]:
        body = words(browser.get(page)).partition("<textarea")[2]
        assert "RSUD Contoh" in body
        assert "dokter atau tenaga kesehatan (dr. Rekaan)" in body
        assert case.code in body
    inn.people.actor("melati")


def test_what_is_done_meanwhile_stands_in_it_and_is_asked_no_more(inn: Inn) -> None:
    case, death = _dead(inn)
    before = drafting.about_death(drafting.NOTICE, case)["body"]
    assert "apakah keluarga mengurus sendiri" in before
    note_after_death(death=death, after_death=AfterDeath.BODY, code=BodyGiven.BURIED, at=timezone.now(),
                     who="Pengurus makam", where="TPU Contoh", words="", by=inn.by, action_id=new_id())  # fmt: skip
    after = drafting.about_death(drafting.NOTICE, case)["body"]
    assert "dimakamkan" in after
    assert "TPU Contoh oleh Pengurus makam" in after
    assert "apakah keluarga mengurus sendiri" not in after


def test_of_who_lives_no_letter_of_a_death_is_drafted(inn: Inn) -> None:
    stay = inn.taken()
    assert [drafting.about_death(kind, inn.seen(stay).case) for kind in OF_A_DEATH] == [{}, {}, {}]


def test_a_longer_stay_begins_with_its_days(inn: Inn) -> None:
    stay = inn.taken(at=timezone.now() - timedelta(days=1))
    page = extension_page(inn.seen(stay))
    assert urlsplit(page).path == reverse("letters:letter_out", args=[stay.case.code])
    body = words(inn._browser("melati").get(page)).partition("<textarea")[2].partition("Alasan")[0]
    inn.people.actor("melati")
    assert "diperpanjang sampai" in body
    assert "............" not in body


@pytest.mark.parametrize("who", ["dewi"])
def test_an_outsider_begins_none(inn: Inn, who: str) -> None:
    case, _death = _dead(inn)
    for _words, page in begun_of_death(case):
        assert inn._browser(who).get(page).status_code == 404
    inn.people.actor("melati")
