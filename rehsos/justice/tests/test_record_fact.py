"""Recording and correcting facts, and answering what rules ask, on their pages."""

from typing import Any

import pytest

from conftest import save
from rehsos.audit.models import Action
from rehsos.cases.models import Circumstance, Fact
from rehsos.justice.actions.matter import Particulars
from rehsos.justice.models import Matter, Part
from rehsos.justice.roles import Role

from .bench import LP, at, case_of, clocks, joined, part_of, said

LETTER = {"fact": "report_request_received", "at": "2026-11-03", "hour": "09:00"}


@pytest.fixture
def part(people: Any) -> Part:
    by = people.actor("melati")
    return part_of(case_of("rambu", by), Role.VICTIM, by)


def address(part: Part, query: str = "") -> str:
    return f"/kasus/{part.case.code}/fakta/{query}"


def sent(people: Any, part: Part, **typed: str) -> Any:
    return people.client("melati").post(address(part), LETTER | typed)


def test_a_start_starts_a_clock_and_says_when_it_is_due(people: Any, part: Part) -> None:
    response = sent(people, part)
    assert response.status_code == 302
    assert any(
        text.startswith("Laporan sosial kepada penyidik: jatuh tempo Jum 6 Nov 2026 pukul 09.00 WITA")
        for text in said(response)
    )
    people.actor("melati")
    assert clocks(part.case, part.pk)["social_report"].started_at == at(3)


def test_a_corrected_start_computes_anew_and_says_from_when_to_when(people: Any, part: Part) -> None:
    sent(people, part)
    told = said(sent(people, part, hour="15:30"))
    first, then = "Jum 6 Nov 2026 pukul 09.00 WITA", "Jum 6 Nov 2026 pukul 15.30 WITA"
    assert f"Laporan sosial kepada penyidik: semula {first}, menjadi {then}." in told
    people.actor("melati")
    assert clocks(part.case, part.pk)["social_report"].due_at == at(6, 15, 30)
    moved = Action.objects.filter(dossier=part.case_id, name="clock_moved", facts__rule_code="social_report").get()
    assert moved.facts["now_due"].startswith("2026-11-06T")
    page = people.client("melati").get(f"/kasus/{part.case.code}/").content.decode()
    assert "dihitung ulang: semula" in page
    assert Fact.objects.filter(case=part.case, code="report_request_received").count() == 2


def test_a_day_alone_is_kept_as_a_day(people: Any, part: Part) -> None:
    assert sent(people, part, hour="").status_code == 302
    people.actor("melati")
    row = Fact.objects.get(case=part.case, code="report_request_received")
    assert (row.precision, row.at) == ("day", at(3, 0))


