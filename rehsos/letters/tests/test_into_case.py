"""A letter recorded before its case comes into one that there is already: its own hour, one clock, one line."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import opened_form, unlock
from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Case, Clock, Status
from rehsos.cases.subjects import subject_in
from rehsos.intake.models import Report
from rehsos.justice.tests.bench import statements
from rehsos.papers.models import Letter

from .report_bench import Bench, bench
from .test_letter_before_case import register

__all__ = ["bench"]
INTO = "Masukkan ke kasus yang sudah ada"


@pytest.fixture
def report(bench: Bench) -> Report:
    """A second request, recorded before its case, after the first one was answered."""
    bench.request(hours_ago=48)
    there = subject_in(bench.case, bench.subject)
    put_fact(bench.case, there, "social_report_handed_over", bench.now - timedelta(hours=20), fact_id=new_id())
    recompute(bench.case, by=bench.melati)
    register(bench)
    return Report.objects.get()


def where(report: Report, code: str = "") -> str:
    return reverse("letters:report_into_case", args=[report.pk]) + (f"?kasus={code}" if code else "")


def put(bench: Bench, report: Report, **other: Any) -> Any:
    address = where(report, bench.case.code)
    told = {"subject": str(bench.part or ""), **other}
    answer = bench.browser.post(address, opened_form(bench.browser, address) | told)
    bench.as_melati()
    return answer


def running(case: Case) -> list[Clock]:
    return list(Clock.objects.filter(case=case, rule="social_report", state="running"))


def test_it_is_found_by_the_name_and_put_there_with_its_own_hour(bench: Bench, report: Report) -> None:
    assert where(report) in bench.browser.get(f"/aduan/{report.pk}/").content.decode()
    found = bench.browser.post(where(report), {"q": "Rambu Teladan"}).content.decode()
    assert where(report, bench.case.code) in found
    assert where(report, bench.case.code) in bench.browser.post(where(report), {"q": bench.case.code}).content.decode()
    confirm = bench.browser.get(where(report, bench.case.code)).content.decode()
    assert "Rambu Teladan" in confirm
    assert "jam diterima tetap" in confirm
    answer = put(bench, report)
    assert (answer.status_code, answer.url) == (302, reverse("cases:case", args=[bench.case.code]))
    report.refresh_from_db()
    letter = Letter.objects.get(dossier=bench.case.pk, received_at=bench.now - timedelta(hours=5))
    assert (report.decision, report.case, letter.subject) == ("case", bench.case.pk, bench.part)
    (clock,) = running(bench.case)
    assert (clock.subject, clock.due_at) == (bench.part, bench.now + timedelta(hours=67))
    assert Case.objects.count() == 1
    page = bench.browser.get(answer.url).content.decode()
    assert f"/aduan/{report.pk}/" in page
    assert "Permintaan atau aduan dari Penyidik dimasukkan ke kasus ini (Surat)" in page
    today = bench.browser.get("/").content.decode()
    assert f"/aduan/{report.pk}/" not in today
    assert bench.browser.get(reverse("cases:case_of_report", args=[report.pk])).url == answer.url


def test_recorded_twice_it_is_one_clock_from_its_first_hour(bench: Bench) -> None:
    """Once before the case and once in it, an hour later: what is counted from is the first."""
    register(bench)
    bench.request(hours_ago=4)
    assert put(bench, Report.objects.get()).status_code == 302
    (clock,) = running(bench.case)
    assert clock.due_at == bench.now - timedelta(hours=5) + timedelta(hours=72)


def test_without_a_matter_it_hangs_on_the_case(people: Any) -> None:
    bench = Bench(people, matter=False)
    register(bench)
    assert put(bench, Report.objects.get()).status_code == 302
    assert Letter.objects.get(dossier=bench.case.pk).subject is None
    Case.objects.filter(pk=bench.case.pk).update(role="child_victim")
    assert Report.objects.get().case == bench.case.pk


def test_twice_is_once_and_what_was_decided_is_not_put_anywhere(bench: Bench, report: Report) -> None:
    address = where(report, bench.case.code)
    form = opened_form(bench.browser, address) | {"subject": str(bench.part)}
    assert [bench.browser.post(address, form).status_code for _ in range(2)] == [302, 302]
    bench.as_melati()
    assert Action.objects.filter(name="join_case").count() == 1
    again = bench.browser.post(address, {**form, "action_id": str(new_id())})
    assert again.status_code == 422
    assert "sudah diputuskan" in again.content.decode()
    assert bench.browser.get(address).status_code == 302


def test_into_a_closed_case_it_comes_once_that_is_open_again(bench: Bench, report: Report) -> None:
    Case.objects.filter(pk=bench.case.pk).update(status=Status.CLOSED, closed_on=bench.now.date())
    found = bench.browser.post(where(report), {"q": "Rambu Teladan"}).content.decode()
    assert "buka kembali dahulu" in found
    assert where(report, bench.case.code) not in found
    assert bench.browser.get(where(report, bench.case.code)).status_code == 403
    bench.as_melati()
    Case.objects.filter(pk=bench.case.pk).update(status=Status.OPEN, closed_on=None)
    assert put(bench, report).status_code == 302
    assert len(running(bench.case)) == 1


def test_who_works_neither_finds_neither(bench: Bench, report: Report) -> None:
    bima = bench.client("bima")
    assert bima.get(where(report)).status_code == 200
    assert where(report, bench.case.code) not in bima.post(where(report), {"q": "Rambu Teladan"}).content.decode()
    for way in (bima.get, bima.post):
        assert way(where(report, bench.case.code)).status_code == 403
    for who in ("indah", "citra", "dewi", "gita"):
        for address in (where(report), where(report, bench.case.code)):
            assert bench.client(who).get(address).status_code == 404, who
            assert bench.client(who).post(address, {"q": "Rambu"}).status_code == 404, who
    bench.as_melati()
    assert not Report.objects.get().decision


def test_its_pages_ask_little(bench: Bench, report: Report) -> None:
    asks: list[Callable[[], Any]] = [
        lambda: bench.browser.post(where(report), {"q": "Rambu Teladan"}),
        lambda: bench.browser.get(where(report, bench.case.code)),
    ]
    for ask in asks:
        ask()
        with CaptureQueriesContext(connection) as asked:
            assert ask().status_code == 200
        assert len(statements(asked)) <= 7, statements(asked)


def test_the_child_of_the_letter_who_is_offered_leads_to_the_case_that_runs(bench: Bench) -> None:
    register(bench, about="Permintaan laporan sosial a.n. Rambu Teladan")
    report = Report.objects.get()
    page = bench.browser.get(reverse("justice:case_of_letter", args=[report.pk])).content.decode()
    assert where(report, bench.case.code) in page
    assert where(report, bench.case.code) not in unlock(bench.client("bima")).get(
        reverse("justice:case_of_letter", args=[report.pk])
    ).content.decode()  # fmt: skip


def test_whether_the_report_answers_it_too_is_asked_where_it_comes_in(bench: Bench, report: Report) -> None:
    """Unticked it runs; ticked, the report that was handed over has met it."""
    page = bench.browser.get(where(report, bench.case.code)).content.decode()
    assert "menjawab surat ini juga" in page
    assert 'name="answered" checked' not in page
    put(bench, report, answered="on")
    assert running(bench.case) == []
    assert Action.objects.filter(name="count_as_answered", dossier=bench.case.pk).count() == 1


def test_on_a_shared_screen_it_is_looked_for_by_a_code_alone(bench: Bench, report: Report) -> None:
    bench.browser.post(reverse("access:public_screen"))
    by_name = bench.browser.post(where(report), {"q": "Rambu Teladan"}).content.decode()
    assert bench.case.code not in by_name
    assert "Nama tidak dicari di layar umum" in by_name
    assert bench.case.code in bench.browser.post(where(report), {"q": bench.case.code}).content.decode()
