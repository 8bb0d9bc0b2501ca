"""One age: as somebody knew it, alike on the page, in the form, on paper and in the count; never a guess of ours."""

import re
from datetime import date, timedelta
from importlib import import_module
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions.opening import open_case
from rehsos.cases.models import Case, CaseKind, Circumstance, Clock
from rehsos.console import main as console
from rehsos.directory.models import Place
from rehsos.justice.actions.matter import Particulars, open_matter
from rehsos.justice.models import MISTAKE, Matter, Part, Side
from rehsos.justice.roles import Role
from rehsos.law.ages import years_between
from rehsos.letters.tests.report_bench import Bench, docx_text, pdf_text
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Person, Sex
from rehsos.statistics.counting import count

THIS_YEAR = timezone.localdate().year


class Aged(Bench):
    """A child of whose birth somebody knows a day, a year, or makes a guess; harmed three days ago."""

    def __init__(
        self, people: Any, *, role: Role = Role.VICTIM, typed: int | None = None, told: int | None = None, **birth: Any
    ) -> None:
        self.birth, self.role, self.typed, self.told = birth, role, typed, told
        super().__init__(people)

    @property
    def event(self) -> date:
        return (self.now - timedelta(days=3)).date()

    def _case(self) -> Case:
        told = {"birth_year": None, "birth_estimated": False, **self.birth}
        day, proof = told.pop("birth_date", ""), told.pop("proof", "")
        identity = Identity(called="Rambu", full_name="Rambu Teladan", birth_date=day, birth_proof=proof)
        client = register_person(identity=identity, sex=Sex.FEMALE, **told, by=self.melati, action_id=new_id())
        given: dict[str, Any] = {
            "client": client, "types": ("child_in_justice",), "primary_type": "child_in_justice",
            "place": Place.objects.get(pk="53.01"), "event_place": None, "opened_on": self.now.date(),
            "kind": CaseKind.CASE, "report": None, "earlier": None, "role": self.role,
            "age": self.told if client.birth_year is None else self.now.year - client.birth_year,
        }  # fmt: skip
        return open_case(**given, by=self.melati, action_id=new_id())

    def _part(self) -> Any:
        particulars = Particulars(police_number="LP/B/9/Contoh", event_from=self.event, penalty_seven_or_more=False)
        part = open_matter(
            case=self.case, role=self.role, side=Side.ACCUSED if self.role == Role.IN_CONFLICT else Side.HARMED,
            particulars=particulars, age_at_deed=self.typed, age_estimated=self.typed is not None,
            earlier_diversi=False if self.role == Role.IN_CONFLICT else None, by=self.melati, action_id=new_id(),
        )  # fmt: skip
        assert part is not None
        return part.pk

    def said(self) -> dict[str, str]:
        """Where the age stands, and what stands there."""
        self.request()
        page = self.browser.get(self.url("cases:case")).content.decode()
        form = self.browser.get(self.url("justice:social_report", self.subject)).content.decode()
        letter = self.report()
        pdf, docx = (
            self.browser.get(self.url(name, letter.pk)).content
            for name in ("letters:letter_pdf", "letters:letter_docx")
        )
        self.as_melati()
        return {"page": page.split("<h1>")[1].split("</h1>")[0], "form": form, "pdf": pdf_text(pdf),
                "docx": docx_text(docx)}  # fmt: skip


GUESS: dict[str, Any] = {"birth_year": THIS_YEAR - 13, "birth_estimated": True}
KNOWN_YEAR: dict[str, Any] = {"birth_year": THIS_YEAR - 13, "birth_estimated": False}


def a_year_known(now: date) -> str:
    """By hand: born in some month of the year 13 years ago, one is 12 until the birthday, and 13 after it."""
    return "13" if (now.month, now.day) == (12, 31) else "12–13"


@pytest.mark.parametrize(
    ("birth", "page", "paper"),
    [
        (GUESS, "kira-kira 13 th", "kira-kira 13 tahun"),
        ({"typed": 13}, "kira-kira 13 th", "kira-kira 13 tahun"),
        (KNOWN_YEAR, "{year} th", "{year} tahun (perkiraan)"),
    ],
    ids=["guessed", "typed as a guess", "a year from a paper"],
)
def test_one_value_followed_to_the_paper(people: Any, birth: Any, page: str, paper: str) -> None:
    bench = Aged(people, **birth)
    said = bench.said()
    told = a_year_known(bench.event)
    assert page.format(year=told) in said["page"]
    assert "saat kejadian" in said["page"]
    wanted = paper.format(year=told)
    assert f"<dd>{wanted}</dd>" in said["form"]
    squeezed = wanted.replace(" ", "")
    assert f"Umursaatkejadian:{squeezed}" in said["pdf"].replace("\n", "") or squeezed in said["pdf"]
    assert wanted in said["docx"] or squeezed in said["docx"].replace(" ", "")
    assert Part.objects.values_list("age_at_deed", flat=True).get() == 13


