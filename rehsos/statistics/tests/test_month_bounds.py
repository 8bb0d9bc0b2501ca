"""An odd month in the address is this month."""

import pytest

from rehsos.statistics.pages import asked_month


@pytest.mark.parametrize("text", ["0001-01", "0999-12", "9999-12", "2026-13", "x"])
def test_an_odd_month_is_this_month(text: str) -> None:
    assert asked_month(text) == asked_month("")
