"""One question, one table: units, periods, places, and whose line a case stands in."""

from collections import Counter
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases.models import Case, Share
from rehsos.directory.models import Office
from rehsos.justice.models import MISTAKE, Matter, Part, Side
from rehsos.justice.roles import Role
from rehsos.people.models import Person
from rehsos.statistics.asked import Asked
from rehsos.statistics.counting import Table, count, office_wide, statement
from rehsos.statistics.dimensions import MEASURES, SOURCES, dimensions_of, units_of
from rehsos.statistics.ladder.releasing import told_sources
from rehsos.statistics.nation import as_nation
from rehsos.statistics.periods import span

from .years import KUPANG, bare, person, put, put_years

pytestmark = pytest.mark.hours

PERIOD: dict[str, Any] = {"first": date(2015, 1, 1), "last": date(2018, 6, 30)}


@pytest.fixture
def kupang(people: Any) -> Any:
    by = people.actor("melati")
    put_years(by, person(by).pk)
    return by


def years(table: Table) -> dict[str, int]:
    return {year: table.counts[year, None] for year in table.axes[0]}


def test_the_published_years_come_out_as_published(kupang: Any) -> None:
    table = count("abh", ("year", "role"), place="53.01", **PERIOD, by_actor=kupang)
    assert years(table) == {"2015": 8, "2016": 13, "2017": 50, "2018": 23}
    assert (table.total, table.unit) == (94, "kasus")
    assert [number for _key, number in table.rows] == [n for row in KUPANG.values() for n in row]


def test_a_hidden_office_stands_in_the_line_of_the_one_above_it(people: Any, kupang: Any) -> None:
    """A line of its own told what the one client of a safe house was."""
    Office.objects.filter(pk=kupang.office).update(hidden_place=True)
    for by in (people.actor("eka"), None):
        for along in (("office",), ("office", "role"), ("office", "month")):
            table = count("abh", along, **PERIOD, by_actor=by)
            assert (table.axes[0], table.total) == (("2",), 94)
    own = count("abh", ("office",), **PERIOD, by_actor=people.actor("melati"))
    assert (own.axes[0], own.total) == (("3",), 94)


def test_a_year_cut_short_says_so_and_a_whole_one_does_not(kupang: Any) -> None:
    table = count("abh", ("year", "role"), **PERIOD, by_actor=kupang)
    assert [table.partial(0, year) for year in table.axes[0]] == ["", "", "", "Jan–Jun"]
    cut = count("abh", ("month",), first=date(2017, 3, 5), last=date(2017, 4, 20), by_actor=kupang)
    assert [cut.partial(0, month) for month in cut.axes[0]] == ["5–31 Mar", "1–20 Apr"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((1, 1), (6, 30), "Jan–Jun"),
        ((3, 1), (3, 31), "Mar"),
        ((1, 1), (11, 22), "Jan–22 Nov"),
        ((3, 5), (4, 30), "5 Mar–Apr"),
    ],
)
def test_a_part_of_a_year_is_named_in_few_letters(first: tuple[int, int], last: tuple[int, int], words: str) -> None:
    assert span(date(2018, *first), date(2018, *last)) == words


def test_a_period_that_cuts_a_month_counts_by_the_day(kupang: Any) -> None:
    def opened(first: date, last: date) -> int:
        return count("abh", (), first=first, last=last, by_actor=kupang).total

    days = list(Case.objects.values_list("opened_on", flat=True))
    first, last = date(2017, 2, 7), date(2017, 5, 9)
    assert opened(first, last) == sum(first <= day <= last for day in days) > 0


@pytest.mark.parametrize(("part", "months", "letter"), [("half", 6, "S"), ("third", 4, "C")])
def test_halves_and_four_months_are_the_sums_of_their_months(kupang: Any, part: str, months: int, letter: str) -> None:
    for by_actor in (kupang, None):
        table = count("abh", (part, "role"), last=date(2018, 6, 30), by_actor=by_actor)
        added: Counter[tuple[str, str]] = Counter()
        for (month, role), number in count("abh", ("month", "role"), last=date(2018, 6, 30), by_actor=by_actor).rows:
            added[f"{month[:4]}-{letter}{(int(month[5:]) - 1) // months + 1}", role] += number
        assert {key: number for key, number in table.rows if number} == dict(+added) != {}
    assert table.partial(0, table.axes[0][-1]) == {"half": "", "third": "Mei–Jun"}[part]


def test_without_a_beginning_it_starts_with_the_first_case(kupang: Any) -> None:
    assert count("abh", ("year",), last=date(2018, 6, 30), by_actor=kupang).axes == (("2015", "2016", "2017", "2018"),)


def test_years_without_cases_stand_as_nought(kupang: Any) -> None:
    table = count("abh", ("year",), first=date(2013, 1, 1), last=date(2019, 12, 31), by_actor=kupang)
    assert table.counts["2013",] == table.counts["2019",] == 0


