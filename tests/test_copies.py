"""Who sees a row is copied into it; whatever happens, each copy is what plain SQL says it should be (ADR 3, ADR 21).

The world is drawn at random: persons of several offices, several cases of one person, people around clients of other
offices, shares that begin and end, walls, both sides of a matter, services for several clients at once. The reference
below knows the tables by name and none of the shapes.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from rehsos.audit.actor import set_scope
from rehsos.cases.models import Case, CaseType, Cost, Fact, Participant, Relation, Service, ServiceCase, Share
from rehsos.console import jobs
from rehsos.console.database import as_owner
from rehsos.intake.models import Report
from rehsos.justice.models import Matter, MatterFact, Officer, Part
from rehsos.papers.models import FilledForm
from rehsos.people.models import Person, Token

OFFICES, WORKERS = (2, 3, 4, 5, 6), (1, 2, 4)
ALL = (1, *OFFICES)

_DAY = "(%(now)s AT TIME ZONE o.time_zone)::date"
_CLIENT = "SELECT k.id FROM cases_case k WHERE k.client_id = p.id"
_AROUND = "SELECT x.case_id FROM cases_participant x WHERE x.person_id = p.id"
_BEYOND = "ARRAY(SELECT DISTINCT u FROM cases_case c, unnest(c.{column}) u WHERE c.id IN ({which}) ORDER BY u)"

_BARRED = f"""ARRAY(SELECT DISTINCT u FROM cases_case c, unnest(c.barred) u WHERE c.id IN ({_CLIENT})
  OR c.id IN ({_AROUND}) AND NOT EXISTS (SELECT FROM cases_case d WHERE d.id IN ({_CLIENT} UNION {_AROUND})
                                          AND u <> ALL(d.barred)) ORDER BY u)"""
"""Who is barred from a client's file; of who is only around clients, who is barred from all of theirs."""


def union(which: str, column: str = "offices") -> str:
    return _BEYOND.format(column=column, which=which)


REFERENCE = {
    "cases_case": f"""SELECT c.id, ARRAY(SELECT DISTINCT s.office_id::int FROM cases_share s WHERE s.case_id = c.id
          AND s.since <= {_DAY} AND (s.until IS NULL OR s.until >= {_DAY}) ORDER BY 1), c.barred
          FROM cases_case c JOIN directory_office o ON o.id = c.owner_id""",
    "people_person": f"""SELECT p.id, ARRAY(SELECT u FROM unnest({union(f"{_CLIENT} UNION {_AROUND}")}
          || p.registered_at_id::int) u GROUP BY u ORDER BY u), {_BARRED} FROM people_person p""",
    "people_token": "SELECT t.person_id, p.offices FROM people_token t JOIN people_person p ON p.id = t.person_id",
    "cases_service": f"""SELECT s.id, {union("SELECT x.case_id FROM cases_servicecase x WHERE x.service_id = s.id")}
          FROM cases_service s""",
    "cases_cost": "SELECT t.id, s.offices FROM cases_cost t JOIN cases_service s ON s.id = t.service_id",
    "justice_matter": f"""SELECT m.id, {union("SELECT x.case_id FROM justice_part x WHERE x.matter_id = m.id")}
          FROM justice_matter m WHERE EXISTS (SELECT 1 FROM justice_part x WHERE x.matter_id = m.id)""",
    "justice_officer": "SELECT t.id, m.offices FROM justice_officer t JOIN justice_matter m ON m.id = t.matter_id",
    "justice_matterfact": "SELECT t.id, m.offices FROM justice_matterfact t, justice_matter m WHERE m.id = t.matter_id",
    "intake_report": "SELECT r.id, ARRAY[r.office_id::int] FROM intake_report r",
    **{
        name: f"SELECT t.id, c.offices, c.barred FROM {name} t JOIN cases_case c ON c.id = t.{column}"
        for name, column in (
            ("cases_share", "case_id"), ("cases_participant", "case_id"), ("cases_casetype", "case_id"),
            ("cases_fact", "case_id"), ("cases_servicecase", "case_id"), ("justice_part", "case_id"),
            ("papers_filledform", "dossier"),
        )
    },
}  # fmt: skip
WALLED = {"cases_case", "people_person"} | {name for name, sql in REFERENCE.items() if "c.barred FROM" in sql}


