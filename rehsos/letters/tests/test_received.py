"""The hour a letter came is nobody's guess: empty until somebody taps it or writes it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from rehsos.papers.models import Letter

from .report_bench import Bench, bench
from .test_letter_before_case import ADDRESS, register

__all__ = ["bench"]


def test_no_hour_is_proposed(bench: Bench) -> None:
    page = bench.browser.get(ADDRESS).content.decode()
    box = page[page.index('name="received_at"') :][:200]
    assert "value=" not in box
    assert "Sekarang, " in page
    taps = page[page.index('id="id_received-box"') : page.index('id="id_received_at-box"')]
    assert "checked" not in taps


def test_nothing_said_is_asked_for_and_nothing_is_saved(bench: Bench) -> None:
    answer = register(bench, received_at="")
    assert answer.status_code == 422
    assert "Pilih kapan surat diterima di kantor" in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_tap_is_the_hour_it_says(bench: Bench) -> None:
    at: Any = timezone.localtime().replace(second=0, microsecond=0) - timedelta(minutes=7)
    answer = register(bench, received_at="", dated="", received=at.strftime("%Y-%m-%dT%H:%M"))
    assert answer.status_code == 302
    assert Letter.objects.get().received_at == at


def test_another_hour_is_typed(bench: Bench) -> None:
    assert register(bench, received="other").status_code == 302
    assert Letter.objects.get().received_at == bench.now - timedelta(hours=5)


def test_a_tap_of_tomorrow_is_none(bench: Bench) -> None:
    ahead = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert register(bench, received_at="", received=ahead).status_code == 422
