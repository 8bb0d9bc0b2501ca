"""Guessing is slowed down, and nobody can turn that against the owner; what the database holds signs nobody in."""

import base64
import pickle
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from rehsos.access.cache import clear_over
from rehsos.access.doorkeeper import client_address
from rehsos.access.models import User
from rehsos.access.passwords import NotTheFirstGuess
from rehsos.access.session_store import kept_as
from rehsos.audit.actions import new_id
from rehsos.directory.actions import set_policy
from rehsos.directory.models import Office

EMAIL, PASSWORD, WRONG = "melati@contoh.test", "rehsos-contoh", "salah-sama-sekali"


@pytest.fixture(autouse=True)
def _fresh(people: Any) -> None:
    cache.clear()
    for who in ("melati", "bima"):
        user = User.objects.get(email=f"{who}@contoh.test")
        user.set_password(PASSWORD)
        user.save()


def sign_in(browser: Client, password: str = PASSWORD, email: str = EMAIL, address: str = "10.0.0.1") -> Any:
    return browser.post(reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR=address)


def is_in(browser: Client) -> bool:
    return SESSION_KEY in browser.session


def leave(browser: Client) -> None:
    browser.post(reverse("account_logout"))
    assert not is_in(browser)


def test_five_wrong_passwords_from_elsewhere_do_not_lock_the_owner(client: Client) -> None:
    for _ in range(6):
        sign_in(Client(), WRONG, address="10.0.0.9")
    assert "Tunggu 5 menit" in sign_in(Client(), address="10.0.0.9").content.decode()
    sign_in(client)
    assert is_in(client)


def test_nor_from_the_same_address_where_the_owner_signed_in_before(client: Client) -> None:
    sign_in(client)
    leave(client)
    for _ in range(40):
        sign_in(Client(), WRONG)
    sign_in(client)
    assert is_in(client)


def test_sixty_one_tries_behind_one_proxy_lock_nobody(client: Client) -> None:
    for number in range(61):
        sign_in(Client(), WRONG, f"tidak.ada.{number}@contoh.test")
    sign_in(client)
    assert is_in(client)


def test_but_guessing_at_many_from_one_address_is_slowed_down(client: Client) -> None:
    for number in range(120):
        sign_in(Client(), WRONG, f"tidak.ada.{number}@contoh.test")
    assert "Tunggu 5 menit" in sign_in(client).content.decode()
    assert not is_in(client)


def test_and_at_one_from_many_addresses(client: Client) -> None:
    for number in range(30):
        sign_in(Client(), WRONG, address=f"10.0.1.{number}")
    sign_in(client, address="10.0.2.1")
    assert not is_in(client)


def test_in_ones_own_browser_five_wrong_ones_wait_too(client: Client) -> None:
    sign_in(client)
    leave(client)
    for _ in range(5):
        sign_in(client, WRONG)
    sign_in(client)
    assert not is_in(client)
    sign_in(client, email="bima@contoh.test")
    assert is_in(client)


def test_a_device_cookie_made_by_somebody_else_is_none(client: Client) -> None:
    client.cookies["device"] = "WyJ4Il0:1abcde:" + "A" * 43
    for _ in range(5):
        sign_in(client, WRONG)
    sign_in(client)
    assert not is_in(client)


