"""Nobody is lost between houses, legs and offices, whatever happens in whichever order.

More of it, by a command of its own:

REHSOS_RUNS=100 python -m pytest -n 0 -s tests/machine/test_machine.py
"""

import sys
from collections.abc import Mapping

import pytest

from rehsos.audit.actions import REGISTRY
from rehsos.cases.tests.any_order import run
from rehsos.referral.tests import road_steps

from .machine import ROOMS, STEPS, WholeMachine

WITHIN: Mapping[str, str] = {
    **dict.fromkeys(("begin_referral", "tell_case"), "begun: refer"),
    "ask_outside": "asked outside",
    "answer_by_code": "answered by code",
    "accept_leg_by_code": "answered by code",
    "answer_told": "answer_referral",
    "service_told": "record_result",
    "arrival_told": "record_arrival",
    "arrival_taken_back": "take_back_arrival",
    "departure_told": "record_departure",
    "tell_outside": "ask_outside",
    **dict.fromkeys(("client_stayed", "client_left", "follow_on", "went_further"), "begun: transfer"),
    **dict.fromkeys(("let_fall", "fall_told"), "handed on while others wait"),
    **dict.fromkeys(("shut_referral", "shut_told"), "protected while others are asked"),
    **dict.fromkeys(
        ("erase_referral", "erase_told_of", "erase_harm", "erase_riders", "erase_legs", "erase_contacts"), "erased"
    ),
    "report_harm_by_staff": "tell_harm_by_staff",
    "left_told": "depart",
    "arrival_accepted": "accept_leg",
    "difference_told": "tell_difference",
    "departure_taken_back": "take_back_departure",
    "acceptance_taken_back": "take_back_acceptance",
    "contact_told": "tell_contact",
    "contact_untold": "take_back_contact",
    "decide_return": "decide_return",
    **{name: name for name in ("admit_brought", "admit_waiting", "record_waiting_died", "tell_guests_left")},
}
"""What is carried out within another action, or by something that happens and is no step."""


def test_every_action_of_these_rooms_is_tried() -> None:
    every = {name for name, one in REGISTRY.items() if one.room in ROOMS}
    tried = {step.name for step in STEPS} | {step.act.__name__ for step in road_steps.STEPS} | set(WITHIN)
    assert sorted(every - tried) == [], "give it a step in tests/machine"
    assert sorted(set(WITHIN) - every) == []


@pytest.mark.usefixtures("db")
def test_nobody_is_lost_in_houses_and_on_the_way() -> None:
    try:
        run(WholeMachine, runs=1, steps=26)
    finally:
        _tell()
    every = {name for name, one in REGISTRY.items() if one.room in ROOMS}
    done, refused = WholeMachine.done_by_somebody, WholeMachine.nobody
    assert len(every & set(WholeMachine.in_the_log)) > len(every) * 2 / 3, "what is not carried out proves nothing"
    assert done.total() > refused.total(), "nor does a machine that is turned away"


def _tell() -> None:
    every = {name for name, one in REGISTRY.items() if one.room in ROOMS}
    sys.stdout.writelines(f"{WholeMachine.in_the_log[name]:6} in the log {name}\n" for name in sorted(every))
    done, nobody, hands = WholeMachine.done_by_somebody, WholeMachine.nobody, WholeMachine.refused
    sys.stdout.writelines(
        f"{done[name]:6} done {nobody[name]:6} by nobody {hands[name]:6} hands turned away  {name}\n"
        for name in sorted({*done, *nobody, *hands})
    )
