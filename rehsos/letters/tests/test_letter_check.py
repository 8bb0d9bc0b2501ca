"""What anybody may learn from the square on a letter."""

from django.test import Client

from .report_bench import Bench, bench

__all__ = ["bench"]
SECRET = ("Rambu", "Teladan", "R.T.", "Melati", "5301016203120001", "Satreskrim", "LP/B/101", "53.01-")


def checked(code: str) -> tuple[int, str]:
    answer = Client().get(f"/periksa/{code}/")
    return answer.status_code, answer.content.decode()


def test_it_says_that_the_letter_is_ours_and_reveals_nobody(bench: Bench) -> None:
    letter = bench.numbered()
    status, page = checked(letter.check_code)
    assert status == 200
    for told in ("460/77/DINSOS/XI/2026", "Dinas Sosial Kabupaten Kupang", "Laporan sosial", "Bernomor", "tercatat"):
        assert told in page
    assert not [word for word in SECRET if word in page]


def test_the_code_may_be_typed_as_people_read_it(bench: Bench) -> None:
    code = bench.numbered().check_code
    assert checked(f"{code[:4].lower()}-{code[4:8]}-{code[8:]}")[0] == 200


def test_an_unknown_code_gets_a_polite_page(bench: Bench) -> None:
    for code in ("K7QMK7QMK7QM", "x", "%27%20OR%201=1--", "-"):
        status, page = checked(code)
        assert status == 404
        assert "Tidak ada surat dengan kode ini" in page


def test_a_letter_in_has_no_code_to_find(bench: Bench) -> None:
    bench.request()
    assert checked("%20")[0] == 404
