"""The first screen of a case on a phone of 360 px: who, stage, next appointment, and the duty of the law in reach."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from rehsos.audit.actions import new_id
from rehsos.cases.actions.work import set_appointment
from rehsos.letters.tests.report_bench import Bench

from .conftest import looks_right, open_names

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 780}
MOST = {False: 480, True: 500}
"""Pixels above the law's clock, with names open or not: the bar below begins at 720."""
STRIP = 40
"""Pixels of the strip that says that names are open: one line."""
OPENED = pytest.mark.parametrize("opened", [False, True], ids=["names closed", "names open"])


def names(page: Page, code: str) -> None:
    """Open the names of the case for the session, as its worker does every morning."""
    page.goto(f"/kasus/{code}/nama/")
    open_names(page)
    expect(page.get_by_role("button", name="Sembunyikan nama").first).to_be_visible()


@OPENED
def test_the_duty_of_the_law_stands_on_the_first_screen(
    sign_in: Callable[..., Page], people: Any, opened: bool
) -> None:
    with transaction.atomic():
        bench = Bench(people)
        bench.request(hours_ago=24 * 6)
        set_appointment(
            case=bench.case, subject=None, kind="statement", starts=timezone.now() + timedelta(days=3), place="Polres",
            assignment_letter="", by=people.actor("melati"), action_id=new_id(),
        )  # fmt: skip
        code = bench.case.code
    page = sign_in("melati", PHONE)
    if opened:
        names(page, code)
    page.goto(f"/kasus/{code}/")
    looks_right(page, f"kasus-layar-pertama{'-nama' if opened else ''}")
    assert page.get_by_role("button", name="Sembunyikan nama").count() == opened
    if opened:
        strip = page.locator(".strip").bounding_box()
        assert strip is not None
        assert strip["height"] <= STRIP, f"{strip['height']} px"
    top = page.locator(".clock.large").first.bounding_box()
    assert top is not None
    assert top["y"] <= MOST[opened], f"{top['y']} px"


def test_a_title_goes_on_one_line_where_there_is_room(sign_in: Callable[..., Page], people: Any) -> None:
    """“Yosef Umpama, kira-kira 13 th saat kejadian” broke at half the width of a laptop."""
    with transaction.atomic():
        code = Bench(people).case.code
    page = sign_in("melati", {"width": 1280, "height": 800})
    page.goto(f"/kasus/{code}/")
    page.evaluate("document.querySelector('h1').textContent = 'Yosef Umpama, kira-kira 13 th saat kejadian'")
    looks_right(page, "kasus-judul")
    title = page.locator("h1").bounding_box()
    assert title is not None
    line = page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).lineHeight)")
    assert title["height"] < 1.5 * line, f"{title['height']} px"


@OPENED
def test_the_six_questions_of_safety_stand_on_one_screen(
    sign_in: Callable[..., Page], people: Any, opened: bool
) -> None:
    """The fifth and sixth lay under the bar that saves."""
    with transaction.atomic():
        code = Bench(people).case.code
    page = sign_in("melati", PHONE)
    if opened:
        names(page, code)
    page.goto(f"/kasus/{code}/asesmen/short_assessment/")
    looks_right(page, f"asesmen-singkat{'-nama' if opened else ''}")
    rows = page.locator("fieldset.choices")
    sixth, save = (one.bounding_box() for one in (rows.nth(5), page.locator(".savebar")))
    assert sixth
    assert save
    assert sixth["y"] + sixth["height"] <= save["y"], f"{sixth} {save}"
