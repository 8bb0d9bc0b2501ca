"""The law's clock of a request that nobody answered goes on after the case was ended, wherever it stood before."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from conftest import opened_form, reveal
from rehsos.audit.actions import new_id
from rehsos.cases import refreshing
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Approval, Case, Clock, Status
from rehsos.cases.models.clocks import RuleKept
from rehsos.justice.models import Part
from rehsos.justice.social_report import HANDED_OVER
from rehsos.letters.tests.report_bench import Bench, bench
from rehsos.look import words

__all__ = ["bench"]

REPORT = "Laporan sosial kepada penyidik"
WHY = {"reason": "goals_met", "goals": "met", "carer": "Nenek", "told_client": "Lisan", "handed_on": "Bima"}


def asked(bench: Bench) -> Approval:
    assert bench.post("cases:request_closure", data=WHY).status_code == 302
    return Approval.objects.get(approved=None)


def ended(bench: Bench) -> None:
    approval, head = asked(bench), bench.people.client("citra")
    reveal(head, bench.case.code)
    head.get(bench.url("cases:decide", approval.pk))
    assert bench.post("cases:decide", approval.pk, data={"approved": "yes"}, browser=head).status_code == 302
    bench.case.refresh_from_db()
    assert bench.case.status == Status.CLOSED


def seen(bench: Bench, who: str, address: str = "/") -> str:
    browser = bench.client(who)
    reveal(browser, bench.case.code)
    answer = browser.get(address)
    assert answer.status_code == 200
    body: str = answer.content.decode()
    return body


def due(bench: Bench) -> datetime:
    found = Clock.objects.get(case=bench.case, rule="social_report").due_at
    assert found
    return found


def test_a_request_without_answer_outlives_the_closing_everywhere(bench: Bench) -> None:
    letter = bench.request()
    before = due(bench)
    ended(bench)
    assert due(bench) == before
    assert REPORT in seen(bench, "melati", bench.url("cases:case"))
    assert REPORT in seen(bench, "melati")
    assert REPORT in seen(bench, "citra")
    page = seen(bench, "melati", bench.url("letters:letter", letter.pk))
    assert "belum dapat ditentukan" not in page
    assert words.moment(before) in page


def test_what_is_late_in_a_closed_case_is_late_with_the_head_and_above(bench: Bench) -> None:
    bench.request(hours_ago=24 * 6)
    ended(bench)
    head = seen(bench, "citra")
    assert "Tenggat bidang lewat: 1" in head
    assert bench.case.code in head


def test_the_answer_ends_it_though_the_case_is_closed(bench: Bench) -> None:
    bench.request()
    ended(bench)
    bench.as_melati()
    part = Part.objects.get(case=bench.case)
    put_fact(bench.case, part.subject, HANDED_OVER, timezone.now(), fact_id=new_id())
    recompute(bench.case, by=bench.as_melati())
    assert Clock.objects.get(case=bench.case, rule="social_report").state == "stopped"
    assert REPORT not in seen(bench, "melati")


def test_why_a_closed_case_turns_red_is_said_where_it_does_with_what_to_do(bench: Bench) -> None:
    """Requests of years ago that nobody answered turn red after an upgrade: nobody knew why, nor how to end it."""
    bench.request(hours_ago=24 * 6)
    ended(bench)
    why = "permintaannya belum dijawab"
    assert why in seen(bench, "melati")
    assert why in seen(bench, "citra")
    page = seen(bench, "melati", bench.url("cases:case"))
    assert why in page
    assert "Susun" in page
    part = Part.objects.get(case=bench.case).subject.id
    way = f"{bench.url('cases:record_fact')}?fakta={HANDED_OVER}&amp;subjek={part}"
    assert way in page
    assert way not in seen(bench, "citra", bench.url("cases:case")), "who does not work it records nothing"


def test_in_a_closed_case_an_answer_of_long_ago_is_recorded_and_nothing_else_is(bench: Bench) -> None:
    bench.request(hours_ago=24 * 6)
    ended(bench)
    bench.as_melati()
    part = str(Part.objects.get(case=bench.case).subject.id)
    there = f"{bench.url('cases:record_fact')}?fakta={HANDED_OVER}&subjek={part}"
    assert bench.client("bima").get(there).status_code == 403
    other = f"{bench.url('cases:record_fact')}?fakta=assessment_completed"
    assert bench.client("melati").get(other).status_code == 403
    browser = bench.client("melati")
    form = opened_form(browser, there)
    on = (timezone.localdate() - timedelta(days=5)).isoformat()
    told = {**form, "fact": HANDED_OVER, "subject": part, "at": on, "hour": "10.00"}
    wrong = browser.post(there, told | {"fact": "assessment_completed", "action_id": str(new_id())})
    assert wrong.status_code == 422
    month_before = (timezone.localdate() - timedelta(days=35)).isoformat()
    early = browser.post(there, told | {"at": month_before, "action_id": str(new_id())})
    assert early.status_code == 422, "one wrong month would end a duty of the law without a word"
    assert "Lebih awal daripada" in early.content.decode()
    assert 'name="reason"' in early.content.decode(), "it says: write why here"
    bench.as_melati()
    assert Clock.objects.get(case=bench.case, rule="social_report").state == "running"
    heard = {"at": month_before, "reason": "Tanggal dari keterangan keluarga", "action_id": str(new_id())}
    assert browser.post(there, told | heard).status_code == 302
    bench.as_melati()
    assert Clock.objects.get(case=bench.case, rule="social_report").state == "running", "what came before ends nothing"
    told |= opened_form(browser, there)
    assert browser.post(there, told).status_code == 302
    bench.as_melati()
    assert Clock.objects.get(case=bench.case, rule="social_report").state == "stopped"
    assert REPORT not in seen(bench, "citra")
    assert browser.get(there).status_code == 403  # nothing is owed any more


def test_what_the_office_promised_itself_ends_with_the_case(bench: Bench) -> None:
    put_fact(bench.case, bench.case.subject, "intake_received", timezone.now(), fact_id=new_id())
    Case.objects.filter(pk=bench.case.pk).update(risk="critical")
    recompute(bench.case, by=bench.as_melati())
    assert Clock.objects.filter(case=bench.case, rule="first_contact_critical").exists()
    ended(bench)
    assert not Clock.objects.filter(case=bench.case, rule="first_contact_critical").exists()


def test_who_asks_for_the_end_and_who_decides_read_which_clock_and_when(bench: Bench) -> None:
    bench.request()
    said = f"{REPORT}: kewajiban kami menurut undang-undang, paling lambat {words.ends(due(bench))}."
    assert said in seen(bench, "melati", bench.url("cases:request_closure"))
    bench.as_melati()
    approval = asked(bench)
    page = seen(bench, "citra", bench.url("cases:decide", approval.pk))
    left = page.partition("Yang belum selesai")[2].partition("</ul>")[0]
    assert left.partition("<li>")[2].startswith(said), "the law's first"


def test_a_case_that_was_closed_before_gets_its_clock_back(bench: Bench, people: Any) -> None:
    """As a database of before stands: the row is gone, and the book is known by what its rules say alone."""
    bench.request()
    refreshing.refresh_changed()
    bench.as_melati()
    ended(bench)
    Clock.objects.filter(case=bench.case, rule="social_report").delete()
    for code, digest in _of_before().items():
        RuleKept.objects.filter(code=code).update(digest=digest)
    refreshing.refresh_changed()
    people.actor("melati")
    assert due(bench) > timezone.now() - timedelta(days=30)


def _of_before() -> dict[str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(refreshing, "RECKONED", {})
        return dict(refreshing.digests())
