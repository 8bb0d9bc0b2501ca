"""Properties of counting that hold on every day, in every zone; and the holidays we are sure of."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehsos.law import holidays
from rehsos.law.book import rules
from rehsos.law.clocks import Extension, Fact, Facts, clock, due
from rehsos.law.counting import months_after
from rehsos.law.shapes import Kind

ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
BOUNDED = sorted(rule.code for rule in rules().values() if rule.length)
INSTANT_RULES = sorted(rule.code for rule in rules().values() if rule.kind is Kind.HOURS and not rule.lead_of)
EXTENDABLE = sorted(rule.code for rule in rules().values() if rule.extension and rule.levels)

moments = st.datetimes(datetime(2015, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive by its contract
zones = st.sampled_from(ZONES)


@given(st.sampled_from(BOUNDED), moments, zones)
def test_nothing_is_due_before_it_starts_and_the_soft_reading_is_never_earlier(
    code: str, start: datetime, tz: str
) -> None:
    found = due(code, start, tz)
    assert found.due_at
    assert found.due_at >= start
    assert found.second_reading is None or found.second_reading.at > found.due_at


@given(st.sampled_from(INSTANT_RULES), moments)
def test_hours_from_an_instant_are_the_same_instant_in_every_zone(code: str, start: datetime) -> None:
    assert len({due(code, start, tz).due_at for tz in ZONES}) == 1


@given(moments, zones)
def test_three_times_24_hours_is_exactly_72(start: datetime, tz: str) -> None:
    found = due("social_report", start, tz)
    assert found.due_at
    assert found.due_at - start == timedelta(hours=72)


@given(st.sampled_from(BOUNDED), moments, zones)
def test_not_knowing_the_hour_never_gives_more_time(code: str, start: datetime, tz: str) -> None:
    rule = rules()[code]
    level = rule.levels[0] if rule.levels else None
    answers = {condition.fact: condition.among[0] for condition in rule.applies}
    known, unknown = (
        clock(rule, Facts([Fact(rule.start, start, precision, level)], answers), at=start, tz=tz)
        for precision in ("hour", "day")
    )
    assert (known is None) == (unknown is None)
    assert not (known and unknown and known.due_at and unknown.due_at) or unknown.due_at <= known.due_at


@given(
    st.sampled_from(EXTENDABLE),
    moments.filter(lambda start: start.year > 2022),
    st.integers(-400, 400),
    st.none() | st.integers(-400, 400),
)
def test_an_extension_never_shortens(code: str, start: datetime, dated: int, until: int | None) -> None:
    rule = rules()[code]
    level, answers = rule.levels[0], {condition.fact: condition.among[0] for condition in rule.applies}
    facts = Facts([Fact(rule.start, start, "day", level)], answers)
    day = start.date()
    last = None if until is None else day + timedelta(days=until)
    letter = Extension(code, "Pejabat Contoh", "B-1/Contoh", day + timedelta(days=dated), level, last)
    plain = clock(rule, facts, at=start, tz="Asia/Makassar")
    longer = clock(rule, facts, [letter], at=start, tz="Asia/Makassar")
    assert plain
    assert longer
    assert plain.due_at
    assert longer.due_at
    assert longer.due_at >= plain.due_at


@given(st.dates(date(2015, 1, 1), date(2027, 6, 1)), st.integers(1, 30))
def test_the_last_working_day_is_worked_and_the_count_is_right(start: date, number: int) -> None:
    calendar = holidays.national()
    last = calendar.after(start, number)
    between = [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]
    assert calendar.works(last)
    assert sum(calendar.works(day) for day in between) == number


@given(st.datetimes(datetime(2020, 1, 1), datetime(2026, 12, 1)), st.integers(1, 40))  # noqa: DTZ001 - made local below
def test_office_hours_end_within_office_hours(naive: datetime, hours: int) -> None:
    tz = ZoneInfo("Asia/Makassar")
    ends = holidays.national().after_hours(naive.replace(tzinfo=tz), hours, tz)
    assert holidays.national().works(ends.date())
    assert 8 <= ends.hour <= 16
    assert ends >= naive.replace(tzinfo=tz) + timedelta(hours=hours)


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 600))
def test_months_keep_the_day_or_take_the_last(start: date, number: int) -> None:
    later = months_after(start, number)
    assert (later.year - start.year) * 12 + later.month - start.month == number
    assert later.day == start.day or (later + timedelta(days=1)).day == 1


@pytest.mark.parametrize("year", range(2015, 2028))
def test_the_fixed_holidays_are_in_every_year(year: int) -> None:
    calendar = holidays.national()
    fixed = [date(year, 1, 1), date(year, 5, 1), date(year, 8, 17), date(year, 12, 25)]
    assert all(calendar.off(day) for day in fixed)
    assert bool(calendar.off(date(year, 6, 1))) is (year >= 2017)
    assert holidays.source(year)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 3, 21), "Idul Fitri"),
        (date(2026, 12, 24), "Cuti Bersama"),
        (date(2025, 8, 18), "Cuti Bersama"),
        (date(2017, 6, 23), "Cuti Bersama"),
    ],
)
def test_movable_days_of_the_years_that_were_read(day: date, name: str) -> None:
    assert name in holidays.national().off(day)
    assert day.year in holidays.national().verified


@pytest.mark.parametrize(("start", "doubt"), [("2026-11-02", False), ("2024-11-04", True), ("2026-12-28", True)])
def test_a_working_day_says_when_it_leaned_on_a_doubtful_year(start: str, doubt: bool) -> None:
    begun = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo("Asia/Jakarta"))
    said = due("tpks_copy", begun, "Asia/Jakarta").relied_on
    assert any("hari libur" in words[0] for words in said) is doubt


def test_an_office_adds_its_own_days() -> None:
    local = holidays.with_days(holidays.national(), {date(2026, 11, 23): "Hari jadi daerah (contoh)"})
    assert local.after(date(2026, 11, 20), 1) == date(2026, 11, 24)
    assert holidays.national().after(date(2026, 11, 20), 1) == date(2026, 11, 23)
