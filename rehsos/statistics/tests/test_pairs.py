"""Two cases of one child are a pair, of more each is marked: whatever happens, and a child is counted once."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from rehsos.audit.actor import set_scope
from rehsos.cases.models import Case, CaseKind
from rehsos.people.models import Person
from rehsos.statistics import sums
from rehsos.statistics.asked import Asked
from rehsos.statistics.counting import answer, office_wide, statement
from rehsos.statistics.models import Pair, PairSum
from rehsos.statistics.nation import as_nation

from .test_sums import differing, questions
from .worlds import OFFICES, World
from .years import bare, person, put

NAMES = ("Rambu", "Dodi", "Lia", "Yusuf", "Marthen")
WITH_TWO = """
SELECT array_agg(c.id ORDER BY c.id) FROM cases_case c JOIN people_person p ON p.id = c.client_id
 GROUP BY coalesce(p.true_person_id, p.id) HAVING count(*) = 2 AND NOT bool_or(c.repeated) ORDER BY 1
"""
HALF_MARKED = """
SELECT 1 FROM cases_case c JOIN people_person p ON p.id = c.client_id GROUP BY coalesce(p.true_person_id, p.id)
HAVING bool_or(c.repeated) <> bool_and(c.repeated) OR count(*) > 2 AND NOT bool_and(c.repeated)
"""


def paired() -> int:
    """How many children have two cases, each of them a pair; of who has more all cases are marked."""
    with as_nation(), connection.cursor() as cursor:
        cursor.execute("SELECT ARRAY[one_id, other_id] FROM statistics_pair ORDER BY 1")
        pairs = cursor.fetchall()
        cursor.execute(WITH_TWO)
        assert pairs == cursor.fetchall()
        cursor.execute(HALF_MARKED)
        assert cursor.fetchall() == []
    return len(pairs)


ALIKE = """
SELECT one_kind, other_kind, one_role, other_role, one_opened_month / 12 * 12, other_opened_month / 12 * 12, one_sex,
       other_sex, one_status, other_status, {} FROM {} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 HAVING {} <> 0 ORDER BY 1
