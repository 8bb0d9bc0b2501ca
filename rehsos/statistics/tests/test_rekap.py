"""The rekap on the screen and as a workbook: who sees which numbers, and that each opens its list."""

import html
import re
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from rehsos.audit.actions import new_id
from rehsos.audit.models import View
from rehsos.cases.models import Case
from rehsos.intake.models import Report
from rehsos.intake.tests.test_intake import received
from rehsos.justice.models import Matter, Part, Side
from rehsos.justice.roles import Role
from rehsos.justice.tests.test_two_sides import walled as behind_a_wall

from .years import bare, person, put, put_years

PERIOD = {"dari": "2015-01-01", "sampai": "2018-06-30"}
MOST_STATEMENTS = 7 + 3  # and past a wall, what it closes, and back; the aduan beside it


@pytest.fixture
def kupang(people: Any) -> Any:
    by = people.actor("melati")
    put_years(by, person(by).pk)
    return by


def shown(people: Any, who: str, name: str = "statistics:rekap", **asked: str) -> str:
    answer = people.client(who).get(reverse(name), {**PERIOD, **asked})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def figures(body: str) -> list[list[str]]:
    """The table as a reader sees it: each row's words."""
    table = body[body.index('<table class="numbers">') : body.index("</table>")]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def links(body: str) -> list[str]:
    return re.findall(r'href="([^"]*/rekap/kasus/[^"]*)"', body)


def test_the_name_of_an_act_keeps_its_capitals(people: Any, kupang: Any) -> None:
    assert "Kasus menurut umur menurut UU SPPA" in shown(people, "melati", by="age_band")


def test_the_worker_sees_the_published_years_with_the_peksos_in_post(people: Any, kupang: Any) -> None:
    assert figures(shown(people, "melati")) == [
        ["Tahun", "Anak (berkonflik)", "Anak korban", "Anak saksi", "Jumlah", "Pekerja sosial bertugas"],
        ["2015", "3", "4", "1", "8", "2"],
        ["2016", "5", "6", "2", "13", "2"],
        ["2017", "19", "24", "7", "50", "2"],
        ["2018 Jan–Jun", "9", "11", "3", "23", "2"],
        ["Jumlah", "36", "45", "13", "94", ""],
    ]


def test_the_page_names_unit_place_period_and_who_counts(people: Any, kupang: Any) -> None:
    body = shown(people, "melati")
    assert (
        "Dihitung: kasus · Kab. Kupang (53.01) · menurut tanggal dibuka · yang menghitung: Dinsos Kab. Kupang · "
        "1 Jan 2015 – 30 Jun 2018"
    ) in body


def test_the_chart_has_the_numbers_of_the_table_and_hatches_the_part_year(people: Any, kupang: Any) -> None:
    body = shown(people, "melati")
    chart = body[body.index('<svg class="chart"') :]
    assert "2015: 8 kasus; 2016: 13 kasus; 2017: 50 kasus; 2018 (Jan–Jun): 23 kasus;" in chart
    assert chart.count('fill="url(#rekap-hatch)"') == 1


def test_every_cell_and_total_opens_as_many_cases_as_it_says(people: Any, kupang: Any) -> None:
    browser = people.client("melati")
    body = shown(people, "melati")
    opened = [
        len(set(re.findall(r"20\d\d-[a-z]{3}-\d+", browser.get(link).content.decode())) - {""}) for link in links(body)
    ]
    said = [int(cell) for row in figures(body)[1:] for cell in row[1:5]]
    assert opened == [min(number, 50) for number in said]


def test_the_list_behind_a_number_is_named_as_the_person_may_see_and_recorded(people: Any, kupang: Any) -> None:
    asked = {"by": "year,role", "year": "2017", "role": Role.VICTIM}
    body = shown(people, "melati", "statistics:rekap_cases", **asked)
    assert "24 kasus" in body
    assert "R.T." in body
    assert "Rambu" not in body
    people.actor("melati")
    assert View.objects.filter(worker=1, what="list").count() == 1
    by_code = shown(people, "eka", "statistics:rekap_cases", **asked, tempat="")
    assert "24 kasus" in by_code
    assert "R.T." not in by_code


