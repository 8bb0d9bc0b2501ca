"""Sums and what changed since are the cases, counted: whatever happens to cases and persons, folded or not."""

import random
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from rehsos.access.permissions import permissions_of
from rehsos.audit.actor import Actor, set_scope
from rehsos.cases.models import Case, Status
from rehsos.console import jobs
from rehsos.console.database import as_owner
from rehsos.directory.models import Office
from rehsos.people.models import Person, Sex
from rehsos.statistics import comparing, counting, sums
from rehsos.statistics.asked import Asked
from rehsos.statistics.behind import numbers
from rehsos.statistics.closing import closed_to
from rehsos.statistics.counting import TooManyCellsError, answer, office_wide, statement
from rehsos.statistics.estimates import by_estimate
from rehsos.statistics.in_database import GRAINS
from rehsos.statistics.models import Change, Pair, Sum
from rehsos.statistics.nation import as_nation

from .worlds import OFFICES, World
from .years import bare, person, put

WHO = ("melati", "dewi", "eka")


@pytest.fixture
def clients(people: Any) -> list[Person]:
    by = people.actor("melati")
    return [person(by, name) for name in ("Rambu", "Dodi", "Lia", "Yusuf", "Marthen")]


def questions(draw: random.Random) -> Iterator[Asked]:
    """Some of all there are: every unit and measure, dimensions one by one and by two, periods, places, cells."""
    today = timezone.localdate()
    periods = [
        (None, today), (None, today), (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        (date(today.year, 1, 1), today), (date(today.year - 1, 3, 1), date(today.year - 1, 8, 31)),
        (date(today.year - 1, 3, 9), today),
    ]  # fmt: skip
    dimensions = (
        "year",
        "month",
        "role",
        "sex",
        "age_band",
        "report_band",
        "place",
        "district",
        "office",
        "status",
        "type",
        "category",
    )
    for unit, measure in product(("kasus", "anak"), ("abh", "cases", "consultations")):
        for by in ((), *((name,) for name in dimensions), draw.sample(dimensions, 2)):
            first, last = draw.choice(periods)
            cell = draw.choice(
                ((), (("sex", "P"),), (("status", "open"), ("age_band", "12_13")), (("year", str(today.year)),))
            )
            place = draw.choice(("", "", "53", "53.01", "53.01.06"))
            yield Asked(measure, tuple(by), unit, place, first, last, cell)


def told(asked: Asked, by: Actor | None) -> tuple[Any, ...]:
    """All that a question is answered with: the table, and the number over its list."""
    if by is None:
        return (dict(answer(asked, None).counts),)
    with office_wide(by):
        table = answer(asked, by)
        return dict(table.counts), table.axes, numbers(closed_to(asked, by), by), by_estimate(table, by)


def differing(people: Any, asked: list[Asked]) -> list[Any]:
    """Each question that the sums answer otherwise than the cases do, for each who may ask."""
    found = []
    for by in (*(people.actor(who) for who in WHO), None):
        if by:
            set_scope(by.offices, by.worker)
        for one in asked:
            from_sums = told(one, by)
            if from_sums != (plain := told(replace(one, one_by_one=True), by)):
                found.append((by and by.office, one, from_sums, plain))
    return found


ESTIMATES = """
SELECT c.code, c.guessed FROM cases_case c JOIN people_person p ON p.id = c.client_id
 CROSS JOIN LATERAL (SELECT p.birth_estimated OR p.birth_year IS NULL AND c.age IS NOT NULL AS opening) o
 WHERE c.guessed <> o.opening::int + 2 * CASE WHEN c.role = '' THEN o.opening
   ELSE c.age_at_deed IS NOT NULL AND (p.birth_estimated OR p.birth_year IS NULL) AND coalesce((
     SELECT j.age_estimated FROM justice_part j WHERE j.case_id = c.id AND j.ended_by <> 'recorded_by_mistake'
      ORDER BY j.id LIMIT 1), false) END::int
"""


def readers() -> list[Office]:
    """A province and a dinas below it."""
    return [*Office.objects.filter(pk__in=(2, 3))]


def misjudged() -> list[Any]:
    """Cases that say otherwise than their client and first part whether an age is an estimate."""
    set_scope(OFFICES, 0)
    with connection.cursor() as cursor:
        cursor.execute(ESTIMATES)
        return [*cursor.fetchall()]


@pytest.mark.parametrize("seed", range(6))
def test_sums_and_changes_are_the_cases_counted(people: Any, clients: list[Person], seed: int) -> None:
    world = World(people, clients, seed)
    for _round in range(2):
        world.live(40)
        asked = list(questions(world.draw))
        assert len([one for one in asked if sums.grain_of(one, None) is not None]) > 10
        assert differing(people, asked) == []
        assert misjudged() == []
        assert sums.fold() > 0
        assert differing(people, asked) == []
        assert comparing.differences(readers()) == 0


def lines(who: Any) -> dict[str, int]:
    """How many rows each table of sums shows to an actor."""
    set_scope(who.offices, 0)
    return {model.__name__: model.objects.count() for model in (Change, Sum)}


def test_a_fold_leaves_a_row_for_cases_alike_and_none_for_what_is_gone(people: Any, clients: list[Person]) -> None:
    by = people.actor("melati")
    put(by, [bare(by, clients[0].pk, f"f{n}", date(2016, 2 + n, 3), age=13) for n in range(2)])
    eka = people.actor("eka")
    assert lines(eka)["Sum"] == 0
    sums.fold()
    one_of_each = len(GRAINS) + sum("month" in told for told in GRAINS)  # the two are of two months
    assert lines(eka) == {"Change": 0, "Sum": one_of_each}
    Case.objects.update(status=Status.CLOSED)
    sums.fold()
    assert lines(eka) == {"Change": 0, "Sum": one_of_each}


def test_an_office_reads_the_sums_of_what_it_sees(people: Any, clients: list[Person]) -> None:
    eka, dewi, melati = (people.actor(who) for who in reversed(WHO))
    put(melati, [bare(melati, clients[n].pk, f"r{n}", date(2016, 2, 3)) for n in range(2)])
    assert [lines(who)["Change"] > 0 for who in (melati, dewi, eka)] == [True, False, True]
    sums.fold()
    assert [lines(who)["Sum"] for who in (melati, dewi, eka)] == [4, 0, len(GRAINS)]
    set_scope(OFFICES, 0)
    Case.objects.update(barred=[2])
    sums.fold()
    assert lines(eka) == {"Change": 0, "Sum": 0}
    assert answer(Asked("abh", ()), None).total == 2


def test_the_app_writes_no_sum(people: Any) -> None:
    people.actor("melati")
    with connection.cursor() as cursor:
        for model in (Change, Sum):
            table = model._meta.db_table
            cursor.execute("SELECT has_table_privilege('rehsos_app', %s, 'INSERT, UPDATE, DELETE')", [table])
            assert cursor.fetchone() == (False,), table


def test_what_is_not_counted_costs_no_line(people: Any, clients: list[Person]) -> None:
    by = people.actor("melati")
    put(by, [bare(by, clients[0].pk, "q", date(2016, 2, 3))])
    sums.fold()
    Case.objects.update(stage="5_service", last_contact_on=date(2016, 3, 3), risk="low", version=7)
    Person.objects.filter(pk=clients[0].pk).update(version=7, sex=Sex.MALE)
    assert lines(by)["Change"] == 0


def plan_of(asked: Asked, by: Actor) -> str:
    sql, given = statement(asked, by)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", given)
        return "\n".join(row[0] for row in cursor.fetchall())


def test_province_and_dinas_read_the_coarsest_sums_that_tell(people: Any) -> None:
    eka = people.actor("eka")
    year = timezone.localdate().year - 1
    whole: dict[str, Any] = {"first": date(2015, 1, 1), "last": date(year, 12, 31)}
    for asked, grain in (
        (Asked("cases", ("sex", "status"), **whole), 0), (Asked("abh", ("year", "age_band"), "anak", "53", **whole), 0),
        (Asked("abh", ("type",), cell=(("report_band", "6_11"),), **whole), 0),
        (Asked("abh", ("month", "sex"), **whole), 1), (Asked("abh", ("type",), first=date(2020, 2, 1)), 2),
        (Asked("abh", (), last=date(year, 11, 30)), 1), (Asked("abh", ("month", "age_band"), **whole), 3),
        (Asked("abh", ("place", "role"), **whole), 4), (Asked("abh", ("type",), place="53.01", **whole), 5),
        (Asked("abh", ("office", "report_band"), **whole), 6),
        (Asked("abh", (), cell=(("year", str(year)),), first=date(2015, 3, 1)), 0),
        (Asked("cases", ("category", "sex"), **whole), 7), (Asked("cases", ("month", "category"), **whole), 8),
        (Asked("cases", ("category", "place"), "anak", **whole), 9),
    ):  # fmt: skip
        assert sums.grain_of(asked, eka) == grain, asked
        assert "statistics_sum" in plan_of(asked, eka)
    for fine in (
        Asked("abh", ("month", "place"), **whole), Asked("abh", ("place", "type"), cell=(("sex", "P"),), **whole),
        Asked("abh", (), "perkara", **whole), Asked("cases", ("category", "age_band"), **whole),
        Asked("abh", (), place="53.01.06", **whole),
        Asked("abh", (), first=date(2020, 2, 2), last=whole["last"]), Asked("abh", (), last=date(year, 11, 29)),
        Asked("abh", (), cell=(("district", "53.01.06"),), **whole),
    ):  # fmt: skip
        assert sums.grain_of(fine, eka) is None, fine
    for asked, own in ((Asked("abh", (), **whole), 4), (Asked("abh", ("place", "type"), **whole), 5),
                         (Asked("abh", ("month",), **whole), None)):  # fmt: skip
        assert sums.grain_of(asked, people.actor("melati")) == own, asked
    assert sums.grain_of(Asked("abh", (), **whole), replace(eka, offices=(2, 3))) is None


@pytest.mark.hours
def test_until_today_is_whole_but_on_the_last_day_of_a_month(people: Any, clients: list[Person]) -> None:
    """In its last hours an office to the east may open cases of the next month already."""
    today = timezone.localdate()
    by = people.actor("melati")
    put(by, [bare(by, clients[0].pk, "e", today + timedelta(days=1))])
    assert differing(people, [Asked("abh", (name,)) for name in ("role", "year", "month")]) == []


def test_more_cells_than_anybody_reads_are_refused(
    people: Any, clients: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    by = people.actor("melati")
    put(by, [bare(by, clients[0].pk, "c", date(2016, 2, 3))])
    monkeypatch.setattr(counting, "MOST_CELLS", 50)
    browser = people.client("melati")
    page = browser.get(reverse("statistics:rekap"), {"by": "month,role"})
    assert page.status_code == 200
    assert "paling banyak 50" in page.content.decode()
    assert '<table class="numbers">' not in page.content.decode()
    assert browser.get(reverse("statistics:rekap_xlsx"), {"by": "month,role"}).status_code == 302
    assert '<table class="numbers">' in browser.get(reverse("statistics:rekap"), {"by": "year,role"}).content.decode()
    with as_nation(), pytest.raises(TooManyCellsError):
        answer(replace(Asked(), by=("month", "role")), None)


@pytest.fixture
def owner_does(transactional_db: None) -> Iterator[Callable[[str], None]]:
    """SQL as the owner of the tables."""

    def run(sql: str) -> None:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(sql)

    yield run
    run("ALTER TABLE cases_case ENABLE TRIGGER USER")


def melati_and_child() -> tuple[Actor, UUID]:
    """Melati and a child she registered, for good."""
    by = Actor(1, "Melati Contoh", 3, (3,), "peksos", permissions_of("peksos"), place="53.01")
    with transaction.atomic():
        set_scope(by.offices, by.worker)
        return by, person(by).pk


def test_rows_brought_without_triggers_are_found_and_counted_anew(owner_does: Callable[[str], None]) -> None:
    by, client = melati_and_child()
    owner_does("ALTER TABLE cases_case DISABLE TRIGGER USER")
    with transaction.atomic():
        set_scope(OFFICES, 0)
        Case.objects.bulk_create([bare(by, client, f"b{n}", date(2016, 2, 3)) for n in range(2)])
    owner_does("ALTER TABLE cases_case ENABLE TRIGGER USER")
    assert comparing.differences(readers()) > 0
    for unit in ("kasus", "anak"):
        assert answer(Asked("abh", (), unit), None).total == 0
    jobs.recount(Namespace())
    assert comparing.differences(readers()) == 0
    assert [answer(Asked("abh", (), unit), None).total for unit in ("kasus", "anak")] == [2, 1]


@pytest.mark.parametrize(("many", "marked", "pairs"), [(2, False, 1), (3, True, 0)])
def test_who_opens_a_case_for_a_child_waits_for_who_else_does(
    owner_does: Callable[[str], None], many: int, pairs: int, *, marked: bool
) -> None:
    """The second and the third wait for the first, and then know of it: two are a pair, three are marked."""
    by, client = melati_and_child()

    def open_one(number: int) -> None:
        with transaction.atomic():
            set_scope(OFFICES, 0)
            Case.objects.bulk_create([bare(by, client, f"t{number}", date(2016, 2, 3))])
            with suppress(threading.BrokenBarrierError):
                both_in.wait(0.5)  # met only where neither waits for the other
        connection.close()

    both_in = threading.Barrier(2)
    threads = [threading.Thread(target=open_one, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with transaction.atomic():
        set_scope(OFFICES, 0)
        assert list(Case.objects.values_list("repeated", flat=True)) == [marked] * many
        assert Pair.objects.count() == pairs
    assert answer(Asked("abh", (), "anak"), None).total == 1
