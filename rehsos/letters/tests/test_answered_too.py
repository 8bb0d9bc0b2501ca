"""A request that is recorded after the report was handed over: nobody takes it for answered but who says so."""

from datetime import timedelta
from typing import Any

from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.look.words import moment
from rehsos.papers.models import Letter

from .report_bench import Bench, bench
from .test_letter_in import handed_over, said, sent

__all__ = ["bench"]
TICK = "menjawab surat ini juga"


def answered(bench: Bench) -> Letter:
    """The report that answered a request of three days ago, handed over half an hour ago."""
    bench.request(hours_ago=60)
    return handed_over(bench, bench.now - timedelta(minutes=30))


def came_before(bench: Bench, **other: Any) -> Letter:
    """Another request, which reached the office before that was handed over, and is recorded now."""
    at = bench.now - timedelta(hours=5)
    told = {"number": "B/202/XI/Reskrim", "received": "other", "received_at": said(at), "subject": str(bench.part)}
    told["dated"] = at.date().isoformat()
    answer = bench.post("letters:letter_in", data=sent(bench, **told, **other))
    assert answer.status_code == 302, answer.context["form"].errors
    return Letter.objects.filter(direction="in").latest("id")


def test_a_request_that_came_before_the_report_was_handed_over_runs_until_somebody_says_otherwise(bench: Bench) -> None:
    answered(bench)
    second = came_before(bench)
    assert bench.clock().state == "running"
    assert bench.clock().started_at == second.received_at
    assert "sisa 2 hari" in bench.browser.get(bench.url("letters:letter", second.pk)).content.decode()


def test_the_first_request_stays_answered(bench: Bench) -> None:
    report = answered(bench)
    first = Letter.objects.get(direction="in")
    came_before(bench)
    page = bench.browser.get(bench.url("letters:letter", first.pk)).content.decode()
    assert "Sudah dijawab" in page
    assert moment(report.delivered_at) in page


def test_who_says_that_the_report_answers_it_too_links_both(bench: Bench) -> None:
    report = answered(bench)
    before = bench.clock().due_at
    second = came_before(bench, answered="on")
    assert second.answered_with_id == report.pk
    assert (bench.clock().state, bench.clock().due_at) == ("stopped", before)
    page = bench.browser.get(bench.url("letters:letter", second.pk)).content.decode()
    assert "Sudah dijawab" in page
    assert moment(report.delivered_at) in page
    assert Action.objects.filter(name="count_as_answered", dossier=bench.case.pk).count() == 1


def test_a_letter_after_the_report_may_be_answered_by_it_and_another_one_runs(bench: Bench) -> None:
    answered(bench)
    late = bench.request(hours_ago=0.2, number="B/203/XI/Reskrim", answered=True)
    assert bench.clock().state == "stopped"
    bench.request(hours_ago=0.1, number="B/204/XI/Reskrim")
    assert bench.clock().state == "running"
    assert "Sudah dijawab" in bench.browser.get(bench.url("letters:letter", late.pk)).content.decode()


def test_a_request_about_the_case_runs_as_well(bench: Bench) -> None:
    answered(bench)
    bench.request(hours_ago=5, subject=None, number="B/205/XI/Reskrim")
    assert bench.clock().state == "running"


def test_it_is_asked_only_where_something_was_handed_over_whatever_runs_since(bench: Bench) -> None:
    def page() -> str:
        bench.as_melati()
        return str(bench.browser.get(bench.url("letters:letter_in")).content.decode())

    assert TICK not in page()
    bench.request(hours_ago=60)
    assert TICK not in page()
    handed_over(bench, bench.now - timedelta(minutes=30))
    assert TICK in page()
    bench.request(hours_ago=0.1, number="B/206/XI/Reskrim")
    assert TICK in page()


def test_what_runs_is_not_put_out_by_a_letter_that_came_earlier(bench: Bench) -> None:
    answered(bench)
    bench.request(hours_ago=0.1, number="B/206/XI/Reskrim")
    came_before(bench, answered="on")
    assert bench.clock().state == "running"


def said_afterwards(bench: Bench, letter: Letter) -> Any:
    page = bench.browser.get(bench.url("letters:letter", letter.pk)).content.decode()
    assert "Sudah dijawab oleh laporan yang lalu" in page
    return bench.post("letters:answered_too", letter.pk, data={})


