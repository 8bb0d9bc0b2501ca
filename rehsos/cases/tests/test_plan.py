import re
from typing import Any

import pytest
from django.utils import timezone

from conftest import opened_form
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases.actions.work import record_service
from rehsos.cases.models import Approval, Plan, PlanItem, ServiceCase, ServiceKind, Stage

from .conftest import Desk, words

GOAL = "Saya mau sekolah lagi dan tidak takut di rumah"
STEPS = {
    "need_0": "Rasa aman", "what_0": "Konseling mingguan", "component_0": "therapy_psychosocial",
    "who_0": "Melati Contoh", "by_when_0": "2026-12-20", "cost_0": "1.250.000", "payer_0": "apbd",
    "what_3": "Kembali ke sekolah", "component_3": "family_support",
}  # fmt: skip


def written(desk: Desk) -> Plan:
    desk.post("cases:plan_new", goal=GOAL, **STEPS)
    return Plan.objects.latest("number")


def submitted(desk: Desk) -> Approval:
    plan = written(desk)
    desk.post("cases:plan_submit", plan.pk)
    return Approval.objects.get(subject=plan.pk)


def test_a_plan_is_written_in_the_clients_words(desk: Desk) -> None:
    answer = desk.post("cases:plan_new", goal=GOAL, review_on="2027-02-20", **STEPS)
    assert answer.status_code == 302
    plan = Plan.objects.get()
    assert answer["Location"] == desk.address("cases:plan", plan.pk)
    assert list(PlanItem.objects.values_list("position", "component", "cost", "payer")) == [
        (1, "therapy_psychosocial", 1_250_000, "apbd"),
        (2, "family_support", None, "nobody"),
    ]
    assert desk.case.stage == Stage.PLAN
    page = words(desk.get("cases:plan", plan.pk))
    for said in (GOAL, "Konseling mingguan", "Terapi psikososial", "Rp1.250.000"):
        assert said in page
    assert desk.statements("cases:plan", plan.pk) <= 7


def test_a_plan_without_goal_step_or_component_is_told_and_kept(desk: Desk) -> None:
    assert "Isi minimal satu langkah" in words(desk.post("cases:plan_new", goal=GOAL))
    answer = desk.post("cases:plan_new", goal="", what_0="Konseling", need_1="Aman")
    page = words(answer)
    assert answer.status_code == 422
    assert "Komponen ATENSI 1: Pilih komponen ATENSI" in page
    assert "Langkah 2: Tulis apa yang dilakukan pada langkah ini" in page
    assert "Konseling</textarea>" in page
    assert desk.post("cases:plan_new", goal=GOAL, what_0="Konseling", component_0="bukan_komponen").status_code == 422
    assert not Plan.objects.exists()


def test_sent_twice_it_is_one_plan(desk: Desk) -> None:
    once = str(new_id())
    for _time in range(2):
        desk.post("cases:plan_new", goal=GOAL, **STEPS, action_id=once)
    assert (Plan.objects.count(), PlanItem.objects.count()) == (1, 2)


def test_two_tabs_never_overwrite_each_other(desk: Desk) -> None:
    plan = written(desk)
    assert desk.statements("cases:plan_edit", plan.pk) <= 7
    first = {**STEPS, "what_0": "Konseling dua kali seminggu", "version": "1"}
    second: dict[str, Any] = {**STEPS, "what_0": "Konseling di sekolah", "version": "1"}
    assert desk.post("cases:plan_edit", plan.pk, goal=GOAL, **first).status_code == 302
    answer = desk.post("cases:plan_edit", plan.pk, goal=GOAL, **second)
    page = words(answer)
    assert answer.status_code == 422
    assert "Konseling dua kali seminggu" in page
    assert "Konseling di sekolah</textarea>" in page
    assert re.search(r'name="compared"\s+value="2"', page)
    assert desk.post("cases:plan_edit", plan.pk, goal=GOAL, **second, compared="2").status_code == 302
    assert "Konseling di sekolah" in words(desk.get("cases:plan", plan.pk))


def test_the_client_answers_in_their_own_words(desk: Desk) -> None:
    plan = written(desk)
    assert desk.post("cases:plan_answer", plan.pk, answer="partly", words="Asal jangan di kantor").status_code == 302
    plan.refresh_from_db()
    assert plan.answer == "partly"
    assert desk.post("cases:plan_answer", plan.pk, answer="").status_code == 422


def test_a_submitted_plan_waits_and_is_not_changed_meanwhile(desk: Desk) -> None:
    approval = submitted(desk)
    assert Plan.objects.get(pk=approval.subject).state == "submitted"
    answer = desk.get("cases:plan_edit", approval.subject)
    assert answer.status_code == 403
    assert "menunggu persetujuan" in words(answer)
    desk.post("cases:plan_submit", approval.subject)
    assert Approval.objects.count() == 1


