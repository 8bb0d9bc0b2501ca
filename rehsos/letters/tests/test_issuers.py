"""Who issued the certificate of a signature is said as it is, and trusted only by a root that the office put there."""

from pathlib import Path
from typing import Any

import pytest

from rehsos.letters.doubts import is_called
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import Letter, LetterState

from .report_bench import Bench, bench, docx_text, pdf_text
from .signing_outside import Issuer, signed
from .test_signed_outside import back, given, ours, said

__all__ = ["bench", "given"]
pytestmark = pytest.mark.hours
BSRE = "diterbitkanolehBalaiBesarSertifikasiElektronik(BSrE)"


@pytest.fixture
def roots(settings: Any, tmp_path: Path) -> Path:
    settings.TRUSTED_ROOTS = tmp_path / "roots"
    settings.TRUSTED_ROOTS.mkdir()
    return tmp_path / "roots"


def kept(bench: Bench, letter: Letter, content: bytes) -> str:
    answer = back(bench, letter, content)
    assert answer.status_code == 302, said(answer)
    (who,) = envelope_of(bench.fresh(letter)).certificates
    return who


def shown(bench: Bench, letter: Letter) -> list[str]:
    """The letter wherever it is shown: its page to who works the case and to TU, the register, the case, its print."""
    own, case = bench.url("letters:letter", letter.pk), bench.url("cases:case")
    tu, printed = bench.client("indah"), bench.url("cases:case_print") + "?untuk=court"
    pages = [said(bench.browser.get(address)) for address in (own, case, printed)]
    return [*pages, said(tu.get(own)), said(tu.get("/surat/"))]


def test_without_roots_the_issuer_is_named_as_not_checked_on_page_and_paper(bench: Bench, given: Letter) -> None:
    sent = ours(given)
    assert BSRE not in pdf_text(sent)
    assert "Penerbitsertifikatnyatercantumdalamtandatangan" in pdf_text(sent)
    told = "penerbit: Penerbit Contoh, belum diperiksa"
    assert "belum diperiksa" in said(bench.browser.get(bench.url("letters:letter_signed", given.pk)))
    assert told in kept(bench, given, signed(sent))
    assert told in said(bench.browser.get(bench.url("letters:letter", given.pk)))
    receipt = bench.browser.get(bench.url("letters:letter_receipt", given.pk)).content
    assert "".join(told.split()) in pdf_text(receipt)


def test_an_issuer_whose_root_the_office_put_there_is_checked(bench: Bench, given: Letter, roots: Path) -> None:
    issuer = Issuer("Penerbit Tepercaya")
    (roots / "tepercaya.pem").write_bytes(issuer.root)
    (roots / "rusak.crt").write_bytes(b"bukan sertifikat")
    (roots / "catatan.txt").write_text("Diterima dari penerbitnya.")
    assert "penerbit: Penerbit Tepercaya, diperiksa" in kept(bench, given, signed(ours(given), issuer=issuer))
    assert envelope_of(bench.fresh(given)).doubts == ()


def test_one_that_only_bears_the_name_of_a_trusted_one_is_warned_of(bench: Bench, given: Letter, roots: Path) -> None:
    (roots / "tepercaya.pem").write_bytes(Issuer().root)
    assert "Penerbit Contoh, penerbit tidak dikenal" in kept(bench, given, signed(ours(given), issuer=Issuer()))
    for page in shown(bench, given):
        assert "Penerbit sertifikat tidak dikenal" in page
    assert bench.deliver(given).status_code == 302


def test_a_certificate_that_had_ended_is_warned_of(bench: Bench, given: Letter, roots: Path) -> None:
    issuer = Issuer()
    (roots / "tepercaya.pem").write_bytes(issuer.root)
    assert "sertifikat tidak berlaku" in kept(bench, given, signed(ours(given), issuer=issuer, days=-2))
    assert "Sertifikat tidak berlaku saat diterima" in shown(bench, given)[0]


def test_a_file_that_is_no_certificate_is_no_root(bench: Bench, given: Letter, roots: Path) -> None:
    (roots / "rusak.pem").write_bytes(b"bukan sertifikat")
    assert "belum diperiksa" in kept(bench, given, signed(ours(given)))


@pytest.mark.parametrize("name", ["Orang Lain", "Citra Contoh"])
def test_who_signs_for_somebody_else_is_said_wherever_the_letter_is_shown(
    bench: Bench, given: Letter, name: str
) -> None:
    kept(bench, given, signed(ours(given), name))
    for page in shown(bench, given):
        assert "Ditandatangani orang lain, bukan penanda tangan surat" in page
    assert bench.fresh(given).state == LetterState.SIGNED


@pytest.mark.parametrize(
    ("certified", "name", "same"),
    [
        ("MELATI CONTOH, S.Tr.Sos.", "Melati Contoh", True), ("Dr. Melati Contoh", "Melati Contoh", True),
        ("Melati C.", "Melati Contoh", True), ("Melati", "Melati Contoh", True),
        ("Citra Contoh", "Melati Contoh", False), ("", "Melati Contoh", False), ("Contoh Lain", "Melati Contoh", False),
    ],
)  # fmt: skip
def test_a_certificate_is_of_whom_it_names(certified: str, name: str, same: bool) -> None:
    assert is_called(certified, name) is same


def test_the_foot_names_bsre_only_where_the_office_says_so_and_another_issuer_is_then_warned_of(bench: Bench) -> None:
    bench.policy("letter_road", "electronic")
    bench.policy("letter_issuer", "bsre")
    letter = bench.report()
    bench.settle(letter)
    assert BSRE not in docx_text(bench.browser.get(bench.url("letters:letter_docx", letter.pk)).content)
    bench.number(letter)
    letter = bench.fresh(letter)
    assert BSRE in pdf_text(ours(letter))
    kept(bench, letter, signed(ours(letter)))
    for page in shown(bench, letter):
        assert "Kaki surat menyebut BSrE, sertifikatnya dari penerbit lain" in page


def test_a_certificate_of_bsre_fits_the_foot_that_names_it(bench: Bench) -> None:
    bench.policy("letter_road", "electronic")
    bench.policy("letter_issuer", "bsre")
    letter = bench.numbered()
    kept(bench, letter, signed(ours(letter), issuer=Issuer("Balai Besar Sertifikasi Elektronik (contoh uji)")))
    assert envelope_of(bench.fresh(letter)).doubts == ()
