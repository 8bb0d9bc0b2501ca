"""Passkeys and lost sessions in a real browser, whose fingerprint reader is a virtual one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, CDPSession, Page, expect

from rehsos.access.models import KeptForm
from rehsos.cases.models import Task
from rehsos.cases.tests.test_open_case import opened
from rehsos.demo.cast import PASSWORD

from .conftest import LAPTOP, looks_right, open_names

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHAT = "Akta lahir, bawa surat lahir dari bidan"
READER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
SignIn = Callable[..., Page]


@pytest.fixture
def errand(people: Any) -> str:
    """The address of the form for a new errand in a case of Melati's."""
    with transaction.atomic():
        return reverse("cases:task_new", args=[opened(people.actor("melati")).code])


def with_reader(page: Page) -> tuple[CDPSession, str]:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    return devtools, devtools.send("WebAuthn.addVirtualAuthenticator", {"options": READER})["authenticatorId"]


def add_passkey(page: Page) -> None:
    page.goto("/masuk/2fa/webauthn/add/")
    looks_right(page, "reauthenticate")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.check("[name=passwordless]")
    looks_right(page, "passkey-add")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")


def sign_out(page: Page) -> None:
    page.goto("/masuk/logout/")
    page.click(".savebar button")
    page.wait_for_url("**/masuk/login/")


def test_a_passkey_is_added_and_signs_in_alone(sign_in: SignIn) -> None:
    page = sign_in("melati")
    with_reader(page)
    add_passkey(page)
    looks_right(page, "recovery-codes")
    page.goto("/masuk/2fa/webauthn/")
    looks_right(page, "passkeys")
    sign_out(page)
    page.goto("/kasus/?status=open")
    looks_right(page, "sign-in")
    page.click("#passkey_login")
    page.wait_for_url("**/kasus/?status=open")


def test_after_the_password_the_passkey_is_the_second_step(sign_in: SignIn) -> None:
    page = sign_in("melati", LAPTOP)
    with_reader(page)
    add_passkey(page)
    sign_out(page)
    page.fill("[name=login]", "melati@contoh.test")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/authenticate/")
    looks_right(page, "second-step")
    page.click("#mfa_webauthn_authenticate")
    expect(page.locator("main h1")).not_to_have_text("Langkah kedua")


def test_a_finger_that_is_not_known_is_told_in_words(sign_in: SignIn) -> None:
    page = sign_in("melati")
    devtools, reader = with_reader(page)
    add_passkey(page)
    sign_out(page)
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": reader, "isUserVerified": False})
    page.click("#passkey_login")
    expect(page.get_by_text("Passkey belum terbaca")).to_be_visible(timeout=20_000)
    looks_right(page, "passkey-refused")


def fill(page: Page, address: str) -> None:
    page.goto(address)
    page.check("[name=kind][value=birth]")
    page.fill("[name=what]", WHAT)


def run_out() -> None:
    Session.objects.update(expire_date=timezone.now())


def again(page: Page) -> None:
    page.fill("[name=login]", "melati@contoh.test")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


def test_a_save_after_the_session_ran_out_leaves_the_page_and_retries(sign_in: SignIn, errand: str) -> None:
    page = sign_in("melati")
    fill(page, errand)
    run_out()
    page.click(".savebar button")
    expect(page.locator(".unsent")).to_contain_text("Sesi berakhir")
    assert page.input_value("[name=what]") == WHAT
    assert KeptForm.objects.count() == 1
    other = page.context.new_page()
    other.goto("/masuk/login/")
    again(other)
    other.wait_for_url(lambda url: "login" not in url)
    other.goto(reverse("access:resume", args=[KeptForm.objects.get().pk]))
    looks_right(other, "resume")
    other.goto("/pengaturan/")
    looks_right(other, "settings")
    page.click(".unsent button")
    page.wait_for_url(lambda url: not url.endswith("/tugas/"))
    with transaction.atomic():
        assert saved() == 1
    assert KeptForm.objects.count() == 0


def saved() -> int:
    from rehsos.audit.actor import set_scope

    set_scope((3,), 1)
    return Task.objects.count()


def test_without_script_it_comes_back_after_signing_in(browser: Browser, live_server: Any, errand: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 780}, base_url=live_server.url, java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/masuk/login/")
    again(page)
    fill(page, errand)
    run_out()
    page.click(".savebar button")
    page.wait_for_url("**/masuk/login/?next=**")
    again(page)
    expect(page.locator("h1")).to_have_text("Isian Anda masih ada")
    page.click("text=Lanjutkan isian")
    open_names(page)
    expect(page.get_by_text("Draf dipulihkan")).to_be_visible()
    assert page.input_value("[name=what]") == WHAT
    page.click(".savebar button")
    page.wait_for_url(lambda url: not url.endswith("/tugas/"))
    with transaction.atomic():
        assert saved() == 1
    context.close()
