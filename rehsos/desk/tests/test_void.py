"""A case that was a mistake is void: reachable by its code, counted nowhere, in no list, and can be taken back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases.actions import closing, work
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.opening import take_report
from rehsos.cases.actions.receiving import adopt_letters
from rehsos.cases.models import (
    Appointment,
    AppointmentKind,
    Approval,
    Case,
    ClosureReason,
    Errand,
    Task,
    TaskState,
)
from rehsos.cases.policies import may_decide, may_record
from rehsos.cases.tests.test_open_case import opened
from rehsos.intake.actions import decide_report
from rehsos.intake.models import Channel, Decision, FromRole, Report
from rehsos.intake.tests.test_intake import received
from rehsos.justice.models import Role
from rehsos.justice.queries import conflicts
from rehsos.justice.tests.bench import case_of, joined, part_of
from rehsos.look import words
from rehsos.papers.models import Letter
from rehsos.statistics.counting import count
from rehsos.statistics.months import month_of
from rehsos.statistics.tests.test_month import hear, serve

from .test_requests_first import HEAD, ago, hours, letter, letter_in, seen


def sent(people: Any, case: Case, who: str = "citra", reason: str = "Terbuka dua kali") -> int:
    told = {"reason": reason, "action_id": str(new_id())}
    status: int = people.client(who).post(reverse("desk:void_case", args=[case.code]), told).status_code
    people.actor("melati")
    case.refresh_from_db()
    return status


def counted(people: Any) -> int:
    return count("cases", ("year",), first=date(2026, 1, 1), by_actor=people.actor("citra")).total


def test_a_void_case_counts_nowhere_and_is_restored(people: Any) -> None:
    case = opened(people.actor("melati"))
    assert counted(people) == 1
    assert sent(people, case, reason="") == 422
    assert sent(people, case) == 302
    assert (case.kind, case.status) == ("void", "void")
    assert counted(people) == 0
    for address in (reverse("desk:cases"), reverse("desk:cases") + "?keadaan=semua", reverse("desk:team")):
        assert case.code not in people.client("citra").get(address).content.decode()
    assert (
        "Kasus ini dibatalkan" in people.client("citra").get(reverse("cases:case", args=[case.code])).content.decode()
    )
    refused = may_record(case, people.actor("melati"))
    assert not refused
    assert "dibatalkan" in str(refused.reason)
    assert opened(people.actor("melati")).code == "53.01-26-0002"
    assert sent(people, case, reason="Ternyata benar") == 302
    assert (case.kind, case.status) == ("case", "open")
    assert counted(people) == 2


def test_only_the_superior_of_the_office_voids(people: Any) -> None:
    case = opened(people.actor("melati"))
    for who in ("melati", "bima", "dewi", "eka", "indah", "jaya"):
        assert sent(people, case, who) == 404
    assert case.status == "open"


def test_what_was_done_in_a_void_case_is_in_no_month(people: Any) -> None:
    by = people.actor("melati")
    day = datetime.now(by.zone) - timedelta(hours=1)
    case, other = opened(by), opened(by)
    serve(case, by, day)
    serve(other, by, day, cases=(case,))
    hear(case, by, day)
    assert sent(people, case) == 302
    month = month_of(people.actor("melati"), day.date(), opens=True)
    assert (month.served, month.of("record_hearing"), month.cases) == (1, 0, 1)
    assert {code for deed in month.log for code in deed.codes} == {other.code}


def test_a_void_case_stands_on_no_side_and_is_not_named_among_the_others_of_a_matter(people: Any) -> None:
    by = people.actor("melati")
    harmed, accused = case_of("rambu", by), case_of("yanto", by)
    matter = part_of(harmed, Role.VICTIM, by).matter
    joined(accused, matter, Role.IN_CONFLICT, by)
    here = people.client("melati")
    address = reverse("cases:case", args=[harmed.code])
    assert conflicts(harmed)
    assert accused.code in here.get(address).content.decode()
    assert "Satu pekerja di kedua pihak" in people.client("citra").get(reverse("desk:team")).content.decode()
    assert sent(people, accused) == 302
    assert not conflicts(harmed)
    assert accused.code not in here.get(address).content.decode()
    assert "Satu pekerja di kedua pihak" not in people.client("citra").get(reverse("desk:team")).content.decode()


def test_a_void_twin_does_not_keep_the_true_case_out_of_the_matter(people: Any) -> None:
    by = people.actor("melati")
    twin = opened(by)
    matter = part_of(twin, Role.VICTIM, by).matter
    true = opened(by, client=twin.client)
    with pytest.raises(Refused, match="sudah tercatat"):
        joined(true, matter, Role.VICTIM, by)
    assert sent(people, twin) == 302
    assert joined(true, matter, Role.VICTIM, people.actor("melati")).case_id == true.pk
    citra = people.actor("citra")
    assert count("abh", (), unit="perkara", by_actor=citra).total == count("abh", (), by_actor=citra).total == 1


def planned(case: Case, by: Any) -> tuple[Appointment, Task, Approval]:
    """A visit tomorrow, an errand and a request to end the case."""
    visit = work.set_appointment(
        case=case, subject=None, kind=AppointmentKind.VISIT, starts=datetime.now(by.zone) + timedelta(days=1), place="",
        assignment_letter="", by=by, action_id=new_id())  # fmt: skip
    errand = work.add_task(
        case=case, kind=Errand.BIRTH, what="Akta", agency="", due_on=None, by=by, action_id=new_id())  # fmt: skip
    asked = closing.request_closure(
        case=case, reason=ClosureReason.GOALS_MET, goals="all", carer="Ibunya", told_client="", handed_on="", by=by,
        action_id=new_id())  # fmt: skip
    assert visit
    assert errand
    assert asked
    return visit, errand, asked


def test_a_void_case_says_so_and_nothing_in_it_runs_on_until_it_is_restored(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by)
    visit, errand, asked = planned(case, by)
    address = reverse("cases:case", args=[case.code])
    acts = (("cases:appointment_postpone", visit), ("cases:settle_task", errand), ("cases:decide", asked))
    ends = [reverse(name, args=[case.code, thing.pk]) for name, thing in acts]
    before = people.client("melati").get(address).content.decode()
    assert all(end in before for end in ends)
    assert 'class="clock' in before
    assert sent(people, case) == 302
    page = people.client("melati").get(address).content.decode()
    assert '<span class="chip late">Dibatalkan</span>' in page
    assert "Diakhiri</span>" not in page
    assert not [end for end in ends if end in page]
    assert 'class="clock' not in page
    for day in (people.client("melati"), people.client("citra")):
        assert case.code not in day.get(reverse("desk:today")).content.decode()
    with pytest.raises(Refused, match="dibatalkan"):
        work.settle_task(task=Task.objects.get(pk=errand.pk), state=TaskState.DONE, note="", by=by, action_id=new_id())
    refused = may_decide(Approval.objects.get(pk=asked.pk), people.actor("citra"))
    assert "dibatalkan" in str(refused.reason)
    assert sent(people, case, reason="Ternyata benar") == 302
    again = people.client("melati").get(address).content.decode()
    assert all(end in again for end in ends)
    assert "Dibatalkan</span>" not in again


@pytest.mark.parametrize("reported", [True, False], ids=["came as a report", "came into the case"])
def test_the_clock_of_its_letter_runs_on_and_goes_back_when_it_is_restored(people: Any, *, reported: bool) -> None:
    by, at = people.actor("melati"), ago(hours=46)
    report = received(by) if reported else None
    if report:
        letter(report, by, at)
    case = opened(by, report=report.pk if report else None)
    if report:
        take_report(case=case, report=report, decision=Decision.CASE, from_role=FromRole.INVESTIGATOR,
                    channel=Channel.PHONE, at=at, by=by, action_id=new_id())  # fmt: skip
        adopt_letters(case, report.pk, by=by)
    else:
        letter_in(case, by, at)
    assert sent(people, case) == 302
    waits = Report.objects.get(decision=Decision.WAITING)
    for who in ("melati", "citra"):
        assert words.at_end(at + timedelta(hours=72)) in seen(people, who).split(HEAD)[1], who
    assert hours(at)[0] in seen(people, "melati", f"/aduan/{waits.pk}/")
    people.actor("melati")
    assert Letter.objects.get().dossier == waits.pk
    assert sent(people, case, reason="Ternyata benar") == 302
    assert Letter.objects.get().dossier == case.pk
    assert Report.objects.get().case == case.pk
    assert "jatuh tempo" in seen(people, "melati").split(HEAD)[1]  # in the case, before it has a matter


def test_a_report_taken_up_elsewhere_meanwhile_stays_there(people: Any) -> None:
    by = people.actor("melati")
    report = received(by)
    letter(report, by, ago(hours=46))
    case, other = opened(by, report=report.pk), opened(by)
    decide_report(report=report, decision=Decision.CASE, reason="", case=case.pk, by=by, action_id=new_id())
    adopt_letters(case, report.pk, by=by)
    assert sent(people, case) == 302
    decide_report(report=report, decision=Decision.CASE, reason="", case=other.pk, by=by, action_id=new_id())
    adopt_letters(other, report.pk, by=by)
    assert sent(people, case, reason="Ternyata benar") == 302
    assert Letter.objects.get().dossier == other.pk
    assert Report.objects.get().case == other.pk


def test_a_letter_that_was_answered_stays_in_its_void_case(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by)
    letter_in(case, by, ago(hours=46))
    put_fact(case, case.subject, "social_report_handed_over", ago(hours=1), fact_id=new_id())
    assert sent(people, case) == 302
    assert Letter.objects.get().dossier == case.pk
    assert not Report.objects.exists()
