"""What every answer tells the browser: load nothing from elsewhere, show in no frame, tell nobody where from."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

PAGES = ["/", "/kasus/", "/pengaturan/", "/orang/", "/masuk/2fa/", "/tidak/ada/"]


@pytest.fixture
def hers(people: Any) -> Client:
    found: Client = people.client("melati")
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_loads_from_nowhere_else(hers: Client, page: str) -> None:
    policy = hers.get(page).headers["Content-Security-Policy"]
    told = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert told["default-src"] == told["script-src"] == told["style-src"] == told["form-action"] == "'self'"
    assert told["object-src"] == told["base-uri"] == told["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_not_be_framed_sniffed_or_traced(hers: Client, page: str) -> None:
    told = hers.get(page).headers
    assert told["X-Frame-Options"] == "DENY"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Referrer-Policy"] == "same-origin"
    assert told["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_holds_no_inline_script_style_or_foreign_address(hers: Client, page: str) -> None:
    body = hers.get(page).content.decode()
    assert re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son\w+=\"", body) is None
    assert re.search(r'(?:src|href|action)="(?:https?:)?//', body) is None


@pytest.mark.parametrize("page", ["/", "/kasus/", "/orang/", "/pengaturan/", "/tidak/ada/"])
def test_a_page_of_somebody_at_work_is_left_in_no_cache(hers: Client, page: str) -> None:
    """Or the next person at a shared computer would find it by going back."""
    assert "no-store" in hers.get(page).headers["Cache-Control"]


def test_the_session_cookie_is_out_of_reach_and_dies_with_the_browser(client: Client, people: Any) -> None:
    sent = {"login": "melati@contoh.test", "password": "rehsos-contoh"}
    cookie = client.post(reverse("account_login"), sent).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""
    assert cookie["expires"] == ""


def test_signing_in_makes_a_new_session(client: Client, people: Any) -> None:
    client.post(reverse("language"), {"language": "en"})
    client.get("/kasus/")
    kept = client.session
    kept["x"] = 1
    kept.save()
    before = kept.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = str(before)
    client.post(reverse("account_login"), {"login": "melati@contoh.test", "password": "rehsos-contoh"})
    assert client.session.session_key != before


def test_under_https_cookies_go_nowhere_else(settings: Any, people: Any) -> None:
    """What config/settings.py sets when the address of the site starts with https."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client()
    sent = {"login": "melati@contoh.test", "password": "rehsos-contoh"}
    answer = client.post(reverse("account_login"), sent, secure=True)
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["secure"] is True


def test_a_form_without_its_proof_is_refused_in_words(people: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = people.client("melati").cookies
    answer = client.post(reverse("access:public_screen"))
    assert answer.status_code == 403
    assert "belum tersimpan" in answer.content.decode()


def test_a_host_that_is_not_ours_gets_no_page(db: None) -> None:
    assert Client().get(reverse("account_login"), headers={"host": "contoh.example"}).status_code == 400


@pytest.mark.parametrize("address", ["/kasus/?q=%00", "/orang/%00/", "/aduan/?x=a%00b"])
def test_what_no_text_can_hold_is_refused(hers: Client, address: str) -> None:
    assert hers.get(address).status_code == 400
