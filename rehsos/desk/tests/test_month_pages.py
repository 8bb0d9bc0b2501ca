"""A month on paper: who signs stands with the last rows, however many there are."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from rehsos.desk.month_sheet import MonthSheet
from rehsos.papers.rendering.pdf import pdf
from rehsos.papers.tests.paper_cast import CITRA, HEAD, MELATI


def last_page(log: tuple[tuple[str, ...], ...]) -> str:
    figures = tuple((f"Angka {place}", str(place)) for place in range(8))
    signers = {"signer": MELATI, "acknowledged_by": CITRA}
    day = date(2018, 9, 28)
    sheet = MonthSheet(HEAD, "September 2018", (), figures, (), log, place="Oelamasi", day=day, **signers)
    text = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(sheet))).pages][-1]
    assert "Mengetahui," in text
    assert "Melati Contoh" in text
    return text


def rows(count: int, said: str = "Kunjungan") -> tuple[tuple[str, ...], ...]:
    return tuple((f"{place}.", said, "53.01-18-0001", "60 mnt", "Rumah", "094/55") for place in range(count))


@pytest.mark.parametrize("count", [1, 2, 10, 14, 20, 24, 28, 55, 58, 61, 64, 200])
def test_the_last_rows_stand_above_the_signatures(count: int) -> None:
    text = last_page(rows(count))
    assert all(f"{place}." in text for place in range(max(0, count - 2), count))
    assert "Kode kasus" in text


def test_a_month_without_a_row_has_its_signatures() -> None:
    assert "Kode kasus" in last_page(())


def test_a_row_longer_than_a_page_is_not_held_to_them() -> None:
    assert last_page(rows(1, "Panjang sekali. " * 900)).count("Panjang") < 700
