"""A place that may mean several is chosen by a tap, with script and without; a day is said in words beside its box."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from rehsos.audit.actor import set_scope
from rehsos.demo import cast
from rehsos.people.identity import identity_of
from rehsos.people.models import Person

from .conftest import PHONE, is_easy_to_hit, looks_right

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SignIn = Callable[..., Page]


@pytest.fixture
def scriptless(browser: Browser, sign_in: SignIn, live_server: Any) -> Iterator[Page]:
    """Melati on a phone whose browser runs no script."""
    state = sign_in("melati").context.storage_state()
    context = browser.new_context(
        java_script_enabled=False, storage_state=state, base_url=live_server.url,
        viewport=PHONE, locale="en-US",  # type: ignore[arg-type]
    )  # fmt: skip
    yield context.new_page()
    context.close()


def lives_in() -> str:
    """Where the only person that was registered lives."""
    with transaction.atomic():
        set_scope(tuple(office.id for office in cast.OFFICES), 0)
        return identity_of(Person.objects.get()).lives_in


def begin(page: Page) -> None:
    page.goto("/orang/baru/")
    page.fill("[name=called]", "Rambu")
    page.get_by_label("Perempuan").check()
    page.fill("[name=birth_date]", "31 Des 2010")


def test_what_may_be_meant_stands_under_the_box_while_one_writes(sign_in: SignIn) -> None:
    page = sign_in("melati")
    begin(page)
    page.fill("[name=lives_in]", "Kupang")
    expect(page.locator("#id_birth_date-box .echo")).to_have_text("Jumat, 31 Desember 2010")
    page.locator("[name=lives_in]").blur()
    expect(page.locator(".offered legend")).to_have_text("Maksudnya yang mana?")
    is_easy_to_hit(page, ".offered label", 44)
    looks_right(page, "tempat-ditawarkan")
    page.locator(".offered").get_by_text("Kota Kupang").click()
    expect(page.locator("[name=lives_in]")).to_have_value("Kota Kupang")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**/orang/*-*/")
    assert lives_in() == "53.71"


def test_a_name_that_is_sure_is_said_again_and_another_may_still_be_written(sign_in: SignIn) -> None:
    page = sign_in("melati")
    begin(page)
    page.fill("[name=lives_in]", "TTU")
    page.locator("[name=lives_in]").blur()
    expect(page.locator(".offered")).to_have_text("Terbaca: Kab. Timor Tengah Utara")
    page.fill("[name=lives_in]", "IKN")
    page.locator("[name=lives_in]").blur()
    expect(page.locator(".offered label")).to_have_count(4)  # three, and that it is not clear yet


def test_without_script_the_form_comes_back_whole_with_the_choices(scriptless: Page) -> None:
    page = scriptless
    begin(page)
    page.fill("[name=lives_in]", "Kupang")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator(".offered legend")).to_have_text("Maksudnya yang mana?")
    assert page.input_value("[name=called]") == "Rambu"
    assert page.input_value("[name=lives_in]") == "Kupang"
    expect(page.locator("#id_birth_date-box .echo")).to_have_text("Jumat, 31 Desember 2010")
    is_easy_to_hit(page, ".offered label", 44)
    page.locator(".offered").get_by_text("Kota Kupang").click()
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**/orang/*-*/")
    assert lives_in() == "53.71"


def test_beside_a_picker_that_shows_the_month_first_the_day_is_said(sign_in: SignIn) -> None:
    page = sign_in("melati")
    page.goto("/aduan/baru/")
    box = page.locator("[name=received_at]")
    echo = page.locator("#id_received_at-box .echo")
    expect(echo).not_to_be_empty()
    box.fill("2026-03-04T08:30")
    box.blur()
    expect(echo).to_have_text("Rabu, 4 Maret 2026, 08.30")