@pytest.mark.parametrize(
    ("proof", "estimated", "said"),
    [
        ("worker_guess", True, "(perkiraan petugas)"),
        ("family_says", True, "(perkiraan, keterangan keluarga)"),
        ("", True, "(perkiraan)"),
        ("school", False, "(ijazah atau rapor)"),
    ],
)
def test_the_letter_says_once_that_a_year_is_an_estimate(people: Any, proof: str, estimated: bool, said: str) -> None:
    year = THIS_YEAR - 13
    bench = Aged(people, birth_year=year, birth_estimated=estimated, proof=proof)
    paper, told = bench.said(), f"tahun{year}{said}".replace(" ", "")
    for name in ("pdf", "docx"):
        assert told in paper[name]


@pytest.mark.parametrize("birth", [GUESS, KNOWN_YEAR])
def test_the_count_takes_the_band_of_the_recorded_year(people: Any, birth: Any) -> None:
    bench = Aged(people, **birth)
    year: dict[str, Any] = {"first": date(bench.now.year, 1, 1), "last": date(bench.now.year, 12, 31)}
    table = count("abh", ("age_band",), **year, by_actor=people.actor("melati"))
    assert {row[0]: n for row, n in table.counts.items() if n and row[0]} == {"12_13": 1}


TURNED_13: dict[str, Any] = {"birth_date": timezone.localdate().replace(day=1, year=THIS_YEAR - 13).isoformat()}
SAID = re.compile(r"(?:kira-kira )?\d+(?:–\d+)? th\b(?: \(perkiraan\))?")
"""An age as a page says it."""


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        (GUESS, "kira-kira 13 th"),
        (KNOWN_YEAR, f"{a_year_known(timezone.localdate())} th (perkiraan)"),
        (TURNED_13, "13 th"),
        ({"told": 13}, "kira-kira 13 th"),
    ],
    ids=["guessed", "a year from a paper", "a day", "told at the opening"],
)
def test_every_page_says_the_age_in_the_same_words(people: Any, birth: dict[str, Any], words: str) -> None:
    bench = Aged(people, **birth)
    bench.request()  # its clock is a line of Hari ini
    case, client = bench.url("cases:case"), str(bench.case.client_id)
    bench.as_melati()
    Part.objects.update(ended_by=MISTAKE)  # or the case says the age at the deed, which has tests of its own
    pages = {
        name: bench.browser.get(address).content.decode()
        for name, address in {
            "today": "/",
            "cases": "/kasus/",
            "case": case,
            "print": reverse("cases:case_print", args=[bench.case.code]) + "?untuk=field",
            "behind a number": f"/rekap/kasus/?dari={THIS_YEAR}-01-01&sampai={THIS_YEAR}-12-31",
        }.items()
    }  # fmt: skip
    if "told" not in birth:  # of a person nothing is known then: only the case was told
        pages["search"] = bench.browser.post("/orang/", {"q": "Rambu Teladan"}).content.decode()
        pages["person"] = bench.browser.get(f"/orang/{client}/").content.decode()
        pages["opening"] = bench.browser.get(f"/kasus/baru/{client}/").content.decode()
    assert {name: set(SAID.findall(page)) for name, page in pages.items()} == {name: {words} for name in pages}


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        (GUESS, "kira-kira 13 th saat kejadian"),
        ({"typed": 14, **GUESS}, "13–14 th (perkiraan) saat kejadian"),
        (TURNED_13, None),
    ],
    ids=["guessed", "another guess", "a day"],
)
def test_with_a_matter_every_page_says_the_age_at_the_deed(
    people: Any, birth: dict[str, Any], words: str | None
) -> None:
    """The list said 13–14 of somebody whose title said 14 at the deed: older then than perhaps now."""
    bench = Aged(people, **birth)
    bench.request()
    if words is None:
        born = date.fromisoformat(TURNED_13["birth_date"])
        words = f"{years_between(born, bench.event)} th saat kejadian"
    bench.as_melati()
    found = ages_of(bench)
    assert found == {name: {words} for name in found}


def test_a_sure_age_at_the_deed_stands_alone_on_every_page(people: Any) -> None:
    bench = Aged(people, **GUESS)
    bench.request()
    bench.as_melati()
    Part.objects.update(age_at_deed=14, age_estimated=False)
    Case.objects.update(age_at_deed=14)
    assert set().union(*ages_of(bench).values()) == {"14 th saat kejadian"}


