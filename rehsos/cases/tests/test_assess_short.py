"""Six questions of safety, by taps: what nobody asked says so, a risk takes its reason from the answers."""

from typing import Any

import pytest

from rehsos.cases.models import Assessment, Fact, Risk
from rehsos.papers.blanks.book import blank
from rehsos.papers.filling import answers_of

from .conftest import Desk, words

SIX = ("safe_now", "needs_doctor", "safe_tonight", "alleged_at_home", "self_harm", "safe_adult")
NOTHING: dict[str, Any] = {"met_on": "2026-11-18", **dict.fromkeys(SIX, "not_asked")}


def short(desk: Desk, **other: str) -> Any:
    return desk.post("cases:assess", "short_assessment", **{**NOTHING, **other})


def test_one_answer_is_enough_and_the_rest_was_not_asked(desk: Desk) -> None:
    assert short(desk, safe_now="yes").status_code == 302
    made = Assessment.objects.select_related("form").get()
    told = answers_of(made.form)
    assert (told["safe_now"], told["self_harm"]) == ("yes", "not_asked")
    assert "self_harm" not in made.form.counted
    assert desk.case.risk == Risk.UNKNOWN


def test_nothing_asked_is_nothing_to_file(desk: Desk) -> None:
    answer = short(desk)
    assert answer.status_code == 422
    assert "Belum ada yang ditanya" in words(answer)
    assert not Assessment.objects.exists()


def test_a_risk_takes_its_reason_from_what_was_answered(desk: Desk) -> None:
    assert short(desk, safe_now="no", self_harm="yes", safe_adult="yes", risk_level="critical").status_code == 302
    told = answers_of(Assessment.objects.select_related("form").get().form)
    assert desk.case.risk == Risk.CRITICAL
    assert told["reason_1"] == "Apakah saat ini aman? Tidak. Ada tanda ingin melukai diri? Ya."


def test_a_risk_where_nothing_weighs_says_so(desk: Desk) -> None:
    assert short(desk, safe_now="yes", risk_level="low").status_code == 302
    told = answers_of(Assessment.objects.select_related("form").get().form)
    assert "tidak ada jawaban yang mengkhawatirkan" in told["reason_1"]


def test_a_low_risk_in_danger_is_asked_about_once(desk: Desk) -> None:
    """Not safe, no safe bed, signs of self-harm, risk low: saved without a word, and printed so to the police."""
    danger = {"safe_now": "no", "safe_tonight": "no", "self_harm": "yes", "risk_level": "low"}
    answer = short(desk, **danger)
    assert answer.status_code == 422
    assert "tidak aman, tempat tidurnya malam ini tidak aman, ada tanda ingin melukai diri" in words(answer)
    assert 'name="sure"' in answer.content.decode()
    assert not Assessment.objects.exists()
    assert short(desk, **danger, sure="1").status_code == 302
    assert desk.case.risk == Risk.LOW


@pytest.mark.parametrize(
    "other", [{"risk_level": "medium"}, {"risk_level": ""}, {"risk_level": "low", "safe_now": "yes"}]
)
def test_nothing_else_is_asked_about(desk: Desk, other: dict[str, str]) -> None:
    assert short(desk, **{"safe_now": "no", "needs_doctor": "yes", **other}).status_code == 302


@pytest.mark.parametrize(("how", "met"), [("in_person", True), ("through_other", False), ("", False)])
def test_only_who_was_met_was_met(desk: Desk, how: str, met: bool) -> None:
    assert short(desk, safe_now="yes", met_how=how).status_code == 302
    assert Fact.objects.filter(case=desk.case, code="first_contact_made").exists() is met


def test_the_whole_assessment_does_not_ask_again(desk: Desk) -> None:
    short(desk, safe_now="no", needs_doctor="no", risk_level="critical", met_how="phone")
    desk.reveal("melati")
    page = desk.get("cases:assess", "initial_assessment").content.decode()
    for name, value in (("safe_now", "no"), ("needs_doctor", "no"), ("risk_level", "critical"), ("met_how", "phone")):
        box = page[page.index(f'name="{name}"') :]
        assert f'value="{value}" checked' in " ".join(box[:2500].split()), name
    assert 'value="not_asked"' not in page


def test_the_initial_assessment_knows_kritis_as_the_risk_form_does() -> None:
    level = blank("initial_assessment").fields["risk_level"]
    assert set(level.codes) == {risk for risk in Risk.values if risk}
    assert "critical" not in blank("initial_assessment", 1).fields["risk_level"].codes


def test_that_the_choice_of_questions_is_untested_is_said_below_them_in_plain_words(desk: Desk) -> None:
    desk.reveal("melati")
    page = words(desk.get("cases:assess", "short_assessment"))
    assert "Usul kami" not in page
    assert page.index("Kegunaannya belum diuji oleh peneliti") > page.index("Ada orang dewasa yang dipercaya anak?")
