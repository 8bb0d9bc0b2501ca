"""Days off of an office's region: kept by the office, they move the terms in working days of its cases."""

import html
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save
from rehsos.audit.actions import new_id
from rehsos.audit.answers import NotAllowed
from rehsos.audit.models import Action
from rehsos.cases.actions.terms import set_days_off
from rehsos.directory.models import Office
from rehsos.justice.models import Part
from rehsos.justice.roles import Role
from rehsos.justice.tests.bench import at, case_of, clocks, fact, part_of
from rehsos.look.words import ends

HERE, ELSEWHERE = 3, 4
FOUNDED = {"2026-11-24": "Hari jadi daerah (contoh)"}
VALUE = "restitution_child_value"


@pytest.fixture
def valued(people: Any) -> Part:
    """Seven working days from Monday 16 November: to the end of Wednesday the 25th."""
    by = people.actor("melati")
    part = part_of(case_of("rambu", by), Role.VICTIM, by)
    fact(part, "restitution_valuation_requested", by, at(16, 10), level="police")
    return part


def due(part: Part) -> Any:
    return clocks(part.case, part.pk)[VALUE].due_at


def set_days(by: Any, days: dict[str, str], office: int = HERE) -> None:
    set_days_off(office=Office.objects.get(pk=office), days=days, by=by, action_id=new_id())


def test_a_day_off_moves_the_working_days_of_a_running_term_and_says_so(people: Any, valued: Part) -> None:
    assert due(valued) == at(26, 0)
    set_days(people.actor("citra"), FOUNDED)
    people.actor("melati")
    assert due(valued) == at(27, 0)
    assert Action.objects.filter(name="clock_moved", dossier=valued.case_id).exists()


def test_the_case_page_counts_with_the_same_days(people: Any) -> None:
    by = people.actor("melati")
    part = part_of(case_of("rambu", by), Role.VICTIM, by)
    fact(part, "restitution_valuation_requested", by, timezone.now() - timedelta(minutes=5), level="police")
    before, week = due(part), [timezone.localdate() + timedelta(days=n) for n in range(1, 8)]
    set_days(people.actor("citra"), {day.isoformat(): "Libur daerah (contoh)" for day in week})
    people.actor("melati")
    assert due(part) >= before + timedelta(days=7)
    page = people.client("melati").get(reverse("cases:case", args=[part.case.code])).content.decode()
    with timezone.override("Asia/Makassar"):
        assert ends(due(part)) in page


def test_a_day_taken_off_the_list_is_worked_again(people: Any, valued: Part) -> None:
    set_days(people.actor("citra"), FOUNDED)
    set_days(people.actor("citra"), {})
    people.actor("melati")
    assert due(valued) == at(26, 0)


def test_the_days_of_another_office_move_nothing_here(people: Any, valued: Part) -> None:
    with pytest.raises(NotAllowed):
        set_days(people.actor("citra"), FOUNDED, ELSEWHERE)
    with pytest.raises(NotAllowed):
        set_days(people.actor("melati"), FOUNDED)
    assert due(valued) == at(26, 0)


def test_the_kabid_writes_a_day_and_reads_it_back(people: Any) -> None:
    browser = people.client("citra")
    save(browser, reverse("desk:office_days_off"), {"days": "24-11-2026 Hari jadi daerah (contoh)\n\n"})
    assert "24 Nov 2026 · Hari jadi daerah (contoh)" in html.unescape(
        browser.get(reverse("desk:office")).content.decode()
    )
    assert "24-11-2026 Hari jadi daerah (contoh)" in browser.get(reverse("desk:office_days_off")).content.decode()


@pytest.mark.parametrize("line", ["24 November", "31-02-2026 Hari yang tidak ada", "24-11-2026"])
def test_a_line_that_is_no_day_is_said(people: Any, line: str) -> None:
    answer = save(people.client("citra"), reverse("desk:office_days_off"), {"days": line})
    assert answer.status_code == 422
    assert "belum dapat dibaca" in answer.content.decode()


@pytest.mark.parametrize(
    ("written", "said"),
    [("11-12-2026 Satu\n11-12-2026 Dua", "tanggal yang sama"), ("11-12-2026 " + "Panjang " * 11, "terlalu panjang")],
)
def test_nothing_written_is_dropped_without_a_word(people: Any, written: str, said: str) -> None:
    answer = save(people.client("citra"), reverse("desk:office_days_off"), {"days": written})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_only_who_approves_opens_it(people: Any) -> None:
    answers = {
        who: people.client(who).get(reverse("desk:office_days_off")).status_code for who in ("citra", "melati", "dewi")
    }
    assert answers == {"citra": 200, "melati": 404, "dewi": 404}
    assert date.fromisoformat(next(iter(FOUNDED))).weekday() < 5  # otherwise no working day would be taken off
