"""Rules of children before the law as their text was read again; every date reckoned by hand."""

from datetime import date, datetime

import pytest

from rehsos.law.ages import Age, age_at, aged_about, born_about
from rehsos.law.book import regulations, rules
from rehsos.law.clocks import Facts, State, clock, due
from rehsos.law.counting import months_after
from rehsos.law.findings import Answer, companion_allowed, diversi_eligible
from rehsos.law.holidays import national
from rehsos.law.shapes import Condition

from .telling import CHILD, VICTIM, WITA, at, fact, only

HOME = {**VICTIM, "domestic_violence": True}
PROSECUTOR = "restitution_child_value_prosecutor"
SEXUAL = {**VICTIM, "suspected_tpks": True}


@pytest.mark.parametrize(
    ("level", "code", "start", "expected", "softer"),
    [
        # Mon 16 Nov 2026: 17, 18, 19, 20, 23, 24, 25 Nov are the seven working days
        ("police", "restitution_child_value", "2026-11-16 10:00", "2026-11-26 00:00", None),
        # Thu 27 Mar 2025: Nyepi and Lebaran with joint leave to 7 Apr; 8, 9, 10, 11, 14, 15, 16 Apr
        ("police", "restitution_child_value", "2025-03-27 10:00", "2025-04-17 00:00", None),
        (
            "prosecution",
            "restitution_child_value_prosecutor",
            "2025-03-27 10:00",
            "2025-04-03 10:00",
            "2025-04-04 00:00",
        ),
    ],
)
def test_the_value_of_restitution(level: str, code: str, start: str, expected: str, softer: str | None) -> None:
    found = only(code, [fact("restitution_valuation_requested", start, level)], VICTIM, start)
    assert found.due_at == at(expected)
    assert (found.second_reading and found.second_reading.at) == (softer and at(softer))
    other = ({"restitution_child_value", PROSECUTOR} - {code}).pop()
    asked = Facts([fact("restitution_valuation_requested", start, level)], VICTIM)
    assert clock(other, asked, at=at(start), tz=WITA) is None


def test_the_protection_lasts_from_when_the_victim_was_received() -> None:
    begun = [fact("kdrt_victim_received", "2026-02-27 09:00"), fact("kdrt_protection_given", "2026-02-28 08:00")]
    assert only("kdrt_protection_lasts", begun, HOME, "2026-03-01").due_at == at("2026-03-06 09:00")
    asks = only("kdrt_protection_lasts", begun[1:], HOME, "2026-03-01")
    assert (asks.state, asks.missing) == (State.UNDETERMINED, ("kdrt_victim_received",))


@pytest.mark.parametrize(
    ("code", "started", "told", "start", "expected"),
    [
        ("tppo_ppt_police_report", "received_at_ppt", {"tppo_victim": True}, "2026-12-31 22:00", "2027-01-01 22:00"),
        ("kdrt_breach_warrant", "kdrt_breach_arrest", HOME, "2026-12-31 22:00", "2027-01-01 22:00"),
        ("kdrt_breach_summons", "kdrt_breach_reported", HOME, "2024-02-27 08:00", "2024-03-01 08:00"),
        ("tpks_restitution_serve", "tpks_restitution_copy_received", SEXUAL, "2026-01-28 09:00", "2026-02-04 09:00"),
        ("tppo_restitution_warning", "tppo_warning_given", {"tppo_victim": True}, "2026-12-20 09:00",
         "2027-01-03 09:00"),
    ],
)  # fmt: skip
def test_a_clock_that_was_missing(code: str, started: str, told: dict[str, object], start: str, expected: str) -> None:
    rule = rules()[code]
    level = rule.levels[0] if rule.levels else None
    found = only(code, [fact(started, start, level)], told, start)
    assert found.due_at == at(expected)
    assert not found.late
    stopped = only(code, [fact(started, start, level), fact(rule.stop[0], start, level)], told, expected)
    assert stopped.state is State.STOPPED
    eve = Facts([fact(started, f"{rule.valid_from.replace(year=rule.valid_from.year - 1)} 09:00", level)], told)
    assert clock(code, eve, at=at(start), tz=WITA) is None
    unknown = only(code, [fact(started, start, level)], {}, start)
    assert unknown.state is State.UNDETERMINED


@pytest.mark.parametrize(
    ("forms", "stop_letter"),
    [
        ("peace", "stop_letter_peace"),
        ("return", "stop_letter_peace"),
        ("peace+return", "stop_letter_peace"),
        ("service", "stop_letter_completed"),
        ("other", "stop_letter_completed"),
        ("peace+service", "stop_letter_completed"),
        ("payment+service+programme", "stop_letter_completed"),
    ],
)
def test_one_stop_letter_for_every_agreement(forms: str, stop_letter: str) -> None:
    """PP 65/2015 Ps 24(1): three days from the determination where nothing is left to do, else five from the end."""
    told = {**CHILD, "diversi_form": forms}
    begun = [fact("agreement_completed", "2026-02-25 10:00", "police"),
             *(fact(code, "2026-02-25 10:00", "police") for code in {rules()["stop_letter_peace"].start})]  # fmt: skip
    found = {code: clock(code, Facts(begun, told), at=at("2026-02-26"), tz=WITA)
             for code in ("stop_letter_peace", "stop_letter_completed")}  # fmt: skip
    assert {code for code, one in found.items() if one} == {stop_letter}
    one = found[stop_letter]
    assert one
    assert one.due_at == at("2026-02-28 10:00" if stop_letter == "stop_letter_peace" else "2026-03-02 10:00")


