"""Risk, stage and monitoring."""

from django.urls import reverse

from rehsos.audit.models import Action
from rehsos.cases.models import CaseType, Fact, Review, Risk, Stage
from rehsos.cases.sealing import unsealed
from rehsos.law.categories import AMPK

from .conftest import Desk, words


def test_the_risk_is_set_with_its_reasons(desk: Desk) -> None:
    assert (
        desk.post("cases:risk", risk="critical", reason_1="Ancaman", reason_3="Tidak ada pengasuh").status_code == 302
    )
    assert desk.case.risk == Risk.CRITICAL
    assert Action.objects.get(name="set_risk").facts["risk"] == "critical"


def test_a_risk_without_a_reason_is_not_set(desk: Desk) -> None:
    answer = desk.post("cases:risk", risk="high", reason_2="Ancaman lewat telepon")
    assert answer.status_code == 422
    assert "Ancaman lewat telepon" in words(answer)
    assert desk.post("cases:risk", risk="", reason_1="Ancaman").status_code == 422
    assert desk.case.risk == ""


def test_the_group_of_a_child_in_special_protection_is_kept_and_corrected(desk: Desk) -> None:
    there = reverse("cases:protection", args=[desk.case.code])
    CaseType.objects.create(case=desk.case, type=AMPK, since=desk.case.opened_on, offices=desk.case.offices)
    assert there in words(desk.get("cases:case"))
    assert desk.post("cases:protection", protection="i").status_code == 302
    page = words(desk.get("cases:case"))
    assert "Anak korban kekerasan fisik dan/atau psikis" in page
    assert "Kelompok perlindungan khusus: Anak korban kekerasan fisik" in page
    assert desk.post("cases:protection", protection="j").status_code == 302
    assert CaseType.objects.get(case=desk.case, type=AMPK).ampk == "j"
    assert desk.post("cases:protection", protection="z").status_code == 422


def test_a_case_of_another_type_has_no_group(desk: Desk) -> None:
    assert reverse("cases:protection", args=[desk.case.code]) not in words(desk.get("cases:case"))
    assert desk.post("cases:protection", protection="i").status_code == 422


def test_a_stage_is_skipped_with_a_reason(desk: Desk) -> None:
    assert desk.post("cases:stage", stage="5_service", reason="Sudah dilayani sebelum kasus dibuka").status_code == 302
    assert desk.case.stage == Stage.SERVICE
    assert desk.post("cases:stage", stage="3_assessment", reason=" ").status_code == 422
    assert desk.post("cases:stage", stage="7_termination", reason="Selesai").status_code == 422
    assert desk.case.stage == Stage.SERVICE


def test_a_review_is_kept_and_moves_the_case_to_monitoring(desk: Desk) -> None:
    sent = {"on": "2026-11-20", "progress": "better", "note": "Kembali sekolah", "next_on": "2026-12-20"}
    assert desk.post("cases:review", **sent).status_code == 302
    made = Review.objects.get()
    assert (made.progress, str(made.next_on)) == ("better", "2026-12-20")
    assert unsealed(desk.case.pk, made.sealed) == {"note": "Kembali sekolah"}
    assert desk.case.stage == Stage.MONITORING
    assert Fact.objects.filter(case=desk.case, code="plan_reviewed").exists()


def test_the_next_review_comes_after_this_one(desk: Desk) -> None:
    sent = {"on": "2026-11-20", "progress": "same", "note": "Tetap"}
    assert "harus sesudah" in words(desk.post("cases:review", **sent, next_on="2026-11-19"))
    assert "masa depan" in words(desk.post("cases:review", **{**sent, "on": "2099-01-01"}))
    assert not Review.objects.exists()


def test_a_case_is_not_moved_to_the_stage_it_is_in(desk: Desk) -> None:
    answer = desk.post("cases:stage", stage=desk.case.stage, reason="Sudah di sini.")
    assert answer.status_code == 422
    assert "sudah di tahap itu" in words(answer)
    assert not Action.objects.filter(name="move_to_stage").exists()
