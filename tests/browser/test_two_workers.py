"""A head of an office with exactly two workers, on a phone: each refusal leads to what ends it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from rehsos.cases.models import Case
from rehsos.justice.tests.test_two_sides import two_sides

from .conftest import PHONE, looks_right

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sides(people: Any) -> tuple[Case, Case]:
    """Both sides of a matter, opened by Melati."""
    with transaction.atomic():
        harmed, accused = two_sides(people)
        return harmed.case, accused.case


def give(page: Page, case: Case, worker: str, kind: str) -> None:
    """At the page of a case: this worker, as that, and Simpan."""
    page.goto(f"/kasus/{case.code}/tugaskan/")
    page.select_option("[name=worker]", value=worker)
    page.check(f"[name=kind][value={kind}]", force=True)
    page.click("main form.sheet button[type=submit]")


def test_two_workers_and_two_sides_on_a_phone(sign_in: Callable[..., Page], sides: tuple[Case, Case]) -> None:
    harmed, accused = sides
    page = sign_in("citra", PHONE)
    give(page, harmed, "2", "second")
    page.wait_for_url(lambda address: "tugaskan" not in address)
    give(page, accused, "2", "lead")
    expect(page.get_by_text(f"Bima Contoh menangani {harmed.code}").first).to_be_visible()
    looks_right(page, "tugaskan-tertutup")
    page.click(f"text=Keluarkan dari {harmed.code}")
    page.fill("[name=reason]", "Salah pilih")
    page.click("button:has-text('Keluarkan')")
    page.wait_for_url(f"**/kasus/{harmed.code}/tugaskan/")
    give(page, accused, "2", "lead")
    page.wait_for_url(lambda address: "tugaskan" not in address)
    give(page, harmed, "2", "lead")
    page.click(f"text=Tukar dengan {accused.code}")
    looks_right(page, "tukar")
    page.fill("[name=reason]", "Salah tunjuk sejak awal")
    page.click("button:has-text('Tukar keduanya')")
    page.wait_for_url(f"**/kasus/{harmed.code}/tugaskan/")
    expect(page.locator("main")).to_contain_text("Bima Contoh, sejak")
    looks_right(page, "tugaskan-sesudah")
    bima = sign_in("bima", PHONE)
    bima.goto(f"/kasus/{harmed.code}/")
    expect(bima.locator("h1")).to_be_visible()
    bima.goto(f"/kasus/{accused.code}/")
    expect(bima.locator("main")).to_contain_text("Halaman ini belum ditemukan")
