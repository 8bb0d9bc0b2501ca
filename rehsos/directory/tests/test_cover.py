"""Standing in for somebody who is away."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from rehsos.access.permissions import ROLES, Permission, permissions_of
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.policies import capacities, works
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.actions import READERS, WORKERS, appoint_stand_in, end_cover
from rehsos.directory.models import Capacity, Cover, Posting, Worker

pytestmark = pytest.mark.hours

MELATI, BIMA, CITRA, DEWI, INDAH = 1, 2, 3, 4, 9


def appointed(by: Any, absent: int = MELATI, stand_in: int = BIMA, **other: Any) -> Cover:
    today = timezone.localdate()
    given: dict[str, Any] = {
        "absent": Worker.objects.get(pk=absent), "stand_in": Worker.objects.get(pk=stand_in),
        "capacity": Capacity.COVER, "since": today, "until": today + timedelta(days=7), "by": by, "action_id": new_id(),
    }  # fmt: skip
    return appoint_stand_in(**{**given, **other})


def test_the_stand_in_works_the_cases_of_who_is_away(people: Any) -> None:
    case = opened(people.actor("melati"))
    bima = people.actor("bima")
    assert not works(case, bima)
    appointed(people.actor("citra"))
    assert works(case, people.actor("bima"))


def test_a_cover_of_next_week_opens_nothing_today(people: Any) -> None:
    case = opened(people.actor("melati"))
    today = timezone.localdate()
    appointed(people.actor("citra"), since=today + timedelta(days=1))
    assert not works(case, people.actor("bima"))


def test_who_acts_for_the_kabid_decides_in_that_capacity(people: Any) -> None:
    appointed(people.actor("citra"), CITRA, BIMA, capacity=Capacity.PLH)
    assert capacities(people.actor("bima")) == [Capacity.PLH]


def test_who_reads_no_names_does_not_decide_for_the_kabid(people: Any) -> None:
    with pytest.raises(Refused, match="tidak dapat memutuskan"):
        appointed(people.actor("citra"), CITRA, INDAH, capacity=Capacity.PLH)
    with pytest.raises(Refused, match="tidak dapat mencatat"):
        appointed(people.actor("citra"), MELATI, INDAH)
    assert {role for role in ROLES if Permission.SEE_NAMES in permissions_of(role)} == READERS
    assert {role for role in ROLES if Permission.WORK_CASES in permissions_of(role)} == WORKERS


def test_a_mandate_recorded_before_for_the_clerk_decides_nothing(people: Any) -> None:
    today = timezone.localdate()
    Cover.objects.create(id=new_id(), absent_id=CITRA, stand_in_id=INDAH, office_id=3, capacity="plh", since=today,
                         until=today)  # fmt: skip
    assert capacities(people.actor("indah")) == []


def test_it_stands_in_the_log(people: Any) -> None:
    cover = appointed(people.actor("citra"))
    logged = Action.objects.get(pk=cover.pk)
    assert (logged.name, logged.worker, logged.facts["capacity"]) == ("appoint_stand_in", CITRA, "cover")


def test_the_same_form_twice_is_one_cover(people: Any) -> None:
    by, once = people.actor("citra"), new_id()
    assert appointed(by, action_id=once) == appointed(by, action_id=once)
    assert Cover.objects.count() == 1


def test_a_worker_cannot_appoint(people: Any) -> None:
    with pytest.raises(Refused, match="Peran Anda"):
        appointed(people.actor("melati"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"stand_in": MELATI}, "stand_in"),
        ({"stand_in": DEWI}, "stand_in"),
        ({"absent": DEWI}, "absent"),
        ({"capacity": Capacity.PLT}, "capacity"),
        ({"absent": CITRA}, "capacity"),
        ({"until": date(2026, 1, 1)}, "until"),
        ({"since": date(2026, 1, 1), "until": date(2026, 1, 9)}, "until"),
        ({"until": date(2099, 1, 1)}, "until"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(people: Any, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        appointed(people.actor("citra"), **wrong)
    assert refused.value.field == field
    assert not Cover.objects.exists()


def test_a_stand_in_who_leaves_before_the_end_is_refused(people: Any) -> None:
    Posting.objects.filter(worker=BIMA).update(until=timezone.localdate() + timedelta(days=2))
    with pytest.raises(Refused, match="selama masa itu"):
        appointed(people.actor("citra"))


def test_nobody_is_covered_twice_by_the_same_or_by_one_who_is_away(people: Any) -> None:
    by = people.actor("citra")
    appointed(by)
    with pytest.raises(Refused, match="sudah tercatat"):
        appointed(by)
    with pytest.raises(Refused, match="sendiri tidak masuk"):
        appointed(by, BIMA, MELATI)


def test_it_can_end_early_and_then_opens_nothing(people: Any) -> None:
    case = opened(people.actor("melati"))
    by = people.actor("citra")
    cover = appointed(by)
    end_cover(cover=cover, last=timezone.localdate() - timedelta(days=1), by=by, action_id=new_id())
    assert not works(case, people.actor("bima"))


def test_another_office_cannot_end_it(people: Any) -> None:
    cover = appointed(people.actor("citra"))
    with pytest.raises(Refused, match="kantor lain"):
        end_cover(cover=cover, last=timezone.localdate(), by=people.actor("jaya"), action_id=new_id())
