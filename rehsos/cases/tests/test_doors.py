"""Who may open the pages of the daily work, and what a page costs."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rehsos.audit.models import View

from .conftest import Desk, words

PAGES: list[tuple[str, tuple[Any, ...], int]] = [
    ("cases:add_participant", (), 7),
    ("cases:record_basis", (), 7),
    ("cases:assess", ("initial_assessment",), 7),
    ("cases:assess", ("short_assessment",), 7),
    ("cases:assess", ("child_assessment",), 7),
    ("cases:assess", ("family_assessment",), 7),
    ("cases:assess", ("others_assessment",), 7),
    ("cases:assess", ("functioning",), 7),
    ("cases:assess", ("risk",), 7),
    ("cases:conference", (), 5),
    ("cases:protection", (), 6),
    ("cases:risk", (), 6),
    ("cases:stage", (), 7),
    ("cases:review", (), 7),
    ("cases:task_new", (), 7),
    ("cases:service", (), 5),
    ("cases:supervise", (), 6),
    ("cases:appointment_new", (), 7),
    ("cases:plan_new", (), 5),
    ("cases:request_closure", (), 7),
]
NAMES = [page[0] for page in PAGES]


@pytest.mark.parametrize(("name", "args", "most"), PAGES)
def test_a_page_opens_for_who_works_the_case_and_costs_few_statements(
    desk: Desk, name: str, args: tuple[Any, ...], most: int
) -> None:
    assert desk.statements(name, *args) <= most


@pytest.mark.parametrize(("name", "args", "most"), PAGES)
def test_a_colleague_reads_why_not_and_an_outsider_finds_nothing(
    desk: Desk, name: str, args: tuple[Any, ...], most: int
) -> None:
    answer = desk.get(name, *args, who="bima")
    assert answer.status_code == 403
    assert "ditangani pekerja sosial lain" in words(answer)
    assert desk.get(name, *args, who="dewi").status_code == 404


@pytest.mark.parametrize(("name", "args", "most"), PAGES)
def test_nobody_enters_without_signing_in(desk: Desk, name: str, args: tuple[Any, ...], most: int) -> None:
    answer = Client().get(desk.address(name, *args))
    assert answer.status_code == 302
    assert "/masuk/" in answer["Location"]


def test_only_the_first_look_of_a_day_is_written(desk: Desk) -> None:
    desk.get("cases:risk")
    with CaptureQueriesContext(connection) as seen:
        desk.get("cases:stage")
    assert not [q["sql"] for q in seen.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert View.objects.filter(what="case", dossier=desk.case.pk, worker=desk.by.worker).count() == 1


def test_an_unknown_blank_is_no_page(desk: Desk) -> None:
    assert desk.get("cases:assess", "supervision_note").status_code == 404
    assert desk.get("cases:assess", "tidak-ada").status_code == 404


def test_a_closed_case_takes_no_more(desk: Desk) -> None:
    type(desk.case).objects.filter(pk=desk.case.pk).update(status="closed", closed_on=desk.case.opened_on)
    answer = desk.get("cases:risk")
    assert answer.status_code == 403
    assert "sudah diakhiri" in words(answer)
