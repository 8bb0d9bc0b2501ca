"""A card says who asks, about which child, and how to call back; nothing is dialled that was marked unsafe."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rehsos.intake.actions import Told, told
from rehsos.intake.calling import card
from rehsos.intake.models import FromRole, Report

from .test_intake import SPOKEN, asked_for, received

TOLD = Told(asked="Dampingi pemeriksaan (BAP)", purpose="bap", about="Yunus, kira-kira 13 th",
            officer="Fitri Peraga", rank="Bripka", unit="Unit PPA Polres Contoh", phone="0812 3456 7890")  # fmt: skip
OFFICER, MOTHER = FromRole.INVESTIGATOR, FromRole.FAMILY


def seen(people: Any, who: str, address: str = "/", **session: Any) -> str:
    browser = people.client(who)
    kept = browser.session
    kept.update(session)
    kept.save()
    body: str = browser.get(address).content.decode()
    return body


@pytest.mark.parametrize("address", ["/", "/aduan/"])
def test_a_request_says_who_asks_about_whom_and_dials(people: Any, address: str) -> None:
    received(people.actor("melati"), told=TOLD)
    body = seen(people, "melati", address, names_open=True)
    for word in ("Bripka Fitri Peraga", "Unit PPA Polres Contoh", "Yunus, kira-kira 13 th", "tel:+6281234567890",
                 "sms:+6281234567890", "https://wa.me/6281234567890"):  # fmt: skip
        assert word in body, word


@pytest.mark.parametrize("address", ["/", "/aduan/"])
def test_with_names_shut_the_officer_stays_and_the_child_does_not(people: Any, address: str) -> None:
    received(people.actor("melati"), told=TOLD)
    body = seen(people, "melati", address)
    assert "Bripka Fitri Peraga" in body
    assert "tel:+6281234567890" in body
    assert "Yunus" not in body
    assert "Anak yang mana terlihat setelah nama dibuka" in body


@pytest.mark.parametrize("address", ["/", "/aduan/"])
def test_on_a_shared_screen_nothing_of_it_stands(people: Any, address: str) -> None:
    received(people.actor("melati"), told=TOLD)
    body = seen(people, "melati", address, names_open=True, public_screen=True)
    assert not any(word in body for word in ("Fitri Peraga", "Unit PPA", "Yunus", "6281234567890"))


def test_whoever_is_no_officer_is_told_of_with_open_names_only() -> None:
    shut, open_ = card(TOLD, MOTHER, named=False), card(TOLD, MOTHER, named=True)
    assert (shut.officer, shut.about, shut.phone, shut.ways, shut.shut) == ("", "", "", {}, True)
    assert (open_.officer, open_.phone) == ("Bripka Fitri Peraga", "0812-3456-7890")
    assert not open_.shut


@pytest.mark.parametrize("who", ["melati", "bima", "citra"])
@pytest.mark.parametrize("asked", ["Dampingi pemeriksaan anak saksi Yunus Umpama", "dampingi sidang Yunus"])
def test_with_names_shut_what_is_to_be_done_then_is_said_and_the_channel_stands_last(
    people: Any, who: str, asked: str
) -> None:
    received(people.actor("melati"), told=replace(TOLD, asked=asked, purpose=""), needed_at=soon())
    body = seen(people, who)
    deed = asked.split()[1]
    assert f"Dampingi {deed}" in body
    assert "Yunus" not in body
    assert body.index(f"Dampingi {deed}") < body.index("Telepon atau WA")


def soon() -> Any:
    return timezone.now() + timedelta(hours=20)


def test_words_that_no_list_knows_are_said_to_open_with_the_names(people: Any) -> None:
    received(people.actor("melati"), told=replace(TOLD, asked="Dampingi sidangan Yunus", purpose=""), needed_at=soon())
    body = seen(people, "melati")
    assert "Dampingi" not in body
    assert "Apa yang diminta terlihat setelah nama dibuka" in body


LETTER = "Permintaan laporan sosial a.n. Marta Khayalan"


@pytest.mark.parametrize("who", ["melati", "bima", "citra", "indah"])
def test_words_that_may_name_the_child_open_with_the_names_on_every_page(people: Any, who: str) -> None:
    made = received(people.actor("melati"), told=Told(asked=LETTER, unit="Unit PPA Polres Contoh"))
    typed = received(people.actor("melati"), told=replace(TOLD, asked=f"{TOLD.asked}. Marta Khayalan", where="Marta"))
    for address in ("/", "/aduan/", "/surat/masuk/", f"/aduan/{made.pk}/", f"/aduan/{typed.pk}/"):
        body = seen(people, who, address)
        assert not any(word in body for word in ("Marta", "Khayalan", "Yunus")), address
    assert "Dampingi pemeriksaan (BAP)" in seen(people, who, f"/aduan/{typed.pk}/")
    if who != "indah":
        assert LETTER in seen(people, who, f"/aduan/{made.pk}/", names_open=True)


@pytest.mark.parametrize("who", ["melati", "bima", "citra", "indah"])
def test_who_called_about_a_child_and_their_number_open_with_the_names(people: Any, who: str) -> None:
    told = Told(asked="Anak dipukul", about="Anak Uji", officer="Ibu Anak Uji", phone="0812 3456 7890", rank="Ibu")
    made = received(people.actor("melati"), told=told, from_role=MOTHER)
    body = seen(people, who, f"/aduan/{made.pk}/")
    assert not any(word in body for word in ("dipukul", "Anak Uji", "3456"))
    assert "setelah nama dibuka" in body


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("role", [OFFICER, MOTHER])
def test_an_unsafe_number_stands_not_on_its_own_page_either(people: Any, role: str, opened: bool) -> None:
    marked = Told(asked="Takut pulang", phone="0812 3456 7890", phone_unsafe="yes")
    made = received(people.actor("melati"), told=marked, from_role=role)
    body = seen(people, "melati", f"/aduan/{made.pk}/", names_open=opened)
    assert not any(word in body for word in ("3456", "tel:", "wa.me"))
    assert ("Jangan hubungi nomornya" in body) is (opened or role == OFFICER)


@pytest.mark.parametrize("role", [OFFICER, MOTHER])
def test_an_unsafe_number_is_neither_shown_nor_dialled(people: Any, role: str) -> None:
    marked = Told(asked="Takut pulang", phone="0812 3456 7890", safe_contact="Lewat guru", phone_unsafe="yes")
    received(people.actor("melati"), told=marked, from_role=role)
    for address in ("/", "/aduan/"):
        body = seen(people, "melati", address, names_open=True)
        assert "Jangan hubungi nomornya" in body
        assert "Lewat guru" in body
        assert not any(word in body for word in ("tel:", "sms:", "wa.me", "3456"))


@pytest.mark.parametrize(
    ("phone", "ways"),
    [
        ("(0380) 821234", ["call"]),
        ("110", ["call"]),
        ("0812-3456-7890", ["call", "text", "chat"]),
        ("tanya Pak RT", []),
    ],
)
def test_only_what_can_be_dialled_is_a_button(phone: str, ways: list[str]) -> None:
    assert list(card(Told(asked="x", phone=phone), OFFICER, named=True).ways) == ways


def test_a_form_marks_it(people: Any) -> None:
    browser = people.client("melati")
    browser.post(SPOKEN, {**asked_for(browser), "phone": "0812 3456 7890", "phone_unsafe": "on"})
    people.actor("melati")
    assert told(Report.objects.get()).phone_unsafe == "yes"