def test_the_list_behind_an_age_of_the_law_says_the_age_at_the_deed(people: Any, kupang: Any) -> None:
    """Three cases of one year: guessed at 11 at the deed, known to be 13, and a child of no perkara."""
    day = date(2019, 2, 2)
    guessed, known, apart = (
        bare(kupang, Case.objects.all()[0].client_id, code, day, age=15, **other)
        for code, other in (
            ("2019-oda-1", {"age_at_deed": 11}),
            ("2019-oda-2", {"age_at_deed": 13}),
            ("2019-oda-3", {"role": Role.NONE}),
        )
    )
    put(kupang, [guessed, known, apart])
    for case, estimated in ((guessed, True), (known, False)):
        matter = Matter.objects.create(id=new_id(), offices=[3])
        Part.objects.create(id=new_id(), case=case, matter=matter, person=person(kupang), role=case.role,
                            side=Side.HARMED, age_at_deed=case.age_at_deed, age_estimated=estimated)  # fmt: skip
    year = {"dari": "2019-01-01", "sampai": "2019-12-31", "apa": "cases"}
    by_law = said_of(shown(people, "melati", "statistics:rekap_cases", **year, by="age_band"))
    assert by_law["2019-oda-1"] == "kira-kira 11 th saat kejadian"
    assert by_law["2019-oda-2"] == "13 th saat kejadian"
    assert by_law["2019-oda-3"] == "kira-kira 16 th"
    narrowed = said_of(shown(people, "melati", "statistics:rekap_cases", **year, by="year,role", age_band="under_12"))
    assert narrowed == {"2019-oda-1": "kira-kira 11 th saat kejadian"}
    at_opening = said_of(shown(people, "melati", "statistics:rekap_cases", **year, by="report_band"))
    assert set(at_opening.values()) == {"kira-kira 16 th saat kasus dibuka"}


