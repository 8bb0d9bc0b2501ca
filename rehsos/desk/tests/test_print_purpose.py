"""The whole file goes on paper once it is said what for: one tap for the usual; the superior reads it."""

from typing import Any

import pytest
from django.urls import reverse

from conftest import save, unlock
from rehsos.audit.models import Action, View
from rehsos.cases.models import Case
from rehsos.cases.tests.test_open_case import opened


@pytest.fixture
def case(people: Any) -> Case:
    """Melati's."""
    return opened(people.actor("melati"))


def paper(case: Case, untuk: str = "") -> str:
    """The address, with what for."""
    return reverse("cases:case_print", args=[case.code]) + (f"?untuk={untuk}" if untuk else "")


def is_paper(answer: Any) -> bool:
    """Whether it is the file itself and not the question."""
    assert answer.status_code == 200
    return "untuk apa?</h1>" not in answer.content.decode()


def prints(people: Any, case: Case) -> list[tuple[int, str]]:
    """Who printed it, and what for, by the view log."""
    people.actor("citra")
    found = View.objects.filter(what="print", dossier=case.pk).order_by("at")
    return list(found.values_list("worker", "question"))


def test_the_question_comes_first_and_one_tap_answers_it(people: Any, case: Case) -> None:
    browser = people.client("melati")
    asked = browser.get(paper(case))
    assert not is_paper(asked)
    assert f'href="{paper(case, "court")}"' in asked.content.decode()
    assert prints(people, case) == []
    assert is_paper(browser.get(paper(case, "court")))
    assert prints(people, case) == [(1, "court")]


def test_the_superior_reads_what_for(people: Any, case: Case) -> None:
    for purpose in ("court", "police"):
        people.client("melati").get(paper(case, purpose))
    body = people.client("citra").get(reverse("desk:case_looks", args=[case.code])).content.decode()
    assert "mencetak berkas: Pengadilan, mencetak berkas: Kepolisian" in " ".join(body.split()) or (
        "mencetak berkas: Kepolisian, mencetak berkas: Pengadilan" in " ".join(body.split())
    )


def test_another_purpose_is_said_in_words_that_are_sealed(people: Any, case: Case) -> None:
    browser = unlock(people.client("melati"))
    assert not is_paper(browser.get(paper(case, "other")))  # not before it is said
    assert browser.post(paper(case), {"purpose": " "}).status_code == 422
    told = save(browser, paper(case), {"purpose": "Diminta Ibu Marta Samaran"})
    assert told.status_code == 302
    assert is_paper(browser.get(told["Location"]))
    assert prints(people, case) == [(1, "other")]
    line = Action.objects.get(name="print_for_other", dossier=case.pk)
    assert "Marta" not in str(line.facts)
    assert line.sealed is not None
    page = browser.get(reverse("cases:case", args=[case.code])).content.decode()
    assert "Berkas dicetak untuk keperluan lain" in page
    assert "Diminta Ibu Marta Samaran" in page
    assert "Marta" not in people.client("eka").get(reverse("cases:case", args=[case.code])).content.decode()


def test_a_purpose_nobody_knows_is_asked_again(people: Any, case: Case) -> None:
    assert not is_paper(people.client("melati").get(paper(case, "Marta")))
    assert prints(people, case) == []


def test_the_office_above_prints_by_code_and_writes_no_words(people: Any, case: Case) -> None:
    eka = people.client("eka")
    assert "Keperluan lain" not in eka.get(paper(case)).content.decode()
    assert is_paper(eka.get(paper(case, "report")))
    assert prints(people, case) == [(5, "report")]
    assert eka.post(paper(case), {"purpose": "Rapat"}).status_code == 422


def test_a_colleague_is_asked_and_an_outsider_finds_nothing(people: Any, case: Case) -> None:
    assert not is_paper(people.client("bima").get(paper(case)))
    for who in ("dewi", "hadi", "gita"):
        assert people.client(who).get(paper(case)).status_code == 404, who
        assert people.client(who).get(paper(case, "court")).status_code == 404, who
    assert prints(people, case) == []


def test_the_question_and_the_paper_keep_to_their_statements(people: Any, case: Case, few_statements: Any) -> None:
    few_statements(people.client("melati"), paper(case))
    few_statements(people.client("melati"), paper(case, "court"))
