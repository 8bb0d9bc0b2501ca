"""Names on and off, the PIN, shared screens, language, drafts' address: what holds for one session."""

import html
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from rehsos.access.drafts import NEVER, drafts_of
from rehsos.access.models import Draft, User
from rehsos.audit.actions import new_id
from rehsos.audit.models import View

PIN, OTHER = "123456", "654321"


@pytest.fixture
def hers(people: Any) -> Client:
    cache.clear()
    found: Client = people.client("melati")
    return found


def melati() -> User:
    return User.objects.get(email="melati@contoh.test")


PASSWORD = "rehsos-contoh"


def enter(hers: Client, pin: str, **more: str) -> Any:
    return hers.post(reverse("access:open_names"), {"pin": pin, "password": PASSWORD, **more})


@pytest.mark.parametrize("password", ["", "salah-sekali"])
def test_the_first_pin_asks_the_password(hers: Client, password: str) -> None:
    assert enter(hers, PIN, password=password).status_code == 422
    assert melati().pin == ""
    assert "names_open" not in hers.session


def test_the_first_pin_is_chosen_and_opens_names(hers: Client) -> None:
    assert "Buat PIN" in hers.get(reverse("access:open_names")).content.decode()
    assert enter(hers, PIN).status_code == 302
    assert hers.session["names_open"] is True
    assert PIN not in melati().pin


def test_the_right_pin_opens_names_and_leads_back(hers: Client) -> None:
    enter(hers, PIN)
    hers.post(reverse("access:hide_names"))
    answer = hers.post(reverse("access:open_names") + "?next=/kasus/", {"pin": PIN})
    assert answer.url == "/kasus/"
    assert hers.session["names_open"] is True


def test_the_way_back_never_leaves_the_site(hers: Client) -> None:
    assert enter(hers, PIN, next="//contoh.example/").url == "/"
    assert hers.post(reverse("access:hide_names"), {"next": "https://contoh.example/"}).url == "/"


def test_a_wrong_pin_opens_nothing(hers: Client) -> None:
    enter(hers, PIN)
    hers.post(reverse("access:hide_names"))
    answer = enter(hers, OTHER)
    assert answer.status_code == 422
    assert "PIN salah" in answer.content.decode()
    assert "names_open" not in hers.session


@pytest.mark.parametrize("pin", ["12345", "1234567", "abcdef", "", "12 456"])
def test_a_pin_is_six_figures(hers: Client, pin: str) -> None:
    assert enter(hers, pin).status_code == 422
    assert melati().pin == ""


def test_five_wrong_tries_lock_the_pin_even_for_the_right_one(hers: Client) -> None:
    enter(hers, PIN)
    for _ in range(5):
        enter(hers, OTHER)
    assert "terkunci" in enter(hers, PIN).content.decode()


def test_signing_in_anew_gives_the_tries_back(hers: Client) -> None:
    User.objects.filter(pk=melati().pk).update(pin_failures=5)
    Client().post(reverse("account_login"), {"login": "melati@contoh.test", "password": "rehsos-contoh"})
    assert melati().pin_failures == 0


def test_who_knows_the_password_may_choose_another_pin(hers: Client) -> None:
    enter(hers, PIN)
    User.objects.filter(pk=melati().pk).update(pin_failures=5)
    wrong = hers.post(reverse("access:change_pin"), {"password": "bukan", "pin": OTHER})
    assert "Kata sandi salah." in wrong.content.decode()
    assert hers.post(reverse("access:change_pin"), {"password": "rehsos-contoh", "pin": OTHER}).status_code == 302
    assert enter(hers, OTHER).status_code == 302


def test_who_forgot_the_pin_comes_back_to_where_it_was_asked(hers: Client) -> None:
    enter(hers, PIN)
    hers.post(reverse("access:hide_names"))
    asks = reverse("access:open_names") + "?next=/kasus/"
    page = hers.get(asks).content.decode()
    way = re.findall(r'href="([^"]*/nama/pin/[^"]*)"', page)
    assert len(way) == 1
    answer = hers.post(html.unescape(way[0]), {"password": "rehsos-contoh", "pin": OTHER})
    assert answer["Location"] == asks


def test_hiding_takes_back_names_revealed_one_by_one(hers: Client) -> None:
    kept = hers.session
    kept.update({"names_open": True, "revealed": ["x"]})
    kept.save()
    hers.post(reverse("access:hide_names"))
    assert not {"names_open", "revealed"} & set(hers.session.keys())


def test_a_shared_screen_is_switched_on_and_off(hers: Client) -> None:
    hers.post(reverse("access:public_screen"))
    assert hers.session["public_screen"] is True
    hers.post(reverse("access:public_screen"))
    assert hers.session["public_screen"] is False


@pytest.mark.parametrize("name", ["access:hide_names", "access:public_screen"])
def test_a_switch_is_not_thrown_by_following_a_link(hers: Client, name: str) -> None:
    assert hers.get(reverse(name)).status_code == 405


