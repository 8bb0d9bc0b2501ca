"""What the analyst and the clerk read: the published numbers as they are, and nothing that was not released."""

import csv
import html
import io
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from typing import Any

import openpyxl
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse

from rehsos.audit.models import View
from rehsos.console import main

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]
GITA = "gita@contoh.test"
Table = list[list[str]]


def page(people: Any, who: str = "gita", **asked: str) -> str:
    answer = people.client(who).get(reverse("statistics:rekap"), asked)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def figures(body: str) -> Table:
    """The table as a reader sees it."""
    table = body[body.index('<table class="numbers">') : body.index("</table>")]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def sheet(people: Any, who: str = "gita", **asked: str) -> Table:
    """The workbook's table: what stands under the heading, to the last row."""
    answer = people.client(who).get(reverse("statistics:rekap_xlsx"), asked)
    assert answer.status_code == 200
    rows = [*openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)]
    start = next(n for n, row in enumerate(rows) if "Jumlah" in row)
    return [[str(cell) for cell in row if cell is not None] for row in rows[start:]]


def line(people: Any, capsys: Any, *argv: str) -> list[list[str]]:
    """The command line's answer, as rows."""
    main(["count", *argv, "--as", GITA, "--format", "csv"])
    return [*csv.reader(io.StringIO(capsys.readouterr().out))][1:]


def column(table: Table, label: str) -> list[str]:
    return next(row for row in table if row[0].startswith(label))[1:]


def test_kupang_is_told_as_published_and_two_adoptions_do_not_take_the_thirteen_away(people: Any) -> None:
    table = figures(page(people, tempat="53.01", by="year"))
    assert [column(table, year)[-1] for year in ("2015", "2016", "2017", "2018")] == ["8", "13", "50", "23"]
    halves = figures(page(people, tempat="53.01", by="half", tahun="2018"))
    assert column(halves, "Jan–Jun 2018") == ["23"]
    assert column(figures(page(people, tempat="53.01", by="year", apa="cases")), "2016") == ["•"]


def test_fifty_are_told_apart_by_role_and_eight_and_thirteen_are_not(people: Any) -> None:
    table = figures(page(people, tempat="53.01", by="year,role", apa="abh"))
    assert column(table, "2017") == ["19", "24", "7", "50"]
    assert column(table, "2015") == ["–", "–", "–", "8"]
    assert column(table, "2016") == ["–", "–", "–", "13"]


def test_ntb_is_told_as_published(people: Any, capsys: Any) -> None:
    asked = {"tempat": "52", "by": "third", "tahun": "2024"}
    assert column(figures(page(people, **asked)), "Jan–Apr 2024") == ["301"]
    assert column(figures(page(people, **asked, apa="cases")), "Jan–Apr 2024") == ["316"]
    days = ("--from", "2024-01-01", "--to", "2024-04-30")
    assert line(people, capsys, "cases", "--by", "", "--place", "52", *days) == [["316"]]
    months = figures(page(people, tempat="52", by="month", tahun="2024"))
    assert [column(months, month)[0] for month in ("Jan", "Feb", "Mar", "Apr")] == ["75", "73", "76", "77"]
    others = figures(page(people, tempat="52", by="month", tahun="2024", apa="cases"))
    assert column(others, "Jan") not in (["79"], ["75"])
    types = figures(page(people, tempat="52", by="year,type", tahun="2024", apa="cases"))
    assert sorted(column(types, "2024")[1:3]) == ["7", "8"]
    assert column(types, "2024")[0] == "301"


def test_no_number_from_one_to_four_is_ever_told(people: Any) -> None:
    for asked in addresses():
        for row in figures(page(people, **asked))[1:]:
            assert not {"1", "2", "3", "4"} & set(row[1:]), asked


def addresses() -> Iterator[dict[str, str]]:
    """Questions a reader can form, told or not."""
    shapes = ("year", "year,role", "year,sex", "year,age_band", "half", "third", "month", "place", "place,role")
    for measure, by, place in product(("abh", "cases", "consultations"), shapes, ("", "53", "53.01", "53.02", "52")):
        yield {"apa": measure, "by": by, "tempat": place, "tahun": "2017"}
    for first, last in (("2016-01-01", "2016-02-29"), ("2018-06-21", "2018-06-22"), ("2015-01-01", "2018-06-30")):
        yield {"by": "year,role", "tempat": "53.01", "dari": first, "sampai": last}


