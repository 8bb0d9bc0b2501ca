"""Lists walk along indexes: what they find is what a plain question, slow and without any, finds in the same data."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor, set_scope
from rehsos.cases.models import Assignment, Case, Clock, Share, Stage, Status
from rehsos.cases.queries import PAGE, Filters, page_of_cases
from rehsos.cases.quiet import quiet_at
from rehsos.justice.roles import Role
from rehsos.papers.models import Letter
from rehsos.statistics import behind
from rehsos.statistics.asked import Asked
from rehsos.statistics.counting import conditions, office_wide
from rehsos.statistics.tests.years import bare, person, put

TODAY = timezone.localdate()
ASKED = (
    Asked(),
    Asked(measure="cases", unit="anak"),
    Asked(cell=(("year", "2017"),)),
    Asked(cell=(("month", "2017-03"), ("role", Role.VICTIM))),
    Asked(measure="cases", cell=(("status", Status.CLOSED), ("sex", "P"))),
    Asked(first=date(2016, 2, 10), last=date(2017, 3, 5)),
    Asked(cell=(("year", "99999"),)),
)


@pytest.fixture
def mixed(people: Any) -> Actor:
    """Cases of one office in every state; shares that ended or began anew, walls, another's cases shared here."""
    by: Actor = people.actor("melati")
    open_to_all, walled = person(by).pk, person(by, "Umbu").pk
    states = list(product(Status.values, Stage.values, (Role.VICTIM, Role.IN_CONFLICT, Role.NONE)))
    cases = [
        _case(by, open_to_all if number % 11 else walled, number, state) for number, state in enumerate(states * 2)
    ]
    put(by, cases)
    set_scope((by.office, 2), 0)  # the province sees what the office no longer does; no wall is in the way
    for number, case in enumerate(cases):
        _around(by, case, number)
    set_scope(by.offices, by.worker)
    return by


def _case(by: Actor, client: Any, number: int, state: tuple[str, str, str]) -> Case:
    status, stage, role = state
    day = date(2016, 1, 3) + timedelta(days=number * 9 % 800)
    closed = day + timedelta(days=40) if status == Status.CLOSED else None
    contact = None if number % 4 else TODAY - timedelta(days=number % 60)
    given = {"status": status, "stage": stage, "role": role, "closed_on": closed, "last_contact_on": contact}
    return bare(by, client, f"case-{number}", day, **given)


def _around(by: Actor, case: Case, number: int) -> None:
    share = Share.objects.filter(case=case, office_id=by.office)
    if number % 7 == 0:  # ended, and for some begun anew
        share.update(until=TODAY - timedelta(days=3))
        if number % 2:
            again = TODAY - timedelta(days=1)
            Share.objects.create(case=case, office_id=by.office, grounds="owner", opened_on=case.opened_on, since=again)
    if number % 11 == 0:
        Case.objects.filter(pk=case.pk).update(barred=[by.worker])
    if number % 5 == 0:
        Assignment.objects.create(case=case, worker_id=by.worker, kind="lead", since=case.opened_on)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(mine=mine, status=status, stage=stage, role=role, year=year, quiet=quiet)
        for mine, status, stage, role, year, quiet in (
            (False, "open", "", "", None, False),
            (False, "", "", "", None, False),
            (False, "closed", Stage.PLAN, "", None, False),
            (False, "", "", Role.VICTIM, None, True),
            (False, "open", "", "", 2016, True),
            (True, "", "", "", None, False),
            (True, "open", Stage.SERVICE, Role.IN_CONFLICT, None, False),
            (False, "open", Stage.AFTERCARE, Role.WITNESS, 2020, False),
        )
    ],
)
def test_the_list_is_the_same_by_index_and_without(mixed: Actor, filters: Filters) -> None:
    assert [row.id for row in _pages(mixed, filters)] == _plainly(mixed, filters)


