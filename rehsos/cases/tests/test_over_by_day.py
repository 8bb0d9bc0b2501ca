"""What is over says from when to when it ran, each end in the same form."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from rehsos.cases import clock_cards
from rehsos.law.clocks import State


def test_a_term_begun_by_the_day_says_its_first_day_as_it_says_its_last() -> None:
    """“29 Nov 2026 – Min 29 Nov 2026” told one day in two forms."""
    at = datetime(2026, 11, 28, 16, tzinfo=UTC)  # midnight at Kupang
    clock: Any = SimpleNamespace(state=State.STOPPED, exact=False, started_at=at, stopped_at=at, due_at=at)
    [said] = clock_cards._of_what_is_over(clock)
    began, ended = said.partition(";")[0].split(" – ")
    assert began == ended == "Min 29 Nov 2026"
