"""Sums of services and what changed since are the services, counted: whatever happens to them and to their cases."""

import random
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor, set_scope
from rehsos.cases.models import Case, CaseKind, Mode, Service, ServiceCase, ServiceKind, Status
from rehsos.console import jobs
from rehsos.console.database import as_owner
from rehsos.directory.models import Office
from rehsos.house.counting import Grain, Source, Summed
from rehsos.statistics import comparing, source_sums
from rehsos.statistics.asked import Asked
from rehsos.statistics.behind import numbers
from rehsos.statistics.closing import closed_to
from rehsos.statistics.counting import answer, office_wide, statement
from rehsos.statistics.in_database_of_sources import in_database
from rehsos.statistics.models import SourceChange, SourceSum, SummedAs

from .test_sums import OFFICES, WHO, melati_and_child
from .years import bare, person

KINDS, MODES, MINUTES = (ServiceKind.VISIT, ServiceKind.COUNSEL), ("", Mode.VISIT), (None, 0, 45, 90)
ALONG = ("year", "half", "month", "service_kind", "mode", "place", "office")


class World:
    """Three cases of two offices, and services for one or two of them, to which anything may happen."""

    def __init__(self, people: Any, seed: int) -> None:
        self.by, self.draw = people.actor("melati"), random.Random(seed)  # noqa: S311 - a world that can be had again
        client = person(self.by).pk
        set_scope(OFFICES, 0)
        given = ((3, [2, 3]), (4, [2, 4]), (3, [2, 3, 4]))
        self.cases = [
            bare(self.by, client, f"w{n}", date(2024, 1, 2), counts_at_id=office, owner_id=office, offices=seen)
            for n, (office, seen) in enumerate(given)
        ]
        Case.objects.bulk_create(self.cases)

    def live(self, steps: int) -> None:
        """So many things happen, many of them new services."""
        set_scope(OFFICES, 0)
        for _step in range(steps):
            what: Callable[[], object] = self.draw.choice([
                self.served, self.served, self.served, self.changed, self.changed, self.gone, self.parted, self.voided,
                self.walled, self.seen, self.for_another,
            ])  # fmt: skip
            what()

    def hour(self) -> datetime:
        """Some hour of two years, often the last of a month, where the zones disagree what month it is."""
        edge = datetime(2025, self.draw.randrange(1, 13), 1, tzinfo=ZoneInfo("Asia/Makassar"))
        near = edge + timedelta(minutes=self.draw.randrange(-150, 150))
        return self.draw.choice((near, timezone.now() - timedelta(hours=self.draw.randrange(0, 24 * 800))))

    def served(self) -> None:
        choose = self.draw.choice
        served = Service.objects.create(
            id=new_id(), kind=choose(KINDS), mode=choose(MODES), at=self.hour(), minutes=choose(MINUTES),
            waiting=choose(MINUTES), office=choose((3, 4)), offices=[2, 3],
        )  # fmt: skip
        for case in self.draw.sample(self.cases, choose((1, 1, 2))):
            ServiceCase.objects.create(service=served, case=case)

    def some(self) -> Any:
        known = list(Service.objects.order_by("id").values_list("pk", flat=True))
        return self.draw.choice(known) if known else None

    def changed(self) -> None:
        choose = self.draw.choice
        to: dict[str, Any] = choose(
            ({"kind": choose(KINDS)}, {"minutes": choose(MINUTES)}, {"at": self.hour()}, {"office": choose((3, 4))})
        )
        Service.objects.filter(pk=self.some()).update(**to)

    def gone(self) -> None:
        gone = [self.some()]
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM cases_servicecase WHERE service_id = %s", gone)
            cursor.execute("DELETE FROM cases_service WHERE id = %s", gone)

    def parted(self) -> None:
        ServiceCase.objects.filter(service=self.some()).update(withdrawn_by=self.draw.choice((None, new_id())))

    def some_case(self, **changed: Any) -> None:
        Case.objects.filter(pk=self.draw.choice(self.cases).pk).update(**changed)

    def voided(self) -> None:
        void = {"kind": CaseKind.VOID, "status": Status.VOID}
        self.some_case(**self.draw.choice((void, {"kind": CaseKind.CASE, "status": Status.OPEN})))

    def walled(self) -> None:
        self.some_case(barred=self.draw.choice(([], [1], [2], [1, 2])))

    def seen(self) -> None:
        """Another office sees the case, or no longer."""
        self.some_case(offices=self.draw.choice(([3], [4], [2, 3], [2, 4], [2, 3, 4])))

    def for_another(self) -> None:
        service = self.some()
        if service:
            ServiceCase.objects.get_or_create(service_id=service, case=self.draw.choice(self.cases))


def questions(draw: random.Random) -> Iterator[Asked]:
    today = timezone.localdate()
    periods = [
        (None, today), (None, today), (date(2025, 1, 1), date(2025, 12, 31)), (date(today.year, 1, 1), today),
        (date(2025, 3, 1), date(2025, 8, 31)), (date(2025, 3, 9), today),
    ]  # fmt: skip
    for unit in ("layanan", "menit", "menunggu"):
        for by in (
            (),
            *((name,) for name in draw.sample(ALONG, 4)),
            draw.sample(ALONG[3:], 2),
            ("month", draw.choice(ALONG[3:])),
        ):
            first, last = draw.choice(periods)
            cell = draw.choice(((), (("service_kind", "visit"),), (("year", "2025"),), (("mode", ""),)))
            yield Asked("services", tuple(by), unit, draw.choice(("", "", "53", "53.01")), first, last, cell)


