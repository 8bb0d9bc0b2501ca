"""A real Chromium against a real server: the cast at a phone of 360 px and at a laptop."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from rehsos.demo.cast import PASSWORD

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, LAPTOP = {"width": 360, "height": 780}, {"width": 1280, "height": 900}
SHOTS = os.environ.get("REHSOS_SHOTS", "")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless. Not there: the test fails and says how to get it."""
    found = shutil.which("chromium")
    if found is None:
        pytest.fail("Chromium belum ada. Pasang: apt-get install chromium (make test melakukannya bila boleh).")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def sign_in(browser: Browser, live_server: Any, settings: Any, transactional_db: None) -> Iterator[Callable[..., Page]]:
    """Sign in as one of the cast; returns the page. Any complaint of the browser fails the test."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    complaints: list[str] = []
    contexts = []

    def open_as(name: str, size: dict[str, int] = PHONE) -> Page:
        context = browser.new_context(viewport=size, base_url=live_server.url, locale="id-ID")  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        page.goto("/masuk/login/")
        page.fill("[name=login]", f"{name}@contoh.test")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/")
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert complaints == []


def looks_right(page: Page, name: str = "") -> None:
    """No sideways scroll, nothing axe objects to; a picture where REHSOS_SHOTS names a folder.

    A click comes back when the next page is on its way: what is looked at has to be whole.
    """
    page.wait_for_load_state()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url}: {wide} px terlalu lebar"
    if SHOTS:
        width = (page.viewport_size or PHONE)["width"]
        page.screenshot(path=Path(SHOTS) / f"{name or 'page'}-{width}.png", full_page=True)
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def is_easy_to_hit(page: Page, what: str, least: int = 24) -> None:
    """Whatever of this kind a finger is meant for is at least so many px high (WCAG 2.2, 2.5.8: 24)."""
    found = page.locator(what).filter(visible=True).all()
    sizes = [(one.inner_text(), box["height"]) for one in found if (box := one.bounding_box())]
    assert sizes, f"{page.url}: {what} tidak ada"
    assert [one for one in sizes if one[1] < least] == []


def open_names(page: Page) -> None:
    """Choose the first PIN, where a page asked for it; the page goes on to where it was wanted."""
    expect(page.locator("h1")).to_contain_text("PIN")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=pin]", "424242")
    page.click("button:has-text('Buka nama')")
