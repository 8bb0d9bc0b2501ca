"""A letter signed with the pen: its scan comes with the signature, with the handing over, or whenever it is there."""

import html
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rehsos.papers.filling import content_of
from rehsos.papers.letters import said_code
from rehsos.papers.models import FileKind, Letter, LetterState
from rehsos.papers.tests.pictures import JPEG

from .report_bench import Bench, bench
from .signing_outside import signed
from .test_signed_outside import back, ours

__all__ = ["bench"]
BUTTON = "Simpan pindaian bertanda tangan"


def photo(name: str = "surat.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, JPEG)


def page(bench: Bench, letter: Letter) -> str:
    return html.unescape(bench.browser.get(bench.url("letters:letter", letter.pk)).content.decode())


def test_scan_and_receipt_come_with_the_handing_over_in_one_save(bench: Bench) -> None:
    letter = bench.signed()
    assert bench.deliver(letter, scan=photo(), receipt=photo("terima.jpg")).status_code == 302
    kept = bench.fresh(letter)
    assert kept.state == LetterState.ACKNOWLEDGED
    assert kept.scan is not None
    assert kept.receipt is not None
    assert (kept.scan.kind, kept.receipt.kind) == (FileKind.SIGNED, FileKind.RECEIPT)
    assert content_of(kept.scan)[:2] == b"\xff\xd8"
    assert BUTTON not in page(bench, letter)


def test_the_scan_kept_with_the_signature_stays_and_is_not_asked_for_again(bench: Bench) -> None:
    letter = bench.numbered()
    bench.sign(letter, scan=photo())
    letter = bench.fresh(letter)
    form = bench.browser.get(bench.url("letters:letter_deliver", letter.pk)).content.decode()
    assert 'name="scan"' not in form
    assert 'name="receipt"' in form
    bench.deliver(letter)
    assert bench.fresh(letter).scan_id == letter.scan_id


@pytest.mark.parametrize("more", [{}, {"receipt": "terima.jpg"}])
def test_it_may_still_come_after_the_handing_over(bench: Bench, more: dict[str, Any]) -> None:
    letter = bench.signed()
    bench.deliver(letter, **{name: photo(file) for name, file in more.items()})
    told = page(bench, letter)
    address = bench.url("letters:letter_scan", letter.pk) + "?isi=signed"
    assert f'href="{address}"' in told
    form = bench.browser.get(address).content.decode()
    assert "checked" in form[form.index('value="signed"') :][:40]
    assert bench.step("letters:letter_scan", letter, kind="signed", scan=photo()).status_code == 302
    assert bench.fresh(letter).scan is not None
    assert BUTTON not in page(bench, letter)


def test_the_electronic_road_asks_for_no_scan(bench: Bench) -> None:
    bench.policy("letter_road", "electronic")
    letter = bench.numbered()
    assert back(bench, letter, signed(ours(letter))).status_code == 302
    assert 'name="scan"' not in bench.browser.get(bench.url("letters:letter_deliver", letter.pk)).content.decode()
    assert BUTTON not in page(bench, letter)


def test_a_letter_settled_again_keeps_its_number_and_asks_for_no_other(bench: Bench) -> None:
    letter = bench.numbered()
    bench.step("letters:letter_unsign", letter)
    bench.settle(letter)
    told = page(bench, letter)
    assert "Pastikan nomornya" in told
    assert "Minta TU memastikannya" in told
    for other in ("Siap dinomori", "Minta nomor pada TU", "Beri nomor"):
        assert other not in told
    early = bench.browser.get(bench.url("letters:letter_sign", letter.pk)).content.decode()
    assert "belum dipastikan" in early
    assert "belum bernomor" not in early
    case = html.unescape(bench.browser.get(f"/kasus/{bench.case.code}/").content.decode())
    assert "Nomor perlu dipastikan" in case
    assert bench.number(letter).status_code == 302
    assert "Catat tanda tangan" in page(bench, letter)


def test_each_file_of_the_case_says_of_which_letter_it_is(bench: Bench) -> None:
    letter = bench.numbered()
    bench.step("letters:letter_unsign", letter)
    bench.settle(letter)
    bench.number(letter)
    case = html.unescape(bench.browser.get(f"/kasus/{bench.case.code}/").content.decode())
    listed = " ".join(case[case.index("/berkas/") :].split())
    assert listed.count("PDF untuk ditandatangani</a>") == 2
    assert f"PDF untuk ditandatangani</a> {letter.number}" in listed
    assert "PDF untuk ditandatangani</a> tidak dipakai lagi" in listed


def test_page_and_paper_write_the_code_alike(bench: Bench) -> None:
    letter = bench.fresh(bench.numbered())
    assert said_code(letter.check_code) in page(bench, letter)


def test_an_empty_file_is_told_what_to_do_with_it(bench: Bench) -> None:
    letter = bench.numbered()
    answer = bench.sign(letter, scan=SimpleUploadedFile("surat.jpg", b""))
    assert answer.status_code == 422
    assert "simpan ulang, lalu unggah lagi" in answer.content.decode()
