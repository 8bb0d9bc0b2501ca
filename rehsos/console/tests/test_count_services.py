"""Services and costs from the keyboard: for an office, for the nation, and not for who may not open the cells."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rehsos.cases.actions.paying import CostLine
from rehsos.cases.models import Claim, CostKind, Payer
from rehsos.cases.tests.test_open_case import opened
from rehsos.statistics.tests.test_month import serve


@pytest.fixture(autouse=True)
def served(people: Any) -> None:
    melati = people.actor("melati")
    serve(opened(melati), melati, datetime(2026, 3, 10, 9, tzinfo=ZoneInfo("Asia/Makassar")),
          costs=(CostLine(CostKind.TRANSPORT, 40_000, Payer.OWN, Claim.FILED),))  # fmt: skip


@pytest.mark.parametrize("who", [(), ("--as", "citra@contoh.test"), ("--as", "eka@contoh.test")])
def test_they_are_counted_for_an_office_and_for_the_nation(people: Any, says: Any, who: tuple[str, ...]) -> None:
    told = says("count", "services", "--by", "service_kind", "--unit", "menit", "--format", "csv", *who)
    assert "visit,60" in told.out, told.err
    assert "own,40000" in says("count", "costs", "--by", "payer", "--format", "csv", *who).out


def test_another_office_has_none_and_the_analyst_is_told_nothing(people: Any, says: Any) -> None:
    assert "visit" not in says("count", "services", "--by", "service_kind", "--as", "dewi@contoh.test").out
    for measure in ("services", "costs"):
        assert "tidak diumumkan" in says("count", measure, "--as", "gita@contoh.test").err
