"""The term runs from the first request that waits: whatever was recorded, answered, corrected in which order."""

from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.actions.answered_too import earlier_answer, say_answered
from rehsos.cases.actions.by_hand import record_fact
from rehsos.cases.actions.in_step import out_of_step
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.models.clocks import Precision
from rehsos.letters.tests.report_bench import Bench, bench
from rehsos.look.words import moment
from rehsos.papers.kinds import kind_of
from rehsos.papers.models import Letter

from .test_several_requests import begun, corrected, handed, page_of

__all__ = ["bench"]
HOURS = (61.0, 40.0, 20.0)
ABOUT = ("part", "case")


def term_of(bench: Bench) -> tuple[str, datetime | None]:
    clock = bench.clock()
    return clock.state, clock.started_at


def runs_from_the_first(bench: Bench, waits: dict[str, Letter]) -> None:
    """The plain definition, and what the page of each says of its own term."""
    fresh = [bench.fresh(one) for one in waits.values()]
    first = min(one.received_at for one in fresh if one.received_at)
    assert term_of(bench) == ("running", first)
    assert bench.clock().due_at == first + timedelta(hours=72)
    assert not out_of_step(bench.case, bench.subject, kind_of(fresh[0].kind)), "an upgrade has nothing to mend"
    for one in fresh:
        assert one.received_at
        page = page_of(bench, one)
        assert moment(one.received_at + timedelta(hours=72)) in page
        assert "Sudah dijawab. Tenggatnya" not in page


def put(bench: Bench, number: str, hours_ago: float, about: str) -> Letter:
    subject = bench.part if about == "part" else None
    dated = (bench.now - timedelta(days=4)).date()
    return bench.request(hours_ago=hours_ago, number=number, subject=subject, dated=dated)


def say(bench: Bench, letter: Letter) -> None:
    at = earlier_answer(bench.case, bench.fresh(letter))
    assert at is not None
    say_answered(case=bench.case, letter=bench.fresh(letter), handed_at=at, by=bench.as_melati(), action_id=new_id())


def take_back(bench: Bench) -> None:
    told = Action.objects.filter(name="say_answered", dossier=bench.case.pk).latest("recorded_at")
    withdraw(case=bench.case, recorded=told.pk, recorded_as=told.name, reason="Keliru", by=bench.as_melati(),
             action_id=new_id())  # fmt: skip


@pytest.mark.parametrize("hours", list(permutations(HOURS)))
@pytest.mark.parametrize("answered_about", ABOUT)
@pytest.mark.parametrize("about", ABOUT)
def test_three_are_recorded_in_any_order_beside_an_answered_one(
    bench: Bench, hours: tuple[float, ...], answered_about: str, about: str
) -> None:
    answered = put(bench, "B/91/XI/Reskrim", 1, answered_about)
    handed(bench, begun(bench))
    waits: dict[str, Letter] = {}
    for at, ago in enumerate(hours):
        number = f"B/{77 + at}/XI/Reskrim"
        waits[number] = put(bench, number, ago, about if at else "case")
        runs_from_the_first(bench, waits)
    assert "Susun laporan sosial</" not in page_of(bench, answered)
    assert "Sudah dijawab. Tenggatnya tidak berjalan lagi." in page_of(bench, answered)
    page = bench.browser.get(bench.url("justice:social_report", bench.subject)).content.decode()
    assert all(number in page for number in waits), "the draft asks which of them it answers"
    _say_and_correct(bench, waits)


def _say_and_correct(bench: Bench, waits: dict[str, Letter]) -> None:
    numbers = list(waits)
    for number in numbers:
        say(bench, waits[number])
        left: dict[str, Any] = {other: one for other, one in waits.items() if other != number}
        runs_from_the_first(bench, left)
        take_back(bench)
        runs_from_the_first(bench, waits)
    for number, ago in zip(numbers, (10, 65, 30), strict=True):
        corrected(bench, waits[number], ago)
        runs_from_the_first(bench, waits)
    for number in numbers:
        say(bench, waits.pop(number))
        if waits:
            runs_from_the_first(bench, waits)
    assert bench.clock().state == "stopped"


