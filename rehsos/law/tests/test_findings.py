"""Findings as tables: what is known, and the answer of the law."""

import re
from datetime import date

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
from rehsos.law.book import read_toml
from rehsos.law.checks import (
    age_of_type,
    agreement_length,
    detention_order,
    verdict_after_diversi,
    verdict_length,
    verdict_level,
)
from rehsos.law.findings import (
    Answer,
    Finding,
    Role,
    ages_to_settle,
    article_of,
    companion_allowed,
    detention_allowed,
    diversi_eligible,
    peksos_required,
)
from rehsos.law.shapes import Length

MET, NOT_MET, UNKNOWN = Answer.MET, Answer.NOT_MET, Answer.UNKNOWN
PERHAPS_12 = Age(11, 12)


def years(number: int) -> Age:
    return Age(number, number)


# age at the act, below 7 years, repeat -> answer, what to ask
DIVERSI = [
    (years(15), True, False, MET, ()),
    (years(12), True, False, MET, ()),
    (years(11), True, False, NOT_MET, ()),
    (years(18), True, False, NOT_MET, ()),
    (years(15), False, None, NOT_MET, ()),
    (years(15), True, True, NOT_MET, ()),
    (PERHAPS_12, True, False, UNKNOWN, ("act_age_band",)),
    (years(15), None, None, UNKNOWN, ("penalty_below_7y", "repeat_offence")),
]


@pytest.mark.parametrize("row", DIVERSI)
def test_diversion(row: tuple[Age, bool | None, bool | None, Answer, tuple[str, ...]]) -> None:
    age, below, repeat, answer, missing = row
    found = diversi_eligible(act_age=age, penalty_below_7y=below, repeat_offence=repeat)
    assert (found.state, found.missing) == (answer, missing)


def test_a_child_under_12_has_another_road_than_diversi() -> None:
    found = diversi_eligible(act_age=years(11), penalty_below_7y=True, repeat_offence=False)
    assert "keputusan bersama penyidik, PK dan Pekerja Sosial" in found.words[0]
    assert "Laporan sosial diperlukan sebelum keputusan" in found.words[0]


DETENTION = [  # age at the act, below 7 years, guarantee
    (years(14), False, False, MET),
    (years(13), False, False, NOT_MET),
    (years(17), True, False, NOT_MET),
    (years(17), False, True, NOT_MET),
    (Age(13, 14), False, False, UNKNOWN),
    (years(17), None, False, UNKNOWN),
    (years(17), False, None, UNKNOWN),
]


@pytest.mark.parametrize(("age", "below", "guarantee", "answer"), DETENTION)
def test_detention(age: Age, below: bool | None, guarantee: bool | None, answer: Answer) -> None:
    assert detention_allowed(act_age=age, penalty_below_7y=below, guarantee_given=guarantee).state is answer


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


ORDERS = [  # level, from, until, answer, which sentence
    ("police", "2026-11-02", "2026-11-08", MET, "met"),
    ("police", "2026-11-02", "2026-11-05", MET, "met"),
    ("police", "2026-11-02", "2026-11-09", MET, "next_day"),
    ("police", "2026-11-02", "2026-11-10", NOT_MET, "not_met"),
    ("court", "2026-11-02", "2026-11-20", NOT_MET, "not_met"),
    ("cassation", "2026-11-02", "2026-11-16", MET, "met"),
]


@pytest.mark.parametrize(("level", "first", "until", "answer", "sentence"), ORDERS)
def test_the_dates_of_an_order(level: str, first: str, until: str, answer: Answer, sentence: str) -> None:
    found = detention_order(level, date.fromisoformat(first), date.fromisoformat(until))
    assert found
    assert (found.state, found.sentence) == (answer, sentence)
    unknown = detention_order(level, date.fromisoformat(first), None)
    assert unknown
    assert unknown.state is UNKNOWN


def test_an_order_too_long_is_said_with_both_readings_its_own_day_first() -> None:
    found = detention_order("police", date(2026, 11, 2), date(2026, 11, 10))
    assert found
    assert found.words[0].startswith("Surat: sampai 10 Nov 2026, 1 hari lebih lama.")
    assert "sampai 8 Nov 2026 bila hari pertama ikut dihitung, sampai 9 Nov 2026 bila" in found.words[0]
    assert "until 10 Nov 2026, 1 day longer" in found.words[1]


