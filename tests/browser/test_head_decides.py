"""A head decides from Hari ini with the names shut, on a phone of 360 px: every tap and key counted."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import make_password
from django.db import transaction
from playwright.sync_api import Page, expect

from rehsos.access.models import User
from rehsos.cases.models import Approval
from rehsos.cases.tests.conftest import Desk
from rehsos.cases.tests.test_plan import GOAL, submitted

from .conftest import looks_right
from .test_letter_to_case import Thumb

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PIN = "424242"


def bar_is_below_the_note(page: Page) -> bool:
    """Whatever is on the screen: tried where the note ends with the window."""
    seen = page.viewport_size
    box = page.locator("[name=note]").bounding_box()
    assert seen
    assert box
    page.set_viewport_size({"width": seen["width"], "height": round(box["y"] + box["height"])})
    note, bar = page.locator("[name=note]").bounding_box(), page.locator(".savebar").bounding_box()
    page.set_viewport_size(seen)
    assert note
    assert bar
    return bar["y"] >= note["y"] + note["height"]


def test_a_plan_is_read_and_approved_in_five_taps_and_the_pin(sign_in: Callable[..., Page], people: Any) -> None:
    """It took eight taps: a page that showed nothing, one for the PIN, one for a reason; and it lost the way back."""
    with transaction.atomic():
        User.objects.filter(worker__name="Citra Contoh").update(pin=make_password(PIN))
        submitted(Desk(people))
    page = sign_in("citra")
    thumb = Thumb(page)
    thumb.goes(thumb.link("Putuskan"))
    expect(page.locator("[name=because][value=supervises]")).to_be_checked()
    looks_right(page, "kabid-buka-nama")
    thumb.write("pin", PIN)
    thumb.save()
    expect(page.get_by_text(GOAL).first).to_be_visible()
    looks_right(page, "kabid-memutuskan")
    assert bar_is_below_the_note(page)
    thumb.choose("approved", "yes")
    thumb.save()
    print(f"\n{thumb.taps} taps, {thumb.keys} keys")  # noqa: T201 - the figure of the table of taps
    expect(page.get_by_text("Keputusan tersimpan.")).to_be_visible()
    assert urlsplit(page.url).path == "/"
    assert (thumb.taps, thumb.keys) == (5, len(PIN))
    with transaction.atomic():
        people.actor("melati")
        assert Approval.objects.get().approved is True