def test_without_a_single_case_every_answer_is_the_same(people: Any, capsys: Any) -> None:
    before = [figures(page(people, **asked)) for asked in addresses()]
    wide = line(people, capsys, "abh", "--by", "year,role", "--place", "53.01")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('rehsos.offices', '{1,2,3,4,5,6}', true)")
        cursor.execute("UPDATE cases_case SET role = '', opened_month = 0, place_id = '53.02'")
        assert cursor.rowcount > 400
    assert [figures(page(people, **asked)) for asked in addresses()] == before
    assert line(people, capsys, "abh", "--by", "year,role", "--place", "53.01") == wide


def test_page_workbook_and_command_line_say_the_same(people: Any, capsys: Any) -> None:
    for by in ("year", "year,role", "year,sex", "year,age_band"):
        shown = figures(page(people, tempat="53.01", by=by))
        assert sheet(people, tempat="53.01", by=by) == shown
        typed = line(people, capsys, "abh", "--by", by, "--place", "53.01")
        parts = [row[1:-1] if "," in by else row[1:] for row in shown[1:-1]]
        assert [row[-1] for row in typed] == [cell for row in parts for cell in row]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"dari": "2018-01-01", "sampai": "2018-06-22", "tempat": "53.01"}, "tepat satu tahun"),
        ({"dari": "2016-03-01", "sampai": "2016-03-31", "tempat": "53.01"}, "Untuk bulan: pilih provinsi"),
        ({"tempat": "53.01.16"}, "di bawah kabupaten/kota"),
        ({"by": "role,sex"}, "satu kolom"),
        ({"by": "year,status"}, "Rincian itu tidak diumumkan"),
        ({"by": "month,role", "tahun": "2017"}, "hanya diumumkan per tahun"),
        ({"satuan": "anak"}, "hanya untuk ABH, per tahun, untuk Indonesia dan provinsi"),
        ({"satuan": "anak", "by": "year", "tempat": "53.01"}, "hanya untuk ABH, per tahun"),
        ({"satuan": "perkara", "by": "month", "tempat": "52", "tahun": "2024"}, "hanya untuk ABH, per tahun"),
        ({"dari": "2026-01-01"}, "belum diumumkan"),
    ],
)
def test_what_is_never_told_is_refused_with_why_and_what_is_told_beside_it(
    people: Any, capsys: Any, asked: dict[str, str], why: str
) -> None:
    body = page(people, **asked)
    assert why in body
    assert figures(body)[0] == ["Tahun", "Jumlah"]
    argv = [f"{FLAGS[name]}={value}" for name, value in asked.items() if name in FLAGS]
    if "tahun" not in asked:
        assert main(["count", "abh", *argv, "--as", GITA]) == 2
        told = capsys.readouterr()
        assert why in told.err
        assert told.out == ""


BEYOND = [
    {"status": "open"},
    {"sex": "L", "role": "child_victim"},
    {"apa": "semua"},
    {"tahun": "2o17"},
    {"dari": "Januari"},
    {"tahun": "2017", "sampai": "2016-12-31"},
]


@pytest.mark.parametrize("asked", BEYOND)
def test_a_filter_that_the_ladder_does_not_know_is_refused_and_not_left_out(people: Any, asked: dict[str, str]) -> None:
    why = "Saringan itu tidak tersedia untuk angka yang diumumkan."
    assert why in page(people, **asked)
    assert people.client("gita").get(reverse("statistics:rekap_xlsx"), asked).status_code == 302
    assert why not in page(people, **dict.fromkeys(asked, ""))


@pytest.mark.parametrize("by", ["month", "year", "place", "year,role", ""])
@pytest.mark.parametrize(
    "odd",
    [
        *({"tahun": text} for text in ("1", "0001", "9999", "99999999999999", "-5", "２０１７", "2026")),
        *({"dari": "1900-01-01", "sampai": last} for last in ("9999-12-31", "1900-01-31", "2016-02-29")),
        {"dari": "9999-12-01"}, {"tempat": "99"}, {"tempat": "53.99"}, {"tempat": "'"}, {"satuan": "", "apa": ""},
    ],
    ids=str,
)  # fmt: skip
def test_whatever_an_address_asks_is_answered(people: Any, odd: dict[str, str], by: str) -> None:
    browser = people.client("gita")
    assert browser.get(reverse("statistics:rekap"), odd | {"by": by}).status_code == 200
    assert browser.get(reverse("statistics:rekap_xlsx"), odd | {"by": by}).status_code in {200, 302}


def test_a_place_that_there_is_not_is_said_and_an_empty_unit_is_the_usual_one(people: Any) -> None:
    assert "Wilayah itu tidak dikenal." in page(people, tempat="99")
    assert "Anak dan perkara" not in page(people, satuan="", by="year,role")


FLAGS = {"dari": "--from", "sampai": "--to", "tempat": "--place", "by": "--by", "satuan": "--unit"}