def test_a_colleague_reads_it_only_after_revealing(desk: Desk) -> None:
    plan = written(desk)
    sealed = desk.get("cases:plan", plan.pk, who="bima")
    assert sealed.status_code == 200
    assert GOAL not in words(sealed)
    desk.reveal("bima")
    assert GOAL in words(desk.get("cases:plan", plan.pk, who="bima"))
    assert desk.get("cases:plan_edit", plan.pk, who="bima").status_code == 403
    assert desk.post("cases:plan_submit", plan.pk, who="bima").status_code == 403
    for name in ("cases:plan", "cases:plan_edit", "cases:plan_answer"):
        assert desk.get(name, plan.pk, who="dewi").status_code == 404


def test_another_cases_plan_is_not_found_here(desk: Desk) -> None:
    from .test_open_case import opened

    plan = written(desk)
    other = opened(desk.by)
    desk.case = other
    assert desk.get("cases:plan", plan.pk).status_code == 404


def test_going_on_with_a_plan_costs_few_statements(desk: Desk) -> None:
    plan = written(desk)
    assert desk.statements("cases:plan_edit", plan.pk) <= 6
    assert desk.statements("cases:plan_answer", plan.pk) <= 6


def test_an_answer_belongs_to_one_version(desk: Desk) -> None:
    plan = written(desk)
    desk.post("cases:plan_answer", plan.pk, answer="agrees", words="Setuju semua")
    assert "Setuju" in words(desk.get("cases:plan", plan.pk))
    assert "tanyakan lagi" not in words(desk.get("cases:plan", plan.pk))
    desk.post("cases:plan_edit", plan.pk, goal="Tinggal di panti dulu", **STEPS, version="1")
    assert "tanyakan lagi" in words(desk.get("cases:plan", plan.pk))
    desk.post("cases:plan_answer", plan.pk, answer="declines", words="Tidak mau ke panti")
    assert "tanyakan lagi" not in words(desk.get("cases:plan", plan.pk))


def test_an_answer_to_a_plan_that_was_changed_meanwhile_is_asked_anew(desk: Desk) -> None:
    plan = written(desk)
    browser, address = desk.people.client("melati"), desk.address("cases:plan_answer", plan.pk)
    seen = opened_form(browser, address)["laid_over"]
    desk.post("cases:plan_edit", plan.pk, goal="Tinggal di panti dulu", **STEPS, version="1")
    answer = desk.post("cases:plan_answer", plan.pk, laid_over=seen, answer="agrees", words="Asal dekat nenek")
    assert answer.status_code == 422
    assert "versi 2" in words(answer)
    assert "Asal dekat nenek" in words(answer)
    plan.refresh_from_db()
    assert plan.answer == ""


def test_who_decides_sees_the_answer_the_risk_and_the_assessments(desk: Desk) -> None:
    approval = submitted(desk)
    desk.post("cases:plan_answer", approval.subject, answer="partly", words="Asal jangan di kantor")
    desk.post("cases:risk", risk="high", reason_1="Pelaku tinggal serumah")
    desk.reveal("citra")
    page = words(desk.get("cases:decide", approval.pk, who="citra"))
    assert "Setuju sebagian" in page
    assert "Tinggi" in page
    assert "Belum ada asesmen" in page


def test_a_service_says_which_step_it_carried_out(desk: Desk) -> None:
    approval = submitted(desk)
    page = words(desk.get("cases:service"))
    assert 'name="step"' not in page  # nothing is approved yet
    assert desk.decide(approval.pk, approved="yes").status_code == 302
    step = PlanItem.objects.filter(plan=approval.subject).order_by("position")[0]
    assert f'value="{step.pk}"' in words(desk.get("cases:service"))
    at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    assert desk.post("cases:service", kind="visit", at=at, step=str(step.pk), note="Berjalan").status_code == 302
    served = ServiceCase.objects.get(case=desk.case)
    assert (served.step_id, served.service.component) == (step.pk, step.component)
    assert "Sudah: Kunjungan rumah" in words(desk.get("cases:plan", approval.subject))


def test_a_step_of_another_case_is_none(desk: Desk) -> None:
    from .test_open_case import opened

    approval = submitted(desk)
    desk.decide(approval.pk, approved="yes")
    step = PlanItem.objects.filter(plan=approval.subject)[0]
    with pytest.raises(Refused, match="rencana yang disetujui"):
        record_service(
            case=opened(desk.by), cases=(), kind=ServiceKind.VISIT, at=timezone.now(), minutes=None, waiting=None,
            mode=None, place="", component="", assignment_letter="", workers=(), note="", costs=(), step=step,
            by=desk.by, action_id=new_id(),
        )  # fmt: skip
