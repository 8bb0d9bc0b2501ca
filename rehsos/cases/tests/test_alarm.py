"""A risk that is critical, and a client who may harm themselves: the head is told until it is settled."""

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from conftest import FewStatements, People
from rehsos.audit.actions import new_id
from rehsos.cases.actions.meeting import met
from rehsos.cases.actions.stages import set_risk
from rehsos.cases.actions.work import assess, record_review
from rehsos.cases.models import Case, Progress, Risk

from .test_open_case import opened

SIX = {"safe_now": "yes", "needs_doctor": "no", "safe_tonight": "yes", "alleged_at_home": "no", "safe_adult": "yes"}


@pytest.fixture
def case(people: People) -> Case:
    return opened(people.actor("melati"))


def judged(people: People, case: Case, risk: Risk) -> None:
    set_risk(case=case, risk=risk, reasons="Ancaman", by=people.actor("melati"), action_id=new_id())


def asked(people: People, case: Case, self_harm: str) -> None:
    by = people.actor("melati")
    assess(case=case, blank="short_assessment", about="client", phase="", on=timezone.localdate(timezone=by.zone),
           answers={**SIX, "self_harm": self_harm}, by=by, action_id=new_id())  # fmt: skip


def told(people: People, who: str = "citra") -> str:
    body: str = people.client(who).get("/").content.decode()
    return " ".join(body.split())


def tomorrow() -> datetime:
    return timezone.now() + timedelta(days=1)


def test_the_head_is_told_of_a_critical_risk_with_its_code_its_day_and_who_leads(
    people: People, case: Case, few_statements: FewStatements
) -> None:
    judged(people, case, Risk.CRITICAL)
    page = told(people)
    line = page[page.index("Risiko kritis") :][:900]
    assert case.code in line
    assert "dipimpin Melati" in line
    assert "belum ada kontak" in line
    for who in ("bima", "eka", "dewi"):
        assert "Risiko kritis" not in told(people, who), who
    few_statements(people.client("citra"), "/")


@pytest.mark.parametrize("who", ["citra", "melati"])
def test_it_stands_before_everything_else_and_is_told_to_who_works_the_case(
    people: People, case: Case, who: str
) -> None:
    judged(people, case, Risk.CRITICAL)
    page = told(people, who)
    first = page.split("<h2>")[1]
    assert first.startswith("Keselamatan klien dulu")
    assert f"{case.code}</a> · " in first, "with the initials every other card has"
    assert "Hari ini" in first
    assert page.count("Risiko kritis") == 1


def test_what_an_assessment_found_before_the_head_was_told_is_told_once_it_is_upgraded(
    people: People, case: Case
) -> None:
    asked(people, case, "yes")
    Case.objects.update(alarmed_on=None)
    upgrade = import_module("rehsos.cases.migrations.0044_who_might_harm_themselves_before_is_told_of")
    upgrade.tell(apps, None)
    assert Case.objects.get(pk=case.pk).alarmed_on is not None
    judged(people, case, Risk.LOW)
    upgrade.tell(apps, None)
    assert Case.objects.get(pk=case.pk).alarmed_on is None, "the risk was judged anew since"


@pytest.mark.parametrize("risk", [Risk.HIGH, Risk.LOW])
def test_a_lesser_risk_is_told_to_nobody_and_settles_one(people: People, case: Case, risk: Risk) -> None:
    judged(people, case, risk)
    assert "Risiko kritis" not in told(people)
    judged(people, case, Risk.CRITICAL)
    assert "Risiko kritis" in told(people)
    judged(people, case, risk)
    assert "Risiko kritis" not in told(people)


def test_who_may_harm_themselves_is_told_of_without_saying_why(people: People, case: Case) -> None:
    asked(people, case, "no")
    assert "Keselamatan klien perlu dilihat" not in told(people)
    asked(people, case, "yes")
    page = told(people)
    assert "Keselamatan klien perlu dilihat" in page
    assert "melukai" not in page


def test_a_contact_of_a_later_day_settles_it_and_one_of_the_same_day_does_not(people: People, case: Case) -> None:
    judged(people, case, Risk.CRITICAL)
    met(case, timezone.now(), by=people.actor("melati"))
    page = told(people)
    assert "kontak terakhir" in page[page.index("Risiko kritis") :][:900]
    met(case, tomorrow(), by=people.actor("melati"))
    assert "Risiko kritis" not in told(people)


def test_a_review_settles_it(people: People, case: Case) -> None:
    judged(people, case, Risk.CRITICAL)
    by = people.actor("melati")
    record_review(case=case, on=timezone.localdate(timezone=by.zone), progress=Progress.BETTER, note="Aman",
                  next_on=None, by=by, action_id=new_id())  # fmt: skip
    assert "Risiko kritis" not in told(people)


def test_a_case_that_is_closed_is_not_told_of(people: People, case: Case) -> None:
    judged(people, case, Risk.CRITICAL)
    Case.objects.filter(pk=case.pk).update(status="closed")
    assert "Risiko kritis" not in told(people)
