"""What an office newly promises holds for what begins from that day, and, where it says so, for what runs already."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save
from rehsos.audit.actions import new_id
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.terms import own_rules, set_terms
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Case, Clock
from rehsos.cases.overnight import follow_the_day
from rehsos.directory.models import LocalPolicy, Office
from rehsos.law.clocks import Choice, Fact, Facts, Policy, clocks_for
from rehsos.law.clocks import Clock as LawClock
from rehsos.look import words

from .test_open_case import opened

WITA = ZoneInfo("Asia/Makassar")
CONTACT, FIRST, REVIEW = "monthly_contact", "first_contact_low", "quarterly_review"
HOLD = tuple(rule.code for rule in own_rules() if rule.holds)
ON = date(2026, 11, 20)


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=WITA)


def choice(since: date, *on: str, reaching: tuple[str, ...] = ()) -> Choice:
    return Choice(since=since, switched_on=frozenset(on), reaching=frozenset(reaching))


def contact(
    *choices: Choice, now: date, told: tuple[date, ...] = (), rule: str = CONTACT, **known: Any
) -> LawClock | None:
    """The clock of a rule in a case of 1 September whose plan was approved on the 10th."""
    days = {"intake_received": date(2026, 9, 1), "plan_approved": date(2026, 9, 10)}
    facts = [Fact(code, at(day)) for code, day in days.items()]
    facts += [Fact("contact_made", at(day)) for day in told]
    found = clocks_for("case", Facts(facts, known), at=at(now), tz=WITA, policy=Policy(choices))
    return next((one for one in found if one.rule.code == rule), None)


def test_by_itself_it_holds_for_what_begins_from_that_day() -> None:
    assert contact(choice(ON, CONTACT), now=ON) is None


def test_where_the_office_says_so_a_running_case_owes_it_from_that_day_and_never_late_at_once() -> None:
    found = contact(choice(ON, CONTACT, reaching=(CONTACT,)), now=ON)
    assert found
    assert (found.due_at, found.late) == (at(date(2026, 12, 21), 0), False)
    assert found.started_at == at(ON, 0)


def test_a_contact_afterwards_begins_the_next_round_and_one_before_does_not_count() -> None:
    reaching = choice(ON, CONTACT, reaching=(CONTACT,))
    assert (before := contact(reaching, now=ON, told=(date(2026, 11, 1),)))
    assert before.due_at == at(date(2026, 12, 21), 0)
    assert (after := contact(reaching, now=date(2026, 11, 26), told=(date(2026, 11, 25),)))
    assert after.due_at == at(date(2026, 12, 26), 0)


def test_another_choice_later_moves_nothing_and_off_ends_it() -> None:
    reaching, later = choice(ON, CONTACT, reaching=(CONTACT,)), date(2026, 11, 25)
    found = contact(reaching, choice(later, CONTACT, REVIEW, reaching=(CONTACT,)), now=later)
    assert found
    assert found.due_at == at(date(2026, 12, 21), 0)
    assert contact(reaching, choice(later), now=later) is None
    again = date(2027, 3, 1)
    found = contact(reaching, choice(later), choice(again, CONTACT, reaching=(CONTACT,)), now=again)
    assert found
    assert found.started_at == at(again, 0)


def test_before_its_day_there_is_none() -> None:
    assert contact(choice(ON, CONTACT, reaching=(CONTACT,)), now=ON - timedelta(days=1)) is None


def test_what_was_done_before_is_not_owed() -> None:
    facts = [Fact("intake_received", at(date(2026, 9, 1))), Fact("first_contact_made", at(date(2026, 9, 3)))]
    policy = Policy((choice(ON, FIRST, reaching=(FIRST,)),))
    found = clocks_for("case", Facts(facts, {"risk_level": "low"}), at=at(ON), tz=WITA, policy=policy)
    assert FIRST not in {one.rule.code for one in found}
    found = clocks_for("case", Facts(facts[:1], {"risk_level": "low"}), at=at(ON), tz=WITA, policy=policy)
    assert [one.due_at for one in found if one.rule.code == FIRST] == [at(date(2026, 11, 28), 0)]


def test_a_term_in_hours_counts_from_the_end_of_that_day() -> None:
    off = Choice(since=date(2020, 1, 1), switched_off=frozenset({"first_contact_high"}))
    on = Choice(since=ON, reaching=frozenset({"first_contact_high"}))
    found = contact(off, on, now=ON, rule="first_contact_high", risk_level="high")
    assert found
    assert found.due_at == at(date(2026, 11, 23), 0)


# ------------------------------------------------------------------ in the cases of an office


@pytest.fixture
def running(people: Any) -> Case:
    """A case whose plan was approved weeks ago."""
    by = people.actor("melati")
    case = opened(by)
    put_fact(case, case.subject, "plan_approved", timezone.now() - timedelta(days=70), fact_id=new_id())
    recompute(case, by=by)
    return case


def decide(people: Any, **other: Any) -> None:
    given: dict[str, Any] = {
        "office": Office.objects.get(pk=3), "lengths": {}, "used": (CONTACT, *HOLD), "shown": (), "reaching": True,
        "since": timezone.localdate(), "by": people.actor("citra"), "action_id": new_id(),
    }  # fmt: skip
    set_terms(**{**given, **other})


def clocks(case: Case) -> dict[str, tuple[str, datetime | None]]:
    return {row.rule: (row.state, row.due_at) for row in Clock.objects.filter(case=case)}


def test_switched_on_today_it_stands_in_the_running_case_and_no_other_clock_moves(people: Any, running: Case) -> None:
    before = clocks(running)
    decide(people)
    after = clocks(running)
    state, due = after.pop(CONTACT)
    assert state == "running"
    assert due
    assert due > timezone.now() + timedelta(days=27)
    assert after == before
    decide(people, used=(CONTACT, REVIEW, *HOLD), reaching=False)
    assert clocks(running) == after | {CONTACT: (state, due)}


def test_the_page_says_that_it_began_with_the_choice_and_not_with_the_plan(people: Any, running: Case) -> None:
    """“Mulai: Rencana layanan disetujui, 29 Nov 2026” stood where the plan was approved weeks before."""
    decide(people)
    browser, page = people.client("melati"), reverse("cases:case", args=[running.code])
    today = words.begun(timezone.localtime().replace(hour=0, minute=0))
    shown = browser.get(page).content.decode()
    assert f"tenggat ini dinyalakan; yang terjadi sebelumnya tidak dihitung, {today}" in shown
    by = people.actor("melati")
    put_fact(running, running.subject, "plan_approved", timezone.now(), fact_id=new_id())
    recompute(running, by=by)
    shown = browser.get(page).content.decode()
    assert "tenggat ini dinyalakan" not in shown
    assert "Rencana layanan disetujui, " in shown


def test_only_for_what_begins_it_stands_in_no_running_case(people: Any, running: Case) -> None:
    before = clocks(running)
    decide(people, reaching=False)
    assert clocks(running) == before
    value = LocalPolicy.objects.get(key="clocks").value
    assert value is not None
    assert "reaching" not in value


def test_chosen_for_a_day_to_come_the_night_brings_it(people: Any, running: Case) -> None:
    day = timezone.localdate() + timedelta(days=3)
    decide(people, since=day)
    assert CONTACT not in clocks(running)
    LocalPolicy.objects.filter(key="clocks").update(since=timezone.localdate())
    assert follow_the_day(timezone.localdate()) >= 1
    assert CONTACT in clocks(running)


@pytest.mark.parametrize(("reach", "stands"), [("running", True), ("new", False)])
def test_the_kabid_chooses_it_on_the_page(people: Any, running: Case, reach: str, stands: bool) -> None:
    browser, page = people.client("citra"), reverse("desk:office_terms")
    asked = browser.get(page).content.decode()
    assert 'name="reach"' in asked
    switched = {f"on_{code}": "on" for code in (CONTACT, *HOLD)}
    told = {"since": timezone.localdate().isoformat(), **switched, "reach": reach}
    assert save(browser, page, told).status_code == 302
    people.actor("melati")
    assert (CONTACT in clocks(running)) is stands
