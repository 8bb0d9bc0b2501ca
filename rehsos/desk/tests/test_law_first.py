"""Hari ini under each heading: danger, the law's clocks by their hour, then what an office promised."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rehsos.cases.models import Case
from rehsos.cases.tests.test_open_case import opened
from rehsos.intake.models import Danger
from rehsos.intake.tests.test_intake import received
from rehsos.look import words
from rehsos.referral.models import Referral
from rehsos.referral.tests.conftest import Road

from .test_today import ask_to_close, seen
from .test_two_days import due, going

pytestmark = pytest.mark.hours
TERMS = "Tenggat terdekat"


@pytest.fixture
def case(people: Any) -> Case:
    return opened(people.actor("melati"))


def card(body: str, title: str) -> str:
    """What stands under that heading of the page; empty where there is none."""
    return body.partition(f"<h2>{title}</h2>")[2].partition("</section>")[0]


def places(body: str, *said: str) -> list[str]:
    """These words in the order in which they stand."""
    return sorted(said, key=body.index)


def test_the_law_s_clock_of_today_is_a_card_above_for_who_leads_and_nothing_of_tomorrow(
    people: Any, case: Case
) -> None:
    due(case, 5)
    body = seen(people, "citra")
    assert "sisa 4 jam 59 mnt" in card(body, TERMS)
    assert "Melati Contoh" in card(body, TERMS)
    assert case.code not in card(body, "Besok dan lusa")


def test_what_falls_due_after_a_day_stands_under_the_days_after(people: Any, case: Case) -> None:
    due(case, 30)
    body = seen(people, "citra")
    assert case.code not in card(body, TERMS)
    assert case.code in card(body, "Besok dan lusa")
    assert case.code not in seen(people, "dewi")


def test_the_badge_counts_what_is_under_it(people: Any, case: Case) -> None:
    due(case, -30)
    for level in "abcd":
        due(case, -3, level=level, second_due_at=timezone.now() + timedelta(hours=2))
    due(case, 5, rule="monthly_contact", duty="policy")
    head = card(seen(people, "citra"), TERMS)
    assert head.partition('class="chip late">')[2].startswith("6<")
    assert head.count("<article") == 5, "of the four past the safe limit three are shown, and all are counted"


def test_a_promise_late_for_days_hides_no_term_of_the_law(people: Any, case: Case) -> None:
    for level in "abcd":
        due(case, -90, rule="monthly_contact", duty="policy", level=level)
    due(case, -1)
    head = card(seen(people, "citra"), TERMS)
    assert head.index("Laporan sosial") < head.index("kebijakan dinas")


def test_who_works_it_reads_the_law_by_hour_before_a_promise(people: Any, case: Case) -> None:
    due(case, 5 * 24, level="b")
    due(case, 5)
    due(case, -30, rule="monthly_contact", duty="policy")
    body = card(seen(people), "Kewajiban saya")
    assert places(body, "sisa 4 hari", "sisa 4 jam", "Lewat 1 hari") == ["sisa 4 jam", "sisa 4 hari", "Lewat 1 hari"]


def promised(people: Any, hours: float = 60) -> None:
    """A referral to the Sentra, which is to answer by then; its own clocks are of a case of its own."""
    road = Road(people)
    it = road.sent()
    Referral.objects.filter(pk=it.pk).update(answer_due=timezone.now() + timedelta(hours=hours))


def titles(body: str) -> list[str]:
    return [part.partition("</h2>")[0] for part in body.split("<h2>")[1:]]


@pytest.mark.parametrize("hours", [-1, 5])
def test_the_law_stands_above_what_another_office_waits_for(people: Any, hours: float) -> None:
    promised(people)
    due(opened(people.actor("fajar")), hours, second_due_at=timezone.now() + timedelta(hours=6))
    assert titles(seen(people, "fajar"))[:2] == ["Kewajiban saya", "Menunggu kantor Anda"]


def test_danger_stands_above_the_law(people: Any, case: Case) -> None:
    due(case, -1)
    received(people.actor("melati"), danger=Danger.YES)
    assert titles(seen(people))[:2] == ["Belum menjadi kasus atau perkara", "Kewajiban saya"]
    assert titles(seen(people, "citra"))[:2] == ["Belum menjadi kasus atau perkara", TERMS]


def test_a_promise_is_answered_after_a_decision(people: Any, case: Case) -> None:
    ask_to_close(people, case)
    due(case, 5, rule="monthly_contact", duty="policy")
    assert titles(seen(people, "citra"))[:2] == ["Menunggu keputusan Anda", TERMS]
    due(case, 5)
    assert titles(seen(people, "citra"))[:2] == [TERMS, "Menunggu keputusan Anda"]


def test_what_others_owe_stands_by_its_hour_whoever_tells_of_it(people: Any) -> None:
    road = Road(people)
    it = road.sent()
    Referral.objects.filter(pk=it.pk).update(answer_due=timezone.now() + timedelta(hours=60))
    ask_to_close(people, road.case)
    for hours, level in ((100, "b"), (3, "a")):
        due(road.case, hours, rule="diversi_offer_police", duty="others", level=level)
    body = card(seen(people), "Menunggu pihak lain")
    assert places(body, "sisa 4 hari", "sisa 2 jam", str(it.code), "Persetujuan pengakhiran") == [
        "sisa 2 jam", str(it.code), "sisa 4 hari", "Persetujuan pengakhiran",
    ]  # fmt: skip


def test_who_leaves_today_without_a_surat_tugas_stands_under_no_heading_of_tomorrow(people: Any, case: Case) -> None:
    midnight = words.midnight(timezone.now())
    left = (midnight - timezone.now()) / timedelta(hours=1)
    going(people, case, left / 2)
    assert "surat tugas belum dicatat" in card(seen(people, "citra"), TERMS)
    for who in ("citra", "melati"):
        assert "Besok dan lusa" not in titles(seen(people, who))
    assert "Surat tugas belum dicatat" in card(seen(people), "Jadwal")
    going(people, case, left + 1)
    for who in ("citra", "melati"):
        assert "surat tugas belum dicatat" in card(seen(people, who), "Besok dan lusa")
