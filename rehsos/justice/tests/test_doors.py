"""Every page of a matter: open to who works the case, explained to a colleague, unknown to everybody else."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import unlock
from rehsos.justice.models import Part
from rehsos.justice.roles import Role

from .bench import case_of, part_of, statements

OF_MATTER = ["ubah", "kejadian", "tahap", "petugas"]
OF_PART = ["sidang", "diversi", "penahanan", "putusan", "akhir"]
PAGES = [
    "fakta",
    "keadaan",
    "perkara/gabung",
    *(f"perkara/{{matter}}/{p}" for p in OF_MATTER),
    *(f"bagian/{{part}}/{p}" for p in OF_PART),
]


def address(page: str, part: Part) -> str:
    return f"/kasus/{part.case.code}/{page.format(matter=part.matter_id, part=part.pk)}/"


@pytest.fixture
def part(people: Any) -> Part:
    by = people.actor("melati")
    return part_of(case_of("dodi", by), Role.IN_CONFLICT, by)


@pytest.mark.parametrize("page", PAGES)
def test_the_worker_gets_the_form_with_few_statements(people: Any, part: Part, page: str) -> None:
    browser = unlock(people.client("melati"))
    browser.get(address(page, part))
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address(page, part)).status_code == 200
    assert len(statements(asked)) <= 7, statements(asked)


@pytest.mark.parametrize("page", PAGES)
def test_a_colleague_is_told_why_not(people: Any, part: Part, page: str) -> None:
    browser = people.client("bima")
    assert browser.get(address(page, part)).status_code == 403
    assert browser.post(address(page, part), {}).status_code == 403


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["dewi", "gita", "indah"])
def test_others_find_nothing(people: Any, part: Part, page: str, who: str) -> None:
    assert people.client(who).get(address(page, part)).status_code == 404
    assert people.client(who).post(address(page, part), {}).status_code == 404


@pytest.mark.parametrize("page", [p for p in PAGES if "{" in p])
def test_a_forged_id_is_not_found(people: Any, part: Part, page: str) -> None:
    dewi = people.actor("dewi")
    theirs = part_of(case_of("anton", dewi), Role.IN_CONFLICT, dewi)
    browser = unlock(people.client("melati"))
    for matter, other in ((theirs.matter_id, theirs.pk), (uuid4(), uuid4())):
        forged = f"/kasus/{part.case.code}/{page.format(matter=matter, part=other)}/"
        assert browser.get(forged).status_code == 404
        assert browser.post(forged, {"at": "2026-11-01"}).status_code == 404


@pytest.mark.parametrize("page", [p for p in PAGES if "{" in p])
def test_a_part_of_another_case_of_mine_is_not_found_here(people: Any, part: Part, page: str) -> None:
    by = people.actor("melati")
    other = case_of("yanto", by)
    assert (
        unlock(people.client("melati"))
        .get(f"/kasus/{other.code}/{page.format(matter=part.matter_id, part=part.pk)}/")
        .status_code
        == 404
    )


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_form_says_what_is_missing_and_saves_nothing(people: Any, part: Part, page: str) -> None:
    response = unlock(people.client("melati")).post(address(page, part), {})
    assert response.status_code == 422  # also where nothing need be filled in: it was laid over what is known


@pytest.mark.parametrize("page", PAGES)
def test_a_closed_case_takes_no_more(people: Any, part: Part, page: str) -> None:
    from rehsos.cases.models import Case, Status

    people.actor("melati")
    Case.objects.filter(pk=part.case_id).update(status=Status.CLOSED, closed_on="2026-11-20")
    response = unlock(people.client("melati")).post(address(page, part), {})
    assert response.status_code == 409
    assert "sudah diakhiri" in response.content.decode()