def test_age_bands_are_computed_and_the_law_and_reports_cut_differently(kupang: Any) -> None:
    client = Person.objects.first()
    assert client
    put(kupang, [bare(kupang, client.pk, f"a{age}", date(2015, 2, 2), age=age) for age in (11, 12, 13, 14, None)])
    law = count("abh", ("age_band",), first=date(2015, 2, 2), last=date(2015, 2, 2), by_actor=kupang)
    assert dict(law.rows) == {("under_12",): 1, ("12_13",): 2, ("14_17",): 1, ("?",): 1}
    report = count("abh", ("report_band",), first=date(2015, 2, 2), last=date(2015, 2, 2), by_actor=kupang)
    assert dict(report.rows) == {("0_5",): 0, ("6_11",): 1, ("12_17",): 3, ("?",): 1}


def test_the_band_of_the_law_is_that_of_the_deed_and_unknown_without_one(kupang: Any) -> None:
    """Eleven at the deed, 14 at the opening; a child before the law without a perkara; an adopted child of 3."""
    client, day = Person.objects.get().pk, date(2015, 2, 2)
    put(kupang, [
        bare(kupang, client, "eleven", day, age=14, age_at_deed=11),
        bare(kupang, client, "no deed", day, age=14, age_at_deed=None),
        bare(kupang, client, "adopted", day, age=3, role=Role.NONE, primary_type="adoption"),
    ])  # fmt: skip
    asked: dict[str, Any] = {"first": day, "last": day, "by_actor": kupang}
    for unit in ("kasus", "anak"):
        law = count("abh", ("age_band",), unit=unit, **asked)
        assert dict(law.rows) == {("under_12",): 1, ("12_13",): 0, ("14_17",): 0, ("?",): 1}
    assert count("cases", ("age_band",), **asked).counts["under_12",] == 2
    assert count("abh", ("report_band",), **asked).counts["12_17",] == 2


def test_children_and_matters_are_counted_once_in_the_total(kupang: Any) -> None:
    assert count("abh", ("year",), unit="anak", **PERIOD, by_actor=kupang).total == 1
    one, other = Case.objects.filter(opened_on__year=2015)[:2]
    matter = Matter.objects.create(id=new_id(), offices=[3])
    for case, ended in ((one, ""), (other, ""), (Case.objects.filter(opened_on__year=2016)[0], MISTAKE)):
        Part.objects.create(id=new_id(), case=case, matter=matter, person=person(kupang), role=case.role,
                            side=Side.HARMED, ended_by=ended)  # fmt: skip
    table = count("abh", ("year", "role"), unit="perkara", **PERIOD, by_actor=kupang)
    assert (table.total, years(table)) == (1, {"2015": 1, "2016": 0, "2017": 0, "2018": 0})


def test_a_matter_counts_under_the_role_and_the_age_of_its_own_part(kupang: Any) -> None:
    """A child in conflict at 11 in one matter and victim at 15 in another, in one case of a child of 16."""
    case = Case.objects.filter(opened_on__year=2015, role=Role.IN_CONFLICT, age__isnull=False)[0]
    for role, side, age in ((Role.IN_CONFLICT, Side.ACCUSED, 11), (Role.VICTIM, Side.HARMED, 15)):
        matter = Matter.objects.create(id=new_id(), offices=[3])
        Part.objects.create(id=new_id(), case=case, matter=matter, person=person(kupang), role=role, side=side,
                            age_at_deed=age)  # fmt: skip
    roles = count("abh", ("role",), unit="perkara", by_actor=kupang).counts
    assert (roles[Role.IN_CONFLICT,], roles[Role.VICTIM,], roles[None,]) == (1, 1, 2)
    bands = count("abh", ("age_band",), unit="perkara", by_actor=kupang).counts
    assert (bands["under_12",], bands["14_17",]) == (1, 1)


def test_a_duplicate_person_counts_as_the_true_one(kupang: Any) -> None:
    true = Person.objects.get()
    twin = person(kupang)
    Person.objects.filter(pk=twin.pk).update(true_person=true)
    put(kupang, [bare(kupang, twin.pk, "twin", date(2015, 3, 3))])
    assert count("abh", (), unit="anak", by_actor=kupang).total == 1


def test_consultations_and_cases_without_a_role_are_not_children_before_the_law(kupang: Any) -> None:
    client = Person.objects.get().pk
    put(kupang, [
        bare(kupang, client, "k", date(2015, 3, 3), kind="consultation"),
        bare(kupang, client, "n", date(2015, 3, 3), role=Role.NONE, primary_type="neglected_child"),
        bare(kupang, client, "r", date(2015, 3, 3), kind="response"),
    ])  # fmt: skip
    told = {measure: count(measure, (), by_actor=kupang).total for measure in ("abh", "cases", "consultations")}
    assert told == {"abh": 95, "cases": 96, "consultations": 1}


