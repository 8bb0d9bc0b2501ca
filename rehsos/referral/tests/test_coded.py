"""A referral is found by its code in the box where people are looked for, by who may open it."""

from typing import Any

import pytest
from django.urls import reverse

from .conftest import Road

pytestmark = pytest.mark.django_db


def sought(road: Road, who: str, text: str) -> Any:
    return road.people.client(who).post("/orang/", {"q": text})


def forms_of(code: str) -> list[str]:
    _ruj, place, year, number = code.split("-")
    short, bare = int(number), place.replace(".", "")
    return [code, f"ruj {year} {short}", f"ruj-{year}-{number}", f"Ruj {short}", f"RUJ {bare} {year} {short}"]


def test_any_form_of_its_code_opens_the_referral_for_both_its_offices(road: Road) -> None:
    it = road.sent()
    code = str(it.code)
    for who, typed in [*(("melati", text) for text in forms_of(code)), ("bima", code), ("fajar", code)]:
        answer = sought(road, who, typed)
        assert (answer.status_code, answer["Location"]) == (302, reverse("referral:referral", args=[it.pk])), typed
        assert road.people.client(who).get(answer["Location"]).status_code == 200, who


def test_who_is_of_neither_office_is_told_what_they_are_told_of_a_code_that_is_none(road: Road) -> None:
    code = str(road.sent().code)
    for text in (code, f"{code[:-1]}9"):
        seen = sought(road, "dewi", text).content.decode()
        assert "Kode atau nomor ini tidak ada di kantor Anda" in seen
        assert "Daftarkan orang baru" not in seen
    assert "Kode atau nomor ini tidak ada" in sought(road, "eka", code).content.decode(), "of her kab, and not hers"


def test_a_name_that_begins_like_a_code_is_a_name(road: Road) -> None:
    assert "Belum terdaftar" in sought(road, "melati", "Rujito 4").content.decode()
    assert "Belum terdaftar" in sought(road, "melati", "Ruj").content.decode()
