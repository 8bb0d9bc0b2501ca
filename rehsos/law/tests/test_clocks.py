"""Clocks as tables: facts, the time it is asked, and what the law expects. Times are WITA unless said."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rehsos.law.book import UnknownRule, rules
from rehsos.law.clocks import Choice, Extension, Fact, Facts, Pause, Policy, State, clock, clocks_for, due
from rehsos.law.shapes import Duty, Length

from .telling import CHILD, UNDER_12, VICTIM, WITA, at, fact, only

# rule, start (hour known or not), due by the safe reading, the softer reading
DUE = [
    ("social_report", "2026-11-22 08:00", "2026-11-25 08:00", "2026-11-26 00:00"),
    ("social_report", "2026-11-22", "2026-11-25 00:00", "2026-11-26 00:00"),
    ("litmas", "2026-11-22 23:30", "2026-11-25 23:30", "2026-11-26 00:00"),
    ("requests_pk_peksos", "2026-11-22 08:00", "2026-11-23 08:00", None),
    ("requests_pk_peksos", "2026-11-22", "2026-11-23 00:00", "2026-11-24 00:00"),
    ("tpks_police_report", "2026-11-22 08:00", "2026-11-25 08:00", None),
    ("diversi_offer_police", "2026-11-22 08:00", "2026-11-29 08:00", None),
    ("diversi_process", "2026-11-01", "2026-12-01 00:00", "2026-12-02 00:00"),
    ("diversi_process", "2026-11-01 10:00", "2026-12-01 10:00", "2026-12-02 00:00"),
    ("u12_decision", "2026-11-02 10:00", "2026-11-09 10:00", "2026-11-10 00:00"),
    ("detention_police", "2026-11-02", "2026-11-09 00:00", "2026-11-10 00:00"),
    ("verdict_excerpt", "2026-11-02 10:00", "2026-11-03 00:00", None),
    ("verdict_copy", "2026-11-02", "2026-11-07 00:00", "2026-11-08 00:00"),
    ("tpks_excerpt", "2026-11-20 11:00", "2026-11-24 00:00", None),  # Friday; Monday is the working day
    ("tpks_copy", "2026-12-14 11:00", "2027-01-08 00:00", None),  # over Christmas, New Year, Isra Mikraj
    ("lpks_care_limit", "2024-02-29", "2025-02-28 00:00", None),
    ("u12_programme_limit", "2026-01-10", "2026-07-09 00:00", "2026-07-10 00:00"),  # 6 x 30 days
    ("returned_home_support", "2026-01-10", "2026-07-09 00:00", "2026-07-10 00:00"),
    ("adoption_care_min", "2026-01-10", "2026-07-10 00:00", None),  # civil months, not before
    ("adoption_gap_min", "2024-02-29", "2026-03-01 00:00", None),
    ("str_expiry", "2021-11-22", "2026-11-22 00:00", None),
    ("birthday_18", "2008-02-29", "2026-03-01 00:00", None),
    ("restitution_child_pay", "2026-11-02", "2026-12-02 00:00", "2026-12-03 00:00"),
    ("first_contact_medium", "2026-11-20 15:00", "2026-11-24 00:00", None),
    ("letter_to_worker", "2026-11-20 14:00", "2026-11-23 10:00", None),  # 2 office hours left on Friday
    ("draft_to_signer", "2026-11-22 08:00", "2026-11-24 20:00", None),
    ("aftercare_1", "2026-01-31", "2026-03-01 00:00", None),
    ("tpks_restriction_extension_ask", "2026-01-10", "2026-07-02 00:00", None),
]


@pytest.mark.parametrize(("code", "start", "expected", "softer"), DUE)
def test_when_a_rule_is_due(code: str, start: str, expected: str, softer: str | None) -> None:
    rule = rules()[code]
    level = rule.levels[0] if rule.levels else None
    answers: dict[str, object] = {c.fact: c.among[0] for c in rule.applies}
    policy = Policy((Choice(switched_on=frozenset({code})),))
    found = only(code, [fact(rule.start, start, level)], answers, start, policy=policy)
    assert found.due_at == at(expected)
    assert (found.second_reading and found.second_reading.at) == (softer and at(softer))


@pytest.mark.parametrize(
    ("tz", "expected"),
    [
        ("Asia/Jakarta", "2026-11-25T08:00+07:00"),
        ("Asia/Makassar", "2026-11-25T08:00+08:00"),
        ("Asia/Jayapura", "2026-11-25T08:00+09:00"),
    ],
)
def test_the_command_line_reads_a_naive_moment_in_the_zone_of_the_office(tz: str, expected: str) -> None:
    found = due("social_report", datetime(2026, 11, 22, 8), tz)  # noqa: DTZ001 - naive on purpose
    assert found.due_at
    assert found.due_at.isoformat(timespec="minutes") == expected
    with pytest.raises(UnknownRule):
        due("laporan", at("2026-11-22"), tz)


# now, late by the safe reading, both readings passed, still left
LATE = [
    ("2026-11-25 08:00", False, False),
    ("2026-11-25 08:01", True, False),
    ("2026-11-25 23:59", True, False),
    ("2026-11-26 00:01", True, True),
]


@pytest.mark.parametrize(("now", "late", "both"), LATE)
def test_late_after_the_safe_reading_and_red_after_both(now: str, late: bool, both: bool) -> None:
    found = only("social_report", [fact("report_request_received", "2026-11-22 08:00")], VICTIM, now)
    assert (found.state, found.late, found.both_passed) == (State.RUNNING, late, both)


def test_it_stops_when_handed_over_and_stays_late_if_it_was() -> None:
    received = fact("report_request_received", "2026-11-22 08:00")
    in_time = only(
        "social_report",
        [received, fact("social_report_handed_over", "2026-11-25 07:00")],
        VICTIM,
        "2026-12-01",
    )
    after = only(
        "social_report",
        [received, fact("social_report_handed_over", "2026-11-25 10:00")],
        VICTIM,
        "2026-12-01",
    )
    assert (in_time.state, in_time.late) == (State.STOPPED, False)
    assert (after.state, after.late, after.both_passed) == (State.STOPPED, True, False)


# received, when it was handed over by what somebody said, whether only that day is known, whether it ends the duty
BEFORE_IT_BEGAN = [
    ("2026-11-22 08:00", "2026-10-25 07:00", False, False),
    ("2026-11-22 08:00", "2026-11-22 07:59", False, False),
    ("2026-11-22 08:00", "2026-11-22 08:00", False, True),
    ("2026-11-22 08:00", "2026-11-22 00:00", True, True),
    ("2026-11-22 08:00", "2026-11-21 00:00", True, False),
]


@pytest.mark.parametrize(("received", "handed", "by_day", "ends"), BEFORE_IT_BEGAN)
def test_an_answer_before_the_request_does_not_end_it(received: str, handed: str, by_day: bool, ends: bool) -> None:
    answer = replace(fact("social_report_handed_over", handed), precision="day" if by_day else "hour")
    facts = [fact("report_request_received", received), answer]
    found = only("social_report", facts, VICTIM, "2026-11-23")
    assert found.state is (State.STOPPED if ends else State.RUNNING)
    later = only("social_report", [*facts, fact("social_report_handed_over", "2026-11-23 09:00")], VICTIM, "2026-11-24")
    assert later.state is State.STOPPED


def test_a_telephone_request_starts_nothing_but_asks_for_the_letter() -> None:
    found = only("social_report", [fact("request_by_phone", "2026-11-22 08:00")], VICTIM, "2026-11-23")
    assert (found.state, found.missing, found.due_at) == (
        State.UNDETERMINED,
        ("report_request_received",),
        None,
    )


def test_diversion_is_no_clock_of_a_victim() -> None:
    begun = Facts([fact("investigation_started", "2026-11-01 09:00")], VICTIM)
    codes = {one.rule.code for one in clocks_for("part", begun, at=at("2026-11-02"), tz=WITA)}
    assert codes == {"requests_pk_peksos"}


@pytest.mark.parametrize(
    ("circumstances", "missing"),
    [
        (CHILD, ()),
        ({**CHILD, "repeat_offence": None}, ("repeat_offence",)),
        ({"role": "child_in_conflict", "act_age_band": "12_13"}, ("penalty_below_7y", "repeat_offence")),
    ],
)
def test_diversion_asks_what_it_does_not_know(circumstances: Mapping[str, object], missing: tuple[str, ...]) -> None:
    found = only(
        "diversi_offer_police",
        [fact("investigation_started", "2026-11-01 09:00")],
        circumstances,
        "2026-11-02",
    )
    assert found.missing == missing
    assert found.state is (State.UNDETERMINED if missing else State.RUNNING)
    assert not found.late


@pytest.mark.parametrize(
    "against", [{"penalty_below_7y": False}, {"repeat_offence": True}, {"act_age_band": "under_12"}]
)
def test_diversion_is_not_shown_where_the_law_excludes_it(against: dict[str, object]) -> None:
    facts = Facts([fact("investigation_started", "2026-11-01 09:00")], {**CHILD, **against})
    assert clock("diversi_offer_police", facts, at=at("2026-11-02"), tz=WITA) is None


def test_the_clock_of_another_is_never_late_only_unknown() -> None:
    found = only("requests_pk_peksos", [fact("investigation_started", "2026-11-01 09:00")], {}, "2026-12-01")
    assert (found.state, found.passed, found.late) == (State.UNKNOWN, True, False)


def test_a_diversion_clock_for_each_level_and_a_question_where_the_level_is_missing() -> None:
    facts = [fact("diversi_started", "2026-11-01", level) for level in ("police", "court")]
    found = clocks_for("part", Facts(facts, CHILD), at=at("2026-11-02"), tz=WITA)
    assert [(one.rule.code, one.level) for one in found] == [
        ("diversi_process", "police"),
        ("diversi_process", "court"),
    ]
    asked = only("diversi_process", [fact("diversi_started", "2026-11-01")], CHILD, "2026-11-02")
    assert (asked.state, asked.missing) == (State.UNDETERMINED, ("level",))


# ------------------------------------------------------------------ detention

CHAIN = [  # level, length, extension: SPPA Ps 33-38, 110 days in all
    ("police", "detention_police", 7, 8),
    ("prosecution", "detention_prosecutor", 5, 5),
    ("court", "detention_trial", 10, 15),
    ("appeal", "detention_appeal", 10, 15),
    ("cassation", "detention_cassation", 15, 20),
]


@pytest.mark.parametrize(("level", "code", "days", "more"), CHAIN)
def test_detention_and_its_one_extension(level: str, code: str, days: int, more: int) -> None:
    order = [fact("detention_order", "2026-11-02", level)]
    letter = Extension(code, "Pejabat Contoh", "B-1/Contoh", date(2026, 11, 8), level)
    plain = only(code, order, CHILD, "2026-11-03")
    longer = only(code, order, CHILD, "2026-11-03", extensions=[letter])
    assert plain.due_at == at("2026-11-02") + timedelta(days=days)
    assert longer.due_at == at("2026-11-02") + timedelta(days=days + more)
    assert longer.extended_by == (letter,)


def test_the_whole_chain_of_detention_is_110_days() -> None:
    assert sum(days + more for *_, days, more in CHAIN) == 110


def test_the_next_level_ends_the_detention_before_it() -> None:
    orders = [
        fact("detention_order", "2026-11-02", "police"),
        fact("detention_order", "2026-11-06", "prosecution"),
    ]
    found = clocks_for("part", Facts(orders, CHILD), at=at("2026-11-07"), tz=WITA)
    assert [(one.rule.code, one.level, one.state) for one in found] == [
        ("detention_police", "police", State.ENDED),
        ("release_on_expiry", "police", State.ENDED),
        ("detention_prosecutor", "prosecution", State.RUNNING),
        ("release_on_expiry", "prosecution", State.RUNNING),
    ]


def test_a_child_is_released_where_the_detention_ends_as_ordered_and_extended() -> None:
    order = [fact("detention_order", "2026-11-02", "police", until="2026-11-07")]
    dated, until = date(2026, 11, 7), date(2026, 11, 12)
    letter = Extension("detention_police", "Jaksa Contoh", "B-1/Contoh", dated, "police", until)
    plain = only("release_on_expiry", order, CHILD, "2026-11-03")
    longer = only("release_on_expiry", order, CHILD, "2026-11-14", extensions=[letter])
    out = only("release_on_expiry", [*order, fact("released", "2026-11-05 10:00", "police")], CHILD, "2026-11-08")
    assert (plain.state, plain.due_at) == (State.RUNNING, at("2026-11-08"))
    assert (longer.state, longer.due_at, longer.late) == (State.UNKNOWN, at("2026-11-13"), False)
    assert out.state is State.STOPPED


@pytest.mark.parametrize(
    ("written", "expected", "other"),
    [
        ("2026-11-08", "2026-11-09", "2026-11-10"),  # agrees with the first day counted in
        ("2026-11-07", "2026-11-08", "2026-11-09"),  # shorter than the law: the order is due first
        ("2026-11-09", "2026-11-09", "2026-11-10"),  # one day more: the law is due first
    ],
)
def test_the_order_against_the_count_the_earlier_is_due(written: str, expected: str, other: str) -> None:
    order = fact("detention_order", "2026-11-02", "police", until=written)
    found = only("detention_police", [order], CHILD, "2026-11-03")
    assert found.due_at == at(expected)
    assert found.second_reading
    assert found.second_reading.at == at(other)


def test_an_extension_needs_an_officer_and_a_number() -> None:
    with pytest.raises(ValueError, match="officer"):
        Extension("detention_police", " ", "B-1/Contoh", date(2026, 11, 8))


def test_a_letter_cannot_extend_what_knows_no_extension() -> None:
    letter = Extension("social_report", "Kabid Contoh", "S-1/Contoh", date(2026, 11, 23))
    received = [fact("report_request_received", "2026-11-22 08:00")]
    found = only("social_report", received, VICTIM, "2026-11-23", extensions=[letter])
    assert found.due_at == at("2026-11-25 08:00")
    assert found.extended_by == ()
    assert any("tidak mengenal perpanjangan" in said[0] for said in found.relied_on)


# ------------------------------------------------------------------ whose duty, and how sure


@pytest.mark.parametrize(
    ("start", "office_is_upt", "late", "advisory"),
    [
        ("victim_reported_to_unit", True, True, False),
        ("victim_reported_to_unit", False, False, True),
        ("victim_reported_to_unit", None, False, True),
        ("tpks_information_from_others", True, False, True),
    ],
)
def test_the_report_to_the_police_binds_the_unit_the_victim_told(
    start: str, office_is_upt: bool | None, late: bool, advisory: bool
) -> None:
    told: dict[str, object] = {
        "suspected_tpks": True,
        "police_already_know": False,
        "office_is_upt": office_is_upt,
    }
    found = only("tpks_police_report", [fact(start, "2026-11-01 09:00")], told, "2026-11-10")
    assert (found.late, found.advisory) == (late, advisory)


def test_no_report_is_owed_once_the_police_know() -> None:
    told = Facts([fact("victim_reported_to_unit", "2026-11-01")], {"suspected_tpks": True, "police_already_know": True})
    assert clock("tpks_police_report", told, at=at("2026-11-10"), tz=WITA) is None


def test_unverified_rules_are_off_until_the_office_switches_them_on_and_never_red() -> None:
    told: dict[str, object] = {
        "tppo_victim": True,
        "police_already_know": True,
        "tppo_trauma_or_illness": True,
    }
    filed = Facts([fact("tppo_application_filed", "2026-11-01 09:00")], told)
    plain = clocks_for("case", filed, at=at("2026-12-01"), tz=WITA)
    wanted = Policy((Choice(date(2026, 11, 1), switched_on=frozenset({"tppo_rehab"})),))
    both = clocks_for("case", filed, at=at("2026-12-01"), tz=WITA, policy=wanted)
    assert [(one.rule.code, one.late) for one in plain] == [("tppo_first_aid", True)]
    assert {(one.rule.code, one.late, one.advisory) for one in both} == {
        ("tppo_first_aid", True, False),
        ("tppo_rehab", False, True),
    }


@pytest.mark.parametrize(
    ("asked", "late"), [("2023-05-01 09:00", False), ("2024-10-16 09:00", False), ("2024-10-17 09:00", True)]
)
def test_personal_data_duties_bind_after_two_years(asked: str, late: bool) -> None:
    found = only("pdp_access", [fact("pdp_access_requested", asked)], {}, "2026-01-01")
    assert (found.late, found.advisory) == (late, not late)


def test_two_requests_are_two_clocks_each_with_its_own_answer() -> None:
    facts = [
        fact("pdp_access_requested", "2026-11-01 09:00", ref="a"),
        fact("pdp_access_requested", "2026-11-02 09:00", ref="b"),
        fact("pdp_access_answered", "2026-11-02 10:00", ref="a"),
    ]
    found = clocks_for("person", Facts(facts), at=at("2026-11-03"), tz=WITA)
    assert {(one.ref, one.state) for one in found} == {("a", State.STOPPED), ("b", State.RUNNING)}


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([], "2026-02-11"),
        (["2026-02-05"], "2026-03-11"),
        (["2026-02-12"], "2026-03-11"),
        (["2026-01-15", "2026-01-20"], "2026-03-11"),  # two in the first month do not cover the second
        (["2026-02-01", "2026-03-01"], "2026-04-11"),
    ],
)
def test_a_monthly_note_is_due_every_month(reports: list[str], expected: str) -> None:
    facts = [fact("u12_placed", "2026-01-10"), *(fact("u12_monthly_report_sent", day) for day in reports)]
    assert only("monthly_progress", facts, UNDER_12, "2026-06-01").due_at == at(expected)


def test_the_under_12_report_is_tied_to_the_meeting_not_to_hours() -> None:
    found = only(
        "u12_social_report",
        [fact("u12_meeting_set", "2026-11-01", until="2026-11-09")],
        UNDER_12,
        "2026-11-02",
    )
    free = only("u12_social_report", [fact("u12_meeting_set", "2026-11-01")], UNDER_12, "2026-11-02")
    assert (found.state, found.due_at) == (State.RUNNING, at("2026-11-09"))
    assert (free.state, free.due_at) == (State.OPEN, None)


def test_a_limit_is_a_date_without_alarm() -> None:
    found = only("lpks_care_limit", [fact("lpks_care_started", "2024-01-10")], CHILD, "2026-01-01")
    assert (found.state, found.passed, found.late) == (State.LIMIT, True, False)


# ------------------------------------------------------------------ office policy


def test_an_office_may_lengthen_and_pause_its_own_policy_only() -> None:
    done = [fact("assessment_completed", "2026-11-02")]
    longer = Policy((Choice(lengths={"plan_after_assessment": Length(21, "days")}),))
    held = Policy(pauses=(Pause("plan_after_assessment", at("2026-11-05"), at("2026-11-08")),))
    holding = Policy(pauses=(Pause("plan_after_assessment", at("2026-11-05")),))
    assert only("plan_after_assessment", done, {}, "2026-11-10").due_at == at("2026-11-17")
    assert only("plan_after_assessment", done, {}, "2026-11-10", policy=longer).due_at == at("2026-11-24")
    assert only("plan_after_assessment", done, {}, "2026-11-10", policy=held).due_at == at("2026-11-20")
    assert only("plan_after_assessment", done, {}, "2026-11-10", policy=holding).state is State.PAUSED


@pytest.mark.parametrize(
    "policy",
    [
        Policy((Choice(lengths={"social_report": Length(96, "hours")}),)),
        Policy((Choice(switched_off=frozenset({"social_report"})),)),
        Policy(pauses=(Pause("social_report", datetime(2026, 11, 5, tzinfo=WITA)),)),
    ],
)
def test_a_statute_is_neither_lengthened_nor_paused(policy: Policy) -> None:
    with pytest.raises(ValueError, match=r"policy|paused"):
        clocks_for("part", Facts(), at=at("2026-11-10"), tz=WITA, policy=policy)


def test_rules_that_one_answer_chooses_among_are_asked_about_once() -> None:
    received = [fact("intake_received", "2026-11-20 08:00")]
    unknown = clocks_for("case", Facts(received), at=at("2026-11-20 09:00"), tz=WITA)
    known = clocks_for("case", Facts(received, {"risk_level": "high"}), at=at("2026-11-20 09:00"), tz=WITA)
    assert [(one.label[1], one.missing) for one in unknown] == [("First contact", ("risk_level",))]
    assert [one.label[1] for one in known] == ["First contact, high risk"]


def test_a_choice_of_the_office_holds_for_what_begins_from_its_day() -> None:
    rule = "plan_after_assessment"
    policy = Policy(
        (
            Choice(date(2026, 11, 2), switched_on=frozenset({rule})),
            Choice(date(2026, 11, 3), lengths={rule: Length(21, "days")}, switched_on=frozenset({rule})),
            Choice(date(2026, 11, 9)),
        )
    )

    def due_of(day: str, asked: str = "2026-11-08", *more: Fact) -> list[datetime | None]:
        facts = Facts([fact("assessment_completed", day), *more])
        return [one.due_at for one in clocks_for("case", facts, at=at(asked), tz=WITA, policy=policy)]

    assert due_of("2026-11-01") == []
    assert due_of("2026-11-02") == [at("2026-11-17")]
    assert due_of("2026-11-03") == [at("2026-11-25")]
    assert due_of("2026-11-03", "2026-11-09") == [], "what is switched off stops that day"
    assert due_of("2026-11-03", "2026-11-09", fact("plan_approved", "2026-11-06")) == [at("2026-11-25")], (
        "what was done"
    )


HOLD = {
    "first_contact_critical", "first_contact_high", "aftercare_1", "aftercare_3", "aftercare_6",
    "referral_answer", "referral_answer_urgent",
    "stay_limit_shelter", "stay_limit_safe_house", "stay_limit_emergency", "stay_limit_long", "stay_limit_family",
    "stay_limit_no_place", "stay_consent", "stay_vital_review",
    "missing_head_told", "missing_police_told", "missing_family_told",
    "leg_accept",
}  # fmt: skip


def test_of_the_offices_own_promises_only_these_hold_until_it_says_otherwise() -> None:
    own = [rule for rule in rules().values() if rule.duty is Duty.POLICY]
    assert {rule.code for rule in own if Choice().shows(rule)} == HOLD
    assert len(own) == 39
    chosen = Choice(switched_on=frozenset({"monthly_contact"}), switched_off=frozenset({"aftercare_1"}))
    assert {rule.code for rule in own if chosen.shows(rule)} == HOLD - {"aftercare_1"} | {"monthly_contact"}


@pytest.mark.parametrize(
    ("contacts", "due"),
    [
        ((), "2026-12-16"),  # through the whole of 15 December
        (("2026-11-28",), "2026-12-29"),
        (("2026-11-28", "2026-12-20"), "2027-01-21"),
        (("2026-12-16",), "2027-01-17"),  # a late one
    ],
)
def test_contact_once_a_month_never_lets_more_than_a_month_pass(contacts: tuple[str, ...], due: str) -> None:
    told = [fact("plan_approved", "2026-11-15"), *(fact("contact_made", f"{day} 10:00") for day in contacts)]
    assert only("monthly_contact", told, {}, "2026-12-31").due_at == at(due)


def test_a_statutory_report_keeps_its_rounds_however_late_it_comes() -> None:
    told = [fact("u12_placed", "2026-09-15"), fact("u12_monthly_report_sent", "2026-10-28 10:00")]
    assert only("monthly_progress", told, {}, "2026-11-01").due_at == at("2026-11-16")


def test_a_case_shows_its_soonest_clock_first() -> None:
    facts = [
        fact("report_request_received", "2026-11-19 08:00"),
        fact("investigation_started", "2026-11-18 08:00"),
    ]
    policy = Policy((Choice(switched_on=frozenset({"letter_to_worker", "draft_to_signer"})),))
    found = clocks_for("part", Facts(facts, VICTIM), at=at("2026-11-20 08:00"), tz="Asia/Makassar", policy=policy)
    times = [one.due_at for one in found if one.due_at]
    assert times == sorted(times)
    assert {one.rule.duty for one in found} == {Duty.OURS, Duty.OTHERS, Duty.POLICY}


def test_moments_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Fact("born", datetime(2010, 1, 1))  # noqa: DTZ001 - naive on purpose
    with pytest.raises(ValueError, match="zone"):
        clocks_for("part", Facts(), at=datetime(2010, 1, 1), tz=ZoneInfo("Asia/Jakarta"))  # noqa: DTZ001 - as above


def test_a_rule_is_left_unasked_only_where_it_would_have_said_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """By one fact at a time: each that any rule starts at, stops at or asks after."""
    codes = sorted({code for r in rules().values() for code in (r.start, *r.stop, *r.ask_after, *r.advisory_start)})

    def told() -> list[object]:
        begun = [Facts([fact(code, "2026-11-02 10:00")]) for code in codes]
        kinds = sorted({rule.hangs_on for rule in rules().values()})
        return [clocks_for(k, facts, at=at("2026-11-20 10:00"), tz=WITA) for k in kinds for facts in begun]

    skipping = told()
    monkeypatch.setattr(Facts, "know", lambda *_: True)
    assert any(skipping)
    assert skipping == told()
