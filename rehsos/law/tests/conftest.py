"""Shared shorthand of the law's tests: moments in an office's zone."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

WITA = ZoneInfo("Asia/Makassar")
Moment = Callable[[str], datetime]


@pytest.fixture
def wita() -> Moment:
    """`2026-11-22 08:00` as a moment in Kupang."""
    return lambda text: datetime.fromisoformat(text).replace(tzinfo=WITA)
