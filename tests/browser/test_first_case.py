"""The main job on a phone of 360 px: from the investigator's call to the report handed over."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, is_easy_to_hit, looks_right, open_names

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WITA = ZoneInfo("Asia/Makassar")


def local(hours_ago: float) -> str:
    return (datetime.now(WITA) - timedelta(hours=hours_ago)).strftime("%Y-%m-%dT%H:%M")


def save(page: Page) -> None:
    """Press the form's save button and wait until the next page stands."""
    here = page.url
    page.locator("form[data-keep] button[type=submit]").first.click()
    page.wait_for_url(lambda url: url != here)


def register_child(page: Page) -> None:
    page.goto("/orang/")
    page.fill("[name=q]", "Rambu Teladan")
    page.press("[name=q]", "Enter")
    page.get_by_role("button", name="Daftarkan orang baru").click()
    expect(page.locator("[name=full_name]")).to_have_value("Rambu Teladan")
    assert "Rambu" not in page.url
    page.locator("[name=sex][value=P]").check(force=True)
    page.fill("[name=birth_year]", "2012")
    save(page)


def open_case(page: Page) -> str:
    page.get_by_role("link", name="Buka kasus").first.click()
    page.locator("[name=primary_type]").first.select_option("child_in_justice")
    save(page)
    return page.url.rstrip("/").rsplit("/", 1)[1]


def test_from_the_call_to_the_report_handed_over(sign_in: Callable[..., Page]) -> None:
    page = sign_in("melati")
    looks_right(page, "hari-ini")
    page.goto("/aduan/lisan/")
    page.fill("[name=officer]", "Ipda Contoh")
    page.fill("[name=about]", "Anak perempuan dari Oesao")
    save(page)
    register_child(page)
    code = open_case(page)
    looks_right(page, "kasus")

    page.goto(f"/kasus/{code}/perkara/baru/")
    page.locator("[name=role][value=child_victim]").check(force=True)
    page.fill("[name=police_number]", "LP/112/XI/2026")
    save(page)

    page.goto(f"/kasus/{code}/surat/masuk/")
    page.fill("[name=number]", "B/71/XI/2026")
    page.locator("label", has_text="Jam lain").click()
    page.fill("[name=received_at]", local(3))
    page.fill("[name=received_by]", "TU Contoh")
    page.fill("[name=party]", "Unit PPA Polres Contoh")
    save(page)

    page.goto(f"/kasus/{code}/")
    is_easy_to_hit(page, ".crumbs a", 44)
    is_easy_to_hit(page, "summary")
    expect(page.get_by_text("Laporan sosial kepada penyidik").first).to_be_visible()
    assert "Rambu" not in page.content()
    looks_right(page, "kasus-dengan-tenggat")


def test_a_lost_connection_at_submit_loses_nothing(sign_in: Callable[..., Page]) -> None:
    page = sign_in("melati")
    page.goto("/aduan/lisan/")
    page.fill("[name=about]", "Anak laki-laki dari Naibonat")
    page.context.set_offline(True)
    page.locator("form[data-keep] button[type=submit]").first.click()
    expect(page.get_by_role("alert").filter(has_text="Belum tersimpan")).to_be_visible()
    expect(page.locator("[name=about]")).to_have_value("Anak laki-laki dari Naibonat")
    page.context.set_offline(False)
    page.get_by_role("button", name="Coba lagi").click()
    page.wait_for_url(lambda url: not url.endswith("/lisan/"))


def test_a_half_typed_form_is_there_after_a_reload(sign_in: Callable[..., Page]) -> None:
    page = sign_in("melati")
    page.goto("/aduan/lisan/")
    with page.expect_response(lambda answer: "/draf/" in answer.url):
        page.fill("[name=about]", "Setengah terketik")
        page.locator("[name=about]").blur()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    open_names(page)  # what is typed names people: it comes back once names are open
    expect(page.locator("[name=about]")).to_have_value("Setengah terketik")


def test_a_draft_is_thrown_away_once_the_connection_is_back(sign_in: Callable[..., Page]) -> None:
    """Without a connection the page stays as it is, and says that it was not thrown away."""
    page = sign_in("melati")
    page.goto("/aduan/lisan/")
    with page.expect_response(lambda answer: "/draf/" in answer.url):
        page.fill("[name=about]", "Setengah terketik")
        page.locator("[name=about]").blur()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    open_names(page)
    expect(page.locator("[name=about]")).to_have_value("Setengah terketik")  # the page after the PIN stands
    page.wait_for_load_state()
    page.context.set_offline(True)
    page.get_by_role("button", name="Buang draf").click()
    expect(page.get_by_role("alert").filter(has_text="Belum tersimpan")).to_be_visible()
    expect(page.locator("[name=about]")).to_have_value("Setengah terketik")
    page.context.set_offline(False)
    page.get_by_role("button", name="Coba lagi").click()
    expect(page.get_by_role("button", name="Buang draf")).to_be_hidden()
    expect(page.locator("[name=about]")).to_have_value("")


@pytest.mark.parametrize("who", ["melati", "citra", "gita", "indah"])
def test_every_first_page_looks_right_on_a_laptop(sign_in: Callable[..., Page], who: str) -> None:
    page = sign_in(who, LAPTOP)
    looks_right(page, f"awal-{who}")


def test_the_keyboard_reaches_the_content_first(sign_in: Callable[..., Page]) -> None:
    page: Any = sign_in("melati", LAPTOP)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Langsung ke isi")
