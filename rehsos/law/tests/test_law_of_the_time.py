"""A step is judged by the law of its time, a penalty by the time of the act; 2016 shows no law of 2022."""

from collections.abc import Mapping
from datetime import date

import pytest

from rehsos.law.book import rules
from rehsos.law.clocks import Choice, Facts, Policy, clock, clocks_for

from .telling import CHILD, VICTIM, WITA, at, fact, only

# what happened, when, and whether its clock may be shown at all
LAW_OF_THE_TIME = [
    ("investigation_started", "2014-07-29", "prosecutor_coordination", CHILD, False),
    ("investigation_started", "2014-07-30", "prosecutor_coordination", CHILD, True),
    ("report_request_received", "2015-08-18", "social_report", VICTIM, False),
    ("report_request_received", "2015-08-19", "social_report", VICTIM, True),
    ("report_request_received", "2016-03-01", "social_report", VICTIM, True),
    ("returned_to_parents", "2018-05-01", "returned_home_support", CHILD, False),
    ("returned_to_parents", "2022-12-25", "returned_home_support", CHILD, False),
    ("returned_to_parents", "2022-12-26", "returned_home_support", CHILD, True),
    ("restitution_right_told", "2017-10-15", "restitution_child_apply", VICTIM, False),
    ("restitution_right_told", "2017-10-16", "restitution_child_apply", VICTIM, True),
    ("tpks_protection_given", "2018-05-01", "lpsk_request", {**VICTIM, "suspected_tpks": True}, False),
    ("tpks_protection_given", "2022-05-09", "lpsk_request", {**VICTIM, "suspected_tpks": True}, True),
    (
        "verdict_read",
        "2018-05-01",
        "tpks_copy",
        {**VICTIM, "suspected_tpks": True, "suspect_age": "adult"},
        False,
    ),
    ("verdict_read", "2018-05-01", "verdict_copy", CHILD, True),
]


@pytest.mark.parametrize(("code", "when", "rule", "circumstances", "shown"), LAW_OF_THE_TIME)
def test_a_step_is_judged_by_the_law_of_its_time(
    code: str, when: str, rule: str, circumstances: Mapping[str, object], shown: bool
) -> None:
    first = rules()[rule].levels[0]
    found = clock(rule, Facts([fact(code, when, first)], circumstances), at=at("2026-11-22"), tz=WITA)
    assert (found is not None) is shown


@pytest.mark.parametrize("year", [2015, 2016, 2017, 2018])
@pytest.mark.parametrize("role", ["child_victim", "child_witness", "child_in_conflict", None])
def test_a_case_of_2015_to_2018_shows_no_clock_of_2022(year: int, role: str | None) -> None:
    day = f"{year}-09-01"
    facts = [
        fact(kind, day, level)
        for kind in _every_start()
        for level in (None, "police", "prosecution", "court", "execution")
    ]
    circumstances: Mapping[str, object] = {"role": role, "suspected_tpks": True, "police_already_know": False}
    newer = frozenset(rule.code for rule in rules().values())
    for subject in ("part", "case", "person"):
        found = clocks_for(
            subject,
            Facts(facts, circumstances),
            at=at("2026-11-22"),
            tz=WITA,
            policy=Policy((Choice(switched_on=newer),)),
        )
        assert found
        assert not [one.rule.code for one in found if one.rule.valid_from > date(year, 9, 1)]
        assert not [one.rule.code for one in found if "/2022" in str(one.rule.basis[0])]


def _every_start() -> set[str]:
    every = set()
    for rule in rules().values():
        every |= {rule.start, *rule.ask_after, *rule.advisory_start}
    return every


def test_the_milder_later_law_limits_a_measure_for_an_earlier_act() -> None:
    """In force on 30 July 2014: care that began under it ends within its year, whenever the act was."""
    for act in (date(2014, 7, 1), date(2014, 8, 1)):
        told = {**CHILD, "act_date": act}
        assert only("lpks_care_limit", [fact("lpks_care_started", "2015-01-10")], told, "2015-02-01").due_at
        first = [fact("lpks_care_started", "2014-07-30")]
        assert only("lpks_care_limit", first, told, "2015-02-01").due_at == at("2015-07-30")
        eve = Facts([fact("lpks_care_started", "2014-07-29")], told)
        assert clock("lpks_care_limit", eve, at=at("2015-02-01"), tz=WITA) is None