def test_a_year_that_was_not_closed_is_not_told(people: Any) -> None:
    body = page(people)
    assert "diumumkan sampai Des 2025" in body
    assert not re.search(r'<th scope="row">2026', body)


def test_the_clerk_reads_the_same_numbers_as_the_analyst_and_opens_nothing(people: Any) -> None:
    assert figures(page(people, "indah")) == figures(page(people, tempat="53.01"))
    assert "/rekap/kasus/" not in page(people, "indah")
    assert people.client("indah").get(reverse("statistics:rekap_cases")).status_code == 404


def test_signs_are_explained_where_they_stand_and_only_there(people: Any) -> None:
    small = page(people, tempat="53", by="month", tahun="2016")
    assert "<5" in {cell for row in figures(small) for cell in row}
    assert "“<5”: satu sampai empat kasus." in small
    assert "“•”" in page(people, tempat="53.02", by="year")
    whole = page(people, tempat="52", by="year", tahun="2024")
    assert not any(sign in whole for sign in ("“<5”", "“•”", "“–”"))


def test_the_reason_of_a_dash_is_the_one_that_holds(people: Any) -> None:
    running, divided = "sejak Januari tiap bulannya", "Rincian hanya ada bila setahun"
    months = {"tempat": "53", "by": "month", "tahun": "2026"}
    body = page(people, **months)
    assert column(figures(body), "Jan 2026") == ["–"]
    assert running in body
    assert divided not in body
    book = openpyxl.load_workbook(
        BytesIO(people.client("gita").get(reverse("statistics:rekap_xlsx"), months).content)
    ).active
    told = " ".join(str(cell) for row in book.iter_rows(values_only=True) for cell in row if cell)
    assert running in told
    assert divided not in told
    few = page(people, tempat="53.02", by="year,role")
    assert divided in few
    assert running not in few


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ({"tempat": "53.01", "by": "month", "tahun": "2016"}, "Kab. Kupang (53.01) · 2015–2025"),
        ({"tempat": "53.01", "by": "half", "tahun": "2018"}, "Kab. Kupang (53.01) · 2018"),
        ({"tempat": "52", "by": "month", "tahun": "2026"}, "(52) · Jan–Okt 2026"),
    ],
)
def test_a_table_is_headed_by_what_it_is_and_the_refusal_stands_in_its_card(
    people: Any, asked: dict[str, str], heading: str
) -> None:
    body = page(people, **asked)
    card = next(part for part in body.split('<section class="card') if '<table class="numbers">' in part)
    title = re.search(r"<h2>(.*?)</h2>", card)
    caption = re.search(r"<caption[^>]*>(.*?)</caption>", card)
    assert title
    assert caption
    assert title[1].endswith(heading)
    assert caption[1] == title[1]
    assert ("Yang diminta tidak diumumkan" in card) == ("Yang diminta tidak diumumkan" in body)


def test_a_look_is_recorded_with_its_question(people: Any, capsys: Any) -> None:
    page(people, tempat="53.01", by="year", tahun="2017")
    people.client("gita").get(reverse("statistics:rekap_xlsx"), {"tempat": "52", "by": "year"})
    line(people, capsys, "abh", "--by", "year", "--place", "53.02")
    gita = people.actor("gita")
    asked = View.objects.filter(worker=gita.worker, what="count").order_by("pk").values_list("question", flat=True)
    assert [*asked] == [
        "tempat=53.01&by=year&tahun=2017",
        "tempat=52&by=year",
        "apa=abh&by=year&satuan=kasus&tempat=53.02&dari=&sampai=",
    ]


def test_the_page_keeps_to_few_statements(people: Any, few_statements: Any) -> None:
    for asked in ({}, {"tempat": "52", "by": "place,role", "tahun": "2024"}):
        few_statements(people.client("gita"), reverse("statistics:rekap"), asked)


@pytest.mark.parametrize(
    "forbidden",
    [
        "UPDATE statistics_releasedcell SET number = 1", "DELETE FROM statistics_releasedcell",
        "INSERT INTO statistics_releasedcell (item) VALUES ('abh')",
        "DELETE FROM statistics_release",
    ],
)  # fmt: skip
def test_the_app_reads_what_was_told_and_cannot_touch_it(forbidden: str) -> None:
    denied = pytest.raises(ProgrammingError, match="permission denied")
    with denied, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(forbidden)


def test_a_hidden_number_stands_nowhere(people: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(number) FROM statistics_releasedcell WHERE sign <> 'told'")
        assert (cursor.fetchone() or (0, 0))[1] == 0
        cursor.execute("SELECT count(*) FROM statistics_releasedcell WHERE number BETWEEN 1 AND 4")
        assert (cursor.fetchone() or (1,))[0] == 0
