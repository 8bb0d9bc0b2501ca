"""A page printed from the browser is read on another day: no today, no time left, no box of buttons alone."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from rehsos.audit.actions import new_id
from rehsos.cases.models import Case
from rehsos.letters.actions import begin_letter
from rehsos.look.words import moment
from rehsos.papers.letters import Envelope
from rehsos.papers.models import Letter
from rehsos.repatriation.actions.legs import depart
from rehsos.repatriation.tests.conftest import Road

from .conftest import LAPTOP, open_names
from .test_two_days import case

__all__ = ["case"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSING = re.compile(r"Hari ini|Kemarin|Besok|\bsisa\b|lewat (batas aman )?\d+", re.IGNORECASE)


@pytest.fixture
def letter(people: Any, case: Case) -> Letter:
    """A reply that Melati began."""
    with transaction.atomic():
        made = begin_letter(
            case=case, kind="reply", subject=None, request=None, answers={"body": "Isi."},
            envelope=Envelope(party="Kepala Sekolah", about="Hal"), by=people.actor("melati"), action_id=new_id(),
        )  # fmt: skip
    assert made is not None
    return made


def printed(page: Page, address: str) -> str:
    """What Ctrl+P puts on paper."""
    page.goto(address)
    assert PASSING.search(page.locator("body").inner_text()) or "/surat/" in address
    return "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages)


def test_a_case_on_paper_says_dates_and_no_today(sign_in: Callable[..., Page], case: Case, letter: Letter) -> None:
    page = sign_in("melati", LAPTOP)
    said = printed(page, f"/kasus/{case.code}/")
    assert PASSING.findall(said) == []
    assert moment(timezone.now())[:-2] in said
    assert "Laporan sosial kepada penyidik" in said
    assert f"{case.code} · Rehsos · Dinsos Kab. Kupang · dicetak oleh Melati Contoh" in " ".join(said.split())


def test_a_letter_ends_in_no_empty_box(sign_in: Callable[..., Page], case: Case, letter: Letter) -> None:
    page = sign_in("melati", LAPTOP)
    page.goto("/nama/buka/")
    open_names(page)
    expect(page.locator("h1")).to_have_text("Hari ini")
    said = printed(page, f"/kasus/{case.code}/surat/{letter.pk}/")
    assert "Berkas" in page.locator("body").inner_text()
    assert "Berkas" not in said


def test_the_road_of_a_journey_is_read_in_black_and_white_on_one_sheet(
    sign_in: Callable[..., Page], people: Any
) -> None:
    with transaction.atomic():
        road = Road(people)
        journey = road.ready(road.journey())
        road.accepted(road.left(road.planned(journey)))
        onward = road.planned(journey, departs=timezone.now(), arrives=timezone.now() + timedelta(hours=1))
        road.tick(onward, (1,))
        depart(leg=road.seen(onward), at=timezone.now(), by=road.by(), action_id=new_id())
    page = sign_in("melati", LAPTOP)
    page.goto(f"/pulang/{journey.pk}/")
    page.emulate_media(media="print")
    lines = page.locator(".road li").evaluate_all(
        "all => all.map(li => [getComputedStyle(li).borderTopColor, getComputedStyle(li).borderTopStyle, li.className])"
    )
    assert {color for color, _style, _state in lines} == {"rgb(0, 0, 0)"}
    assert {(state, style) for _color, style, state in lines} == {
        ("done", "solid"), ("now", "double")
    }  # fmt: skip
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages]
    whole = [text for text in sheets if all(f"{number} ·" in text for number in (1, 2))]
    assert len(whole) == 1
    assert "Buka etape" not in whole[0]