def test_an_analyst_has_no_names_to_open(people: Any) -> None:
    assert people.client("gita").get(reverse("access:open_names")).status_code == 404


def test_the_settings_page_leads_to_everything(hers: Client) -> None:
    body = hers.get(reverse("access:my_settings")).content.decode()
    for name in ("account_change_password", "mfa_index", "access:open_names", "access:change_pin"):
        assert f'href="{reverse(name)}"' in body


def keep(hers: Client, address: str, **typed: str) -> int:
    return int(hers.post(reverse("access:draft"), typed | {"form_address": address}).status_code)


def test_a_draft_is_kept_only_for_a_page_of_this_site(hers: Client) -> None:
    assert keep(hers, "/kasus/buka/", note="setengah") == 204
    assert keep(hers, "/tidak/ada/", note="setengah") == 404
    assert keep(hers, "//contoh.example/", note="setengah") == 404
    assert keep(hers, "/kasus/" + "9" * 200 + "/", note="setengah") == 404
    assert [it.address for it in drafts_of(melati())] == ["/kasus/buka/"]


@pytest.mark.parametrize("name", sorted(NEVER - {"access:resume"}))
def test_nothing_waits_at_a_page_of_the_sign_in_itself(hers: Client, name: str) -> None:
    assert keep(hers, reverse(name), action_id=str(new_id()), note="setengah") == 404


def test_a_shared_screen_shows_nothing_that_was_typed_before_and_loses_none_of_it(hers: Client) -> None:
    address = reverse("intake:receive_report")
    keep(hers, address, action_id=str(new_id()), asked="Rina Laku Mali dipukul")
    hers.post(reverse("access:public_screen"))
    shut = hers.get(address, follow=True)
    assert "Matikan layar umum" in shut.content.decode()
    assert "Rina" not in shut.content.decode()
    hers.post(reverse("access:public_screen"))
    kept = hers.session
    kept["names_open"] = True
    kept.save()
    assert "Rina Laku Mali" in hers.get(address).content.decode()


def test_the_table_of_drafts_tells_neither_the_case_nor_the_person(hers: Client) -> None:
    keep(hers, "/kasus/53.01-26-0001/layanan/", note="setengah")
    row = Draft.objects.get()
    assert b"53.01" not in b" ".join((bytes(row.place), bytes(row.sealed), str(vars(row)).encode()))


def test_a_draft_lies_sealed_and_without_secrets(hers: Client) -> None:
    keep(hers, "/kasus/buka/", note="rahasia anak", pin=PIN)
    sealed = bytes(Draft.objects.get().sealed)
    assert b"rahasia" not in sealed
    assert PIN.encode() not in sealed


def test_more_than_anybody_types_is_not_kept(hers: Client) -> None:
    assert keep(hers, "/kasus/buka/", note="a" * 255 * 1024) == 204
    assert keep(hers, "/kasus/buka/", note="a" * 256 * 1024 + "b") == 404


def test_drafts_are_kept_by_post_only(hers: Client) -> None:
    assert hers.get(reverse("access:draft")).status_code == 405


def test_who_is_not_signed_in_keeps_no_drafts(client: Client, people: Any) -> None:
    assert client.post(reverse("access:draft"), {"form_address": "/kasus/buka/", "note": "x"}).status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_can_be_thrown_away_from_the_settings(hers: Client) -> None:
    keep(hers, "/kasus/buka/?orang=1", note="setengah")
    assert (
        'name="form_address" value="/kasus/buka/?orang=1"' in hers.get(reverse("access:my_settings")).content.decode()
    )
    answer = hers.post(reverse("access:draft"), {"discard": "1", "form_address": "/kasus/buka/?orang=1"})
    assert answer.url == "/kasus/buka/?orang=1"
    assert not Draft.objects.exists()


def test_the_language_outlives_the_session(people: Any) -> None:
    answer = people.client("melati").post("/bahasa/", {"language": "en"})
    assert int(answer.cookies["django_language"]["max-age"]) > 300 * 24 * 3600


def test_a_draft_is_listed_by_what_it_is_and_linked_while_its_page_opens(hers: Client) -> None:
    keep(hers, "/aduan/lisan/", form_title="Permintaan lisan", more="setengah")
    gone = reverse("cases:service", args=["53.01-26-9999"])
    keep(hers, gone, form_title="Layanan")
    before = View.objects.count()
    body = hers.get(reverse("access:my_settings")).content.decode()
    assert '<a class="tap" href="/aduan/lisan/">Permintaan lisan</a>' in body
    assert f'href="{gone}"' not in body
    assert all(said in body for said in ("Layanan", "53.01-26-9999", "tidak dapat dilanjutkan lagi"))
    assert View.objects.count() == before


def test_a_form_says_what_it_is_when_it_is_kept(hers: Client) -> None:
    assert 'name="form_title" value="Permintaan lisan"' in hers.get("/aduan/lisan/").content.decode()
