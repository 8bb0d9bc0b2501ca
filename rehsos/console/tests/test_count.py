import csv
import io
import json
from datetime import date
from typing import Any

import pytest

from rehsos.cases.actions.opening import set_role
from rehsos.cases.tests.test_open_case import opened
from rehsos.justice.roles import Role
from rehsos.statistics.dimensions import MEASURES

pytestmark = [pytest.mark.django_db, pytest.mark.hours]


@pytest.fixture
def three(people: Any) -> None:
    """Two victims of 2017 in Kupang, one witness of 2018 in TTS."""
    for hand, day, role in (
        ("melati", date(2017, 2, 1), Role.VICTIM),
        ("melati", date(2017, 3, 1), Role.VICTIM),
        ("dewi", date(2018, 7, 1), Role.WITNESS),
    ):
        set_role(opened(people.actor(hand), opened_on=day), role)


def counted(told: Any) -> dict[tuple[str, ...], str]:
    """Rows of CSV as cells that aren't nought."""
    rows = list(csv.reader(io.StringIO(told.out)))[1:]
    return {tuple(row[:-1]): row[-1] for row in rows if row[-1] != "0"}


@pytest.mark.usefixtures("three")
def test_the_nation_counts_all_and_the_last_column_is_the_count(says: Any) -> None:
    told = says("count", "abh", "--by", "year,role", "--from", "2015-01-01", "--to", "2018-12-31", "--format", "csv")
    assert told.out.startswith("year,role,count\n")
    assert counted(told) == {("2017", "child_victim"): "2", ("2018", "child_witness"): "1"}


@pytest.mark.usefixtures("three")
def test_a_period_ends_on_its_day(says: Any) -> None:
    told = says("count", "abh", "--by", "year", "--from", "2015-01-01", "--to", "2018-06-30", "--format", "csv")
    assert counted(told) == {("2017",): "2"}


@pytest.mark.usefixtures("three")
def test_a_user_counts_what_their_office_counts(says: Any) -> None:
    told = says("count", "abh", "--by", "role", "--as", "dewi@contoh.test", "--format", "csv")
    assert counted(told) == {("child_witness",): "1"}


@pytest.mark.usefixtures("three")
def test_a_table_without_the_closed_cases_says_so_beside_its_rows(says: Any) -> None:
    part = says("count", "abh", "--by", "role", "--as", "dewi@contoh.test", "--from", "2018-02-01", "--format", "json")
    assert part.err == "Kasus yang tertutup bagi sebagian pekerja kantor ini tidak ikut dihitung di sini.\n"
    assert {"role": "child_witness", "count": 1} in json.loads(part.out)
    assert says("count", "abh", "--by", "role", "--as", "dewi@contoh.test", "--from", "2018-01-01").err == ""
    assert says("count", "abh", "--by", "role", "--from", "2018-02-01").err == ""


@pytest.mark.usefixtures("three")
def test_an_analyst_is_told_nothing_that_was_not_released(says: Any) -> None:
    told = says("count", "abh", "--by", "role", "--as", "gita@contoh.test", "--format", "csv")
    assert (told.code, told.out) == (2, "")
    assert "Belum ada tahun yang ditutup dan diumumkan." in told.err


@pytest.mark.usefixtures("three")
def test_text_speaks_in_words_and_gives_the_total(says: Any) -> None:
    out = says("count", "abh", "--by", "role").out
    assert "Anak korban" in out
    assert out.splitlines()[-1].split() == ["Jumlah", "3"]


@pytest.mark.usefixtures("three")
def test_json_numbers_are_numbers(says: Any) -> None:
    rows = json.loads(says("count", "abh", "--by", "role", "--place", "53.01", "--format", "json").out)
    assert {"role": "child_victim", "count": 2} in rows


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("--by", "yeer"), "Sudut pandang “yeer” tidak dikenal. Mungkin: year"),
        (("--by", "year,year"), "tertulis dua kali"),
        (("--unit", "orang"), "Satuan “orang” tidak dikenal. Pilihannya: kasus, anak, perkara."),
        (("--place", "53.99"), "Wilayah “53.99” tidak dikenal."),
        (("--place", "kupangg"), "Wilayah “kupangg” tidak dikenal."),
        (
            ("--place", "kupang"),
            "Wilayah “kupang” dapat berarti beberapa tempat. Tulis kodenya: 53.01 Kab. Kupang, ",
        ),
        (("--from", "2015"), "--from: “2015” bukan tanggal; tulis seperti 2026-11-22."),
        (("--from", "2018-01-01", "--to", "2015-01-01"), "berakhir sebelum mulai"),
        (("--as", "hantu@contoh.test"), "“hantu@contoh.test” tidak ada"),
    ],
)
def test_wrong_questions_get_one_line_and_exit_code_2(says: Any, argv: tuple[str, ...], words: str) -> None:
    told = says("count", "abh", *argv)
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert words in told.err


def test_what_can_be_counted_is_what_the_pages_count(says: Any) -> None:
    told = says("count", "aduan")
    assert told.code == 2
    assert all(measure in told.err for measure in MEASURES)


@pytest.mark.usefixtures("three")
def test_each_office_that_counts_has_a_line(says: Any) -> None:
    told = says("count", "abh", "--by", "office")
    assert "Dinas Sosial Kabupaten Kupang" in told.out
    assert told.out.splitlines()[-1].split() == ["Jumlah", "3"]