def told(asked: Asked, by: Actor | None) -> tuple[Any, ...]:
    if by is None:
        return (dict(answer(asked, None).counts),)
    with office_wide(by), timezone.override(by.zone):
        table = answer(asked, by)
        return dict(table.counts), table.axes, numbers(closed_to(asked, by), by)


def differing(people: Any, asked: list[Asked]) -> list[Any]:
    found = []
    both = Actor(0, "", 3, (3, 4), "", permissions=people.actor("citra").permissions)
    for by, one in product((*(people.actor(who) for who in WHO), both, None), asked):
        if by:
            set_scope(by.offices, by.worker)
        from_sums = told(one, by)
        if from_sums != (plain := told(replace(one, one_by_one=True), by)):
            found.append((by and by.offices, one, from_sums, plain))
    set_scope(OFFICES, 0)
    return found


def summed(asked: Asked) -> bool:
    return "statistics_sourcesum" in statement(asked, None)[0]


@pytest.mark.parametrize("seed", range(3))
def test_sums_and_changes_are_the_services_counted(people: Any, seed: int) -> None:
    world = World(people, seed)
    for _round in range(2):
        world.live(40)
        asked = list(questions(world.draw))
        assert len([one for one in asked if summed(one)]) > 10
        assert differing(people, asked) == []
        assert source_sums.fold() > 0
        assert differing(people, asked) == []
        assert comparing.differences(Office.objects.filter(pk__in=(2, 3))) == 0


def lines() -> dict[str, int]:
    return {model.__name__: model.objects.filter(source="service").count() for model in (SourceChange, SourceSum)}


def serve(case: Case, at: datetime, **more: Any) -> Service:
    served = Service.objects.create(
        **{"id": new_id(), "kind": "visit", "at": at, "minutes": 60, "office": 3, "offices": case.offices, **more}
    )
    ServiceCase.objects.create(service=served, case=case)
    return served


def test_alike_they_are_one_row_and_what_is_gone_leaves_none(people: Any) -> None:
    case = World(people, 0).cases[0]
    at = datetime(2025, 3, 3, 9, 0, tzinfo=ZoneInfo("Asia/Makassar"))
    made = [serve(case, at + timedelta(days=n)) for n in range(3)]
    source_sums.fold()
    assert lines() == {"SourceChange": 0, "SourceSum": 3}  # one of each grain
    Service.objects.filter(pk=made[0].pk).update(component="therapy", late_entry=True)
    assert lines()["SourceChange"] == 0
    ServiceCase.objects.all().delete()
    Service.objects.all().delete()
    source_sums.fold()
    assert lines() == {"SourceChange": 0, "SourceSum": 0}


def test_what_is_younger_than_two_days_is_a_line_and_counted_all_the_same(people: Any) -> None:
    case = World(people, 0).cases[0]
    serve(case, timezone.now() + timedelta(hours=30))  # a day that has not come is in no count
    serve(case, timezone.now() - timedelta(minutes=1))
    source_sums.fold()
    assert lines()["SourceSum"] == 0
    citra = people.actor("citra")
    with office_wide(citra), timezone.override(citra.zone):
        assert answer(Asked("services", ()), citra).total == 1


def owner_does(sql: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.usefixtures("transactional_db")
def test_brought_without_triggers_they_are_found_and_counted_anew() -> None:
    by, client = melati_and_child()
    owner_does("ALTER TABLE cases_service DISABLE TRIGGER USER")
    with transaction.atomic():
        set_scope(OFFICES, 0)
        case = bare(by, client, "b", date(2025, 1, 2))
        case.save(force_insert=True)
        for day in (datetime(2025, 3, 3, tzinfo=UTC), timezone.now()):
            serve(case, day)
    owner_does("ALTER TABLE cases_service ENABLE TRIGGER USER")
    assert any(comparing.differences([]) for _drawn in range(30))  # its questions are drawn anew each time
    jobs.recount(Namespace())
    assert comparing.differences(Office.objects.filter(pk__in=(2, 3))) == 0
    assert answer(Asked("services", (), "menit"), None).total == 120
    assert set(SourceChange.objects.values_list("source", flat=True)) <= {"service"}


@pytest.mark.usefixtures("transactional_db")
def test_a_source_that_says_otherwise_is_summed_anew_after_a_migration() -> None:
    owner_does("UPDATE statistics_summedas SET digest = '' WHERE source = 'service'")
    owner_does("INSERT INTO statistics_summedas VALUES ('gone', '')")
    with as_owner():
        source_sums.bring_in_step()
    assert dict(SummedAs.objects.values_list("source", "digest")).keys() == {"service"}
    assert SummedAs.objects.get().digest


def test_the_app_writes_no_sum(people: Any) -> None:
    people.actor("melati")
    with connection.cursor() as cursor:
        for model in (SourceChange, SourceSum, SummedAs):
            table = model._meta.db_table
            cursor.execute("SELECT has_table_privilege('rehsos_app', %s, 'INSERT, UPDATE, DELETE')", [table])
            assert cursor.fetchone() == (False,), table


@pytest.mark.parametrize(
    ("counts_at", "more"),
    [("k.counts_at_id", {}), ("c.office_id", {"until": "c.until"}), ("c.office_id", {"nation": False})],
)
def test_of_what_it_cannot_keep_true_no_sum_is_declared(counts_at: str, more: dict[str, Any]) -> None:
    """An office of another table, whose change is not noticed; what stands; what the nation may not read."""
    source = Source(
        "loan", "", "loan", counts_at, "c.place_id", day="c.on", summed=Summed({}, (Grain("year", ()),)), **more
    )
    with pytest.raises(ValueError, match="sums"):
        in_database({"loan": source})
