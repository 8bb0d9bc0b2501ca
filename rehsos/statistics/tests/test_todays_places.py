"""What was kept under a code that no longer holds is counted where it lies today."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from rehsos.directory import gazetteer
from rehsos.directory.gazetteer import Level
from rehsos.directory.models import Place
from rehsos.directory.reading import today
from rehsos.statistics.counting import count
from rehsos.statistics.everywhere import EVERYWHERE
from rehsos.statistics.todays_places import former, kab_of, kec_of, moved, moves

from .years import bare, person, put

SINCE: dict[str, Any] = {"first": date(2018, 1, 1), "last": date(2018, 12, 31)}


def added(code: str) -> str:
    """A row of the places' table for a code that the small table of the tests lacks."""
    known = gazetteer.place(code)
    assert known is not None
    given = {"name": known.name, "kind": known.kind, "parent": known.parent, "time_zone": known.time_zone}
    Place.objects.get_or_create(code=code, defaults={**given, "valid_from": known.valid_from})
    return code


def test_merauke_is_one_line_whenever_it_was_written(people: Any) -> None:
    by = people.actor("melati")
    client = person(by).pk
    for number, code in enumerate(("91.01", "91.01.01", "93.01", "91.03", "53.01")):
        put(by, [bare(by, client, f"m-{number}", date(2018, 3, 1), place_id=added(code))])
    table = count("cases", ("place",), **SINCE, by_actor=by)
    assert {key[0]: number for key, number in table.rows} == {"93.01": 3, "91.03": 1, "53.01": 1}
    assert table.label(0, "93.01") == "Kab. Merauke (93.01, dahulu 91.01)"
    totals = {
        code: count("cases", (), place=code, **SINCE, by_actor=by).total for code in ("93", "93.01", "91", "93.01.01")
    }
    assert totals == {"93": 3, "93.01": 3, "91": 1, "93.01.01": 1}


@pytest.mark.django_db
def test_the_database_and_the_tables_agree_on_every_code_that_moved() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {kab_of('code')}, {kec_of('code')} FROM unnest(%s::text[]) AS t(code)",
            [["91.01.01.1001", "91.01", "53.01.06", "93.01", "92.71", "00"]],
        )
        assert cursor.fetchall() == [
            ("93.01", "93.01.01"),
            ("93.01", "91.01"),
            ("53.01", "53.01.06"),
            ("93.01", "93.01"),
            ("96.71", "92.71"),
            ("00", "00"),
        ]


def test_where_nothing_moved_nothing_is_asked() -> None:
    assert not moves("53")
    assert not moves("53.01")
    assert moves("91")
    assert former("53.01") == ()
    assert {dimension.code for dimension in EVERYWHERE} >= {"place", "district"}


@pytest.mark.parametrize("level", [Level.REGENCY, Level.DISTRICT])
def test_what_moved_is_what_a_reading_of_the_code_leads_to(level: Level) -> None:
    followed = {p.code: now.code for p in gazetteer.rows(level) if p.successor and (now := today(p))}
    assert moved(level) == followed != {}


def test_no_place_is_kept_for_knowing_what_moved() -> None:
    """Every kabupaten, kecamatan and retired code of the country was: 4 MiB in each worker of the web."""
    for kept in (gazetteer._current, gazetteer._retired, moved, kab_of, kec_of):
        kept.cache_clear()
    assert "jsonb" in kab_of("place") + kec_of("place")
    assert gazetteer._current.cache_info().currsize == gazetteer._retired.cache_info().currsize == 0
