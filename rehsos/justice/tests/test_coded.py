"""A child's case is found by the number of the police report, by who may open names there."""

from typing import Any

import pytest
from django.urls import reverse

from conftest import unlock
from rehsos.cases.models import Case
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import Letter

from .test_letter_hour import two_of_one_letter

pytestmark = pytest.mark.django_db


def test_the_number_of_the_police_report_shows_the_case_of_each_of_its_children(people: Any) -> None:
    """It led to the newest alone, with no word of the other."""
    codes = [case.code for case in two_of_one_letter(people)]
    typed = ("LP/B/112/XI/2026", "lp b 112 xi 2026", "LP/B/112/XI/2026/SPKT")
    for who, number in zip(("melati", "bima", "citra"), typed, strict=True):
        found = people.client(who).post("/orang/", {"q": number})
        assert found.status_code == 200, (who, number)
        assert all(f'href="/kasus/{code}/"' in found.content.decode() for code in codes)
    for who, number in (("eka", typed[0]), ("dewi", typed[0]), ("melati", "LP/B/999/XI/2026"), ("melati", "LP/B/112")):
        seen = people.client(who).post("/orang/", {"q": number}).content.decode()
        assert "Kode atau nomor ini tidak ada" in seen, who
        assert "Daftarkan orang baru" not in seen


def test_where_one_case_is_closed_to_who_asks_the_number_leads_to_the_other(people: Any) -> None:
    first, second = two_of_one_letter(people)
    people.actor("melati")
    Case.objects.filter(pk=first.pk).update(status="void")
    assert people.client("melati").post("/orang/", {"q": "LP/B/112/XI/2026"}).url == f"/kasus/{second.code}/"


def test_a_letter_of_two_cases_is_found_in_both_and_each_names_the_other(people: Any) -> None:
    cases = two_of_one_letter(people)
    melati = unlock(people.client("melati"))
    letters = {case.code: Letter.objects.get(dossier=case.pk) for case in cases}
    number = envelope_of(letters[cases[0].code]).number
    found = melati.post("/orang/", {"q": number}).content.decode()
    there = {code: reverse("letters:letter", args=[code, letter.pk]) for code, letter in letters.items()}
    assert all(f'href="{address}"' in found for address in there.values())
    for code, other in zip(there, reversed(there), strict=True):
        page = melati.get(there[code]).content.decode()
        assert "Surat ini juga tercatat di kasus" in page
        assert f'href="{there[other]}"' in page


def test_the_box_says_that_numbers_work(people: Any) -> None:
    assert "nomor surat atau LP" in people.client("melati").get("/orang/").content.decode()
    assert "nomor surat" not in people.client("eka").get("/orang/").content.decode()
