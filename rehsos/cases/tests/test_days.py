"""A day is a day somewhere: what runs from a day to a day does so by the clock of the office it belongs to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from rehsos.access.models import User
from rehsos.access.queries import actor_for
from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.audit.answers import Refused
from rehsos.cases.models import Assignment, Case, Share
from rehsos.cases.policies import works
from rehsos.cases.queries import Filters, look, page_of_cases
from rehsos.cases.tests.test_open_case import opened
from rehsos.console import jobs
from rehsos.directory.models import Office, Posting
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Sex

pytestmark = pytest.mark.django_db
LAST = date(2027, 4, 30)
JAKARTA, KUPANG, SOE, JAYAPURA = 1, 3, 4, 77
EVERYBODY = (1, 2, 3, 4, 5, 6)


@contextmanager
def at(moment: str) -> Iterator[None]:
    """The clock at a moment, the scope of a fresh transaction, and a process whose zone is nobody's."""
    with time_machine.travel(datetime.fromisoformat(moment)), timezone.override("UTC"):
        set_scope(EVERYBODY, 0)
        yield


def shared(people: Any, owner: int, helper: int) -> Case:
    """A case of an office with a share to another whose last day is the 30th of April."""
    case = opened(people.actor("melati"), opened_on=date(2026, 1, 5))
    set_scope(EVERYBODY, 0)
    Case.objects.filter(pk=case.pk).update(owner_id=owner)
    given: dict[str, Any] = {"grounds": "help", "opened_on": case.opened_on, "since": case.opened_on}
    for office, until in ((owner, None), (helper, LAST)):
        Share.objects.update_or_create(case=case, office_id=office, defaults={**given, "until": until})
    Share.objects.filter(case=case).exclude(office_id__in=[owner, helper, case.counts_at_id]).delete()
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize(
    ("owner", "helper", "moment", "sees"),
    [
        (KUPANG, JAKARTA, "2027-04-30T23:30+08:00", True),  # the 30th in both
        (KUPANG, JAKARTA, "2027-04-30T23:30+07:00", False),  # still the 30th in Jakarta, but Kupang owns it
        (JAKARTA, SOE, "2027-05-01T00:30+08:00", True),  # the 1st in Soe already, but Jakarta owns it
        (JAKARTA, SOE, "2027-05-01T00:30+07:00", False),
    ],
)
def test_a_share_ends_at_the_midnight_of_the_office_that_owns_the_case(
    people: Any, owner: int, helper: int, moment: str, sees: bool
) -> None:
    case = shared(people, owner, helper)
    by = replace(people.actor("melati"), office=helper, offices=(helper,))
    with at(moment):
        jobs.tick()
        set_scope(EVERYBODY, 0)
        found: Any = look(by, case.code)
        assert (helper in found["case_offices"], bool(found["named"])) == (sees, sees)
        assert [row.id for row in page_of_cases(by, Filters())] == ([case.pk] if sees else [])


def test_a_share_made_in_its_last_hour_counts_at_once(people: Any) -> None:
    with at("2027-04-30T23:30+08:00"):
        assert JAKARTA in shared(people, KUPANG, JAKARTA).offices
    with at("2027-04-30T23:30+07:00"):
        assert JAKARTA not in shared(people, KUPANG, JAKARTA).offices


def test_an_assignment_ends_at_that_midnight_too(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by, opened_on=date(2026, 1, 5))
    Assignment.objects.filter(case=case).update(until=LAST)
    for moment, hers in (("2027-04-30T23:30+08:00", True), ("2027-04-30T23:30+07:00", False)):
        with at(moment):
            assert bool(works(case, by)) is hers
            found: Any = look(by, case.code)
            assert found["works"] is hers


@pytest.fixture
def jayapura(people: Any) -> Office:
    return Office.objects.create(
        id=JAYAPURA, name="Dinas Sosial Kota Jayapura", short="Dinsos Jayapura", kind="regency", place_id="91.71",
        time_zone="Asia/Jayapura",
    )  # fmt: skip


def test_a_posting_begins_by_the_day_of_its_office(jayapura: Office) -> None:
    user = User.objects.get(email="melati@contoh.test")
    Posting.objects.filter(worker=user.worker_id).update(until=LAST)
    Posting.objects.create(worker_id=user.worker_id, office=jayapura, role="peksos", since=date(2027, 5, 1))
    for moment, offices in (
        ("2027-04-30T23:30+09:00", (KUPANG,)),
        ("2027-05-01T00:30+09:00", (JAYAPURA, KUPANG)),  # 23.30 in Kupang: the last half hour there
        ("2027-05-01T00:30+08:00", (JAYAPURA,)),
    ):
        with at(moment):
            found = actor_for(user)
            assert found
            assert found.offices == offices


def test_a_child_born_today_is_registered_half_past_midnight_in_jayapura(people: Any, jayapura: Office) -> None:
    by = replace(people.actor("melati"), office=jayapura.pk, offices=(jayapura.pk,), time_zone=jayapura.time_zone)

    def born(day: str) -> Any:
        identity = Identity(called="Tanpa nama", birth_date=day, birth_proof="surat keterangan lahir")
        return register_person(identity=identity, sex=Sex.FEMALE, birth_year=int(day[:4]), birth_estimated=False, by=by,
                               action_id=new_id())  # fmt: skip

    with at("2027-05-01T00:30+09:00"):  # still the 30th of April for the process, and for UTC
        set_scope(by.offices, by.worker)
        assert born("2027-05-01")
        with pytest.raises(Refused):
            born("2027-05-02")


def test_without_a_scope_the_database_takes_its_own_instant_and_still_the_day_of_the_office() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('rehsos.now', '', true)")
        cursor.execute("SELECT rehsos_now() = now(), rehsos_today(3) = (now() AT TIME ZONE 'Asia/Makassar')::date")
        assert cursor.fetchone() == (True, True)
