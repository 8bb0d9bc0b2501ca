"""A case behind a wall is counted by year and kind, and tells the office nothing else, whoever of it asks."""

import html
import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.urls import reverse

from rehsos.justice.models import Part
from rehsos.justice.tests.test_two_sides import walled
from rehsos.statistics.closing import closed_here
from rehsos.statistics.counting import count, office_wide
from rehsos.statistics.dimensions import SOURCES, dimensions_of
from rehsos.statistics.everywhere import CLOSED

OFFICE = ("melati", "bima", "citra")


@pytest.fixture
def sides(people: Any) -> tuple[Part, Part]:
    """The harmed child is Melati's, the accused Bima's: each is closed to the other, and so to the office."""
    return walled(people)


def counted(people: Any, who: str, by: tuple[str, ...], **asked: Any) -> dict[Any, int]:
    actor = people.actor(who)
    with office_wide(actor):
        return {key: number for key, number in count("abh", by, by_actor=actor, **asked).counts.items() if number}


@pytest.mark.parametrize("who", OFFICE)
def test_it_stands_in_its_year_and_in_no_other_line(people: Any, sides: tuple[Part, Part], who: str) -> None:
    year = str(sides[0].case.opened_on.year)
    assert counted(people, who, ("year",)) == {(year,): 2, (None,): 2}
    for name in dimensions_of(SOURCES["case"]).keys() - {"year"}:
        assert counted(people, who, (name,)) == {(CLOSED,): 2, (None,): 2}, name


@pytest.mark.parametrize("who", OFFICE)
def test_a_day_or_a_kecamatan_does_not_tell_it_either(people: Any, sides: tuple[Part, Part], who: str) -> None:
    case = sides[0].case
    if (case.opened_on.month, case.opened_on.day) != (1, 1):
        assert counted(people, who, ("role",), first=case.opened_on) == {}
    for place in {case.place_id, "53.01.16", "53.02"} - {"53.01"}:
        assert counted(people, who, ("role",), place=place) == {}
    for place in ("", "53", "53.01"):
        assert counted(people, who, (), place=place) == {(): 2}, place


def test_page_and_list_say_closed_and_open_what_they_say(people: Any, sides: tuple[Part, Part]) -> None:
    body = html.unescape(people.client("bima").get(reverse("statistics:rekap"), {"by": "sex"}).content.decode())
    assert "Tertutup bagi sebagian pekerja kantor ini" in body
    link = next(href for href in re.findall(r'href="([^"]*/rekap/kasus/[^"]*)"', body) if "sex=%2A" in href)
    listed = people.client("bima").get(link).content.decode()
    assert sides[1].case.code in listed
    assert sides[0].case.code not in listed
    for sex in ("L", "P"):
        none = people.client("bima").get(reverse("statistics:rekap_cases"), {"sex": sex}).content.decode()
        assert "0 kasus" in none


LEFT_OUT = "Kasus yang tertutup bagi sebagian pekerja kantor ini tidak ikut dihitung di sini."
TOLD = {"tempat": "53", "dari": "2026-01-01"}
CUT = [
    {"tempat": "53.01.16"},
    {"tempat": "53.02"},
    {"tempat": "53.01", "dari": "2026-02-01"},
    {"tempat": "", "sampai": "2026-06-30"},
]


@pytest.mark.parametrize("question", CUT)
@pytest.mark.parametrize("walls", [False, True])
def test_a_table_that_leaves_them_out_says_so_whether_there_are_any(
    people: Any, walls: bool, question: dict[str, str]
) -> None:
    if walls:
        walled(people)
    for page in ("statistics:rekap", "statistics:rekap_cases"):
        assert LEFT_OUT in people.client("melati").get(reverse(page), question).content.decode(), page
        assert LEFT_OUT not in people.client("melati").get(reverse(page), TOLD).content.decode(), page
    assert ("Tidak ikut", LEFT_OUT) in sheet(people, question)
    assert ("Tidak ikut", LEFT_OUT) not in sheet(people, TOLD)


def sheet(people: Any, question: dict[str, str]) -> list[tuple[Any, ...]]:
    """The first two columns of the workbook."""
    content = people.client("melati").get(reverse("statistics:rekap_xlsx"), question).content
    return [row[:2] for one in openpyxl.load_workbook(BytesIO(content)) for row in one.iter_rows(values_only=True)]


@pytest.mark.django_db
def test_the_few_behind_a_wall_are_found_by_an_index_of_their_own() -> None:
    """The index holds just those that the statement asks for. Of a table of two cases PostgreSQL takes any index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'case_walled'")
        held = cursor.fetchone()[0].partition(" WHERE ")[2]
    assert "barred" in held, held
    assert "{}" in held, held
    assert re.search(r"barred <> '\{\}'", closed_here(SOURCES["case"])), closed_here(SOURCES["case"])


def test_who_has_no_worker_behind_the_wall_counts_as_ever(people: Any, sides: tuple[Part, Part]) -> None:
    assert set(counted(people, "eka", ("role",))) == {("child_victim",), ("child_in_conflict",), (None,)}