def ages_of(bench: Aged) -> dict[str, set[str]]:
    """How the age of its client is said, page by page."""
    year = f"dari={THIS_YEAR}-01-01&sampai={THIS_YEAR}-12-31"
    addresses = {
        "today": "/", "cases": "/kasus/", "case": bench.url("cases:case"), "behind a number": f"/rekap/kasus/?{year}",
        "print": reverse("cases:case_print", args=[bench.case.code]) + "?untuk=field",
    }  # fmt: skip
    return {
        name: set(re.findall(SAID.pattern + "(?: saat kejadian)?", _beside_the_name(bench.browser, address)))
        for name, address in addresses.items()
    }


def _beside_the_name(browser: Any, address: str) -> str:
    page: str = browser.get(address).content.decode()
    return page.split("<h1>")[1].split("</h1>", maxsplit=1)[0] if "/kasus/53" in address else page


@pytest.mark.parametrize("birth", [GUESS, KNOWN_YEAR, TURNED_13], ids=["guessed", "a year", "a day"])
def test_who_sees_codes_only_reads_the_same_age(people: Any, birth: dict[str, Any]) -> None:
    bench = Aged(people, **birth)
    mine, theirs = bench.browser.get("/kasus/"), people.client("eka").get("/kasus/")
    assert "Rambu" not in theirs.content.decode()
    assert SAID.findall(theirs.content.decode()) == SAID.findall(mine.content.decode()) != []


@pytest.mark.parametrize(
    ("birth", "at_deed", "at_opening"),
    [(GUESS, True, True), ({"told": 13}, False, True), ({"typed": 13}, True, False), (KNOWN_YEAR, False, False),
     (TURNED_13, False, False)],
)  # fmt: skip
def test_a_table_by_age_says_how_many_stand_there_by_an_estimate(
    people: Any, capsys: Any, birth: dict[str, Any], at_deed: bool, at_opening: bool
) -> None:
    bench = Aged(people, **birth)
    asked = f"/rekap/?dari={THIS_YEAR}-01-01&sampai={THIS_YEAR}-12-31&by="
    words = "1 kasus di antaranya memakai umur perkiraan."
    assert [words in bench.browser.get(asked + by).content.decode() for by in ("age_band", "report_band", "sex")] == [
        at_deed, at_opening, False,
    ]  # fmt: skip
    workbooks = (
        bench.browser.get(asked.replace("?", "unduh/?") + by).content for by in ("age_band", "report_band", "sex")
    )
    assert [words in {cell for row in cells(book) for cell in row} for book in workbooks] == [
        at_deed, at_opening, False,
    ]  # fmt: skip
    for by, said in (("age_band", at_deed), ("report_band", at_opening)):
        console(["count", "abh", "--by", by, "--as", "melati@contoh.test", "--format", "csv"])
        told = capsys.readouterr()
        assert (words in told.err, words in told.out) == (said, False)
    console(["count", "abh", "--by", "age_band"])
    assert "Umur perkiraan dihitung menurut tahun lahir yang tercatat." in capsys.readouterr().err


def cells(book: bytes) -> Any:
    """The rows of a workbook's first sheet."""
    return openpyxl.load_workbook(BytesIO(book)).active.iter_rows(values_only=True)


def test_a_birthday_is_exact_everywhere(people: Any) -> None:
    now = timezone.localdate()
    born = (now - timedelta(days=3)).replace(year=now.year - 12) + timedelta(days=1)  # twelve the day after the event
    said = Aged(people, birth_date=born.isoformat()).said()
    assert "11 th saat kejadian" in said["page"]
    assert "<dd>11 tahun</dd>" in said["form"]


def test_what_a_document_says_is_printed_as_it_is_written(people: Any) -> None:
    bench = Aged(people, **GUESS)
    bench.request()
    letter = bench.report(age_at_deed="12 tahun 7 bulan (surat baptis)")
    pdf = pdf_text(bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content)
    assert "12tahun7bulan(suratbaptis)" in pdf.replace(" ", "")
    assert "kira-kira13" not in pdf.replace(" ", "")


@pytest.mark.parametrize(("guess", "bound"), [(11, 12), (12, 12), (13, 14), (14, 14), (17, 18), (10, None), (15, None)])
def test_a_range_across_a_bound_is_a_finding_and_no_track(people: Any, guess: int, bound: int | None) -> None:
    bench = Aged(people, role=Role.IN_CONFLICT, birth_year=THIS_YEAR - guess, birth_estimated=True)
    page = bench.browser.get(bench.url("cases:case")).content.decode()
    bench.as_melati()
    known = Circumstance.objects.filter(subject=bench.subject, code="act_age_band").exclude(value="")
    assert known.exists() == (bound is None)
    said = [years for years in (12, 14, 18) if f"di bawah {years} tahun atau tidak" in page]
    assert said == ([bound] if bound else [])
    assert not Clock.objects.filter(rule__startswith="u12", state="running").exists() or guess < 11


