"""What a referral tells of a case is kept: it says the day itself, not what the day was called when it was sent."""

from datetime import timedelta
from types import SimpleNamespace
from typing import cast

from django.utils import timezone, translation

from rehsos.cases.file import CaseFile
from rehsos.law.clocks import State
from rehsos.look import words as said
from rehsos.referral.doors import Told
from rehsos.referral.summary import told


def test_a_duty_due_tomorrow_is_told_by_its_day() -> None:
    with timezone.override("Asia/Makassar"):
        due = said.midnight(timezone.now() + timedelta(days=1))
        assert "Besok" in said.at_end(due)
        ends = said.ends(due).replace(",", " pukul")
    clock = SimpleNamespace(state=State.RUNNING, due_at=due, label=("Kontak pertama", "First contact"))
    file = cast("CaseFile", SimpleNamespace(clocks=[SimpleNamespace(clock=clock)]))
    with timezone.override("Asia/Makassar"), translation.override("en"):
        assert told(file, ("duties",)) == [Told("duties", (f"Kontak pertama: {ends} WITA",))]


def test_an_end_on_paper_says_its_day_and_24() -> None:
    due = said.midnight(timezone.now())
    with said.on_paper():
        assert said.at_end(due) == said.ends(due)
        assert said.at(due - timedelta(hours=1)) == said.moment(due - timedelta(hours=1))
    assert said.at_end(due) == "Hari ini, 24.00"
