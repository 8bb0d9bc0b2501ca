"""What an office promised itself about a laporan sosial stops when it was done, and begins anew with a new request."""

from http import HTTPStatus
from typing import Any

import pytest
from django.utils import timezone

from conftest import keeps
from rehsos.cases.models import Clock
from rehsos.letters.tests.report_bench import Bench, bench
from rehsos.papers.models import LetterState

FOUND = HTTPStatus.FOUND
__all__ = ["bench"]

REACHES, DRAFT = "letter_to_worker", "draft_to_signer"


@pytest.fixture(autouse=True)
def _kept(people: Any) -> None:
    keeps(REACHES, DRAFT)


def running(bench: Bench) -> set[str]:
    """Which of them still run."""
    bench.as_melati()
    return set(Clock.objects.filter(case=bench.case, duty="policy", state="running").values_list("rule", flat=True))


def test_a_letter_that_the_worker_records_has_reached_her(bench: Bench) -> None:
    bench.request()
    assert running(bench) == {DRAFT}


def test_one_that_the_registry_records_has_reached_her_when_she_settles_the_answer_and_so_has_the_draft_the_signer(
    bench: Bench,
) -> None:
    by = bench.people.actor("indah")
    bench.request(by=by)
    assert running(bench) == {REACHES, DRAFT}
    letter = bench.report()
    assert running(bench) == {REACHES, DRAFT}
    assert bench.settle(letter).status_code == FOUND
    assert running(bench) == set()


def test_after_the_answer_was_handed_over_another_request_begins_them_anew(bench: Bench) -> None:
    bench.request(by=bench.people.actor("indah"))
    letter = bench.signed()
    assert bench.deliver(letter).status_code == FOUND
    assert running(bench) == set()
    clerk = bench.people.actor("indah")
    bench.request(number="B/102", received_at=timezone.now(), dated=bench.now.date(), by=clerk)
    assert running(bench) == {REACHES, DRAFT}


def test_taken_back_to_a_draft_it_has_still_been_with_the_signer(bench: Bench) -> None:
    bench.request()
    letter = bench.report()
    assert bench.settle(letter).status_code == FOUND
    assert bench.step("letters:letter_unsign", letter).status_code == FOUND
    assert bench.fresh(letter).state == LetterState.DRAFT
    assert running(bench) == set()
