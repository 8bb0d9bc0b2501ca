"""Every action of the road in any order: nobody is lost between two offices.

More of it, by a command of its own:

REHSOS_RUNS=100 python -m pytest -n 0 -s rehsos/referral/tests/test_machine.py
"""

from typing import ClassVar

import pytest

from rehsos.cases.tests.any_order import run

from .machine import RoadMachine


@pytest.mark.usefixtures("db")
def test_nobody_is_lost_between_two_offices() -> None:
    run(RoadMachine, runs=3, steps=26)


class _HardlyBegun(RoadMachine):
    openings: ClassVar[tuple[tuple[str, ...], ...]] = ((),)


@pytest.mark.usefixtures("db")
def test_a_set_that_leaves_an_action_untried_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REHSOS_RUNS", raising=False)
    with pytest.raises(AssertionError, match="not tried"):
        run(_HardlyBegun, runs=1, steps=1)