def test_a_level_without_a_term_of_detention_has_no_finding() -> None:
    assert detention_order("execution", date(2026, 11, 2), date(2026, 11, 10)) is None


VERDICTS = [
    ("supervision", Length(3, "months"), MET),
    ("supervision", Length(90, "days"), MET),
    ("supervision", Length(89, "days"), NOT_MET),
    ("supervision", Length(2, "months"), NOT_MET),
    ("supervision", Length(25, "months"), NOT_MET),
    ("community_service", Length(120, "hours"), MET),
    ("community_service", Length(121, "hours"), NOT_MET),
    ("lpks_care", Length(12, "months"), MET),
    ("lpks_care", Length(362, "days"), MET),  # a year is a calendar year
    ("lpks_care", Length(366, "days"), MET),  # of which one in four has a day more
    ("lpks_care", Length(367, "days"), NOT_MET),
    ("lpks_care", Length(13, "months"), NOT_MET),
    ("inside_institution", Length(2, "years"), MET),
    ("prison", Length(5, "years"), UNKNOWN),  # half of what an adult faces is not recorded
    ("prison", Length(11, "years"), NOT_MET),
    ("warning", Length(1, "days"), MET),
]


@pytest.mark.parametrize(("measure", "length", "answer"), VERDICTS)
def test_the_length_of_a_verdict(measure: str, length: Length, answer: Answer) -> None:
    assert verdict_length(measure, length).state is answer


@pytest.mark.parametrize(
    ("role", "age", "codes"),
    [
        ("child_in_conflict", Age(11, 12), ["age_12"]),
        ("child_in_conflict", Age(17, 18), ["age_18"]),
        ("child_victim", Age(11, 12), []),
        ("child_victim", years(30), ["age_18"]),
        ("child_witness", years(17), []),
        ("child_victim", None, []),
        ("", years(30), []),
    ],
)
def test_ages_nobody_can_tell_are_asked_about(role: str, age: Age | None, codes: list[str]) -> None:
    assert [one.code for one in ages_to_settle(role, age)] == codes


def test_a_child_of_thirty_is_questioned() -> None:
    (found,) = ages_to_settle("child_victim", years(30))
    assert found.state is NOT_MET
    assert "30 th saat kejadian, bukan anak" in found.words[0]


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
    found = age_of_type(code, age)
    assert found.state is answer
    assert not found.verified


def _some_findings() -> list[Finding]:
    return [
        *(diversi_eligible(act_age=row[0], penalty_below_7y=row[1], repeat_offence=row[2]) for row in DIVERSI),
        *(detention_allowed(act_age=row[0], penalty_below_7y=row[1], guarantee_given=row[2]) for row in DETENTION),
        *(verdict_length(row[0], row[1]) for row in VERDICTS),
        *(age_of_type(row[0], row[1]) for row in TYPES),
    ]


@pytest.mark.parametrize("found", _some_findings(), ids=lambda found: f"{found.code}-{found.state}")
def test_a_finding_has_articles_and_two_languages_and_asks_when_unknown(found: Finding) -> None:
    assert found.basis
    assert all(found.words)
    assert bool(found.missing) is (found.state is UNKNOWN)
    assert "Tidak memenuhi" not in found.words[0]


@pytest.mark.parametrize("code", read_toml("findings.toml"))
def test_a_finding_s_sentences_stand_in_two_languages_that_fill_in_the_same(code: str) -> None:
    article = article_of(code)
    assert {"met", "not_met", "unknown"} & article.sentences.keys()
    for indonesian, english in article.sentences.values():
        assert set(re.findall(r"{\w+}", indonesian)) == set(re.findall(r"{\w+}", english))
        assert "Tidak memenuhi" not in indonesian


def test_a_finding_without_a_basis_takes_that_of_what_it_looks_at() -> None:
    found = detention_order("police", date(2026, 11, 2), date(2026, 11, 10))
    assert found
    assert [str(one) for one in found.basis] == ["UU 11/2012 Ps 33"]
    assert str(verdict_length("supervision", Length(2, "months")).basis[0]) == "UU 11/2012 Ps 77 ayat (1)"


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