def wrong_copies() -> list[Any]:
    """Each row whose copy is another than the reference says, by table."""
    found = []
    with connection.cursor() as cursor:
        for name, sql in REFERENCE.items():
            key = "person_id" if name == "people_token" else "id"
            mine = "t.offices, t.barred" if name in WALLED else "t.offices"
            want = "k, o, b" if name in WALLED else "k, o"
            theirs = "r.o, r.b" if name in WALLED else "r.o"
            cursor.execute(
                f"SELECT t.{key}, {mine}, {theirs} FROM ({sql}) r ({want}) JOIN {name} t ON t.{key} = r.k "
                f"WHERE ({mine}) IS DISTINCT FROM ({theirs})",
                {"now": timezone.now()},
            )
            found += [(name, *row) for row in cursor.fetchall()]
    return found


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


class World:
    """Things happen, drawn at random."""

    def __init__(self, seed: int, travels: ExitStack) -> None:
        self.draw, self.made, self.day = random.Random(seed), 0, timezone.localdate()  # noqa: S311 - to be had again
        self.travels = travels
        self.persons = [self.person() for _each in range(6)]
        self.cases: list[Any] = []
        self.matters: list[Any] = []
        self.services: list[Any] = []

    def live(self, steps: int) -> None:
        happenings: list[Callable[[], object]] = [
            self.opened, self.opened, self.shared, self.shared, self.ended, self.unshared, self.walled, self.walled,
            self.beside, self.left_out, self.taken_for_another, self.part, self.part, self.in_matter, self.served,
            self.served_too, self.told, self.moved, self.tomorrow, self.registered,
        ]  # fmt: skip
        self.opened()
        for _step in range(steps):
            self.draw.choice(happenings)()

    def one(self, among: Any) -> Any:
        return self.draw.choice(list(among))

    def person(self) -> Any:
        office = self.one(OFFICES)
        person = Person.objects.create(id=uuid4(), sealed=b"x", registered_at_id=office, offices=[office])
        Token.objects.create(person=person, tokens=[1], offices=[1])
        return person

    def registered(self) -> None:
        self.persons.append(self.person())

    def opened(self) -> None:
        self.made += 1
        office = self.one(OFFICES)
        case = Case.objects.create(
            id=uuid4(), code=f"w{self.made}", owner_id=office, counts_at_id=office, place_id="53.01", sex="P",
            client=self.one(self.persons), primary_type="neglected", opened_on=self.day, opened_month=24322,
            offices=[1],
        )  # fmt: skip
        self.cases.append(case)
        self.share(case, office)
        CaseType.objects.create(case=case, type="neglected", since=self.day)
        Fact.objects.create(id=uuid4(), case=case, subject=case.id, code="x", at=timezone.now())

    def share(self, case: Any, office: int, **days: Any) -> None:
        if not Share.objects.filter(case=case, office_id=office).exists():
            given = {"since": self.day, **days}
            Share.objects.create(case=case, office_id=office, opened_on=self.day, grounds="help", **given)

    def shared(self) -> None:
        since, until = self.draw.choice(((0, None), (-3, 0), (-3, -1), (1, None), (0, 1), (-9, 9)))
        ends = None if until is None else self.day + timedelta(days=until)
        self.share(self.one(self.cases), self.one(OFFICES), since=self.day + timedelta(days=since), until=ends)

    def ended(self) -> None:
        ends = self.one((self.day - timedelta(days=1), self.day, None))
        Share.objects.filter(pk=self.one(Share.objects.values_list("pk", flat=True)), since__lte=self.day).update(
            until=ends
        )

    def unshared(self) -> None:
        Share.objects.filter(pk=self.one(Share.objects.values_list("pk", flat=True))).delete()

    def walled(self) -> None:
        barred = self.draw.sample(WORKERS, self.draw.randrange(3))
        Case.objects.filter(pk=self.one(self.cases).pk).update(barred=sorted(barred))

    def beside(self) -> None:
        case, person = self.one(self.cases), self.one(self.persons)
        if not Participant.objects.filter(case=case, person=person).exists():
            Participant.objects.create(id=uuid4(), case=case, person=person, relation=Relation.MOTHER)

    def left_out(self) -> None:
        if there := list(Participant.objects.values_list("pk", flat=True)):
            Participant.objects.filter(pk=self.one(there)).delete()

    def taken_for_another(self) -> None:
        Case.objects.filter(pk=self.one(self.cases).pk).update(client=self.one(self.persons))

    def part(self) -> None:
        if not self.matters or self.draw.random() < 0.4:
            self.matters.append(Matter.objects.create(id=uuid4(), offices=[1]))
        case, matter = self.one(self.cases), self.one(self.matters)
        if not Part.objects.filter(case=case, matter=matter).exists():
            Part.objects.create(id=uuid4(), case=case, matter=matter, person_id=case.client_id, role="child_victim",
                                side=self.one(("harmed", "accused")))  # fmt: skip

    def in_matter(self) -> None:
        if self.matters:
            matter = self.one(self.matters)
            Officer.objects.create(matter=matter, post="judge", sealed=b"x", offices=[1])
            MatterFact.objects.create(id=uuid4(), matter=matter, code="x", at=timezone.now(), precision="day")

    def served(self) -> None:
        service = Service.objects.create(id=uuid4(), kind="visit", at=timezone.now(), office=3, offices=[1])
        self.services.append(service)
        Cost.objects.create(service=service, kind="meals", amount=1, payer="own")
        for case in self.draw.sample(self.cases, min(len(self.cases), self.draw.randrange(1, 3))):
            ServiceCase.objects.create(service=service, case=case)

    def served_too(self) -> None:
        if self.services:
            ServiceCase.objects.get_or_create(service=self.one(self.services), case=self.one(self.cases))

    def told(self) -> None:
        report = Report.objects.create(
            id=uuid4(), office_id=self.one(OFFICES), received_by=1, channel="phone", from_role="family",
            received_at=timezone.now(), danger="no", sealed=b"x",
        )  # fmt: skip
        dossier = self.one((report.pk, self.one(self.cases).pk))
        FilledForm.objects.create(
            id=uuid4(), dossier=dossier, blank="b", blank_version=1, sealed=b"x", filled_at=timezone.now(), author=1,
            offices=report.offices,
        )  # fmt: skip

    def moved(self) -> None:
        if there := list(FilledForm.objects.values_list("pk", flat=True)):
            FilledForm.objects.filter(pk=self.one(there)).update(dossier=self.one(self.cases).pk)

    def tomorrow(self) -> None:
        """Noon of another day in Kupang, and the tick that comes with it."""
        self.day += timedelta(days=1)
        self.travels.enter_context(time_machine.travel(f"{self.day}T12:00+08:00", tick=True))
        jobs.tick()
        set_scope(ALL, 0)


