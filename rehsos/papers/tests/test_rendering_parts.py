from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehsos.papers.rendering.letter import Signer
from rehsos.papers.rendering.numbering import Pattern, roman
from rehsos.papers.rendering.sheet import Paragraph, clean, paragraphs
from rehsos.papers.rendering.words import day_and_date, long_date, moment
from rehsos.papers.tests.paper_cast import CITRA, MELATI

ON = date(2018, 9, 20)
USUAL = "{kode}/{agenda:3}/{unit}/{bulan_romawi}/{tahun}"


def test_dates_as_a_letter_writes_them() -> None:
    assert long_date(date(2018, 9, 21)) == "21 September 2018"
    assert day_and_date(date(2018, 9, 21)) == "Jumat, 21 September 2018"
    assert moment(datetime(2018, 5, 6, 8, 5), "WITA") == "Minggu, 6 Mei 2018, pukul 08.05 WITA"  # noqa: DTZ001  # office time
    assert moment(datetime(2018, 5, 6, 8, 5)).endswith("08.05")  # noqa: DTZ001  # office time


def test_roman_months() -> None:
    assert [roman(month) for month in (1, 4, 6, 9, 12)] == ["I", "IV", "VI", "IX", "XII"]
    assert [roman(number) for number in (14, 39, 40, 49, 89)] == ["XIV", "XXXIX", "XL", "XLIX", "LXXXIX"]
    for number in (0, 90):
        with pytest.raises(ValueError, match="between 1 and 89"):
            roman(number)


def test_an_office_number() -> None:
    made = Pattern(USUAL).number(agenda=77, on=ON, kode="463", unit="DINSOS-RS")
    assert made == "463/077/DINSOS-RS/IX/2018"
    assert Pattern("{agenda}/{bulan}.{tahun}").number(agenda=1234, on=ON) == "1234/09.2018"


def test_a_pattern_from_before_its_places_had_indonesian_names_makes_the_same_number() -> None:
    earlier = "{kode}/{agenda:3}/{unit}/{month}.{roman_month}/{year}"
    assert Pattern(earlier).number(agenda=77, on=ON, kode="463", unit="RS") == "463/077/RS/09.IX/2018"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{agenda}/{year}/{nama}", "unknown place nama"),
        ("{agenda.__class__}/{agenda}/{year}", "only letters"),
        ("{agenda!r}/{year}", "only letters"),
        ("{agenda:99}/{year}", "only letters"),
        ("{agenda}/{year}\n", "only letters"),
        ("{agenda}/{year}<b>", "only letters"),
        ("{kode}/{year}", "agenda and tahun"),
        ("{agenda}/{bulan_romawi}", "agenda and tahun"),
        ("{agenda}{agenda}{year}", "agenda and tahun"),
        ("{agenda}/{year}" + "x" * 80, "longer than"),
        ("", "agenda and tahun"),
    ],
)
def test_a_pattern_that_will_not_do(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Pattern(text)


@pytest.mark.parametrize("kode", ["", "463{year}", "a\nb", "<b>"])
def test_a_part_that_will_not_do(kode: str) -> None:
    with pytest.raises(ValueError, match="kode"):
        Pattern(USUAL).number(agenda=1, on=ON, kode=kode, unit="X")


def test_the_agenda_begins_at_one() -> None:
    with pytest.raises(ValueError, match="begins at 1"):
        Pattern(USUAL).number(agenda=0, on=ON, kode="463", unit="X")


@given(st.integers(1, 99_999), st.integers(1, 99_999), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_two_agenda_numbers_make_two_letter_numbers(one: int, other: int, on: date) -> None:
    pattern = Pattern(USUAL)
    made = [pattern.number(agenda=agenda, on=on, kode="463", unit="X") for agenda in (one, other)]
    assert (made[0] == made[1]) == (one == other)


def test_capacities_as_a_signature_writes_them() -> None:
    assert MELATI.signature("Oelamasi, 20 September 2018").above == (
        "Oelamasi, 20 September 2018",
        "Pekerja Sosial Ahli Pertama,",
    )
    assert CITRA.signature().above == (
        "a.n. Kepala Dinas Sosial Kabupaten Kupang",
        "Kepala Bidang Rehabilitasi Sosial,",
    )
    assert Signer("Bima Contoh", "Kepala Dinas Sosial", "Plt.").signature().above == ("Plt. Kepala Dinas Sosial,",)
    passed_on = Signer("Bima Contoh", "Kepala Seksi", "u.b.", ("Kepala Dinas", "Kepala Bidang"))
    assert passed_on.signature().above == ("a.n. Kepala Dinas", "Kepala Bidang,", "u.b.", "Kepala Seksi,")


@pytest.mark.parametrize(
    ("capacity", "offices"),
    [("a.n.", ()), ("u.b.", ("satu",)), ("Plt.", ("satu",)), ("", ("satu",)), ("p.p.", ())],
)
def test_a_capacity_that_does_not_fit_is_refused(capacity: str, offices: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="capacity"):
        Signer("Bima Contoh", "Kepala", capacity, offices)


@pytest.mark.parametrize(
    ("qualified", "words"),
    [(True, ("Pekerja Sosial Profesional",)), (False, ("Tenaga Kesejahteraan Sosial",)), (None, ())],
)
def test_only_the_qualified_sign_as_pekerja_sosial_profesional(qualified: bool | None, words: tuple[str, ...]) -> None:
    assert Signer("Bima Contoh", "Staf", qualified=qualified).signature().beneath == words


def test_lines_become_paragraphs_and_marks_hang() -> None:
    assert list(paragraphs("Satu.\n\n 1. dua\na) tiga\n- empat\n5 lima\n2.5 kg\n")) == [
        Paragraph("Satu."),
        Paragraph("dua", "1."),
        Paragraph("tiga", "a)"),
        Paragraph("empat", "-"),
        Paragraph("5 lima"),
        Paragraph("2.5 kg"),
    ]


@given(st.text())
def test_clean_text_is_clean_and_stays_so(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode()
    assert not set(once) & set("\x00\x07\x1b\u202e\u2066\ufeff\u200b")
