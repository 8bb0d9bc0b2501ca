"""Who looked at a case: told to the superior of its office, by code, and to nobody else."""

from typing import Any

import pytest
from django.urls import reverse

from rehsos.audit.models import View
from rehsos.cases.models import Case
from rehsos.cases.tests.test_open_case import opened


@pytest.fixture
def case(people: Any) -> Case:
    return opened(people.actor("melati"))


def test_the_superior_reads_who_opened_the_case_and_that_is_a_look_too(people: Any, case: Case) -> None:
    people.client("bima").get(reverse("cases:case", args=[case.code]))
    browser = people.client("citra")
    assert (
        reverse("desk:case_looks", args=[case.code])
        in browser.get(reverse("cases:case", args=[case.code])).content.decode()
    )
    answer = browser.get(reverse("desk:case_looks", args=[case.code]))
    body = answer.content.decode()
    assert answer.status_code == 200
    for told in (people.actor("bima").name, "membuka kasus", "membaca catatan ini", case.code):
        assert told in body, told
    assert "Rambu" not in body
    assert "R.T." not in body
    people.actor("citra")
    assert View.objects.filter(what="views", dossier=case.pk).count() == 1


@pytest.mark.parametrize("who", ["melati", "bima", "dewi", "eka", "indah", "jaya"])
def test_nobody_else_finds_the_page(people: Any, case: Case, who: str) -> None:
    assert people.client(who).get(reverse("desk:case_looks", args=[case.code])).status_code == 404


def test_the_page_keeps_to_its_statements(people: Any, case: Case, few_statements: Any) -> None:
    few_statements(people.client("citra"), reverse("desk:case_looks", args=[case.code]))
