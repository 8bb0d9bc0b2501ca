"""The first screen of a case on a phone of 360 px: who, stage, next appointment, and the duty of the law in reach."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page

from rehsos.audit.actions import new_id
from rehsos.cases.actions.work import set_appointment
from rehsos.letters.tests.report_bench import Bench

from .conftest import looks_right

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 780}
MOST = 480
"""Pixels above the law's clock: the bar below begins at 720."""


def test_the_duty_of_the_law_stands_on_the_first_screen(sign_in: Callable[..., Page], people: Any) -> None:
    with transaction.atomic():
        bench = Bench(people)
        bench.request(hours_ago=24 * 6)
        set_appointment(
            case=bench.case, subject=None, kind="statement", starts=timezone.now() + timedelta(days=3), place="Polres",
            assignment_letter="", by=people.actor("melati"), action_id=new_id(),
        )  # fmt: skip
        code = bench.case.code
    page = sign_in("melati", PHONE)
    page.goto(f"/kasus/{code}/")
    looks_right(page, "kasus-layar-pertama")
    top = page.locator(".clock.large").first.bounding_box()
    assert top is not None
    assert top["y"] <= MOST, f"{top['y']} px"
