"""Every action in any order, as many runs as fit a minute; with REHSOS_RUNS as many as one wants, freshly drawn."""

import os

import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from .machine import RoadMachine

RUNS = int(os.environ.get("REHSOS_RUNS", "0"))


@pytest.mark.usefixtures("db")
def test_nobody_is_lost_between_two_offices() -> None:
    how = hypothesis.settings(
        max_examples=RUNS or 12, stateful_step_count=40, deadline=None, derandomize=not RUNS, database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(RoadMachine, settings=how)
