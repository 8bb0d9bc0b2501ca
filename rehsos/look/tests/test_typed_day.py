"""Days and moments as people write them, day first in both languages; what is not surely one is refused."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from rehsos.look.fields import DayAndHour, TypedDay
from rehsos.look.typed_day import Unread, read_day, read_moment

TODAY = date(2026, 11, 28)  # a Saturday
NOW = datetime(2026, 11, 28, 9, 12, 40)  # noqa: DTZ001 - a wall clock
NEW_YEARS_EVE = date(2010, 12, 31)


@pytest.mark.parametrize(
    "written",
    ["31 Des 2010", "31 desember 2010", "31-12-10", "31/12/2010", "31.12.2010", "31 12 2010", "2010-12-31", "31Des2010",
     "31 Dec 2010", "Dec 31, 2010", "31 Des '10", "Jumat, 31 Desember 2010", "tgl 31-12-2010", "31st December 2010"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["id", "en"])
def test_one_day_in_every_hand(written: str, language: str) -> None:
    with translation.override(language):
        assert TypedDay().clean(written) == NEW_YEARS_EVE


@pytest.mark.parametrize(
    ("written", "past", "ahead"),
    [
        ("12 Agustus", "2026-08-12", "2027-08-12"),
        ("12 Agt", "2026-08-12", "2027-08-12"),
        ("5 Nop", "2026-11-05", "2027-11-05"),
        ("1 Desember", "2025-12-01", "2026-12-01"),
        ("28/11", "2026-11-28", "2026-11-28"),
        ("29 Feb", "2024-02-29", "2028-02-29"),
        ("04-03-12", "2012-03-04", "2012-03-04"),
        ("04/03/2018", "2018-03-04", "2018-03-04"),
        ("31-12-99", "1999-12-31", "2099-12-31"),
        ("hari ini", "2026-11-28", "2026-11-28"),
        ("Kemarin", "2026-11-27", "2026-11-27"),
        ("kemarin lusa", "2026-11-26", "2026-11-26"),
        ("besok", "2026-11-29", "2026-11-29"),
        ("lusa", "2026-11-30", "2026-11-30"),
        ("2 hari lalu", "2026-11-26", "2026-11-26"),
        ("seminggu yang lalu", "2026-11-21", "2026-11-21"),
    ],
)
def test_a_year_left_out_is_the_nearest_past_unless_one_looks_ahead(written: str, past: str, ahead: str) -> None:
    assert read_day(written, TODAY).isoformat() == past
    assert read_day(written, TODAY, ahead=True).isoformat() == ahead


@pytest.mark.parametrize(
    "written",
    ["12", "2010", "31-02-2012", "31 Juni", "31 Foo 2010", "Kamis, 27 November 2026", "tadi pagi", "30-02", "5 Ju 2010",
     "٣١-١٢-٢٠١٠ x", "1 2 3 4"],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(Unread):
        read_day(written, TODAY)
    with pytest.raises(ValidationError, match="31 Des 2010"):
        TypedDay().clean(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31/12/2010 8:30", "2010-12-31T08:30"),
        ("31 Des 2010 08.30", "2010-12-31T08:30"),
        ("2026-11-27T08:30", "2026-11-27T08:30"),
        ("12 Agustus pukul 10", "2026-08-12T10:00"),
        ("12 Agustus 10.00 WITA", "2026-08-12T10:00"),
        ("kemarin 14.30", "2026-11-27T14:30"),
        ("kemarin jam 4 sore", "2026-11-27T16:00"),
        ("kemarin sore", "2026-11-27T16:00"),
        ("kemarin 4 pm", "2026-11-27T16:00"),
        ("tadi pagi", "2026-11-28T08:00"),
        ("tadi pagi 08.10", "2026-11-28T08:10"),
        ("tadi 08.10", "2026-11-28T08:10"),
        ("tadi malam", "2026-11-27T20:00"),
        ("semalam 22.15", "2026-11-27T22:15"),
        ("nanti sore", "2026-11-28T16:00"),
        ("besok pagi", "2026-11-29T08:00"),
        ("sekarang", "2026-11-28T09:12"),
    ],
)
def test_a_moment_in_words(written: str, meant: str) -> None:
    assert read_moment(written, NOW) == datetime.fromisoformat(meant)


@pytest.mark.parametrize(
    "written", ["kemarin", "31 Des 2010", "08.30", "jam 4 sore", "tadi siang", "31.12", "27-11 25.00"]
)
def test_an_hour_that_nobody_told_is_not_made_up(written: str) -> None:
    with pytest.raises(Unread):
        read_moment(written, NOW)
    with pytest.raises(ValidationError, match=r"31 Des 2010 08\.30"):
        DayAndHour().clean("kemarin")


def test_this_morning_said_before_eight_is_not_in_the_future() -> None:
    early = NOW.replace(hour=7, minute=30)
    assert read_moment("tadi pagi", early) == early.replace(second=0)


def test_a_day_is_said_in_words_whatever_a_picker_shows() -> None:
    with translation.override("id"):
        assert TypedDay().echo("2010-12-31") == TypedDay().echo("31-12-10") == "Jumat, 31 Desember 2010"
        assert DayAndHour().echo("2010-12-31T08:30") == "Jumat, 31 Desember 2010, 08.30"
        assert TypedDay().echo("31 Foo") == DayAndHour().echo(None) == ""
    with translation.override("en"):
        assert TypedDay().echo("04/03/2018") == "Sunday, 4 March 2018"