@pytest.mark.parametrize("hours", list(permutations(HOURS)))
@pytest.mark.parametrize("named", [0, 1, 2])
def test_a_report_answers_one_of_three(bench: Bench, hours: tuple[float, ...], named: int) -> None:
    waits = {f"B/{77 + at}": put(bench, f"B/{77 + at}", ago, "part") for at, ago in enumerate(hours)}
    runs_from_the_first(bench, waits)
    handed(bench, begun(bench, waits.pop(f"B/{77 + named}")))
    runs_from_the_first(bench, waits)
    for one in waits.values():
        corrected(bench, one, 50)
        runs_from_the_first(bench, waits)
    left = list(waits)
    say(bench, waits[left[0]])
    runs_from_the_first(bench, {left[1]: waits[left[1]]})


def typed(bench: Bench, code: str, hours_ago: float) -> None:
    """Melati notes by hand that a request came, or that its report was handed over."""
    at = bench.now - timedelta(hours=hours_ago)
    by = bench.as_melati()
    record_fact(case=bench.case, subject=bench.subject, code=code, level="", at=at, precision=Precision.HOUR,
                until=None, note="Lewat telepon.", by=by, action_id=new_id(), reason="Suratnya belum ada.")  # fmt: skip


@pytest.mark.parametrize("about", ABOUT)
def test_what_was_handed_over_by_hand_answers_no_letter_recorded_after_it(bench: Bench, about: str) -> None:
    """As it was recorded, no line of it stood in the log yet: the term ran on no page but the letter's own."""
    put(bench, "B/21", 3, about)
    typed(bench, "social_report_handed_over", 1)
    assert term_of(bench)[0] == "stopped"
    late = put(bench, "B/22", 60, about)
    runs_from_the_first(bench, {"B/22": late})


@pytest.mark.parametrize("about", ABOUT)
def test_a_request_known_by_hand_waits_however_a_letter_beside_it_is_corrected(bench: Bench, about: str) -> None:
    put(bench, "B/11", 1, about)
    typed(bench, "report_request_received", 50)
    by_hand = bench.now - timedelta(hours=50)
    late = put(bench, "B/12", 30, about)
    assert term_of(bench) == ("running", by_hand)
    for ago, began in ((60, 60), (20, 50), (55, 55), (1, 50)):
        corrected(bench, late, ago)
        assert term_of(bench) == ("running", bench.now - timedelta(hours=began))
    told = Action.objects.get(name="record_fact", dossier=bench.case.pk)
    withdraw(case=bench.case, recorded=told.pk, recorded_as=told.name, reason="Keliru", by=bench.as_melati(),
             action_id=new_id())  # fmt: skip
    corrected(bench, late, 2)
    assert term_of(bench) == ("running", bench.now - timedelta(hours=2))


def test_what_is_noted_by_hand_answers_only_what_came_before_it(bench: Bench) -> None:
    """Two wait; what was handed over between them answers the first, and the term of the other runs."""
    put(bench, "B/41", 60, "part")
    late = put(bench, "B/42", 5, "part")
    typed(bench, "social_report_handed_over", 30)
    runs_from_the_first(bench, {"B/42": late})


def test_who_was_said_to_be_answered_waits_again_where_the_answer_is_taken_back(bench: Bench) -> None:
    put(bench, "B/51", 2, "part")
    typed(bench, "social_report_handed_over", 1)
    early = put(bench, "B/52", 60, "part")
    say(bench, early)
    assert term_of(bench)[0] == "stopped"
    told = Action.objects.get(name="record_fact", dossier=bench.case.pk)
    withdraw(case=bench.case, recorded=told.pk, recorded_as=told.name, reason="Keliru", by=bench.as_melati(),
             action_id=new_id())  # fmt: skip
    runs_from_the_first(bench, {"B/52": early})


def test_by_hand_in_the_minute_of_a_letter_that_names_another_is_an_answer_of_its_own(bench: Bench) -> None:
    named, other = put(bench, "B/61", 50, "part"), put(bench, "B/62", 40, "part")
    handed(bench, begun(bench, named))
    runs_from_the_first(bench, {"B/62": other})
    at = Letter.objects.exclude(delivered_at=None).get(dossier=bench.case.pk).delivered_at
    assert at
    typed(bench, "social_report_handed_over", (bench.now - at).total_seconds() / 3600)
    assert term_of(bench)[0] == "stopped"
    assert "Sudah dijawab. Tenggatnya" in page_of(bench, bench.fresh(other))