"""
LINES = "(SELECT * FROM statistics_pairsum UNION ALL SELECT * FROM statistics_pairchange)"


def alike_are_summed() -> bool:
    """Whether sums of pairs and what changed since are the pairs, added up."""
    with as_nation(), connection.cursor() as cursor:
        cursor.execute(ALIKE.format("count(*)", "statistics_pair", "count(*)"))
        pairs = sorted(cursor.fetchall())
        lines = LINES.replace("*", ", ".join(PairSum.nation_sees))
        cursor.execute(ALIKE.format("sum(n)", f"{lines} t", "sum(n)"))
        return pairs == sorted(cursor.fetchall())


@pytest.mark.parametrize("seed", range(4))
def test_each_child_is_counted_once(people: Any, seed: int) -> None:
    by = people.actor("melati")
    clients = [person(by, name) for name in NAMES * 2]
    world = World(people, clients, seed)
    set_scope(OFFICES, 0)
    Case.objects.bulk_create([
        bare(by, child.pk, f"w{n}{turn}", date(2025, 2 + n, 3)) for turn, child in enumerate(clients) for n in range(2)
    ])  # fmt: skip
    found = 0
    for _round in range(3):
        world.live(35)
        found += paired()
        asked = [one for one in questions(world.draw) if one.unit == "anak"]
        assert differing(people, asked) == []
        assert alike_are_summed()
        sums.fold()
        assert alike_are_summed()
        assert differing(people, asked) == []
    assert found > 0


@pytest.fixture
def two(people: Any) -> list[Case]:
    """Two cases of Dodi, of two years."""
    by = people.actor("melati")
    child = person(by, "Dodi")
    put(by, [bare(by, child.pk, f"p{n}", date(2016 + n, 2, 3), sex="L") for n in range(2)])
    set_scope(OFFICES, 0)
    return list(Case.objects.order_by("opened_on"))


def children(people: Any, **given: Any) -> dict[Any, int]:
    """Children by year, as the province counts them."""
    eka = people.actor("eka")
    set_scope(eka.offices, eka.worker)
    with office_wide(eka):
        told = {key: n for key, n in answer(Asked("cases", ("year", "sex"), "anak", **given), eka).counts.items() if n}
    set_scope(OFFICES, 0)
    return told


def test_a_child_of_two_years_is_one_in_all_and_one_in_each(people: Any, two: list[Case]) -> None:
    assert Pair.objects.count() == 1
    once = {("2016", "L"): 1, ("2017", "L"): 1, ("2016", None): 1, ("2017", None): 1, (None, "L"): 1, (None, None): 1}
    assert children(people) == once
    Case.objects.filter(pk=two[1].pk).update(sex="P")  # a correction
    assert children(people) == {
        ("2016", "L"): 1, ("2016", None): 1, ("2017", "P"): 1, ("2017", None): 1,
        (None, "L"): 1, (None, "P"): 1, (None, None): 1,
    }  # fmt: skip


def test_what_leaves_a_count_leaves_the_pair(people: Any, two: list[Case]) -> None:
    Case.objects.filter(pk=two[1].pk).update(kind=CaseKind.VOID)
    assert children(people)[None, None] == 1
    Case.objects.filter(pk=two[0].pk).update(kind=CaseKind.CONSULTATION)
    assert children(people) == {}


def test_a_third_case_or_a_wall_ends_a_pair(people: Any, two: list[Case]) -> None:
    Case.objects.filter(pk=two[0].pk).update(barred=[2])
    assert (Pair.objects.count(), paired()) == (0, 0)
    assert children(people)[None, None] == 1
    by = people.actor("melati")
    child = person(by, "Lia")
    put(by, [bare(by, child.pk, f"t{n}", date(2016 + n, 2, 3)) for n in range(3)])
    assert paired() == 0
    assert children(people)[None, None] == 1 + 1


def test_persons_found_to_be_one_are_a_pair_and_cease_to_be(people: Any) -> None:
    by = people.actor("melati")
    one, other = person(by, "Yusuf"), person(by, "Yusuf")
    set_scope(OFFICES, 0)
    put(by, [bare(by, child.pk, f"m{n}", date(2016, 2, 3)) for n, child in enumerate((one, other))])
    for true, found in ((None, 2), (one, 1), (None, 2)):
        Person.objects.filter(pk=other.pk).update(true_person=true)
        assert (children(people)[None, None], paired()) == (found, 2 - found)


def test_a_pair_is_seen_by_who_sees_both(people: Any, two: list[Case]) -> None:
    Case.objects.filter(pk=two[1].pk).update(offices=[4])
    for office in OFFICES:
        set_scope((office,), 0)
        assert not Pair.objects.exists()
    eka = people.actor("eka")
    assert "statistics_pair" in statement(Asked("cases", (), "anak"), eka)[0]
    assert children(people)[None, None] == 1


def test_the_nation_reads_pairs_alike_and_an_office_none_of_them(people: Any, two: list[Case]) -> None:
    whole = Asked("abh", ("year", "role"), "anak", last=date(date.max.year, 12, 31))  # also on a month's last day
    nation, eka = (statement(whole, by)[0] for by in (None, people.actor("eka")))
    assert ("statistics_pairsum" in nation, "FROM statistics_pair " in nation) == (True, False)
    assert ("statistics_pairsum" in eka, "FROM statistics_pair " in eka) == (False, True)
    for fine in (
        Asked("abh", ("age_band",), "anak"),
        Asked("abh", ("year",), "anak", "53"),
        Asked("abh", ("month",), "anak"),
    ):
        assert "FROM statistics_pair " in statement(fine, None)[0], fine
    sums.fold()
    with as_nation(), connection.cursor() as cursor:
        cursor.execute("SELECT sum(n) FROM statistics_pairsum")
        assert cursor.fetchone() == (1,)
    set_scope(OFFICES, 0)
    assert not PairSum.objects.exists()


def test_what_no_sum_of_pairs_tells_leaves_no_line(people: Any, two: list[Case]) -> None:
    sums.fold()
    Case.objects.filter(pk=two[0].pk).update(primary_type="anak_terlantar", age=9)
    with as_nation(), connection.cursor() as cursor:
        cursor.execute("SELECT count(n) FROM statistics_pairchange")
        assert cursor.fetchone() == (0,)
