"""What the side bar of a laptop holds is within reach on a phone: the way out, the shared screen, language, names."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import LAPTOP, looks_right

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = [{"width": width, "height": 780} for width in (360, 640, 800)]
"""A cheap phone; a laptop magnified to 200 %; a small tablet. All three have no side bar."""
SignIn = Callable[..., Page]


def to_more(page: Page) -> None:
    """One tap from wherever this is."""
    page.locator(".tabbar").get_by_role("link", name="Lainnya").click()
    page.wait_for_url("**/lainnya/")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
@pytest.mark.parametrize("who", ["melati", "indah", "gita"])
def test_the_way_out_is_one_tap_from_every_page(sign_in: SignIn, who: str, size: dict[str, int]) -> None:
    page = sign_in(who, size)
    to_more(page)
    looks_right(page, f"lainnya-{who}")
    page.locator("main").get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk/login/**")
    page.goto("/lainnya/")
    assert "/masuk/" in page.url


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_the_shared_screen_goes_on_from_a_form_too(sign_in: SignIn, size: dict[str, int]) -> None:
    page = sign_in("melati", size)
    page.goto("/aduan/lisan/")
    to_more(page)
    page.locator("main").get_by_role("button", name="Mode layar umum").click()
    expect(page.get_by_role("status").first).to_contain_text("Mode layar umum")
    page.goto("/")
    expect(page.get_by_role("link", name="Buka nama")).to_have_count(0)


def test_the_language_is_changed_on_a_phone(sign_in: SignIn) -> None:
    page = sign_in("melati")
    to_more(page)
    page.locator("main").get_by_role("button", name="English").click()
    page.wait_for_url("**/lainnya/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("size", [*SIZES, LAPTOP], ids=lambda size: str(size["width"]))
def test_names_are_opened_where_the_day_begins(sign_in: SignIn, size: dict[str, int]) -> None:
    page = sign_in("melati", size)
    looks_right(page, "hari-ini")
    page.get_by_role("link", name="Buka nama").click()
    expect(page.locator("h1")).to_contain_text("PIN")
