"""Numbers of others are taken as they are written and sealed; an article and the number of our letter have a shape."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from conftest import unlock
from rehsos.access.actions import operator
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.forms.fields import NOT_SO, Number, Shaped
from rehsos.directory.models import Office
from rehsos.papers.rendering.numbering import EXAMPLE, is_number
from rehsos.vault.keys import destroy

from .. import article
from ..actions.erasing import erase_matters
from ..actions.matter import Particulars, open_matter, update_matter
from ..models import Matter, Part, Side
from ..numbers import marks_of, police_mark
from ..queries import joinable
from ..roles import Role
from ..sealing import words_of
from .bench import case_of, part_of

GIVEN_BY_OTHERS = (
    "LP/B/123/V/2026/SPKT/POLRES KUPANG/POLDA NTT",
    "LP/B/123/V/2026/SPKT.SATRESKRIM/POLRES KUPANG KOTA/POLDA NUSA TENGGARA TIMUR",
    "LP-B/12/XI/2026/Sek Maulafa",
    "LP / 045 / XI / 2026 / Ditreskrimum",
    "LP/B–123/V/2026/SPKT",
    "STPL/B/77/2026/SPKT/Polres Contoh",
    "B/45/V/RES.1.24/2026/Reskrim",
    "B/45/V/RES.1.24./2026/Satreskrim",
    "R/12/XI/2026/Unit PPA",
    "SPDP/12/XI/RES.1.24/2026/Satreskrim",
    "SPDP/12.a/XI/2026/Reskrim",
    "SP.Sidik/33/XI/RES.1.24/2026",
    "BP/101/XII/2026/Reskrim",
    "B-1234/N.3.10/Eku.1/11/2026",
    "PDM-45/KPG/Eku.2/11/2026",
    "B - 77 / N.3.25 / Eku.1 / 12 / 2026",
    "3/Pid.Sus-Anak/2026/PN Kpg",
    "12/Pid.Sus-Anak/2026/PN Oelamasi",
    "1/Pen.Div/2026/PN Kpg jo. 3/Pid.Sus-Anak/2026/PN Kpg",
    "W22.PAS.PAS.15-PK.01.04.02-812",
    "W26-U1/1234/HK.01/XI/2026",
    "400.9.2/123/DINSOS/2026",
    "421/9/SMP",
    "005/XI/2026",
    "S-1/CONTOH",
    "Nomor 12 tahun 2026",
    "12",
    "445/RSUD.812/XI/2026",
)
OURS = (
    "400.9.2/123/DINSOS/2026", "400.9.2.3/812/DSPPPA/XI/2026", "460/77/DINSOS/XI/2026", "463/061/DINSOS",
    "460/12a/DINSOSP3A/2026", "DINSOS.460/12/XI/2026", "045.2/88/DP3AP2KB/XI/2026", "B-123/Dinsos/XI/2026",
    "000.1.5/45/Um/2026", "R.400.9/12/BID.RESOS/2026", "460/DINSOSPPPA/33/2026", "ST-12/UPTD-RPTC/XI/2026",
    "800.1.11.1/5/SEKRETARIAT/2026", "123", "460–77/DINSOS/2026", "460/123/DPPKBPPPA/2026", "460/1/YANREHSOS/2026",
    "460/1/REHABSOS/2026", "1/SOSNAKER/2026", "1/DINKESSOS/2026", "1/LINJAMSOS/2026", "1/DISSOSNAKERTRANS/2026",
    "1/DISNAKERTRANSSOS/2026", "1/DINSOSP3AP2KB/2026", "460/123/Rehsos/2026", "1/Bid.Rehsos/2026", "1/Sekr/2026",
    "1/Din.Sos/2026", "Peg.800/12/2026", "123.a",
)  # fmt: skip
WORDY = (
    "dekat rumah 12 Kp. Marapau", "12 Zurigaha", "460/12/ZURIGAHA/2026", "460/12/Marapau/2026", "Dusun Contoh",
    "460/12 DINSOS", "", "DINSOS", "/", "460//2026", "Ibu-Marta-12", "12/MARAPAU1/2026", "12/DISMARAPAU/2026",
    "12/DINASMarapau/2026", "53/SekreMarapau", "12.M.A.R.A.P.A.U",
)  # fmt: skip
ARTICLES = (
    article.EXAMPLE, "Ps 80", "Ps. 81 ayat (2) UU No. 17 Tahun 2016", "Pasal 6 huruf c UU 12/2022 (TPKS)",
    "Pasal 351 ayat (1) KUHP", "Pasal 363 ayat (1) ke-4 dan ke-5 KUHP", "Pasal 55 ayat (1) ke-1 KUHPidana",
    "Pasal 81 Perppu 1/2016 jo. Pasal 64 KUHP lama", "80, 81", "Pasal 473 UU 1/2023", "Pasal 76D jo. 81 ayat 1",
    "Pasal 310 ayat (4) UU LLAJ", "Pasal 310 UU No. 22 Tahun 2009 tentang Lalu Lintas dan Angkutan Jalan",
    "Pasal 2 ayat (1) UU Darurat No. 12 Tahun 1951", "Pasal 2 UU PTPPO", "Pasal 81 UUPA", "Pasal 466 KUHP Nasional",
    "Pasal 378 alternatif 372",
)  # fmt: skip
NO_ARTICLES = (
    "Pasal 80 Kp Marapau",
    "penganiayaan 12",
    "Dusun Contoh",
    "Pasal",
    "-",
    "12 Zurigaha",
    "Pasal 80 di kampung",
    "12 M A R A P A U",
)


@pytest.mark.parametrize("number", GIVEN_BY_OTHERS)
def test_a_number_of_others_is_taken_as_it_is_written_but_for_blanks_at_its_strokes(number: str) -> None:
    assert Number("").clean(number) == number.replace(" / ", "/")


@pytest.mark.parametrize("number", OURS)
def test_a_number_that_an_agenda_gives_is_taken(number: str) -> None:
    assert is_number(number)


@pytest.mark.parametrize("number", WORDY)
def test_what_holds_words_is_no_number_of_ours(number: str) -> None:
    assert not is_number(number)


@pytest.mark.parametrize("text", ARTICLES)
def test_an_article_is_taken_as_lawyers_write_it(text: str) -> None:
    assert article.is_article(text)


@pytest.mark.parametrize("text", NO_ARTICLES)
def test_what_is_no_article_is_refused(text: str) -> None:
    assert not article.is_article(text)


def test_a_refusal_shows_how_it_is_written() -> None:
    field = Shaped("", fits=is_number, example=EXAMPLE)
    with pytest.raises(ValidationError) as refused:
        field.clean("460/12/ZURIGAHA/2026")
    assert refused.value.messages == [str(NOT_SO).format(example=EXAMPLE)]


NUMBERS = Particulars(
    police_number="LP/B/012/XI/2026/Polres Contoh",
    spdp_number="SPDP/9/XI/2026",
    court_number="3/Pid.Sus-Anak/2026/PN Kpg",
)


@pytest.fixture
def part(people: Any) -> Part:
    by = people.actor("melati")
    return part_of(case_of("rambu", by), Role.VICTIM, by, NUMBERS)


def test_numbers_stand_in_no_column_and_in_no_line_of_the_log(part: Part) -> None:
    told = [*Matter.objects.filter(pk=part.matter_id).values_list(), *Action.objects.values_list("facts", flat=True)]
    assert "Sus-Anak" not in str(told)
    assert "SPDP" not in str(told)
    assert "Polres" not in str(told)
    assert words_of(part.matter).court_number == NUMBERS.court_number


@pytest.mark.parametrize(
    "asked",
    ["LP/B/12/XI/2026", "lp b 012", "12/XI/2026", "3/Pid.Sus-Anak/2026", "pid sus anak", "Polres contoh", "SPDP/9"],
)
def test_a_matter_is_found_by_parts_of_its_numbers(part: Part, people: Any, asked: str) -> None:
    by = people.actor("bima")
    other = case_of("dodi", by)
    assert [m.pk for m in joinable(other, by.worker, asked, "")] == [part.matter_id]


@pytest.mark.parametrize("asked", ["LP/B/13", "4/Pid.Sus-Anak", "Maulafa"])
def test_and_by_no_other_number(part: Part, people: Any, asked: str) -> None:
    del part
    by = people.actor("bima")
    assert joinable(case_of("dodi", by), by.worker, asked, "") == []


def test_the_same_report_however_it_is_typed_is_one_matter(part: Part, people: Any) -> None:
    by = people.actor("melati")
    with pytest.raises(Refused, match="sudah tercatat"):
        part_of(case_of("lia", by), Role.VICTIM, by, Particulars(police_number="lp b 12 xi 2026 POLRES CONTOH"))
    assert part.matter.police_mark == police_mark("LP-B-12-XI-2026-polres contoh")


def test_a_corrected_number_is_found_and_the_old_one_no_more(part: Part, people: Any) -> None:
    by = people.actor("melati")
    update_matter(
        case=part.case, matter=part.matter, particulars=Particulars(police_number="LP/B/99/2026"), version=1, by=by,
        action_id=new_id(),
    )  # fmt: skip
    other = case_of("dodi", by)
    assert joinable(other, by.worker, "LP/B/12", "") == []
    assert [m.pk for m in joinable(other, by.worker, "LP/B/99", "")] == [part.matter_id]


def test_an_article_with_other_words_is_refused_whatever_sends_it(part: Part, people: Any) -> None:
    by = people.actor("melati")
    with pytest.raises(Refused, match="pasalnya saja") as refused:
        open_matter(
            case=case_of("lia", by), role=Role.VICTIM, side=Side.HARMED,
            particulars=Particulars(article="Kp. Marapau 12"), age_at_deed=None, age_estimated=False,
            earlier_diversi=None, by=by, action_id=new_id(),
        )  # fmt: skip
    assert refused.value.field == "article"
    assert Matter.objects.filter(article="").count() == 1


def test_with_the_words_of_a_matter_its_marks_go(part: Part) -> None:
    destroy(part.case_id)
    erase_matters(part.case, "Permintaan 7/2026", operator(Office.objects.get(pk=part.case.owner_id)))
    found = Matter.objects.get(pk=part.matter_id)
    assert (found.police_mark, found.marks) == (None, [])
    assert words_of(found).police_number == ""


def test_marks_say_nothing_of_the_order_or_of_a_number_that_is_empty() -> None:
    assert police_mark("") is None
    assert police_mark(" / ") is None
    assert marks_of("") == []
    assert marks_of("12/LP") == marks_of("LP/12")


def test_the_numbers_of_a_matter_open_with_the_names_as_that_of_a_letter_does(people: Any) -> None:
    """Unit and offence before, for one has to know whom to call."""
    by = people.actor("melati")
    written = Particulars(police_number="LP/B/12/XI/2026/CONTOH", police_unit="Polres Contoh", spdp_number="SPDP/9/XI",
                          court_number="7/Pid.Sus-Anak/2026", offence="Penganiayaan")  # fmt: skip
    case = part_of(case_of("lia", by), Role.VICTIM, by, written).case
    address, browser = reverse("cases:case", args=[case.code]), people.client("melati")
    numbers = ("LP/B/12/XI/2026/CONTOH", "SPDP/9/XI", "7/Pid.Sus-Anak/2026")
    closed = browser.get(address).content.decode()
    assert [number for number in numbers if number in closed] == []
    assert "Polres Contoh" in closed
    assert "Penganiayaan" in closed
    opened = unlock(browser).get(address).content.decode()
    assert [number for number in numbers if number not in opened] == []
