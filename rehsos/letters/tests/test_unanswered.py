"""A request that the law sets no term for stands on Hari ini until it is answered."""

from typing import Any

import pytest

from rehsos.cases.models import Case, Circumstance, Clock
from rehsos.justice.models import Part
from rehsos.justice.roles import Role
from rehsos.papers.models import Letter

from .report_bench import Bench, bench

__all__ = ["bench"]


def owed(bench: Bench, who: str = "melati") -> str:
    page = bench.people.client(who).get("/").content.decode()
    bench.as_melati()
    return str(page.partition("<h2>Kewajiban saya</h2>")[2].partition("<h2>")[0])


@pytest.fixture
def asked(bench: Bench) -> Letter:
    """Of a child in conflict, for whom the law sets no term."""
    Part.objects.filter(case=bench.case).update(role=Role.IN_CONFLICT, side="accused")
    Case.objects.filter(pk=bench.case.pk).update(role=Role.IN_CONFLICT)
    Circumstance.objects.filter(case=bench.case, code="role").update(value=Role.IN_CONFLICT)
    return bench.request(hours_ago=20)


def test_it_stands_until_it_is_answered(bench: Bench, asked: Letter) -> None:
    assert not Clock.objects.filter(case=bench.case, rule="social_report").exists()
    page = owed(bench)
    assert "menunggu jawaban kita" in page
    assert f"/surat/{asked.pk}/" in page
    assert "B/101/IX/Reskrim" in page, "a number is no name, and names are closed here"
    report = bench.signed()
    assert "menunggu jawaban kita" in owed(bench), "written is not handed over"
    assert bench.deliver(report).status_code == 302
    assert "menunggu jawaban kita" not in owed(bench)


@pytest.mark.parametrize("who", ["bima", "citra", "eka", "dewi"])
def test_it_is_told_to_who_works_the_case_alone(bench: Bench, asked: Letter, who: str) -> None:
    assert "menunggu jawaban kita" not in owed(bench, who)


def test_where_a_clock_runs_the_clock_says_so(bench: Any) -> None:
    bench.request(hours_ago=20)
    assert "menunggu jawaban kita" not in owed(bench)