def test_a_correction_shows_what_is_noted_already(people: Any, part: Part) -> None:
    sent(people, part)
    page = people.client("melati").get(address(part, "?fakta=report_request_received")).content.decode()
    assert "Sudah tercatat: 3 Nov 2026, 09.00" in page
    assert 'value="2026-11-03"' in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"at": "2099-01-01"}, "at"),
        ({"at": "1989-12-31"}, "at"),
        ({"at": "entah kapan"}, "at"),
        ({"at": ""}, "at"),
        ({"hour": "25:00"}, "hour"),
        ({"fact": "no_such_fact"}, "fact"),
        ({"fact": "paused:first_contact_low"}, "fact"),
        ({"fact": "penalty_below_7y"}, "fact"),
        ({"fact": "verdict_read"}, "level"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(people: Any, part: Part, wrong: dict[str, str], field: str) -> None:
    by = people.actor("melati")
    in_conflict = part_of(case_of("dodi", by), Role.IN_CONFLICT, by, Particulars(police_number="LP/B/5/CONTOH"))
    response = people.client("melati").post(address(in_conflict), LETTER | {"fact": "litmas_request_received"} | wrong)
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    people.actor("melati")
    assert not Fact.objects.filter(case=in_conflict.case).exists()


def test_facts_of_another_role_are_not_offered(people: Any, part: Part) -> None:
    page = people.client("melati").get(address(part)).content.decode()
    assert 'value="report_request_received"' in page
    assert 'value="litmas_request_received"' not in page


def test_with_two_parts_one_says_which(people: Any, part: Part) -> None:
    by = people.actor("melati")
    other = part_of(part.case, Role.IN_CONFLICT, by, Particulars(police_number="LP/B/5/XI/2026/CONTOH"))
    response = sent(people, part, fact="litmas_request_received", subject=str(other.pk))
    assert response.status_code == 302
    people.actor("melati")
    assert "litmas" in clocks(part.case, other.pk)
    assert Fact.objects.get(case=part.case).subject == other.pk


def test_a_subject_of_another_case_is_refused(people: Any, part: Part) -> None:
    by = people.actor("melati")
    part_of(part.case, Role.IN_CONFLICT, by, Particulars(police_number="LP/B/5/XI/2026/CONTOH"))
    dewi = people.actor("dewi")
    theirs = part_of(case_of("anton", dewi), Role.IN_CONFLICT, dewi)
    assert sent(people, part, subject=str(theirs.pk)).status_code == 422
    people.actor("dewi")
    assert not Fact.objects.filter(subject=theirs.pk).exists()


def test_a_fact_of_the_matter_is_written_for_all_its_children(people: Any, part: Part) -> None:
    by = people.actor("melati")
    other = joined(case_of("yanto", by), part.matter, Role.WITNESS, by)
    assert sent(people, part, fact="investigation_started").status_code == 302
    people.actor("melati")
    assert "requests_pk_peksos" in clocks(other.case, other.pk)
    assert part.matter.facts.count() == 1


def test_a_case_without_a_matter_records_facts_of_its_own(people: Any) -> None:
    case = case_of("mawar", people.actor("melati"))
    response = people.client("melati").post(
        f"/kasus/{case.code}/fakta/", {"fact": "tppo_application_filed", "at": "2026-11-03"}
    )
    assert response.status_code == 302
    people.actor("melati")
    assert Fact.objects.get(case=case).subject == case.pk
    assert clocks(case)["tppo_first_aid"].state == "undetermined"


def test_a_question_leads_to_the_page_of_questions(people: Any, part: Part) -> None:
    response = people.client("melati").get(address(part, f"?fakta=repeat_offence&subjek={part.pk}"))
    assert response["Location"] == f"/kasus/{part.case.code}/keadaan/?keadaan=repeat_offence&subjek={part.pk}"


def test_the_questions_of_a_rule_are_asked_and_answered_together(people: Any) -> None:
    by = people.actor("melati")
    child = part_of(case_of("dodi", by), Role.IN_CONFLICT, by, LP, age_at_deed=17)
    sent(people, child, fact="investigation_started")
    browser = people.client("melati")
    there = f"/kasus/{child.case.code}/keadaan/"
    assert 'name="repeat_offence"' in browser.get(there).content.decode()
    response = save(browser, there, {"penalty_below_7y": "yes", "repeat_offence": "no", "act_age_band": "14_17"})
    assert response.status_code == 302
    people.actor("melati")
    assert clocks(child.case, child.pk)["diversi_offer_police"].missing == []
    named = Action.objects.filter(dossier=child.case_id, name="set_circumstance").values_list("facts__code", flat=True)
    assert sorted(named) == ["penalty_below_7y", "repeat_offence"]  # what did not change is not said


def test_an_answer_can_be_taken_back(people: Any) -> None:
    by = people.actor("melati")
    child = part_of(case_of("dodi", by), Role.IN_CONFLICT, by, age_at_deed=17)
    browser, there = people.client("melati"), f"/kasus/{child.case.code}/keadaan/?keadaan=guarantee_given"
    save(browser, there, {"guarantee_given": "yes", "act_age_band": "14_17", "police_already_know": "yes"})
    people.actor("melati")
    assert Circumstance.objects.get(subject=child.pk, code="guarantee_given").value == "yes"
    save(browser, there, {"guarantee_given": "", "act_age_band": "14_17", "police_already_know": "yes"})
    people.actor("melati")
    assert not Circumstance.objects.filter(subject=child.pk, code="guarantee_given").exists()


def test_an_answer_about_the_matter_holds_for_all_its_children(people: Any, part: Part) -> None:
    by = people.actor("melati")
    other = joined(case_of("yanto", by), part.matter, Role.WITNESS, by)
    browser = people.client("melati")
    typed = {"suspected_tpks": "yes", "act_age_band": "14_17", "police_already_know": "yes"}
    assert save(browser, f"/kasus/{part.case.code}/keadaan/?keadaan=suspected_tpks", typed).status_code == 302
    people.actor("melati")
    assert Matter.objects.get(pk=part.matter_id).sexual_violence is True
    assert Circumstance.objects.get(subject=other.pk, code="suspected_tpks").value == "yes"


@pytest.mark.parametrize("bad", ["perhaps", "under_12", "YES", "<b>"])
def test_an_answer_nobody_offered_is_refused(people: Any, part: Part, bad: str) -> None:
    browser = people.client("melati")
    response = browser.post(f"/kasus/{part.case.code}/keadaan/?keadaan=domestic_violence", {"domestic_violence": bad})
    assert response.status_code == 422