def test_a_condition_reads_several_answers() -> None:
    any_of, only_these = Condition.parse("f = a | b"), Condition.parse("f only a | b")
    told = ("a", "a+b", "a+c", "c", None)
    assert [any_of.holds({"f": one}) for one in told] == [True, True, True, False, None]
    assert [only_these.holds({"f": one}) for one in told] == [True, True, False, False, None]


@pytest.mark.parametrize("code", ["pdp_breach", "u12_parents_told"])
def test_a_start_that_the_article_does_not_give_never_turns_red(code: str) -> None:
    rule = rules()[code]
    told = {**CHILD, "act_age_band": "under_12"}
    level = rule.levels[0] if rule.levels else None
    found = only(code, [fact(rule.start, "2026-11-01 08:00", level)], told, "2026-11-20")
    assert (found.passed, found.late, found.advisory) == (True, False, True)
    assert any(
        "tidak menyebut saat mulai" in said[0] or "Saat mulai tidak disebut" in said[0] for said in found.relied_on
    )


@pytest.mark.parametrize(
    ("day", "months", "reached", "at_least"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28), date(2025, 3, 1)),
        (date(2023, 8, 31), 6, date(2024, 2, 29), date(2024, 3, 1)),
        (date(2026, 8, 30), 1, date(2026, 9, 30), date(2026, 9, 30)),
        (date(2024, 2, 29), 24, date(2026, 2, 28), date(2026, 3, 1)),
        (date(2026, 10, 31), 2, date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_minimum_is_reached_on_the_safe_side(day: date, months: int, reached: date, at_least: date) -> None:
    assert (months_after(day, months), months_after(day, months, least=True)) == (reached, at_least)


def test_trial_care_ends_on_the_first_where_the_month_is_shorter() -> None:
    begun = [fact("adoption_care_permit_given", "2024-08-31 09:00")]
    assert only("adoption_care_min", begun, {}, "2025-01-01").due_at == at("2025-03-01")


def test_a_regulation_is_in_force_from_when_it_was_promulgated() -> None:
    told = regulations()["PP 29/2019"]
    assert (told.valid_from, told.date_verified) == (date(2019, 4, 29), True)


def test_two_years_of_holidays_were_read() -> None:
    assert national().doubtful_years(date(2018, 1, 1), date(2018, 12, 31)) == ()
    assert national().doubtful_years(date(2023, 1, 1), date(2023, 12, 31)) == ()
    assert national().works(date(2023, 4, 26))
    assert not any(national().works(date(2018, 6, day)) for day in (11, 12, 13, 14, 18, 19, 20))


def test_a_moment_with_another_offset_is_answered_in_the_office_s_zone() -> None:
    start = datetime.fromisoformat("2026-11-25T23:30:00+09:00")
    found = due("social_report", start, "Asia/Jakarta")
    assert found.due_at
    assert found.due_at.isoformat() == "2026-11-28T21:30:00+07:00"
    assert found.second_reading
    assert found.second_reading.at.isoformat() == "2026-11-29T00:00:00+07:00"


ELIGIBLE = {"penalty_below_7y": True, "repeat_offence": False}
GROWN = [(17, Answer.MET), (18, Answer.NOT_MET), (30, Answer.NOT_MET)]


@pytest.mark.parametrize(("years", "answer"), GROWN)
def test_who_was_grown_at_the_act_has_no_diversi(years: int, answer: Answer) -> None:
    found = diversi_eligible(act_age=Age(years, years), **ELIGIBLE)
    assert found.state is answer


def test_whether_somebody_was_grown_is_asked() -> None:
    found = diversi_eligible(act_age=Age(17, 18), **ELIGIBLE)
    assert (found.state, found.missing) == (Answer.UNKNOWN, ("act_age_band",))


def test_a_suspect_the_child_trusts_is_no_companion() -> None:
    assert companion_allowed("child_victim", "trusted", is_suspect=True).state is Answer.NOT_MET
    assert companion_allowed("child_victim", "trusted", is_suspect=False).state is Answer.MET
    assert companion_allowed("child_victim", "peksos", is_suspect=True).state is Answer.MET


def test_a_leap_day_is_no_day_late() -> None:
    """Twelve on 29 February 2024: born from 1 March 2011 (thirteen the day after) to 29 February 2012."""
    found = aged_about(12, date(2024, 2, 29))
    assert (found.first, found.last) == (date(2011, 3, 1), date(2012, 2, 29))
    assert aged_about(11, date(2024, 2, 29)).first == date(2012, 3, 1)
    assert aged_about(7, date(2024, 2, 29)).first == date(2016, 3, 1)


@pytest.mark.parametrize(
    ("year", "doubt", "on", "age"),
    [
        (2013, 1, date(2026, 11, 20), Age(12, 14, 13)),
        (2013, 0, date(2026, 11, 20), Age(12, 13, 13)),
        (2013, 0, date(2026, 12, 31), Age(13, 13, 13)),
        (2026, 1, date(2026, 1, 1), Age(0, 1, 0)),
    ],
)
def test_a_recorded_year_is_an_age(year: int, doubt: int, on: date, age: Age) -> None:
    assert age_at(born_about(year, doubt), on) == age


def test_an_age_is_said_as_it_is_known() -> None:
    assert Age(12, 14, 13).words() == ("kira-kira 13 th", "about 13 y")
    assert Age(12, 13, 13).words(long=True)[0] == "12–13 tahun (perkiraan)"
    assert Age(13, 13, 13).words(long=True) == ("13 tahun", "13 years")