@pytest.fixture
def as_who_sees_all(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The owner, who sees also what nobody does, and takes all of it back."""
    with django_db_blocker.unblock(), as_owner(), transaction.atomic():
        set_scope(ALL, 0)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("seed", range(8))
def test_every_copy_is_what_plain_sql_says(as_who_sees_all: None, seed: int) -> None:
    with ExitStack() as travels:
        world = World(seed, travels)
        met: set[str] = set()
        for _round in range(6):
            world.live(25)
            assert wrong_copies() == []
            met |= {name for name in REFERENCE if rows(name)}
    assert met == REFERENCE.keys()


@pytest.mark.parametrize("trigger", [
    "filed ON cases_fact", "filed ON people_token", "filed ON justice_officer", "filed ON papers_filledform",
    "spread ON cases_case", "spread ON justice_matter", "reach ON cases_case", "reach ON justice_part",
    "reach ON cases_participant", "reach ON cases_servicecase", "share ON cases_share",
])  # fmt: skip
def test_without_one_of_its_triggers_a_copy_is_wrong(as_who_sees_all: None, trigger: str) -> None:
    """Otherwise the test above would prove nothing."""
    name, _on, table = trigger.split()
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    with ExitStack() as travels:
        world = World(1, travels)
        for _round in range(40):
            world.live(5)
            if wrong_copies():
                return
    pytest.fail("nothing was wrong without it")