def test_the_list_that_opens_first_walks_an_index_of_its_own(mixed: Actor) -> None:
    """Not one for each stage and role, of which most of what is found is thrown away."""
    with CaptureQueriesContext(connection) as seen:
        assert page_of_cases(mixed, Filters())
    [asked] = seen.captured_queries
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {asked['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "share_open" in plan
    assert "share_filter" not in plan


def _pages(by: Actor, filters: Filters) -> Iterator[Any]:
    after = None
    while rows := page_of_cases(by, filters, after):
        yield from rows[:PAGE]
        if len(rows) <= PAGE:
            return
        after = rows[PAGE - 1].opened_on, rows[PAGE - 1].id


def _plainly(by: Actor, filters: Filters) -> list[Any]:
    found = Share.objects.filter(Q(until=None) | Q(until__gte=TODAY), office_id=by.office)
    for name in ("status", "stage", "role"):
        if value := getattr(filters, name):
            found = found.filter(**{f"case__{name}": value})
    if not filters.status:
        found = found.exclude(case__status=Status.VOID)
    if filters.year:
        found = found.filter(case__opened_on__year=filters.year)
    if filters.quiet:
        found = found.alias(last=Coalesce("case__last_contact_on", "case__opened_on")).filter(
            last__lt=quiet_at(by.office, TODAY).before
        )
    if filters.mine:
        mine = Assignment.objects.filter(worker_id=by.worker, until=None).values("case")
        found = found.filter(case__in=mine)
    return list(found.order_by("-opened_on", "-case_id").values_list("case_id", flat=True))


@pytest.mark.parametrize("few", [0, 10**6], ids=["walked", "gathered"])
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_the_list_behind_a_number_is_the_same_by_index_and_without(
    mixed: Actor, monkeypatch: Any, asked: Asked, few: int
) -> None:
    monkeypatch.setattr(behind, "FEW", few)
    monkeypatch.setattr(behind, "PAGE", 7)
    request: Any = SimpleNamespace(actor=mixed, session={})
    where, given = conditions(asked, mixed.offices)
    sql = f"SELECT c.* FROM cases_case c WHERE {' AND '.join(where)} ORDER BY c.opened_on DESC, c.id DESC"
    plainly = [case.pk for case in Case.objects.raw(sql, given)]
    with office_wide(mixed):
        number, hidden = behind.numbers(asked, mixed)
    listed: list[Any] = []
    found, after = behind.cases_behind(asked, request, None, number=number)
    listed += [one.id for one in found]
    while after:
        found, after = behind.cases_behind(asked, request, after, number=number)
        listed += [one.id for one in found]
    assert listed == plainly
    if asked.one.additive:
        assert number == len(plainly) + hidden


def test_a_share_and_a_clock_say_what_their_case_says(mixed: Actor) -> None:
    case = Case.objects.filter(status=Status.OPEN).first()
    assert case is not None
    Clock.objects.create(case=case, subject=case.pk, rule="monthly_contact", duty="policy", state="running")
    Case.objects.filter(pk=case.pk).update(
        status=Status.CLOSED, stage=Stage.AFTERCARE, role=Role.WITNESS, last_contact_on=TODAY
    )
    for model in (Share, Clock):
        for name in model.mirrors:
            assert not model.objects.exclude(**{name: F(f"case__{name}")}).filter(**{f"case__{name}__isnull": False})
    stale = Share.objects.filter(case=case)[0]
    stale.status = Status.OPEN
    stale.save()
    assert Share.objects.get(pk=stale.pk).status == Status.CLOSED


def test_a_clock_is_late_no_longer_where_its_case_is_closed(mixed: Actor) -> None:
    case = Case.objects.filter(status=Status.OPEN).first()
    assert case is not None
    clock = Clock.objects.create(case=case, subject=case.pk, rule="monthly_contact", duty="policy", state="running")
    clock.refresh_from_db()
    assert (clock.owner_id, clock.status) == (case.owner_id, Status.OPEN)


@pytest.mark.parametrize("direction", ["", "in", "out"])
def test_the_register_is_the_same_by_index_and_without(people: Any, mixed: Actor, direction: str) -> None:
    from rehsos.letters.pages import register

    case = Case.objects.filter(barred=[]).first()
    assert case is not None
    for number in range(2 * register.PAGE + 5):
        Letter.objects.create(
            id=new_id(), dossier=case.pk, office_id=case.owner_id, direction="in" if number % 3 else "out",
            kind="other", state="received", sealed=b"", author=1,
        )  # fmt: skip
    plainly = Letter.objects.filter(office_id=case.owner_id, **({"direction": direction} if direction else {}))
    wanted = [str(pk) for pk in plainly.order_by("-id").values_list("pk", flat=True)]
    listed: list[str] = []
    after = ""
    while True:
        given: Any = SimpleNamespace(
            actor=mixed, GET={"arah": direction, "sesudah": after}, session={"public_screen": True}
        )
        rows = register._letters(given)
        listed += [str(row["id"]) for row in rows[: register.PAGE]]
        if len(rows) <= register.PAGE:
            break
        after = listed[-1]
    assert listed == wanted


@pytest.mark.parametrize("few", [0, 10**6], ids=["walked", "gathered"])
def test_the_list_behind_a_number_of_perkara_opens(people: Any, mixed: Actor, monkeypatch: Any, few: int) -> None:
    monkeypatch.setattr(behind, "FEW", few)
    address = reverse("statistics:rekap_cases")
    answer = people.client("melati").get(address, {"satuan": "perkara", "role": Role.VICTIM, "month": "2017-03"})
    assert answer.status_code == 200
