"""A visit of aftercare that is due or missed is told to who owes it and to the head, though the case was ended."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.cases.models import Approval, Case, Clock, Task
from rehsos.cases.sealing import seal_for
from rehsos.cases.tests.conftest import Desk

from .test_today import seen

WHY = {"reason": "goals_met", "goals": "met", "carer": "Nenek", "told_client": "Lisan", "handed_on": ""}


@pytest.fixture
def ended(people: Any) -> Desk:
    desk = Desk(people)
    desk.post("cases:request_closure", **WHY)
    assert desk.decide(Approval.objects.get(approved=None).pk, approved="yes").status_code == 302
    return desk


def first_visit(desk: Desk, hours: float) -> None:
    desk.again()
    Clock.objects.filter(case=desk.case, rule="aftercare_1").update(due_at=timezone.now() + timedelta(hours=hours))


def owed(people: Any, who: str = "melati") -> str:
    return seen(people, who).partition("<h2>Kewajiban saya</h2>")[2].partition("<h2>")[0]


def test_a_missed_visit_is_red_for_who_owes_it_and_told_to_the_head(people: Any, ended: Desk) -> None:
    first_visit(ended, -9)
    mine = owed(people)
    assert "Bimbingan lanjut bulan ke-1" in mine
    assert "Lewat 9 jam" in mine
    assert "permintaannya belum dijawab" not in mine, "nobody asked for anything"
    assert "/bimbingan/" in mine, "it leads to where the visit is recorded"
    assert ended.case.code in seen(people, "citra")
    team = people.client("citra").get(reverse("desk:team")).content.decode()
    assert "Bimbingan lanjut bulan ke-1" in team


def test_it_is_told_before_it_is_late(people: Any, ended: Desk) -> None:
    first_visit(ended, 1)
    assert "Bimbingan lanjut bulan ke-1" in owed(people)
    assert "Bimbingan lanjut bulan ke-1" in seen(people, "citra").partition('id="tenggat"')[2].partition("<section")[0]


@pytest.mark.parametrize("who", ["bima", "eka", "dewi"])
def test_it_is_owed_by_nobody_else(people: Any, ended: Desk, who: str) -> None:
    first_visit(ended, -9)
    assert "Bimbingan lanjut" not in seen(people, who)


def test_a_task_past_its_day_says_by_how_many(people: Any) -> None:
    desk = Desk(people)
    day = timezone.localdate(timezone=desk.by.zone) - timedelta(days=3)
    Task.objects.create(
        id=desk.case.pk, case=Case.objects.get(pk=desk.case.pk), kind="birth", state="open", due_on=day,
        sealed=seal_for(desk.case.pk, agency="Dukcapil"),
    )  # fmt: skip
    assert "lewat 3 hari" in owed(people)
