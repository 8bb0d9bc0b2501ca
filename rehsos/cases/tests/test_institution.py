"""An LKSA signs in: its own children, and nothing of what a dinas shares with it."""

from typing import Any

import pytest
from django.urls import reverse

from conftest import unlock
from rehsos.access.permissions import ROLES, Permission, permissions_of
from rehsos.audit.actor import set_scope
from rehsos.cases.models import Case, Share
from rehsos.cases.tests.test_open_case import opened
from rehsos.demo import cast
from rehsos.directory.models import Posting

LKSA = 12


@pytest.fixture
def shared(people: Any) -> Case:
    """A case of Kupang that the LKSA has a share in."""
    case = opened(people.actor("melati"))
    set_scope(tuple(office.id for office in cast.OFFICES), 0)
    Share.objects.create(case=case, office_id=LKSA, grounds="stay", named=True, opened_on=case.opened_on,
                         since=case.opened_on, status=case.status, stage=case.stage, role=case.role)  # fmt: skip
    return case


def seen(people: Any, case: Case) -> tuple[int, bool]:
    """What the page of the case answers the LKSA, and whether its list has the case."""
    browser = unlock(people.client("nadia"))
    page = browser.get(reverse("cases:case", args=[case.code]))
    return page.status_code, case.code in browser.get(reverse("desk:cases")).content.decode()


def test_it_opens_its_own_child(people: Any) -> None:
    own = opened(people.actor("nadia"))
    assert seen(people, own) == (200, True)


def test_what_another_office_shares_is_no_file_of_an_lksa(people: Any, shared: Case) -> None:
    assert seen(people, shared) == (404, False)


def test_a_social_worker_at_the_same_office_opens_it(people: Any, shared: Case) -> None:
    """The share is there: it is the role that does not see it."""
    Posting.objects.filter(worker=cast.NADIA.id).update(role="peksos")
    assert seen(people, shared) == (200, True)


def test_night_staff_has_the_roll_and_no_case(people: Any) -> None:
    assert permissions_of("night") == {Permission.CALL_ROLL}
    assert people.client("omar").get(reverse("desk:cases")).status_code == 404


def test_every_other_role_that_opens_cases_sees_what_is_shared() -> None:
    opens = {Permission.WORK_CASES, Permission.SUPERVISE, Permission.APPROVE}
    shared = {role for role in ROLES if permissions_of(role) & opens and Permission.SEE_SHARED in permissions_of(role)}
    assert shared == {role for role in ROLES if permissions_of(role) & opens} - {"institution"}
