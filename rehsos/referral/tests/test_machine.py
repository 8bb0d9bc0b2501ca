"""Every action in any order, as many runs as fit a minute; with REHSOS_RUNS as many as one wants, freshly drawn."""

import os
import sys

import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from .machine import CARRIED_OUT, RoadMachine

RUNS = int(os.environ.get("REHSOS_RUNS", "0"))

EVERY = {"begin_referral", "send_referral", "receive_referral", "answer_referral"}
"""What no set of runs may leave untried, or it would prove nothing."""


@pytest.mark.usefixtures("db")
def test_nobody_is_lost_between_two_offices() -> None:
    how = hypothesis.settings(
        max_examples=RUNS or 12, stateful_step_count=40, deadline=None, derandomize=not RUNS, database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(RoadMachine, settings=how)
    sys.stdout.writelines(f"{number:6} {name}\n" for name, number in sorted(CARRIED_OUT.items()))
    assert set(CARRIED_OUT) >= EVERY