def test_who_works_the_case_says_afterwards_that_the_report_answers_it_too(bench: Bench) -> None:
    """Who keeps the register recorded it and could not know."""
    report = answered(bench)
    before = bench.clock().due_at
    second = came_before(bench)
    assert bench.clock().state == "running"
    assert said_afterwards(bench, second).status_code == 302
    bench.as_melati()
    assert (bench.clock().state, bench.clock().due_at) == ("stopped", before)
    page = bench.browser.get(bench.url("letters:letter", second.pk)).content.decode()
    assert "Dijawab dengan" in page
    assert report.number in page
    assert "Sudah dijawab oleh laporan yang lalu" not in page


def test_it_is_offered_only_where_another_request_was_answered_before(bench: Bench) -> None:
    first = bench.request(hours_ago=60)
    page = bench.browser.get(bench.url("letters:letter", first.pk)).content.decode()
    assert "Sudah dijawab oleh laporan yang lalu" not in page
    assert bench.browser.get(bench.url("letters:answered_too", first.pk)).status_code == 403


def test_what_was_ticked_by_mistake_is_taken_back_and_the_term_runs(bench: Bench) -> None:
    answered(bench)
    second = came_before(bench, answered="on")
    told = Action.objects.get(name="count_as_answered", dossier=bench.case.pk)
    by = bench.as_melati()
    withdraw(case=bench.case, recorded=told.pk, recorded_as=told.name, reason="Salah centang", by=by,
             action_id=new_id())  # fmt: skip
    assert (bench.clock().state, bench.clock().started_at) == ("running", second.received_at)
    assert Letter.objects.get(pk=second.pk).answered_with_id is None


def test_what_was_said_afterwards_is_taken_back_as_well(bench: Bench) -> None:
    answered(bench)
    second = came_before(bench)
    said_afterwards(bench, second)
    by = bench.as_melati()
    told = Action.objects.get(name="say_answered", dossier=bench.case.pk)
    withdraw(case=bench.case, recorded=told.pk, recorded_as=told.name, reason="Keliru", by=by,
             action_id=new_id())  # fmt: skip
    assert (bench.clock().state, bench.clock().started_at) == ("running", second.received_at)


def test_who_first_corrects_the_hour_may_still_say_that_it_was_answered(bench: Bench) -> None:
    answered(bench)
    before = bench.clock().due_at
    second = came_before(bench)
    told = {"received_at": said(bench.now - timedelta(hours=6)), "reason": "Cap keliru dibaca."}
    assert bench.post("letters:receipt_correct", second.pk, data=told).status_code == 302
    assert said_afterwards(bench, second).status_code == 302
    bench.as_melati()
    assert (bench.clock().state, bench.clock().due_at) == ("stopped", before)


def test_of_two_that_wait_each_may_be_said_to_be_answered(bench: Bench) -> None:
    """The page of the one that did not begin the term has it as well, and the other's term goes on."""
    report = answered(bench)
    early = bench.request(hours_ago=0.3, number="B/301/XI/Reskrim")
    late = bench.request(hours_ago=0.2, number="B/302/XI/Reskrim")
    assert said_afterwards(bench, late).status_code == 302
    bench.as_melati()
    assert Letter.objects.get(pk=late.pk).answered_with_id == report.pk
    assert (bench.clock().state, bench.clock().started_at) == ("running", early.received_at)
    assert "Dijawab dengan" in bench.browser.get(bench.url("letters:letter", late.pk)).content.decode()
    told = Action.objects.get(name="say_answered", dossier=bench.case.pk)
    withdraw(case=bench.case, recorded=told.pk, recorded_as=told.name, reason="Keliru", by=bench.as_melati(),
             action_id=new_id())  # fmt: skip
    assert (bench.clock().state, bench.clock().started_at) == ("running", early.received_at)
    assert said_afterwards(bench, Letter.objects.get(pk=early.pk)).status_code == 302
    bench.as_melati()
    assert (bench.clock().state, bench.clock().started_at) == ("running", late.received_at)


def test_what_a_tick_says_beside_one_that_runs_is_kept(bench: Bench) -> None:
    report = answered(bench)
    runs = bench.request(hours_ago=0.1, number="B/206/XI/Reskrim")
    second = came_before(bench, answered="on")
    assert second.answered_with_id == report.pk
    assert (bench.clock().state, bench.clock().started_at) == ("running", runs.received_at)


def test_who_sends_it_again_reads_that_it_is_recorded(bench: Bench) -> None:
    answered(bench)
    second = came_before(bench)
    said_afterwards(bench, second)
    again = bench.post("letters:answered_too", second.pk, data={})
    assert again.status_code == 409
    assert "Sudah dicatat" in again.content.decode()