def said_of(body: str) -> dict[str, str]:
    """The age on each line of the list, by the code of the case."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    said = ((re.search(r"2019-oda-\d", row), re.search(r'<span class="muted">([^<]*)</span>', row)) for row in rows)
    return {code[0]: age[1] for code, age in said if code and age}


def test_the_list_pages_by_key(people: Any, kupang: Any) -> None:
    browser = people.client("melati")
    first = browser.get(reverse("statistics:rekap_cases"), PERIOD).content.decode()
    found = re.search(r'href="([^"]*sesudah=[^"]*)" rel="next"|rel="next"[^>]*href="([^"]*sesudah=[^"]*)"', first)
    more = re.search(r'href="(\?[^"]*sesudah=[^"]*)"', first)
    assert found or more
    second = browser.get(reverse("statistics:rekap_cases") + html.unescape(more[1] if more else "")).content.decode()
    codes = [set(re.findall(r"20\d\d-[a-z]{3}-\d+", body)) for body in (first, second)]
    assert (len(codes[0]), len(codes[1]), len(codes[0] | codes[1])) == (50, 44, 94)


def test_the_peksos_of_another_kab_sees_their_own_office_only(people: Any, kupang: Any) -> None:
    dewi = people.actor("dewi")
    put(dewi, [bare(dewi, person(dewi, "Lia").pk, f"t{n}", kupang_day(2016)) for n in range(3)])
    body = shown(people, "dewi")
    assert "Kab. Timor Tengah Selatan (53.02)" in body
    assert figures(body)[-1][1:5] == ["0", "3", "0", "3"]
    assert "0 kasus" in shown(people, "dewi", "statistics:rekap_cases", tempat="53.01")


def kupang_day(year: int) -> Any:
    from datetime import date

    return date(year, 4, 5)


def test_the_province_sees_the_dinas_below_it_and_opens_cells(people: Any, kupang: Any) -> None:
    body = shown(people, "eka", by="place,role")
    assert ["Kab. Kupang (53.01)", "36", "45", "13", "94"] in figures(body)
    assert len(links(body)) == 8


def test_the_analyst_gets_404_everywhere_else(people: Any, kupang: Any) -> None:
    browser = people.client("gita")
    case = Case.objects.first()
    assert case
    for name, args in (
        ("statistics:rekap_cases", []),
        ("statistics:my_month", []),
        ("desk:team", []),
        ("desk:cases", []),
        ("cases:case", [case.code]),
    ):
        assert browser.get(reverse(name, args=args)).status_code == 404, name


def test_children_who_live_elsewhere_are_said_beside_the_table(people: Any, kupang: Any) -> None:
    client = Case.objects.all()[0].client_id
    put(kupang, [bare(kupang, client, "else", kupang_day(2016), place_id="53.02")])
    body = shown(people, "melati")
    assert "1 lagi dihitung kantor ini untuk anak yang tinggal di tempat lain." in body
    assert figures(shown(people, "melati", tempat=""))[-1][4] == "95"


def test_a_table_is_narrowed_by_what_its_address_says_and_says_so(people: Any, kupang: Any) -> None:
    """Of 2016 two cases have ended: by hand 11 of 13 run."""
    ended = [case.pk for case in Case.objects.filter(opened_on__year=2016)[:2]]
    Case.objects.filter(pk__in=ended).update(status="closed", closed_on=date(2017, 1, 2))
    asked = {"tempat": "53.01", "by": "year", "dari": "2016-01-01", "sampai": "2016-12-31"}
    assert figures(shown(people, "melati", **asked))[-1][1] == "13"
    body = shown(people, "melati", **asked, status="open")
    assert figures(body)[-1][1] == "11"
    assert "Angka ini disaring: Keadaan Berjalan." in body
    assert 'name="status" value="open"' in body
    answer = people.client("melati").get(reverse("statistics:rekap_xlsx"), {**asked, "status": "open"})
    rows = [*openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)]
    assert ("Keadaan", "Berjalan") in {row[:2] for row in rows}
    assert [row[1] for row in rows if row[0] == "Jumlah"] == [11]
    listed = (
        people.client("melati").get(reverse("statistics:rekap_cases"), {**asked, "status": "open"}).content.decode()
    )
    assert "<h1>11 kasus</h1>" in listed


UNKNOWN_WORDS = [
    {"status": "terbuka"}, {"keadaan": "open"}, {"apa": "aduan"}, {"satuan": "orang"}, {"by": "year,umur"},
    {"by": "year,role,sex"}, {"tempat": "99.99"}, {"dari": "kemarin"}, {"sampai": "2018-13-01"},
    {"dari": "2018-02-01", "sampai": "2018-01-01"}, {"year": "2o16"}, {"month": "2016-1"}, {"sesudah": "x"},
]  # fmt: skip


@pytest.mark.parametrize("words", UNKNOWN_WORDS)
def test_a_word_that_is_not_known_is_said_and_never_left_out_in_silence(
    people: Any, kupang: Any, words: dict[str, str]
) -> None:
    said = "Tidak dikenal, jadi tidak menyaring: " + next(f"{name}={value}" for name, value in words.items())
    pages = ("statistics:rekap",) if "sesudah" in words else ("statistics:rekap", "statistics:rekap_cases")
    for name in pages:
        assert said in html.unescape(people.client("melati").get(reverse(name), words).content.decode()), name
        assert "Tidak dikenal" not in people.client("melati").get(reverse(name)).content.decode()
    book = people.client("melati").get(reverse("statistics:rekap_xlsx"), words)
    assert book.status_code == 302
    assert book["Location"].startswith(reverse("statistics:rekap") + "?")


@pytest.mark.parametrize("words", [{"bulan": "Januari"}, {"bulan": "2018-13"}, {"bulan": "2999-01"}, {"tahun": "2018"}])
def test_the_month_page_says_what_it_does_not_know(people: Any, kupang: Any, words: dict[str, str]) -> None:
    page = people.client("melati").get(reverse("statistics:my_month"), words).content.decode()
    assert "Tidak dikenal, jadi tidak menyaring" in page
    assert people.client("melati").get(reverse("statistics:my_month_xlsx"), words).status_code == 302
    assert (
        "Tidak dikenal"
        not in people.client("melati").get(reverse("statistics:my_month"), {"bulan": "2018-03"}).content.decode()
    )


@pytest.mark.parametrize(
    "nonsense",
    [
        {"by": "name,sealed"}, {"by": "year,year"}, {"dari": "kemarin", "sampai": "2018-13-40"}, {"satuan": "'"},
        {"tempat": "53.01' OR 1=1"}, {"apa": "x"}, {"dari": "2018-01-01", "sampai": "2015-01-01"},
        {"dari": "0001-01-01"}, {"month": "x", "year": "abc"}, {"sampai": "9999-12-31"},
    ],
)  # fmt: skip
def test_nonsense_in_the_address_is_left_out(people: Any, kupang: Any, nonsense: dict[str, str]) -> None:
    for name in ("statistics:rekap", "statistics:rekap_cases"):
        assert people.client("melati").get(reverse(name), nonsense).status_code == 200


def test_the_workbook_says_what_it_counts_and_holds_the_same_numbers(people: Any, kupang: Any) -> None:
    answer = people.client("melati").get(reverse("statistics:rekap_xlsx"), PERIOD)
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    told = {row[0]: row[1] for row in rows if len(row) == 2}
    assert told["Dihitung"] == "kasus"
    assert told["Tempat tinggal"] == "Kab. Kupang (53.01)"
    assert told["Masa"] == "1 Jan 2015 – 30 Jun 2018"
    assert told["Yang menghitung"] == "Dinsos Kab. Kupang"
    assert told["Dibuat oleh"].startswith("Melati Contoh, Dinsos Kab. Kupang")
    assert ["2018 (Jan–Jun)", 9, 11, 3, 23, 2] in rows
    assert ["Jumlah", 36, 45, 13, 94] in rows
    people.actor("melati")
    assert View.objects.filter(worker=1, what="count").count() == 1


def test_the_page_speaks_english(people: Any, kupang: Any) -> None:
    answer = people.client("melati").get(reverse("statistics:rekap"), PERIOD, headers={"accept-language": "en"})
    assert 'lang="en"' in answer.content.decode()


@pytest.mark.parametrize("who", ["melati", "eka"])
@pytest.mark.parametrize("name", ["statistics:rekap", "statistics:rekap_cases", "statistics:my_month"])
def test_pages_keep_to_their_statements(people: Any, kupang: Any, few_statements: Any, who: str, name: str) -> None:
    if (who, name) != ("eka", "statistics:my_month"):  # the province works no case
        few_statements(people.client(who), reverse(name), {"year": "2015"}, most=MOST_STATEMENTS)


def test_the_table_of_an_office_is_the_same_on_both_sides_of_a_wall(people: Any) -> None:
    harmed, _accused = behind_a_wall(people)
    bima, citra = (people.client(who).get(reverse("statistics:rekap")).content.decode() for who in ("bima", "citra"))
    assert re.findall(r"<td.*?</td>", bima) == re.findall(r"<td.*?</td>", citra)
    listed = people.client("bima").get(reverse("statistics:rekap_cases")).content.decode()
    assert harmed.case.code not in listed
    assert "1 kasus pihak lain" in listed
    assert "kasus pihak lain" not in people.client("citra").get(reverse("statistics:rekap_cases")).content.decode()


def test_how_many_ages_are_estimates_is_said_of_every_unit(people: Any, kupang: Any) -> None:
    """The children's births are estimates, and their cases have no part that says otherwise."""
    for satuan in ("kasus", "anak", "perkara"):
        by_report = shown(people, "melati", by="report_band", satuan=satuan, apa="cases", tempat="")
        assert "94 kasus di antaranya memakai umur perkiraan." in by_report, satuan
        by_law = shown(people, "melati", by="age_band", satuan=satuan, tempat="")
        assert "memakai umur perkiraan" not in by_law, satuan


