"""What is odd is said, and stops nothing: the suspect at home, a child who became grown, a second case that runs."""

from typing import Any

from django.urls import reverse

from conftest import save, unlock
from rehsos.cases.models import Case, Participant

from .test_open_case import opened


def beside(people: Any, case: Case, **other: str) -> Any:
    browser = unlock(people.client("melati"))
    told = {"called": "Peraga", "relation": "stepfather", "lives_together": "yes", "alleged": "on", **other}
    answer = save(browser, reverse("cases:add_participant", args=[case.code]), told)
    return browser, browser.get(answer.url).content.decode()


def test_a_suspect_who_lives_with_the_child_is_said_at_once_and_stands_on_the_file(people: Any) -> None:
    case = opened(people.actor("melati"))
    browser, page = beside(people, case)
    assert "tinggal serumah dengan klien" in page
    people.actor("melati")
    assert Participant.objects.filter(case=case, alleged=True, lives_together=True).exists()
    again = browser.get(reverse("cases:case", args=[case.code])).content.decode()
    assert "disangka, tinggal serumah" in again
    assert "tinggal serumah dengan klien" in again, "as long as it is true, on the first screen"
    Participant.objects.filter(case=case).update(lives_together=False)
    assert "tinggal serumah dengan klien" not in browser.get(reverse("cases:case", args=[case.code])).content.decode()


def test_who_lives_elsewhere_is_no_warning(people: Any) -> None:
    _browser, page = beside(people, opened(people.actor("melati")), lives_together="no")
    assert "tinggal serumah" not in page


def corrected(people: Any, case: Case, born: str) -> str:
    browser = unlock(people.client("melati"))
    address = reverse("people:person_edit", args=[case.client_id])
    told = {"called": "Rambu", "sex": "P", "birth_date": born, "birth_proof": "birth_certificate"}
    answer = save(browser, address, told)
    assert answer.status_code == 302, answer.content.decode()
    return str(browser.get(answer.url).content.decode())


def test_a_child_corrected_to_thirty_six_is_said_with_its_case(people: Any) -> None:
    case = opened(people.actor("melati"), role="child_in_conflict")
    page = corrected(people, case, "1990-01-02")
    assert "perannya peran anak" in page
    assert case.code in page


def test_a_birth_that_fits_the_role_or_a_case_without_one_is_no_warning(people: Any) -> None:
    child = opened(people.actor("melati"), role="child_in_conflict")
    assert "perannya peran anak" not in corrected(people, child, "2012-01-02")
    people.actor("melati")
    Case.objects.filter(pk=child.pk).update(role="")
    assert "perannya peran anak" not in corrected(people, child, "1990-01-02")


def test_a_second_case_that_runs_is_said(people: Any) -> None:
    case = opened(people.actor("melati"))
    browser = unlock(people.client("melati"))
    told = {"kind": "case", "primary_type": "child_in_justice", "role": "", "place": "53.01",
            "opened_on": case.opened_on.isoformat()}  # fmt: skip
    answer = save(browser, reverse("cases:case_open_for", args=[case.client_id]), told)
    page = browser.get(answer.url).content.decode()
    assert f"masih punya kasus yang berjalan: {case.code}" in page
