"""When a rule of the book changed, the clocks that lists read are in step after the upgrade."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases import refreshing
from rehsos.cases.actions.facts import record_fact
from rehsos.cases.models import Case, Clock, RuleKept
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


def test_a_case_that_no_changed_rule_touches_is_left_alone(people: Any, case: Case) -> None:
    RuleKept.objects.filter(code="adoption_care_min").update(digest="other")
    assert refresh(people) == 0
    assert refreshing.changed() == set()