def test_a_case_stands_in_the_line_of_the_office_that_counts_it(people: Any, kupang: Any) -> None:
    """Another dinas that helps sees the case and does not count it."""
    case = Case.objects.all()[0]
    Share.objects.create(case=case, office_id=4, grounds="referral", opened_on=case.opened_on, since=case.opened_on)
    dewi = people.actor("dewi")
    assert Case.objects.filter(pk=case.pk).exists()
    assert count("abh", (), by_actor=dewi).total == 0


def test_the_province_counts_the_dinas_below_it(people: Any, kupang: Any) -> None:
    assert count("abh", ("place",), by_actor=people.actor("eka")).counts["53.01",] == 94


def test_the_nation_counts_every_case_once_and_nobody_elses_scope_changes(people: Any, kupang: Any) -> None:
    dewi = people.actor("dewi")
    put(dewi, [bare(dewi, person(dewi).pk, "x", date(2016, 1, 5))])
    for unit, total in (("kasus", 95), ("anak", 2), ("perkara", 0)):
        assert count("abh", ("year", "role"), unit=unit, by_actor=None).total == total
    assert count("abh", ("place",), by_actor=None).counts["53.02",] == 1
    people.actor("gita")
    assert not Case.objects.exists()  # the analyst's own scope is still empty


@pytest.mark.parametrize("who", ["gita", "indah"])
def test_who_may_not_open_the_cells_is_not_counted_for(people: Any, kupang: Any, who: str) -> None:
    with pytest.raises(Refused):
        count("abh", ("year",), by_actor=people.actor(who))


def test_every_dimension_can_be_asked_of_the_nation(people: Any, kupang: Any) -> None:
    for code, measure in MEASURES.items():
        source = SOURCES[measure.source]
        for unit, name in product(units_of(source), dimensions_of(source)):
            table = count(code, (name,), unit=unit, by_actor=None)
            assert all(table.label(0, code) for code in table.axes[0])


@pytest.mark.parametrize(
    "forbidden",
    [
        "SELECT sealed FROM people_person", "SELECT offices FROM cases_case", "SELECT last_contact_on FROM cases_case",
        "SELECT person_id FROM justice_part", "SELECT * FROM cases_participant", "SELECT * FROM papers_letter",
        "SELECT * FROM audit_action", "SELECT * FROM vault_key", "SELECT pin FROM access_user",
        "UPDATE cases_case SET role = ''", "DELETE FROM cases_case",
    ],
)  # fmt: skip
def test_the_nation_role_reads_pseudonyms_only_and_writes_nothing(kupang: Any, forbidden: str) -> None:
    denied = pytest.raises(ProgrammingError, match="permission denied")
    with denied, transaction.atomic(), as_nation(), connection.cursor() as cursor:
        cursor.execute(forbidden)
    assert role_now() == "rehsos_app"


def role_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str((cursor.fetchone() or [""])[0])


def test_an_exception_leaves_nobody_as_the_nation(kupang: Any) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), as_nation():
        raise ZeroDivisionError
    assert Case.objects.count() == 94
    assert role_now() == "rehsos_app"


def test_the_nation_counts_from_the_index_alone(kupang: Any) -> None:
    """Where the sums do not tell it: along kecamatan, or over days that cut a month."""
    for by in (("year", "district"), ("place", "sex"), ("age_band", "status"), ("month", "type")):
        sql, given = statement(Asked(by=by, first=date(2015, 1, 3)), None)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)"
            )
            with as_nation():
                cursor.execute("EXPLAIN " + sql, given)
                plan = "\n".join(row[0] for row in cursor.fetchall())
            transaction.set_rollback(True)
        assert "Index Only Scan using case_count" in plan


@pytest.mark.parametrize(
    "wrong",
    [
        {"measure": "x"}, {"by": ("name",)}, {"unit": "orang"}, {"place": "53.01'--"}, {"by": ("year", "year")},
        {"first": date(2018, 1, 1), "last": date(2017, 1, 1)},
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"no such|not a code|twice|before"):
        Asked(**wrong)


def test_a_room_above_takes_its_item_out_of_one_below_by_standing_before_it() -> None:
    """Of several a row is of the first that it fits: a child before the law is none of the others."""
    assert [item.code for item in told_sources()["case"]] == ["consultations", "abh", "other"]
    assert [code for code, measure in MEASURES.items() if measure.source == "case"] == ["abh", "cases", "consultations"]


def test_a_count_is_planned_for_its_very_offices_and_a_page_as_ever(people: Any) -> None:
    def mode() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SHOW plan_cache_mode")
            return cursor.fetchone()[0]

    by = people.actor("eka")
    with office_wide(by):
        assert mode() == "force_custom_plan"
    assert mode() == "auto"


def test_what_the_office_above_does_not_see_is_not_looked_for_below_it(people: Any) -> None:
    by = people.actor("eka")
    below = {measure: "parent_id" in statement(Asked(measure, ()), by)[0] for measure in ("reports", "abh")}
    assert below == {"reports": False, "abh": True}
