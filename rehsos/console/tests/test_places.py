import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection as django_connection

from rehsos.console.places import bring_in_step, fill
from rehsos.directory import gazetteer

ALL = 98_251


def test_a_kabupaten_tells_its_namesake(says: Any) -> None:
    out = says("places", "show", "53.01").out
    assert "Nama: Kab. Kupang, Prov. Nusa Tenggara Timur" in out
    assert "Zona waktu: Asia/Makassar" in out
    assert "Bernama sama: 53.71 Kota Kupang" in out


def test_a_retired_code_tells_what_it_is_now(says: Any) -> None:
    old = next(place for place in gazetteer.rows() if place.retired and place.successor)
    told = json.loads(says("places", "show", old.code, "--format", "json").out)
    assert told["valid_to"]
    assert told["successor"].startswith(old.successor)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("53.99", "Yang dikenal: 53 Prov. Nusa Tenggara Timur."),
        ("kupang", "53.01 Kab. Kupang, Prov. Nusa Tenggara Timur; 53.71 Kota Kupang"),
        ("91.011", "Tulis seperti 53.01"),
        ("99", "Tulis seperti"),
    ],
)
def test_an_unknown_place_gets_one_line_and_exit_code_2(says: Any, code: str, words: str) -> None:
    told = says("places", "show", code)
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert words in told.err


@pytest.fixture
def aside(transactional_db: None) -> Iterator[Any]:
    """A connection of its own to the test database; whatever it does is taken back."""
    reach = django_connection.settings_dict
    with psycopg.connect(host=reach["HOST"], port=reach["PORT"], user=reach["USER"], password=reach["PASSWORD"],
                         dbname=reach["NAME"]) as own:  # fmt: skip
        yield own
        own.rollback()


def _count(own: Any) -> int:
    found: int = own.execute("SELECT count(*) FROM directory_place").fetchone()[0]
    return found


def test_all_places_fit_into_their_table_and_changed_ones_are_corrected(aside: Any) -> None:
    aside.execute("UPDATE directory_place SET name = 'Salah' WHERE code = '53.01'")
    fill(aside, gazetteer.rows())
    assert _count(aside) == ALL
    assert aside.execute("SELECT name FROM directory_place WHERE code = '53.01'").fetchone() == ("Kupang",)


def test_the_second_time_nothing_is_read_again(aside: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr("ops.locations.var", lambda: tmp_path)
    monkeypatch.setattr(aside, "commit", lambda: None)
    assert bring_in_step(aside, "uji").startswith(f"Wilayah dimuat: {ALL}")
    with monkeypatch.context() as patched:
        patched.setattr(gazetteer, "rows", lambda: pytest.fail("read again"))
        assert bring_in_step(aside, "uji") == f"Wilayah sudah dimuat: {ALL}."


@pytest.mark.parametrize("written", ["TTU", "Kab. Timor Tengah Utara", "53.03", "timor tengah utara, NTT"])
def test_a_place_is_found_by_what_it_is_called_as_in_every_form(says: Any, written: str) -> None:
    assert "53.03" in says("places", "show", written).out
