"""The bar of stages ticks what has a record; what was passed over is said to be."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.models import Case, Plan, Review, ServiceCase, Stage

from .conftest import Desk
from .test_after_closing import CALL, now
from .test_assess_short import short
from .test_closing import closed

ALL = [
    "Diterima", "Dasar layanan", "Asesmen", "Rencana layanan", "Layanan", "Pemantauan", "Pengakhiran",
    "Bimbingan lanjut",
]  # fmt: skip


def bar(desk: Desk, page: str = "cases:case") -> dict[str, str]:
    """Each stage as the page shows it: its class, and the word a reader of screens hears before it."""
    shown = desk.get(page, query="?untuk=court").content.decode().split('class="card stages"')[1].split("</ol>")[0]
    found = re.findall(r'<li class="(\w+)"[^>]*>(.*?)</li>', shown, re.DOTALL)
    told = {"done": "selesai: ", "passed": "dilewati: "}
    for state, inside in found:
        assert re.findall(r'class="sr">([^<]*)<', inside) == [told[it] for it in [state] if it in told]
    return {re.sub(r".*<span>|</span>.*", "", inside, flags=re.DOTALL): state for state, inside in found}


def passed(desk: Desk, page: str = "cases:case") -> list[str]:
    return [stage for stage, state in bar(desk, page).items() if state == "passed"]


def test_a_stage_that_was_skipped_is_not_ticked(desk: Desk) -> None:
    """It said “✓ Dasar layanan” on the page that said “Dasar layanan: belum dicatat”."""
    assert short(desk, safe_now="yes").status_code == 302
    states = bar(desk)
    assert list(states) == ALL
    assert list(states.values()) == ["done", "passed", "now", *["next"] * 5]
    assert desk.post("cases:record_basis", ground="statute", on="2026-11-17", note="UU 11/2012").status_code == 302
    assert bar(desk)["Dasar layanan"] == "done"


@pytest.mark.parametrize("page", ["cases:case", "cases:case_print"])
def test_closed_from_the_first_stage_nothing_between_is_said_to_be_done(desk: Desk, page: str) -> None:
    closed(desk)
    assert passed(desk, page) == ALL[1:6]
    assert (bar(desk, page)["Pengakhiran"], bar(desk, page)["Bimbingan lanjut"]) == ("done", "now")


def test_each_record_ticks_its_own_stage_and_one_taken_back_does_not(desk: Desk) -> None:
    closed(desk)
    assert desk.post("cases:service", at=now(), **CALL).status_code == 302
    assert "Layanan" not in passed(desk)
    ServiceCase.objects.filter(case=desk.case).update(withdrawn_by=desk.case.pk)
    assert "Layanan" in passed(desk)
    yesterday = timezone.localdate() - timedelta(days=1)
    Review.objects.create(id=desk.case.pk, case=desk.case, on=yesterday, progress="better", sealed=b"")
    assert passed(desk) == ALL[1:5]


def counted(desk: Desk) -> str:
    """The line above the bar: the stage, and which of how many it is."""
    head = desk.get("cases:case").content.decode().split('class="card stages"')[1].split("<ol>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", head.partition(">")[2]).split()).partition(" dari ")[0]


def test_the_number_is_the_place_of_the_stage_not_how_many_were_done(desk: Desk) -> None:
    """The third step, with the second passed over, was “2 dari 8”."""
    assert short(desk, safe_now="yes").status_code == 302
    assert counted(desk) == "Asesmen · 3"
    closed(desk)
    assert counted(desk) == "Bimbingan lanjut · 8"


def test_what_was_done_beyond_the_stage_of_a_case_opened_again_stays_ticked(desk: Desk) -> None:
    """Plan and visits of a case that went back to its assessment were shown as still to come."""
    assert desk.post("cases:service", at=now(), **CALL).status_code == 302
    Plan.objects.create(id=new_id(), case=desk.case, number=1, author_id=1, sealed_goal=b"")
    Case.objects.filter(pk=desk.case.pk).update(stage=Stage.ASSESSMENT)
    states = bar(desk)
    assert (states["Asesmen"], states["Rencana layanan"], states["Layanan"]) == ("now", "done", "done")
    assert states["Pemantauan"] == "next"
    assert counted(desk) == "Asesmen · 3"


def test_a_visit_before_there_is_a_plan_does_not_tick_the_stage_beyond_it(desk: Desk) -> None:
    """“✓ Layanan” stood behind a plan that was not made."""
    assert short(desk, safe_now="yes").status_code == 302
    assert desk.post("cases:service", at=now(), **CALL).status_code == 302
    assert (bar(desk)["Rencana layanan"], bar(desk)["Layanan"]) == ("next", "next")
