"""The 72 hours of a letter, and danger now, on a phone and a laptop: legible, nothing axe objects to."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from rehsos.cases.tests.test_open_case import opened
from rehsos.desk.tests.test_requests_first import ago, letter, letter_in
from rehsos.intake.models import Danger, Report
from rehsos.intake.tests.test_intake import received
from rehsos.justice.roles import Role

from .conftest import LAPTOP, PHONE, looks_right

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def waiting(people: Any) -> Report:
    """A letter of 46 hours ago, a call about a child in danger, a case whose matter nobody recorded."""
    with transaction.atomic():
        by = people.actor("melati")
        report = received(by)
        letter(report, by, ago(hours=46))
        received(by, at=ago(hours=3), danger=Danger.YES)
        letter_in(opened(by, role=Role.VICTIM), by, ago(days=9))
    return report


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["360", "1280"])
def test_what_may_not_wait_is_legible(sign_in: Callable[..., Page], waiting: Report, size: dict[str, int]) -> None:
    page = sign_in("melati", size)
    first = page.locator("section", has=page.get_by_role("heading", name="Belum menjadi kasus atau perkara"))
    expect(first.locator("article")).to_have_count(3)
    expect(first.locator("article").first).to_contain_text("Dalam bahaya sekarang")
    looks_right(page, "hari-ini-surat")
    for name, address in (("aduan", "/aduan/"), ("satu-aduan", f"/aduan/{waiting.pk}/"), ("agenda", "/surat/")):
        page.goto(address)
        looks_right(page, name)
