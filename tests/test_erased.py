"""Everybody the office serves was erased, and every page still opens: without them, and without what was written."""

import pytest
from django.utils import timezone

from rehsos.audit.actor import set_scope
from rehsos.cases.models import Case, Status
from rehsos.console import main
from rehsos.demo import cast
from rehsos.people.models import Person
from rehsos.placement.models import HarmReport
from rehsos.statistics.counting import count
from tests.whole_office import Office

WHY = ("--because", "Permintaan 7/2026, UU 27/2022 Pasal 8", "--although-open", "Putusan pengadilan")
CALM = {200, 302, 410}
ALL = tuple(office.id for office in cast.OFFICES)


pytestmark = pytest.mark.usefixtures("undone_office")


@pytest.fixture(autouse=True)
def _taken(office: Office) -> None:
    """What was told of harm by staff is taken in hand: before that its words are needed, and nobody erases them."""
    set_scope(ALL, 0)
    HarmReport.objects.filter(taken_at=None).update(taken_at=timezone.now())
    set_scope((), None)


def erase_all(*more: str) -> None:
    set_scope(ALL, 0)
    for person in list(Person.objects.values_list("pk", flat=True)):
        assert main(["person", "erase", str(person), *WHY, "--yes", *more]) == 0
    set_scope((), None)


def opened(office: Office, who: str, *, names: bool = True) -> dict[str, tuple[int, str]]:
    """What each page answers to somebody who has opened the names."""
    browser = office.people.client(who)
    kept = browser.session
    kept["names_open"] = names
    kept.save()
    answers = {}
    for path in ["/", "/kasus/", "/orang/", "/tim/", *(address.path for address in office.addresses())]:
        answer = browser.get(path)
        told = answer.content.decode() if answer.headers.get("content-type", "").startswith("text/html") else ""
        answers[path] = answer.status_code, told
    return answers


def test_before_that_the_names_stand_there(office: Office) -> None:
    assert any("Teladan" in body for _status, body in opened(office, "melati").values())


@pytest.mark.parametrize("who", ["melati", "citra", "bima"])
def test_no_page_breaks_and_none_names_anybody(office: Office, who: str) -> None:
    before = opened(office, who)
    erase_all()
    for path, (status, body) in opened(office, who).items():
        assert status in CALM | {before[path][0]}, path
        assert "Teladan" not in body, path


def test_a_case_still_opens_and_says_that_the_identity_is_gone(office: Office) -> None:
    erase_all()
    office.people.actor("melati")
    code = Case.objects.order_by("code").values_list("code", flat=True)[0]
    status, body = opened(office, "melati")[f"/kasus/{code}/"]
    assert status == 200
    assert "Identitas dihapus" in body


def test_without_the_texts_of_closed_cases_no_page_breaks_either(office: Office) -> None:
    set_scope(ALL, 0)
    Case.objects.update(status=Status.CLOSED)
    erase_all("--with-texts")
    after = opened(office, "melati")
    assert max(status for status, _body in after.values()) < 500
    code = office.cases[0].code
    assert after[f"/kasus/{code}/"][0] == 200
    assert 410 in {status for status, _body in after.values()}


def test_counts_stay_right(office: Office) -> None:
    office.people.actor("melati")
    by = cast.actor(cast.MELATI)
    before = count("abh", ("year", "role", "sex", "age_band"), by_actor=by)
    erase_all()
    office.people.actor("melati")
    assert count("abh", ("year", "role", "sex", "age_band"), by_actor=by).rows == before.rows
