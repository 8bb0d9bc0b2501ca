"""Signing in: by password, with a second step, and what is said when it fails."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from rehsos.access.models import User

EMAIL, PASSWORD = "melati@contoh.test", "rehsos-contoh"
FAMILY = "rehsos.access.adapter.SecondFactorAdapter"


@pytest.fixture(autouse=True)
def _fresh(settings: Any, people: Any) -> None:
    settings.MFA_ADAPTER = FAMILY
    cache.clear()
    user = User.objects.get(email=EMAIL)
    user.set_password(PASSWORD)
    user.save()


def sign_in(browser: Client, password: str = PASSWORD, **more: str) -> Any:
    return browser.post(reverse("account_login"), {"login": EMAIL, "password": password, **more})


def is_in(browser: Client) -> bool:
    return SESSION_KEY in browser.session


def code_for(secret: str) -> str:
    counter = next(totp.yield_hotp_counters_from_time())
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def again(browser: Client) -> None:
    """Show again that it is you: changing a second step asks for it."""
    answer = browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert answer.status_code == 302


def with_app(browser: Client) -> str:
    """An authenticator app set up by its owner; its secret."""
    again(browser)
    body = browser.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r'class="code secret">([A-Z2-7]+)<', body)
    assert found is not None
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code_for(found[1])})
    if answer.status_code != 302:  # the half minute of the code ended on the way: as a person does, with the next one
        answer = browser.post(reverse("mfa_activate_totp"), {"code": code_for(found[1])})
    assert answer.status_code == 302
    return found[1]


def test_the_page_is_indonesian_unless_english_was_chosen(client: Client) -> None:
    client.get("/", headers={"accept-language": "en"})
    assert "Kata sandi" in client.get(reverse("account_login")).content.decode()
    client.post(reverse("language"), {"language": "en", "next": "/"})
    assert '<html lang="en">' in client.get(reverse("account_login")).content.decode()


def test_the_right_password_opens_the_first_page(client: Client) -> None:
    assert sign_in(client).url == "/"
    assert is_in(client)


def test_signing_in_leads_to_where_one_was_going(client: Client) -> None:
    assert client.get("/kasus/").url == "/masuk/login/?next=/kasus/"
    assert sign_in(client, next="/kasus/").url == "/kasus/"


def test_signing_in_never_leads_to_another_site(client: Client) -> None:
    assert sign_in(client, next="https://contoh.example/kasus/").url == "/"


def test_a_wrong_password_is_told_in_words_and_says_no_more(client: Client) -> None:
    known = sign_in(client, "salah-sama-sekali").content.decode()
    unknown = client.post(reverse("account_login"), {"login": "tidak.ada@contoh.test", "password": "salah"})
    assert "Surel atau kata sandi salah" in known
    assert "Surel atau kata sandi salah" in unknown.content.decode()
    assert not is_in(client)


def test_the_password_is_never_printed_back(client: Client) -> None:
    assert "salah-sama-sekali" not in sign_in(client, "salah-sama-sekali").content.decode()


def test_five_wrong_passwords_lock_the_door_even_for_the_right_one(client: Client) -> None:
    for _ in range(5):
        sign_in(client, "salah-sama-sekali")
    body = sign_in(client).content.decode()
    assert "Tunggu 5 menit" in body
    assert "administrator dinas" in body
    assert not is_in(client)


def test_the_lock_holds_for_one_person_only(client: Client) -> None:
    for _ in range(5):
        sign_in(client, "salah-sama-sekali")
    client.post(reverse("account_login"), {"login": "bima@contoh.test", "password": PASSWORD})
    assert is_in(client)


def test_who_has_left_the_service_does_not_get_in(client: Client) -> None:
    User.objects.filter(email=EMAIL).update(is_active=False)
    sign_in(client)
    assert not is_in(client)
    assert "sudah ditutup" in client.get(reverse("account_inactive")).content.decode()


def test_signing_out_asks_first_and_then_ends_the_session(client: Client) -> None:
    sign_in(client)
    client.get(reverse("account_logout"))
    assert is_in(client)
    answer = client.post(reverse("account_logout"), follow=True)
    assert not is_in(client)
    assert "Anda sudah keluar." in answer.content.decode()


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_reset_password", "account_set_password", "account_confirm_login_code"],
)
def test_what_an_administrator_does_is_not_offered(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_changing_the_password_asks_for_the_old_one(client: Client) -> None:
    sign_in(client)
    asked = {"password1": "tiga kata baru", "password2": "tiga kata baru"}
    wrong = client.post(reverse("account_change_password"), {"oldpassword": "bukan", **asked})
    assert "Tulis kata sandi Anda yang sekarang." in wrong.content.decode()
    assert client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **asked}).status_code == 302
    assert User.objects.get(email=EMAIL).check_password("tiga kata baru")
    assert is_in(client)


def test_the_second_step_can_only_be_changed_by_who_knows_the_password(client: Client) -> None:
    sign_in(client)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
    wrong = client.post(reverse("account_reauthenticate"), {"password": "bukan"})
    assert "Kata sandi salah." in wrong.content.decode()
    assert client.get(reverse("mfa_activate_totp")).status_code == 302


def test_with_an_app_the_password_alone_is_not_enough(client: Client) -> None:
    sign_in(client)
    secret = with_app(client)
    other = Client()
    assert sign_in(other).url.startswith(reverse("mfa_authenticate"))
    assert not is_in(other)
    wrong = other.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "Kode salah" in wrong
    assert other.post(reverse("mfa_authenticate"), {"code": code_for(secret)}).url == "/"
    assert is_in(other)


def test_after_the_second_step_one_gets_where_one_was_going(client: Client) -> None:
    sign_in(client)
    secret = with_app(client)
    other = Client()
    sign_in(other, next="/kasus/")
    assert other.post(reverse("mfa_authenticate"), {"code": code_for(secret)}).url == "/kasus/"


def test_five_wrong_codes_lock_the_second_step(client: Client) -> None:
    sign_in(client)
    secret = with_app(client)
    other = Client()
    sign_in(other)
    for _ in range(5):
        other.post(reverse("mfa_authenticate"), {"code": "000000"})
    body = other.post(reverse("mfa_authenticate"), {"code": code_for(secret)}).content.decode()
    assert "Tunggu 5 menit" in body
    assert not is_in(other)


def test_a_spare_code_works_once(client: Client) -> None:
    sign_in(client)
    with_app(client)
    body = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    spare = re.findall(r'class="code num">(\d+)<', body)
    assert len(spare) == 10
    assert client.get(reverse("mfa_download_recovery_codes")).content.decode().split() == spare
    first, second = Client(), Client()
    sign_in(first)
    first.post(reverse("mfa_authenticate"), {"code": spare[0]})
    assert is_in(first)
    sign_in(second)
    second.post(reverse("mfa_authenticate"), {"code": spare[0]})
    assert not is_in(second)


def test_new_spare_codes_end_the_old_ones(client: Client) -> None:
    sign_in(client)
    with_app(client)
    old = client.get(reverse("mfa_download_recovery_codes")).content
    assert "tidak berlaku lagi" in client.get(reverse("mfa_generate_recovery_codes")).content.decode()
    client.post(reverse("mfa_generate_recovery_codes"))
    assert set(client.get(reverse("mfa_download_recovery_codes")).content.split()).isdisjoint(old.split())


def test_the_app_can_be_switched_off_again(client: Client) -> None:
    sign_in(client)
    with_app(client)
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user__email=EMAIL).exists()


def test_secrets_of_the_second_step_lie_sealed(client: Client) -> None:
    sign_in(client)
    secret = with_app(client)
    rows = str(list(Authenticator.objects.filter(user__email=EMAIL).values_list("data", flat=True)))
    assert secret not in rows
    assert len(rows) > 100


@pytest.mark.parametrize("name", ["mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "account_reauthenticate"])
def test_the_pages_of_the_second_step_open_in_our_words(client: Client, name: str) -> None:
    sign_in(client)
    again(client)
    body = client.get(reverse(name)).content.decode()
    assert "Rehsos" in body
    assert "Authenticator" not in body


def test_the_challenge_of_a_passkey_stands_in_the_page_as_data(client: Client) -> None:
    sign_in(client)
    again(client)
    body = client.get(reverse("mfa_add_webauthn")).content.decode()
    assert re.search(r'<script id="js_data" type="application/json">\{"creation_options": \{', body)
    assert re.search(r"<script(?![^>]*src=)(?![^>]*application/json)", body) is None


def test_who_signs_in_without_a_password_is_told_who_gives_one(people: Any) -> None:
    user = User.objects.get(email=EMAIL)
    user.set_unusable_password()
    user.save()
    browser = people.client("melati")
    answer = browser.get(reverse("account_change_password"), follow=True)
    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, reverse("access:my_settings"))
    assert "Minta kata sandi pertama kepada administrator dinas" in answer.content.decode()
    assert Client().get(reverse("account_change_password")).url.startswith(reverse("account_login"))
