"""Hari ini is composed of what the rooms give: a line of any room is found, sealed words and all, in one statement."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg import _queries

from rehsos.access.doors import NOBODY, Block, Line, Today
from rehsos.cases.doors import Remedy
from rehsos.cases.models import Assignment
from rehsos.cases.tests.test_open_case import opened
from rehsos.desk import day
from rehsos.desk.pages import today as pages
from rehsos.house.rooms import given
from rehsos.intake.doors import Candidate, First
from rehsos.justice.on_clock import go_on

INVENTED = Today(
    Block.OWED,
    f"SELECT NULL, 'licence', NULL, 'Wisma Contoh', 7, %(today)s::date, NULL, '', NULL, 'W-1', {NOBODY}",
    "cases/today/task.html",
)


@pytest.fixture
def invented(monkeypatch: Any) -> Iterator[None]:
    """A room nobody wrote yet gives a line."""
    monkeypatch.setattr(day, "given", lambda door: (*given(door), INVENTED) if door is Today else given(door))
    day._lines.cache_clear()
    yield
    day._lines.cache_clear()


def parameters(by: Any) -> dict[str, Any]:
    return day.begun(pages._parameters(by, timezone.now()))


@pytest.mark.usefixtures("invented")
def test_a_line_of_another_room_is_found_with_the_rest_in_one_statement(people: Any) -> None:
    by = people.actor("melati")
    opened(by)
    given_to_all = parameters(by)
    with CaptureQueriesContext(connection) as asked:
        found = day.lines(given_to_all)
    assert len(asked) == 1
    assert [one.line for one in found if one.door is INVENTED] == [
        Line(None, "licence", None, "Wisma Contoh", 7, timezone.localdate(), None, "", None, "W-1", *[None] * 6)
    ]


def test_the_statement_is_not_too_long_for_psycopg_to_keep_how_it_reads() -> None:
    assert len(day._lines(day.Asker(True, True, True, True))) < _queries.MAX_CACHED_STATEMENT_LENGTH


@pytest.mark.parametrize(("door", "shape"), [(Today, Line), (First, Candidate)])
def test_each_room_finds_the_columns_that_were_agreed(people: Any, door: Any, shape: Any) -> None:
    """Too few or too many, or of another type, and the database refuses the whole statement: here each by itself."""
    by = people.actor("citra")
    for one in given(door):
        day._ask(day._all({0: one}, shape), parameters(by))


def test_a_case_that_nobody_leads_is_told_to_who_approves_with_the_way_to_assign(people: Any) -> None:
    case = opened(people.actor("melati"))
    assert f'href="/kasus/{case.code}/tugaskan/"' not in people.client("citra").get("/").content.decode()
    people.actor("citra")
    Assignment.objects.filter(case=case).update(since=timezone.localdate().replace(year=2020), until="2020-12-31")
    body = people.client("citra").get("/").content.decode()
    assert "Belum ada penanggung jawab: 1 ·" in body
    assert f'href="/kasus/{case.code}/tugaskan/"' in body
    assert "Belum ada penanggung jawab" not in people.client("melati").get("/").content.decode()


def test_two_rooms_do_not_give_two_remedies_for_one_clock(monkeypatch: Any) -> None:
    remedy = Remedy("social_report", "NULL::uuid", go_on)
    monkeypatch.setattr("rehsos.house.rooms.by_room", lambda _door: (("justice", remedy), ("invented", remedy)))
    with pytest.raises(ValueError, match="'social_report': justice, invented"):
        pages._remedies.__wrapped__()


def test_a_report_under_way_is_gone_on_with_and_another_is_begun() -> None:
    subject, letter = UUID(int=1), UUID(int=2)
    begun, new = (go_on("53.01-26-0001", subject, found) for found in (letter, None))
    assert (begun.label, begun.href) == ("Lanjutkan laporan sosial", f"/kasus/53.01-26-0001/surat/{letter}/")
    assert (new.label, new.href) == ("Susun", f"/kasus/53.01-26-0001/laporan-sosial/{subject}/")
