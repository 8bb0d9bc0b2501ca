"""A database that an older release filled says the wrong hour no longer once it was upgraded."""

from datetime import timedelta

import pytest

from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases import refreshing
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Fact, RuleKept
from rehsos.cases.tests.test_open_case import opened
from rehsos.letters.tests.report_bench import Bench, bench

from .test_term_of_requests import ABOUT, put, runs_from_the_first, term_of

__all__ = ["bench"]
STARTS = "report_request_received"


def upgraded(bench: Bench) -> None:
    """The first `rehsos migrate` of a release that reckons anew."""
    RuleKept.objects.all().delete()
    refreshing.refresh_changed()
    bench.as_melati()


def as_an_older_release_left_it(bench: Bench, code: str, hours_ago: float) -> None:
    """A fact took the place of the first request, or stands as its answer, which it is not."""
    first = Fact.objects.get(case=bench.case, code=STARTS, replaced_by=None)
    at, told = bench.now - timedelta(hours=hours_ago), {"kind": first.kind, "subject": first.subject}
    wrong = Fact.objects.create(id=new_id(), case=bench.case, code=code, at=at, cause=first.cause, **told)
    if code == STARTS:
        Fact.objects.filter(pk=first.pk).update(replaced_by=wrong.pk)
    recompute(bench.case, by=bench.as_melati())


@pytest.mark.parametrize("about", ABOUT)
def test_a_later_hour_gives_way_to_the_first_letter_that_waits_and_says_so(bench: Bench, about: str) -> None:
    waits = {"B/21": put(bench, "B/21", 60, about), "B/22": put(bench, "B/22", 40, about)}
    as_an_older_release_left_it(bench, STARTS, 40)
    assert term_of(bench) == ("running", bench.now - timedelta(hours=40))
    upgraded(bench)
    runs_from_the_first(bench, waits)
    assert Action.objects.filter(dossier=bench.case.pk, name="follow_letters").count() == 1
    moved = Action.objects.filter(dossier=bench.case.pk, name="clock_moved").latest("recorded_at")
    assert moved.facts["rule_code"] == "social_report"
    assert "dihitung ulang dari surat" in bench.browser.get(f"/kasus/{bench.case.code}/").content.decode()


@pytest.mark.parametrize("about", ABOUT)
def test_a_term_that_was_said_to_be_over_runs_while_a_letter_waits(bench: Bench, about: str) -> None:
    letter = put(bench, "B/21", 3, about)
    as_an_older_release_left_it(bench, "social_report_handed_over", 1)
    assert term_of(bench)[0] == "stopped"
    upgraded(bench)
    runs_from_the_first(bench, {"B/21": letter})


def test_what_is_in_step_and_what_waits_for_nothing_is_left_alone(bench: Bench) -> None:
    other = opened(bench.as_melati())
    put(bench, "B/21", 60, "part")
    put(bench, "B/22", 40, "case")
    upgraded(bench)
    before = Action.objects.filter(dossier__in=[bench.case.pk, other.pk]).count()
    facts = list(Fact.objects.filter(case=bench.case).order_by("pk").values_list("pk", "replaced_by"))
    upgraded(bench)
    assert Action.objects.filter(dossier__in=[bench.case.pk, other.pk]).count() == before
    assert not Action.objects.filter(name="follow_letters").exists()
    assert list(Fact.objects.filter(case=bench.case).order_by("pk").values_list("pk", "replaced_by")) == facts
