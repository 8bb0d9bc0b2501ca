"""When a rule of the book changed, the clocks that lists read are in step after the upgrade."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import MARKS
from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases import refreshing
from rehsos.cases.actions.by_hand import record_fact
from rehsos.cases.models import BookRound, Case, Clock, RuleKept
from rehsos.cases.models.clocks import Precision
from rehsos.law import book, clocks
from rehsos.law.shapes import Length

from .test_open_case import opened


@pytest.fixture
def case(people: Any) -> Case:
    """Of critical risk, reported two hours ago: 24 hours for the first contact."""
    by = people.actor("melati")
    made = opened(by)
    Case.objects.filter(pk=made.pk).update(risk="critical")
    record_fact(case=made, subject=made.pk, code="intake_received", level="", at=told_at(), precision=Precision.HOUR,
                until=None, note="", by=by, action_id=new_id())  # fmt: skip
    refresh(people)
    return made


def told_at() -> datetime:
    return (timezone.now() - timedelta(hours=2)).replace(minute=0, second=0, microsecond=0)


def refresh(people: Any) -> int:
    done = refreshing.refresh_changed()
    people.actor("melati")
    return done


def contact() -> Clock:
    return Clock.objects.get(rule="first_contact_critical")


def test_the_same_book_reckons_nothing(people: Any, case: Case) -> None:
    assert RuleKept.objects.count() == len(book.rules())
    before = Action.objects.count()
    assert refresh(people) == 0
    assert Action.objects.count() == before


def test_a_changed_rule_moves_its_clocks_and_says_so(people: Any, case: Case, monkeypatch: Any) -> None:
    due = contact().due_at
    assert due == told_at() + timedelta(hours=24)
    changed = dict(book.rules())
    changed["first_contact_critical"] = replace(changed["first_contact_critical"], length=Length(12, "hours"))
    for module in (refreshing, clocks):
        monkeypatch.setattr(module, "rules", lambda: changed)
    clocks._rules_on.cache_clear()
    assert refresh(people) == 1
    assert contact().due_at == told_at() + timedelta(hours=12)
    said = Action.objects.filter(name="clock_moved", dossier=case.pk)
    assert [row.facts["rule_code"] for row in said] == ["first_contact_critical"]
    assert refresh(people) == 0
    monkeypatch.undo()
    clocks._rules_on.cache_clear()
    assert refresh(people) == 1
    assert contact().due_at == due


def test_a_rule_that_is_gone_leaves_no_clock(people: Any, case: Case) -> None:
    Clock.objects.filter(rule="first_contact_critical").update(rule="rule_of_last_year")
    RuleKept.objects.create(code="rule_of_last_year", digest="")
    RuleKept.objects.filter(code="first_contact_critical").delete()
    assert refresh(people) == 1
    assert not Clock.objects.filter(rule="rule_of_last_year").exists()
    assert contact().due_at


def shortened(monkeypatch: Any) -> None:
    """The first contact of a critical case is owed in 12 hours, from this upgrade on."""
    book_now = dict(book.rules())
    book_now["first_contact_critical"] = replace(book_now["first_contact_critical"], length=Length(12, "hours"))
    for module in (refreshing, clocks):
        monkeypatch.setattr(module, "rules", lambda: book_now)
    clocks._rules_on.cache_clear()


def critical(people: Any) -> Case:
    """Another case like the first."""
    by = people.actor("melati")
    made = opened(by)
    Case.objects.filter(pk=made.pk).update(risk="critical")
    record_fact(case=made, subject=made.pk, code="intake_received", level="", at=told_at(), precision=Precision.HOUR,
                until=None, note="", by=by, action_id=new_id())  # fmt: skip
    return made


@pytest.fixture
def _book_of_before(request: pytest.FixtureRequest) -> Any:
    yield
    clocks._rules_on.cache_clear()


@pytest.mark.usefixtures("_book_of_before")
def test_a_round_that_was_stopped_goes_on_where_it_was(people: Any, case: Case, monkeypatch: Any) -> None:
    for _more in range(2):
        critical(people)
    shortened(monkeypatch)
    monkeypatch.setattr(refreshing, "TOGETHER", 1)
    told: list[tuple[int, int]] = []

    def stopped(walked: int, reckoned: int) -> None:
        told.append((walked, reckoned))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refreshing.refresh_changed(stopped)
    assert told == [(1, 1)]
    assert refreshing.changed() >= {"first_contact_critical"}
    assert refresh(people) == 2
    assert refresh(people) == 0
    assert not BookRound.objects.exists()
    due = Clock.objects.filter(rule="first_contact_critical").values_list("due_at", flat=True)
    assert set(due) == {told_at() + timedelta(hours=12)}
    assert Action.objects.filter(name="clock_moved").count() == 3


@pytest.mark.usefixtures("_book_of_before")
def test_many_cases_cost_as_many_statements_as_one(people: Any, case: Case, monkeypatch: Any) -> None:
    for _more in range(4):
        critical(people)
    shortened(monkeypatch)
    with CaptureQueriesContext(connection) as seen:
        assert refresh(people) == 5
    asked = [q["sql"] for q in seen.captured_queries if not q["sql"].startswith(MARKS)]
    assert len(asked) <= 26, "\n".join(asked)


def test_a_case_that_no_changed_rule_touches_is_left_alone(people: Any, case: Case) -> None:
    RuleKept.objects.filter(code="adoption_care_min").update(digest="other")
    assert refresh(people) == 0
    assert refreshing.changed() == set()