def test_a_victim_is_asked_only_about_eighteen(people: Any) -> None:
    bench = Aged(people, birth_year=THIS_YEAR - 12, birth_estimated=True)
    assert "perlu dipastikan" not in bench.browser.get(bench.url("cases:case")).content.decode()


@pytest.mark.parametrize(("typed", "kept"), [(None, 13), (12, 12)])
def test_an_upgrade_mends_what_was_computed_and_keeps_what_was_typed(people: Any, typed: int | None, kept: int) -> None:
    """By hand: about 13 this year, harmed this year; the lowest age of a year more or less was 11."""
    bench = Aged(people, typed=typed, **GUESS)
    event = date(bench.now.year, 6, 1)
    Matter.objects.update(event_from=event)
    Part.objects.update(age_at_deed=11 if typed is None else typed)
    migration = import_module("rehsos.justice.migrations.0003_an_estimated_age_is_the_recorded_years")
    for _again in range(2):
        with connection.cursor() as cursor:
            cursor.execute(migration.RECORDED)
        assert Part.objects.values_list("age_at_deed", flat=True).get() == kept


def test_an_upgrade_gives_cases_that_exist_the_age_at_the_deed_of_their_first_part(people: Any) -> None:
    bench = Aged(people, typed=12, **GUESS)
    Case.objects.update(age_at_deed=None)
    fill = import_module("rehsos.justice.migrations.0008_cases_count_by_the_age_at_the_deed").FIRST_PART
    for ended, kept in (("", 12), (MISTAKE, 12)):
        Part.objects.update(ended_by=ended)
        with connection.cursor() as cursor:
            cursor.execute(fill)
            assert cursor.rowcount == (ended == "")
        assert Case.objects.values_list("age_at_deed", flat=True).get(pk=bench.case.pk) == kept


# ------------------------------------------------------------------ what is typed of a birth


def typed(**other: str) -> dict[str, str]:
    return {"action_id": str(new_id()), "called": "Yunus", "sex": "L", "looked": "1", **other}


@pytest.mark.parametrize("field", [{"birth_date": "1880-01-01"}, {"birth_date": "1 Jan 1880"}, {"birth_year": "1880"}])
def test_a_date_and_a_year_have_one_bound(people: Any, field: dict[str, str]) -> None:
    answer = people.client("melati").post("/orang/baru/", typed(**field))
    assert answer.status_code == 422
    assert "tidak mungkin" in answer.content.decode()


@pytest.mark.parametrize(
    ("date_typed", "year", "asked"),
    [("2012-05-01", "2012", False), ("2012-05-01", "2013", True), ("2012-05-01", "9", True)],
)
def test_a_date_and_an_age_that_contradict_are_told_and_saved(
    people: Any, date_typed: str, year: str, asked: bool
) -> None:
    browser = people.client("melati")
    answer = browser.post("/orang/baru/", typed(birth_date=date_typed, birth_year=year))
    assert answer.status_code == 302
    assert ("tidak cocok dengan tanggal lahir 1 Mei 2012" in browser.get(answer.url).content.decode()) is asked


def test_the_age_by_a_birthday_does_not_contradict_it(people: Any) -> None:
    born = timezone.localdate() + timedelta(days=20)
    answer = people.client("melati").post(
        "/orang/baru/", typed(birth_date=born.replace(year=born.year - 14).isoformat(), birth_year="13")
    )
    assert answer.status_code == 302


def test_a_date_from_a_paper_replaces_the_estimate_that_stood_there(people: Any) -> None:
    bench = Aged(people, **GUESS)
    person = bench.case.client_id
    sent = typed(called="Rambu", full_name="Rambu Teladan", sex="P", birth_date=f"{THIS_YEAR - 15}-01-05",
                 birth_year=str(THIS_YEAR - 13), version="1")  # fmt: skip
    assert bench.browser.post(f"/orang/{person}/ubah/", sent).status_code == 302
    bench.as_melati()
    assert Person.objects.values_list("birth_year", "birth_estimated").get(pk=person) == (THIS_YEAR - 15, False)


def test_a_sure_age_beside_an_estimated_birth_is_said_to_be_the_matters(people: Any) -> None:
    bench = Aged(people, **GUESS)
    Part.objects.update(age_at_deed=14, age_estimated=False)
    Case.objects.update(age_at_deed=14)
    assert bench.said()["page"] == "Rambu Teladan, 14 th saat kejadian"
    page = bench.browser.get(bench.url("cases:case")).content.decode()
    assert "14 th, menurut catatan perkara" in page, "elsewhere the age of today is a range, for the birth is a guess"
