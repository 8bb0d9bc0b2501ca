"""Findings as tables: what is known, and the answer of the law."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rehsos.law.ages import (
    Age,
    Birth,
    age_at,
    aged_about,
    band,
    born,
    born_about,
    milestone,
    milestones,
    report_band,
)
from rehsos.law.checks import (
    agreement_length,
    detention_order_dates,
    measure_ends,
    procedure_of,
    report_before_hearing,
    role_age_plausible,
    type_age_bound,
    verdict_after_diversi,
    verdict_length,
    verdict_level,
)
from rehsos.law.findings import (
    Answer,
    Finding,
    Role,
    companion_allowed,
    detention_allowed,
    diversi_eligible,
    peksos_required,
    social_report_required,
    under_12_branch,
)
from rehsos.law.shapes import Length

MET, NOT_MET, UNKNOWN = Answer.MET, Answer.NOT_MET, Answer.UNKNOWN
PERHAPS_12 = Age(11, 12)


def years(number: int) -> Age:
    return Age(number, number)


# age at the act, below 7 years, repeat, earlier diversion -> answer, what to ask
DIVERSI = [
    (years(15), True, False, False, MET, ()),
    (years(12), True, False, False, MET, ()),
    (years(11), True, False, False, NOT_MET, ()),
    (years(15), False, None, None, NOT_MET, ()),
    (years(15), True, True, False, NOT_MET, ()),
    (years(15), True, False, True, NOT_MET, ()),
    (PERHAPS_12, True, False, False, UNKNOWN, ("act_age_band",)),
    (years(15), None, False, None, UNKNOWN, ("penalty_below_7y", "earlier_diversi")),
]


@pytest.mark.parametrize("row", DIVERSI)
def test_diversion(row: tuple[Age, bool | None, bool | None, bool | None, Answer, tuple[str, ...]]) -> None:
    age, below, repeat, earlier, answer, missing = row
    found = diversi_eligible(act_age=age, penalty_below_7y=below, repeat_offence=repeat, earlier_diversi=earlier)
    assert (found.state, found.missing) == (answer, missing)


@pytest.mark.parametrize(
    ("age", "answer"), [(years(11), MET), (years(12), NOT_MET), (PERHAPS_12, UNKNOWN), (None, UNKNOWN)]
)
def test_the_under_12_branch(age: Age | None, answer: Answer) -> None:
    assert under_12_branch(age).state is answer


DETENTION = [  # age, below 7 years, guarantee
    (years(14), False, False, MET),
    (years(13), False, False, NOT_MET),
    (years(17), True, False, NOT_MET),
    (years(17), False, True, NOT_MET),
    (Age(13, 14), False, False, UNKNOWN),
    (years(17), None, False, UNKNOWN),
]


@pytest.mark.parametrize(("age", "below", "guarantee", "answer"), DETENTION)
def test_detention(age: Age, below: bool | None, guarantee: bool, answer: Answer) -> None:
    assert detention_allowed(age=age, penalty_below_7y=below, guarantee_given=guarantee).state is answer


COMPANION = [
    ("child_victim", "parent", False, MET),
    ("child_victim", "parent", True, NOT_MET),
    ("child_victim", "parent", None, UNKNOWN),
    ("child_witness", "peksos", None, MET),
    ("child_victim", "trusted", None, MET),
    ("child_victim", "pk", None, NOT_MET),
    ("child_in_conflict", "pk", None, MET),
    ("child_in_conflict", "parent", True, MET),
    (None, "parent", False, UNKNOWN),
]


@pytest.mark.parametrize(("role", "who", "suspect", "answer"), COMPANION)
def test_companion(role: Role | None, who: str, suspect: bool | None, answer: Answer) -> None:
    assert companion_allowed(role, who, is_suspect=suspect).state is answer  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("level", "answer"), [("police", MET), ("prosecution", MET), ("court", NOT_MET), ("appeal", UNKNOWN)]
)
def test_the_social_worker_in_diversion(level: str, answer: Answer) -> None:
    assert peksos_required(level).state is answer
    assert peksos_required(level, victim_consent_needed=False).state is NOT_MET


@pytest.mark.parametrize(
    ("role", "age", "answer"),
    [
        ("child_victim", None, MET),
        ("child_witness", None, MET),
        ("child_in_conflict", years(15), NOT_MET),
        ("child_in_conflict", years(11), MET),
        ("child_in_conflict", None, UNKNOWN),
        (None, None, UNKNOWN),
    ],
)
def test_who_needs_a_social_report(role: Role | None, age: Age | None, answer: Answer) -> None:
    assert social_report_required(role, act_age=age).state is answer


ORDERS = [  # rule, from, until, extended
    ("detention_police", "2026-11-02", "2026-11-08", False, MET),
    ("detention_police", "2026-11-02", "2026-11-05", False, MET),
    ("detention_police", "2026-11-02", "2026-11-09", False, MET),  # one more: the next-day reading
    ("detention_police", "2026-11-02", "2026-11-10", False, NOT_MET),
    ("detention_police", "2026-11-09", "2026-11-16", True, MET),
    ("detention_trial", "2026-11-02", "2026-11-20", False, NOT_MET),
]


@pytest.mark.parametrize(("code", "first", "until", "extended", "answer"), ORDERS)
def test_the_dates_of_an_order(code: str, first: str, until: str, extended: bool, answer: Answer) -> None:
    found = detention_order_dates(code, date.fromisoformat(first), date.fromisoformat(until), extended=extended)
    assert found.state is answer
    assert detention_order_dates(code, date.fromisoformat(first), None).state is UNKNOWN


VERDICTS = [
    ("supervision", Length(3, "months"), None, MET),
    ("supervision", Length(2, "months"), None, NOT_MET),
    ("supervision", Length(25, "months"), None, NOT_MET),
    ("community_service", Length(120, "hours"), None, MET),
    ("community_service", Length(121, "hours"), None, NOT_MET),
    ("lpks_care", Length(12, "months"), None, MET),
    ("lpks_care", Length(18, "months"), None, NOT_MET),
    ("inside_institution", Length(2, "years"), None, MET),
    ("prison", Length(5, "years"), None, UNKNOWN),
    ("prison", Length(5, "years"), Length(10, "years"), MET),
    ("prison", Length(6, "years"), Length(10, "years"), NOT_MET),
    ("prison", Length(11, "years"), Length(30, "years"), NOT_MET),
    ("warning", Length(1, "days"), None, MET),
]


@pytest.mark.parametrize(("measure", "length", "adult", "answer"), VERDICTS)
def test_the_length_of_a_verdict(measure: str, length: Length, adult: Length | None, answer: Answer) -> None:
    assert verdict_length(measure, length, adult_most=adult).state is answer


def test_when_a_measure_ends() -> None:
    assert measure_ends("lpks_care", date(2026, 1, 10), Length(6, "months")) == date(2026, 7, 8)
    assert measure_ends("lpks_care", date(2026, 1, 10), Length(1, "years")) == date(2027, 1, 9)
    with pytest.raises(ValueError, match="no last day"):
        measure_ends("community_service", date(2026, 1, 10), Length(60, "hours"))


@pytest.mark.parametrize(("hours", "answer"), [(-1, MET), (0, MET), (1, NOT_MET)])
def test_a_report_comes_before_the_hearing(hours: int, answer: Answer) -> None:
    hearing = datetime(2026, 11, 22, 9, tzinfo=ZoneInfo("Asia/Makassar"))
    assert report_before_hearing(hearing + timedelta(hours=hours), hearing).state is answer
    assert report_before_hearing(None, hearing).missing == ("social_report_handed_over",)
    assert report_before_hearing(hearing, None).state is UNKNOWN


@pytest.mark.parametrize(
    ("age", "answer"),
    [(years(9), MET), (years(17), MET), (years(30), NOT_MET), (Age(17, 18), UNKNOWN), (None, UNKNOWN)],
)
def test_a_child_of_thirty_is_questioned(age: Age | None, answer: Answer) -> None:
    assert role_age_plausible("child_victim", age).state is answer


TYPES = [
    ("neglected_toddler", years(3), MET),
    ("neglected_toddler", years(7), NOT_MET),
    ("neglected_toddler", Age(5, 6), MET),  # an estimate that may fit is not questioned
    ("child_in_justice", years(6), MET),  # SPPA prevails over the annex
    ("child_in_justice", years(30), NOT_MET),
    ("neglected_elderly", years(59), NOT_MET),
    ("homeless_person", None, MET),
    ("vulnerable_woman", None, UNKNOWN),
]


@pytest.mark.parametrize(("code", "age", "answer"), TYPES)
def test_the_annex_is_only_advice(code: str, age: Age | None, answer: Answer) -> None:
    found = type_age_bound(code, age)
    assert found.state is answer
    assert not found.verified


@pytest.mark.parametrize(
    ("step", "named", "answer"),
    [
        (date(2025, 12, 31), "old", MET),
        (date(2025, 12, 31), "new", NOT_MET),
        (date(2026, 1, 2), "old", NOT_MET),
        (date(2026, 1, 2), None, MET),
    ],
)
def test_procedure_follows_the_time_of_the_step(step: date, named: str | None, answer: Answer) -> None:
    found = procedure_of(step, named)  # type: ignore[arg-type]
    assert found.state is answer
    assert not found.verified


def _some_findings() -> list[Finding]:
    return [
        *(
            diversi_eligible(act_age=row[0], penalty_below_7y=row[1], repeat_offence=row[2], earlier_diversi=row[3])
            for row in DIVERSI
        ),
        *(detention_allowed(age=row[0], penalty_below_7y=row[1], guarantee_given=row[2]) for row in DETENTION),
        *(verdict_length(row[0], row[1], adult_most=row[2]) for row in VERDICTS),
        *(type_age_bound(row[0], row[1]) for row in TYPES),
    ]


@pytest.mark.parametrize("found", _some_findings(), ids=lambda found: f"{found.code}-{found.state}")
def test_a_finding_has_articles_and_two_languages_and_asks_when_unknown(found: Finding) -> None:
    assert found.basis
    assert found.words_id
    assert found.words_en
    assert bool(found.missing) is (found.state is UNKNOWN)
    assert "Tidak memenuhi" not in found.words_id


# ------------------------------------------------------------------ ages

AGES = [  # birth, on, age, band of the law, band of reports
    (born(date(2012, 11, 22)), date(2026, 11, 21), (13, 13), "12_13", "12_17"),
    (born(date(2012, 11, 22)), date(2026, 11, 22), (14, 14), "14_17", "12_17"),
    (born(date(2008, 2, 29)), date(2026, 2, 28), (17, 17), "14_17", "12_17"),
    (born(date(2008, 2, 29)), date(2026, 3, 1), (18, 18), "18_20", "18_59"),
    (born_about(2012), date(2026, 6, 1), (13, 14), None, "12_17"),
    (born_about(2012, 1), date(2026, 12, 31), (13, 15), None, "12_17"),
    (aged_about(9, date(2026, 6, 1)), date(2026, 6, 1), (9, 9), "under_12", "6_11"),
    (aged_about(9, date(2026, 6, 1), 1), date(2026, 6, 1), (8, 10), "under_12", "6_11"),
    (born(date(1960, 1, 1)), date(2026, 1, 1), (66, 66), "21_up", "60_up"),
    (born(date(2026, 5, 1)), date(2026, 1, 1), (0, 0), "under_12", "0_5"),
]


@pytest.mark.parametrize(("birth", "on", "age", "law", "report"), AGES)
def test_ages_and_bands(birth: Birth, on: date, age: tuple[int, int], law: str | None, report: str | None) -> None:
    found = age_at(birth, on)
    assert (found.low, found.high) == age
    assert (band(found), report_band(found)) == (law, report)


def test_milestones_say_when_they_are_estimated() -> None:
    assert milestone(born(date(2012, 11, 22)), 14).earliest == date(2026, 11, 22)
    about = milestone(born_about(2012), 18)
    assert (about.earliest, about.latest, about.estimated) == (date(2030, 1, 1), date(2030, 12, 31), True)
    assert [one.years for one in milestones(born(date(2012, 1, 1)))] == [12, 14, 18, 21]


def test_an_age_in_words() -> None:
    assert years(14).words()[0] == "14 th"
    assert Age(13, 15).words() == ("13–15 th (perkiraan)", "13–15 y (estimate)")
    with pytest.raises(ValueError, match="begins"):
        Birth(date(2020, 1, 2), date(2020, 1, 1))


@pytest.mark.parametrize(
    ("form", "until", "state"),
    [
        ("programme", date(2027, 2, 22), Answer.MET),
        ("programme", date(2027, 2, 23), Answer.NOT_MET),
        ("programme", None, Answer.UNKNOWN),
        ("peace", date(2028, 1, 1), Answer.MET),
    ],
)
def test_an_agreement_ends_within_the_limit_of_its_form(form: str, until: date | None, state: Answer) -> None:
    assert agreement_length(form, date(2026, 11, 22), until).state is state


@pytest.mark.parametrize(
    ("level", "state"),
    [("police", Answer.NOT_MET), ("court", Answer.MET), ("execution", Answer.MET), ("", Answer.UNKNOWN)],
)
def test_a_verdict_is_given_where_the_matter_stands_at_court(level: str, state: Answer) -> None:
    assert verdict_level(level).state is state


@pytest.mark.parametrize(("agreed", "state"), [(True, Answer.NOT_MET), (False, Answer.MET), (None, Answer.UNKNOWN)])
def test_after_an_agreed_diversi_a_verdict_is_doubted(agreed: bool | None, state: Answer) -> None:
    assert verdict_after_diversi(agreed=agreed).state is state
