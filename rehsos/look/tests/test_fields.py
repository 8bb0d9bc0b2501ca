"""What people type is read as they mean it, or refused; it never becomes something else without a word."""

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from rehsos.look.fields import DayAndHour


@pytest.mark.parametrize("written", ["2026-11-27T08:30", "2026-11-27T08.30", "2026-11-27 08.30", "27-11-2026 08.30"])
def test_half_past_eight_is_half_past_eight(written: str) -> None:
    with translation.override("id"):
        assert DayAndHour().clean(written) == timezone.make_aware(datetime(2026, 11, 27, 8, 30))  # noqa: DTZ001


NOT_ONE = ("2026-11-27", "27-11-2026", "2026-11-27T08", "2026-11-27T08.5", "2026-11-27T08.305", "8.30")


@pytest.mark.parametrize("written", NOT_ONE)
def test_a_day_without_its_hour_or_a_part_of_one_is_refused(written: str) -> None:
    with translation.override("id"), pytest.raises(ValidationError):
        DayAndHour().clean(written)


def test_nothing_is_nothing() -> None:
    assert DayAndHour(required=False).clean("  ") is None