@pytest.mark.parametrize(
    ("proxies", "sender", "told", "address"),
    [
        ([], "127.0.0.1", "10.1.1.1", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", "10.1.1.1", "10.1.1.1"),
        (["127.0.0.1"], "127.0.0.1", "6.6.6.6, 10.1.1.1", "10.1.1.1"),
        (["127.0.0.1", "192.168.0.0/16"], "127.0.0.1", "6.6.6.6, 10.1.1.1, 192.168.7.7", "10.1.1.1"),
        (["127.0.0.1"], "10.9.9.9", "10.1.1.1", "10.9.9.9"),
        (["127.0.0.1"], "127.0.0.1", "", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", "nonsens", "127.0.0.1"),
        (["::1"], "::1", "2001:db8::5", "2001:db8::5"),
    ],
)
def test_an_address_is_believed_from_a_named_proxy_only(
    settings: Any, proxies: list[str], sender: str, told: str, address: str
) -> None:
    settings.PROXIES = [ip_network(one) for one in proxies]
    given: Any = {"REMOTE_ADDR": sender} | ({"HTTP_X_FORWARDED_FOR": told} if told else {})
    assert client_address(RequestFactory().get("/", **given)) == address


class Bomb:
    def __reduce__(self) -> Any:
        return open, ("/nonexistent/rehsos", "w")


def test_a_pickle_in_the_cache_table_is_not_there_and_never_runs() -> None:
    """Django's own cache would raise FileNotFoundError here: it had run what stood there."""
    cache.set("counted", [1.5])
    bomb = base64.b64encode(pickle.dumps(Bomb())).decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_cache SET value = %s", [bomb])
    assert cache.get("counted", "nothing") == "nothing"


def test_the_cache_keeps_what_a_limit_needs() -> None:
    cache.set("a", [1.5, 2], 60)
    assert (cache.get("a"), cache.get("b"), cache.get("b", 7)) == ([1.5, 2], None, 7)
    assert (cache.add("a", 1), cache.add("c", True, 60), cache.add("c", True, 60)) == (False, True, False)
    assert (cache.delete("c"), cache.delete("c"), cache.add("c", None)) == (True, False, True)
    cache.set("over", 1, -5)
    assert (cache.get("over"), cache.add("over", 2, -5), cache.touch("over"), clear_over()) == (None, True, False, 1)


def test_no_key_of_a_session_stands_in_the_database(client: Client) -> None:
    sign_in(client)
    key = client.cookies["sessionid"].value
    kept = list(Session.objects.values_list("session_key", flat=True))
    assert key not in kept
    assert kept_as(key) in kept
    thief = Client()
    thief.cookies["sessionid"] = kept_as(key)
    assert thief.get(reverse("access:my_settings")).status_code == 302


def test_a_session_that_has_ended_opens_nothing(client: Client) -> None:
    sign_in(client)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get(reverse("access:my_settings")).status_code == 302


def test_one_sees_where_one_is_signed_in_and_ends_the_others(client: Client) -> None:
    sign_in(client)
    phone = Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile"})
    sign_in(phone)
    other = Client()
    sign_in(other, email="bima@contoh.test")
    body = client.get(reverse("access:my_settings")).content.decode()
    assert "Chrome, Android" in body
    assert "layar ini" in body
    assert client.post(reverse("access:end_elsewhere")).status_code == 302
    assert (client.get("/kasus/").status_code, phone.get("/kasus/").status_code) == (200, 302)
    assert other.get("/kasus/").status_code == 200


def demand(people: Any, *roles: str) -> None:
    by = people.actor("citra")
    set_policy(office=Office.objects.get(pk=3), values={"second_factor": list(roles)}, since=timezone.localdate(),
               by=by, action_id=new_id())  # fmt: skip


def test_without_the_offices_choice_nobody_needs_a_second_factor(client: Client) -> None:
    assert sign_in(client).url == "/"
    assert client.get("/kasus/").status_code == 200


def test_where_the_office_demands_one_nothing_opens_before(client: Client, people: Any) -> None:
    demand(people, "peksos")
    assert sign_in(client).url == reverse("mfa_index")
    for address in ("/", "/kasus/", "/orang/", reverse("access:my_settings")):
        assert client.get(address).url == reverse("mfa_index")
    assert "langkah kedua" in client.get(reverse("mfa_index")).content.decode()
    user = User.objects.get(email=EMAIL)
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert client.get("/kasus/").status_code == 302
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert client.get("/kasus/").status_code == 200


def test_it_is_demanded_of_the_roles_named_only(client: Client, people: Any) -> None:
    demand(people, "kabid", "clerk")
    assert sign_in(client).url == "/"


def test_the_kabid_chooses_it_on_a_page(people: Any) -> None:
    hers = people.client("citra")
    where = reverse("desk:office_sign_in")
    assert hers.get(where).status_code == 200
    told = {"roles": ["kabid", "analyst"], "since": timezone.localdate().isoformat(), "action_id": str(new_id())}
    assert hers.post(where, told).status_code == 302
    assert "Analis" in hers.get(reverse("desk:office")).content.decode()
    assert people.client("melati").get(where).status_code == 404


@pytest.mark.parametrize(
    "weak",
    ["passwordku1", "Rehsos12345", "P@ssw0rd2026", "dinsoskupang1", "melati123456", "Bismillah99", "katasandi-1"],
)
def test_what_one_would_guess_first_is_refused(weak: str) -> None:
    with pytest.raises(ValidationError):
        NotTheFirstGuess().validate(weak, User.objects.get(email=EMAIL))


@pytest.mark.parametrize("fine", ["tiga kata baru", "hujan-kemiri-lampu", "kd7h-qm2x-9rtz-bbnw", "482916 375502"])
def test_what_one_would_not_is_taken(fine: str) -> None:
    NotTheFirstGuess().validate(fine, User.objects.get(email=EMAIL))