def test_reports_stand_beside_the_cases_that_came_of_them(people: Any, kupang: Any) -> None:
    by = people.actor("melati")
    for _number in range(2):
        received(by)
    Report.objects.filter(pk=received(by).pk).update(decision="consultation")
    page = people.client("melati").get(reverse("statistics:rekap")).content.decode()
    assert "Aduan dan permintaan diterima dalam masa ini: 3 (Belum diputuskan 2, Konsultasi 1)." in page
    earlier = people.client("melati").get(reverse("statistics:rekap"), PERIOD).content.decode()
    assert "Aduan dan permintaan diterima" not in earlier
    assert (
        "Aduan dan permintaan diterima" not in people.client("gita").get(reverse("statistics:rekap")).content.decode()
    )


def test_a_table_names_only_offices_whose_rows_it_counts(people: Any) -> None:
    """The office above sees no report: a nought of its dinas would be false, so the dinas are not named."""
    browser = people.client("eka")
    assert "dan dinas di bawahnya" in browser.get("/rekap/?apa=cases&by=year").content.decode()
    reports = browser.get("/rekap/?apa=reports&by=year").content.decode()
    assert "dan dinas di bawahnya" not in reports


def test_the_office_above_reads_where_the_reports_of_its_dinas_are_counted(people: Any) -> None:
    """It read “Aduan masuk … Dinsos Prov. NTT” and a nought, as if nobody in the province had told of anything."""
    received(people.actor("melati"))
    said = "nol di sini bukan nol di provinsi"
    reports, cases = (people.client("eka").get(f"/rekap/?apa={what}&by=year").content.decode()
                      for what in ("reports", "cases"))  # fmt: skip
    assert "Di sini hanya aduan dan permintaan yang tercatat di " in reports
    assert said in reports
    assert said not in cases
    assert said not in people.client("melati").get("/rekap/?apa=reports&by=year").content.decode()
