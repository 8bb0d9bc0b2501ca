"""A hospital answers on a phone of 360 px, without an account and without script; the worker reads it on Hari ini."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from rehsos.cases.tests.test_open_case import opened

from .conftest import PHONE, looks_right, open_names

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1280, "height": 900}


def test_a_hospital_answers_without_account_and_script(
    sign_in: Callable[..., Page], people: Any, browser: Any, live_server: Any
) -> None:
    with transaction.atomic():
        case = opened(people.actor("melati")).code
    page = sign_in("melati")
    page.goto(f"/rujukan/baru/{case}/?laku=refer")
    looks_right(page, "mitra-rujuk")
    page.get_by_role("link", name="Rumah sakit, sekolah, Dukcapil").click()
    looks_right(page, "mitra-isi")
    page.check("[name=outside][value=hospital]", force=True)
    page.fill("[name=party]", "RSUD Contoh, poli jiwa")
    page.fill("[name=phone]", "+62 812-3456-7890")
    page.check("[name=wanted][value=expert]", force=True)
    page.fill("[name=asked]", "Dua kali sesi psikolog, mulai Senin.")
    page.get_by_role("button", name="Simpan, lalu lembar kode").click()
    looks_right(page, "mitra-lembar")
    page.get_by_role("button", name="Buat kode").click()
    page.set_viewport_size(WIDE)
    looks_right(page, "mitra-kode")
    page.set_viewport_size(PHONE)
    looks_right(page, "mitra-kode")
    code = re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page.inner_text("main"))[0]
    for size in (WIDE, PHONE):
        _reads(browser, live_server.url, code, size)
    _answers(browser, live_server.url, code)
    page.goto("/")
    expect(page.get_by_text("Rumah sakit atau puskesmas").first).to_be_visible()
    looks_right(page, "mitra-hari-ini")
    page.get_by_role("link", name="Baca").first.click()
    page.get_by_role("link", name="Buka nama").first.click()
    open_names(page)
    expect(page.get_by_text("Senin pukul 9, bawa rujukan.")).to_be_visible()
    looks_right(page, "mitra-rujukan")
    page.set_viewport_size(WIDE)
    looks_right(page, "mitra-rujukan")


def _partner(browser: Any, url: str, code: str, size: dict[str, int], **more: Any) -> Page:
    page: Page = browser.new_context(viewport=size, base_url=url, locale="id-ID", **more).new_page()
    page.goto("/jawab/")
    page.fill("[name=code]", code.lower())
    page.fill("[name=phone]", "7890")
    return page


def _reads(browser: Any, url: str, code: str, size: dict[str, int]) -> None:
    page = _partner(browser, url, code, size)
    looks_right(page, "mitra-jawab")
    page.fill("[name=phone]", "0000")
    page.get_by_role("button", name="Buka").click()
    looks_right(page, "mitra-salah")
    page.fill("[name=phone]", "7890")
    page.get_by_role("button", name="Buka").click()
    expect(page.get_by_text("R.T.", exact=False)).to_be_visible()
    looks_right(page, "mitra-baca")
    page.context.close()


def _answers(browser: Any, url: str, code: str) -> None:
    page = _partner(browser, url, code, PHONE, java_script_enabled=False)
    page.get_by_role("button", name="Buka").click()
    page.check("[name=answer][value=accepted]", force=True)
    page.fill("[name=words]", "Senin pukul 9, bawa rujukan.")
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_text("Terima kasih")).to_be_visible()
    assert code not in page.url
    assert not [one for one in page.context.cookies() if one["name"] == "sessionid"]
    page.context.close()
