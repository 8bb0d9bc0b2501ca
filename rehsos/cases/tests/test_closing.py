"""Ending a case with what is unfinished handed on, aftercare, and taking it up again."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.work import assess
from rehsos.cases.models import (
    Appointment,
    Approval,
    Assessment,
    Case,
    Clock,
    ClosureReason,
    Cost,
    Fact,
    Stage,
    Status,
    Task,
)
from rehsos.directory.models import LocalPolicy
from rehsos.justice.models import Matter, Part
from rehsos.law.book import rule
from rehsos.law.holidays import national
from rehsos.law.terms import INSTANT
from rehsos.look.words import say

from .conftest import Desk, words
from .test_plan import submitted

WHY = {
    "reason": "goals_met", "goals": "met", "carer": "Nenek, bersama ibu", "told_client": "Lisan, 20 November",
    "handed_on": "",
}  # fmt: skip


OWED = {ClosureReason.GOALS_MET, ClosureReason.ADULT, ClosureReason.MATTER_ENDED}


def asked(desk: Desk, **other: str) -> Approval:
    desk.post("cases:request_closure", **{**WHY, **other})
    return Approval.objects.get(approved=None)


def closed(desk: Desk) -> None:
    assert desk.decide(asked(desk).pk, approved="yes").status_code == 302


def in_a_matter(desk: Desk) -> None:
    matter = Matter.objects.create(id=new_id(), offices=[3])
    Part.objects.create(
        id=new_id(), case=desk.case, matter=matter, person=desk.case.client, role="child_victim", side="harmed"
    )


def test_the_superior_ends_it_and_aftercare_is_set(desk: Desk) -> None:
    closed(desk)
    assert (desk.case.status, desk.case.stage, desk.case.closed_because) == (
        Status.CLOSED, Stage.AFTERCARE, "goals_met",
    )  # fmt: skip
    assert Appointment.objects.filter(case=desk.case, kind="aftercare", state="set").count() == 3
    assert Fact.objects.filter(case=desk.case, code="case_closed").exists()


@pytest.mark.parametrize(("reason", "owed"), [(r, r in OWED) for r in ClosureReason])
def test_aftercare_is_owed_only_where_the_client_stays_in_our_care(desk: Desk, reason: str, owed: bool) -> None:
    assert desk.decide(asked(desk, reason=reason).pk, approved="yes").status_code == 302
    clocks = Clock.objects.filter(case=desk.case, rule__startswith="aftercare", state="running")
    visits = Appointment.objects.filter(case=desk.case, kind="aftercare", state="set")
    assert (clocks.count(), visits.count()) == ((3, 3) if owed else (0, 0))
    last_days = {timezone.localdate(clock.due_at - INSTANT) for clock in clocks if clock.due_at}
    assert {timezone.localdate(v.at) for v in visits} == {national().latest(day) for day in last_days}


def test_what_is_asked_is_read_before_deciding(desk: Desk) -> None:
    approval = asked(desk)
    desk.reveal("citra")
    page = words(desk.get("cases:decide", approval.pk, who="citra"))
    assert WHY["carer"] in page
    assert "Tujuan tercapai" in page
    assert "Tercapai" in page


@pytest.mark.parametrize(("risk", "said"), [("critical", "Kritis"), ("", "Belum dinilai")])
def test_the_risk_stands_where_the_end_is_decided(desk: Desk, risk: str, said: str) -> None:
    approval = asked(desk)
    Case.objects.filter(pk=desk.case.pk).update(risk=risk)
    desk.reveal("citra")
    page = words(desk.get("cases:decide", approval.pk, who="citra"))
    assert said in page[page.index("Tingkat risiko") :][:200]


def test_a_goal_of_no_plan_is_not_told_as_one_and_the_assessments_are_a_tap_away(desk: Desk) -> None:
    """It read "Tujuan rencana: Tercapai" where nobody had written a plan."""
    assess(
        case=desk.case, blank="child_assessment", about="child", phase="", on=timezone.localdate(),
        answers={"health": "Sehat."}, by=desk.people.actor("melati"), action_id=new_id(),
    )  # fmt: skip
    assert "Belum ada rencana di kasus ini." in words(desk.get("cases:request_closure"))
    approval = asked(desk)
    desk.reveal("citra")
    page = words(desk.get("cases:decide", approval.pk, who="citra"))
    assert "belum ada rencana; menurut pengaju: Tercapai" in page
    assert reverse("cases:assessment", args=[desk.case.code, Assessment.objects.get().pk]) in page


def test_of_a_plan_the_goal_is_told(desk: Desk) -> None:
    submitted(desk)
    assert "Belum ada rencana di kasus ini." not in words(desk.get("cases:request_closure"))


def test_who_cares_for_the_child_is_asked(desk: Desk) -> None:
    answer = desk.post("cases:request_closure", **{**WHY, "carer": ""})
    assert answer.status_code == 422
    assert "siapa yang mengasuh" in words(answer)
    assert WHY["told_client"] in words(answer)
    assert desk.post("cases:request_closure", **{**WHY, "carer": "", "reason": "died"}).status_code == 302


def test_what_is_unfinished_is_listed_and_handed_on(desk: Desk) -> None:
    in_a_matter(desk)
    assert "Perkara belum dicatat berakhir" in words(desk.get("cases:request_closure"))
    answer = desk.post("cases:request_closure", **WHY)
    assert answer.status_code == 422
    assert "kepada siapa" in words(answer)
    assert desk.post("cases:request_closure", **{**WHY, "handed_on": "Bapas Kupang"}).status_code == 302


def test_a_plan_nobody_decided_on_is_unfinished(desk: Desk) -> None:
    submitted(desk)
    assert "1 rencana layanan masih menunggu persetujuan" in words(desk.get("cases:request_closure"))


def test_what_a_closed_case_still_waits_for_is_not_decided_on(desk: Desk) -> None:
    plan = submitted(desk)
    Case.objects.filter(pk=desk.case.pk).update(status=Status.CLOSED)
    answer = desk.decide(plan.pk)
    assert answer.status_code == 422
    assert "sudah diakhiri" in words(answer)
    assert Approval.objects.get(pk=plan.pk).approved is None


def test_it_is_asked_once(desk: Desk) -> None:
    asked(desk)
    assert "sudah diajukan" in words(desk.post("cases:request_closure", **WHY))
    assert Approval.objects.count() == 1


def test_a_returned_request_leaves_the_case_open(desk: Desk) -> None:
    desk.decide(asked(desk).pk, approved="no", note="Tunggu hasil visum")
    assert (desk.case.status, desk.case.closed_because) == (Status.OPEN, "")
    assert desk.get("cases:service").status_code == 200


def test_the_author_does_not_end_it_alone(desk: Desk) -> None:
    approval = asked(desk)
    assert "tidak boleh menyetujui sendiri" in words(desk.get("cases:decide", approval.pk))
    assert desk.post("cases:decide", approval.pk, approved="yes").status_code == 422
    assert desk.case.status == Status.OPEN


def test_an_aftercare_visit_is_recorded_in_the_closed_case(desk: Desk) -> None:
    closed(desk)
    first = Appointment.objects.filter(kind="aftercare").earliest("at")
    assert desk.statements("cases:aftercare", first.pk) <= 7
    at = (timezone.now() + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M")  # this minute in WITA
    early = (timezone.now() - timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    refused = desk.post("cases:aftercare", first.pk, at=early, note="Anak bersekolah")
    assert "kunjungan sebelum itu bukan bimbingan lanjut" in words(refused)
    assert desk.post("cases:aftercare", first.pk, at=at, note="Anak bersekolah").status_code == 302
    first.refresh_from_db()
    assert first.state == "held"
    assert Fact.objects.filter(case=desk.case, code="aftercare_visit_1").exists()
    assert "sudah dicatat hasilnya" in words(desk.post("cases:aftercare", first.pk, at=at, note="Lagi"))
    second = Appointment.objects.filter(kind="aftercare", state="set").earliest("at")
    assert "masa depan" in words(desk.post("cases:aftercare", second.pk, at="2099-01-01T09:00", note="Baik"))
    assert desk.post("cases:aftercare", second.pk, at=at, note="").status_code == 422
    assert desk.get("cases:aftercare", second.pk, who="bima").status_code == 403
    assert desk.get("cases:aftercare", second.pk, who="dewi").status_code == 404


def test_a_closed_case_is_reopened_within_twelve_months(desk: Desk) -> None:
    assert "masih berjalan" in words(desk.get("cases:reopen"))
    closed(desk)
    assert desk.post("cases:reopen", reason=" ").status_code == 422
    assert desk.post("cases:reopen", reason="Anak kembali meminta bantuan").status_code == 302
    assert (desk.case.status, desk.case.stage, desk.case.closed_on) == (Status.OPEN, Stage.ASSESSMENT, None)
    assert not Appointment.objects.filter(kind="aftercare", state="set").exists()
    assert not Fact.objects.filter(case=desk.case, code="case_closed", replaced_by=None).exists()


def test_after_twelve_months_a_new_case_is_opened_instead(desk: Desk) -> None:
    long_ago = timezone.localdate() - timedelta(days=400)
    Case.objects.filter(pk=desk.case.pk).update(
        status=Status.CLOSED, closed_on=long_ago, opened_on=long_ago - timedelta(days=9)
    )
    answer = desk.get("cases:reopen")
    assert answer.status_code == 403
    assert "lebih dari 12 bulan" in words(answer)


def test_a_clock_of_ours_still_running_is_listed(desk: Desk) -> None:
    from rehsos.cases.models import Clock

    put_fact(desk.case, desk.case.subject, "intake_received", timezone.now(), fact_id=new_id())
    Clock.objects.create(case=desk.case, subject=desk.case.pk, rule="social_report", duty="ours", state="running")
    page = words(desk.get("cases:request_closure"))
    assert f"{say(rule('social_report').label)}: kewajiban kami menurut undang-undang." in page


def test_tasks_appointments_and_claims_are_listed_among_what_is_left(desk: Desk) -> None:
    left_open(desk)
    page = words(desk.get("cases:request_closure"))
    for said in ("1 tugas belum selesai", "1 janji masih terjadwal", "1 klaim biaya belum selesai"):
        assert said in page
    assert "kepada siapa" in words(desk.post("cases:request_closure", **WHY))


def left_open(desk: Desk) -> tuple[Task, Appointment, Cost]:
    """An errand, an appointment and a claim of the case."""
    desk.post("cases:task_new", kind="birth", what="Akta di Dukcapil", due_on="2099-01-01")
    desk.post("cases:appointment_new", kind="visit", starts="2099-01-01T09:00", place="Oesao")
    at = (timezone.now() + timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M")
    cost = {"cost_0": "transport", "amount_0": "85.000", "payer_0": "own", "claim_0": "none"}
    desk.post("cases:service", kind="visit", at=at, **cost)
    return Task.objects.get(), Appointment.objects.get(), Cost.objects.get()


def test_what_was_left_open_is_settled_after_the_end(desk: Desk) -> None:
    task, visit, cost = left_open(desk)
    assert desk.decide(asked(desk, handed_on="TKSK").pk, approved="yes").status_code == 302
    assert desk.post("cases:settle_task", task.pk, state="done").status_code == 302
    assert desk.post("cases:settle_cost", cost.pk, claim="paid").status_code == 302
    assert desk.post("cases:appointment_cancel", visit.pk, state="cancelled").status_code == 302
    for row, name, settled in ((task, "state", "done"), (cost, "claim", "paid"), (visit, "state", "cancelled")):
        row.refresh_from_db()
        assert getattr(row, name) == settled
    for who, status in (("bima", 403), ("dewi", 404)):
        assert desk.post("cases:settle_task", task.pk, who=who, state="open").status_code == status
        assert desk.post("cases:settle_cost", cost.pk, who=who, claim="none").status_code == status


def test_the_file_of_a_closed_case_says_what_each_answer_answers_and_when_a_visit_would_be_early(desk: Desk) -> None:
    """It said: Pengakhiran diajukan · Ibunya · hari ini · Bima Contoh; and Selesai beside a visit four weeks ahead."""
    asked_to_end = asked(desk, carer="Ibunya", told_client="hari ini", handed_on="Bima Contoh")
    desk.decide(asked_to_end.pk, approved="yes")
    page = desk.get("cases:case").content.decode()
    for said in ("pengasuh atau pendamping sekarang: Ibunya", "disampaikan kepada klien: hari ini",
                 "yang belum selesai, diteruskan: Bima Contoh"):  # fmt: skip
        assert said in page
    visits = page.split('id="jadwal"')[1].split("</section>")[0]
    assert visits.count("Sudah dikunjungi, lebih awal") == 1
    assert "Selesai" not in visits


def test_done_leads_to_the_aftercare_page_of_a_closed_case(desk: Desk) -> None:
    closed(desk)
    first = Appointment.objects.filter(kind="aftercare").earliest("at")
    answer = desk.get("cases:appointment_held", first.pk)
    assert (answer.status_code, answer["Location"]) == (302, desk.address("cases:aftercare", first.pk))
    assert desk.get("cases:appointment_held", first.pk, who="bima").status_code == 403
    assert desk.get("cases:appointment_held", first.pk, who="dewi").status_code == 404


def test_aftercare_is_moved_and_stays_that_of_its_month(desk: Desk) -> None:
    closed(desk)
    first = Appointment.objects.filter(kind="aftercare").earliest("at")
    assert desk.post("cases:appointment_postpone", first.pk, preset="week").status_code == 302
    moved = Appointment.objects.get(moved_from=first)
    assert (moved.kind, moved.session, moved.state) == ("aftercare", 1, "set")
    assert desk.post("cases:appointment_cancel", moved.pk, state="absent").status_code == 302


def test_after_names_are_revealed_one_comes_back_to_the_decision(desk: Desk) -> None:
    page = desk.address("cases:decide", asked(desk).pk)
    lock = f"{desk.address('cases:reveal_case')}?next={page.replace('/', '%2F')}"
    assert desk.get("cases:decide", asked(desk).pk, who="citra")["Location"] == lock
    desk.reveal("citra")
    desk.post("cases:reveal_case", who="citra", hide="1")
    assert desk.post("cases:reveal_case", who="citra", because="supervises", next=page)["Location"] == page


def test_who_opens_a_colleagues_names_finds_the_way_for_a_forgotten_pin_there(desk: Desk) -> None:
    browser = desk.people.client("bima")
    chosen = {"pin": "123456", "password": "rehsos-contoh"}
    assert browser.post(reverse("access:open_names"), chosen).status_code == 302
    browser.post(reverse("access:hide_names"))
    lock = desk.address("cases:reveal_case")
    page = browser.get(lock).content.decode()
    assert 'name="pin"' in page
    assert f"{reverse('access:change_pin')}?next={lock}".replace("/", "%2F") in page.replace("/", "%2F")


def test_what_was_still_set_can_be_held_or_moved_after_the_end(desk: Desk) -> None:
    at = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT09:00")
    assert desk.post("cases:appointment_new", kind="visit", starts=at, place="Rumah").status_code == 302
    set_for = Appointment.objects.get(kind="visit")
    held, moved = (desk.address(f"cases:appointment_{deed}", set_for.pk) for deed in ("held", "postpone"))
    assert moved in words(desk.get("cases:case"))
    Case.objects.filter(pk=desk.case.pk).update(status=Status.CLOSED)
    Appointment.objects.filter(pk=set_for.pk).update(at=timezone.now())
    page = words(desk.get("cases:case"))
    assert held in page
    assert moved in page
    today = words(desk.people.client("melati").get("/"))
    assert "Rumah" in today or "Kunjungan" in today
    assert moved in today


@pytest.mark.parametrize(
    ("off", "visit"),
    [({}, date(2027, 2, 26)), ({"2027-02-26": "Hari jadi daerah"}, date(2027, 2, 25))],
    ids=["a Sunday", "a Sunday after a day off of the region"],
)
def test_a_visit_of_aftercare_is_proposed_on_a_day_that_is_worked_and_its_term_stays(
    desk: Desk, off: dict[str, str], visit: date
) -> None:
    if off:
        LocalPolicy.objects.create(office_id=3, key="days_off", since=date(2020, 1, 1), value=off)
    with time_machine.travel(datetime(2026, 11, 28, 10, tzinfo=ZoneInfo("Asia/Makassar"))):
        closed(desk)
        found = Appointment.objects.get(case=desk.case, kind="aftercare", session=2)
        due = Clock.objects.get(case=desk.case, rule="aftercare_3").due_at
        page = words(desk.get("cases:case"))
    assert due
    assert (timezone.localdate(found.at), timezone.localdate(due - INSTANT)) == (visit, date(2027, 2, 28))
    assert "Paling lambat Minggu, 28 Februari 2027, bukan hari kerja." in page
