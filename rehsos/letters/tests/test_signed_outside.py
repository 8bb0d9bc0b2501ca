"""A letter that is signed electronically somewhere else: it goes out numbered and comes back signed, byte for byte."""

import html
import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rehsos.directory.models import LocalPolicy
from rehsos.letters.comparing import MOST_WORDS, differences
from rehsos.papers.filling import content_of
from rehsos.papers.letters import envelope_of, said_code
from rehsos.papers.models import FileKind, Letter, LetterState
from rehsos.papers.tests.pictures import JPEG

from .report_bench import PDF, Bench, bench, docx_text, pdf_text
from .signing_outside import (
    added_to,
    annotated,
    annotated_anew,
    covered,
    drawn_over,
    hidden_anew,
    locked,
    marked_and_signed,
    pictured_anew,
    refonted,
    refonted_anew,
    replaced,
    rewritten,
    signed,
    stamped,
    stamped_thrice,
    stamped_twice_at_one_place,
)

__all__ = ["bench"]
pytestmark = pytest.mark.hours


@pytest.fixture
def given(bench: Bench) -> Letter:
    """A numbered letter of an office that signs electronically."""
    bench.policy("letter_road", "electronic")
    return bench.numbered()


def ours(letter: Letter) -> bytes:
    assert letter.to_sign is not None
    return content_of(letter.to_sign)


def back(bench: Bench, letter: Letter, content: bytes, name: str = "surat.pdf", **typed: Any) -> Any:
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return bench.step("letters:letter_signed", letter, pdf=file, **typed)


def said(answer: Any) -> str:
    return " ".join(html.unescape(answer.content.decode()).split())


def test_it_goes_out_numbered_with_room_for_the_signature_and_comes_back_as_the_final_byte_for_byte(
    bench: Bench, given: Letter
) -> None:
    sent = bench.browser.get(bench.url("letters:letter_pdf", given.pk)).content
    text = pdf_text(sent)
    assert all(told in text for told in ("460/77/DINSOS/XI/2026", "Ditandatanganisecaraelektronikoleh:"))
    returned = signed(sent)
    answer = back(bench, given, returned)
    assert answer.status_code == 302, said(answer)
    kept = bench.fresh(given)
    assert (kept.state, kept.final and kept.final.kind) == (LetterState.SIGNED, FileKind.ESIGNED)
    assert bench.browser.get(bench.url("letters:letter_pdf", given.pk)).content == returned
    (who,) = envelope_of(kept).certificates
    assert who.startswith("Melati Contoh · penerbit: Penerbit Contoh, belum diperiksa · ")
    assert who in said(bench.browser.get(bench.url("letters:letter", given.pk)))
    assert bench.deliver(kept).status_code == 302
    assert bench.browser.get(bench.url("letters:letter_pdf", given.pk)).content == returned


def test_a_second_signature_stands_beside_the_first(bench: Bench, given: Letter) -> None:
    twice = signed(signed(ours(given)), "Citra Contoh", "Tanda2")
    assert back(bench, given, twice).status_code == 302
    assert [who.split(" · ")[0] for who in envelope_of(bench.fresh(given)).certificates] == [
        "Melati Contoh",
        "Citra Contoh",
    ]


def test_one_that_was_written_anew_before_it_was_signed_is_the_same_letter(bench: Bench, given: Letter) -> None:
    returned = signed(rewritten(ours(given)))
    assert not returned.startswith(ours(given)[:2000])
    assert back(bench, given, returned).status_code == 302
    assert "reprinted" not in envelope_of(bench.fresh(given)).doubts


ANEW = {"hidden": (hidden_anew, "halaman 1:"), "picture": (pictured_anew, ": gambarnya bukan dari berkas kami"),
        "font": (refonted_anew, "halaman 1:")}  # fmt: skip


@pytest.mark.parametrize("kind", ANEW)
def test_what_is_drawn_otherwise_in_a_file_written_anew_is_told_and_said_for_ever(
    bench: Bench, given: Letter, kind: str
) -> None:
    made, says = ANEW[kind]
    returned = signed(made(ours(given)))
    answer = back(bench, given, returned)
    assert answer.status_code == 422
    assert says in said(answer)
    assert "Yang aman: unduh berkas dari halaman surat" in said(answer)
    assert bench.fresh(given).state == LetterState.NUMBERED
    assert back(bench, given, returned, reason="Dicetak ulang oleh SRIKANDI").status_code == 302
    warned = "Dicetak ulang: halamannya bukan dari berkas kami"
    for page in (bench.url("letters:letter", given.pk), "/surat/", bench.url("cases:case")):
        assert warned in said(bench.browser.get(page)), page


def test_a_stamp_that_the_application_draws_is_part_of_signing(bench: Bench, given: Letter) -> None:
    returned = signed(stamped(ours(given)), "Citra Contoh", "Tanda2")
    answer = back(bench, given, returned)
    assert answer.status_code == 302, said(answer)


def test_stamps_that_lie_on_each_other_hide_what_one_of_them_hides(bench: Bench, given: Letter) -> None:
    answer = back(bench, given, stamped_twice_at_one_place(ours(given)))
    assert answer.status_code == 302, said(answer)


EDITED = {"page": replaced, "more": added_to, "drawing": drawn_over, "font": refonted, "note": annotated}


@pytest.mark.parametrize("kind", EDITED)
def test_our_bytes_at_its_beginning_are_no_letter_when_something_else_is_shown(
    bench: Bench, given: Letter, kind: str
) -> None:
    edited = EDITED[kind](ours(given))
    assert edited.startswith(ours(given))
    for content in (signed(edited), signed(signed(edited), "Citra Contoh", "Tanda2")):
        answer = back(bench, given, content, reason="Sudah dibandingkan")
        assert answer.status_code == 422
        assert "diubah sesudah diunduh dari sini dan sebelum ditandatangani" in said(answer)
    assert bench.fresh(given).state == LetterState.NUMBERED


SHOWN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "page": (lambda pdf: signed(added_to(rewritten(pdf))), "2 halaman menjadi 3"),
    "note": (lambda pdf: signed(annotated_anew(pdf)), "[catatan] TIDAK diperiksa"),
    "stamp": (covered, "[cap]"),
    "three stamps": (stamped_thrice, "[cap]"),
}


@pytest.mark.parametrize("kind", SHOWN)
def test_a_page_or_a_note_more_is_shown_and_kept_only_with_a_reason(bench: Bench, given: Letter, kind: str) -> None:
    made, says = SHOWN[kind]
    returned = made(ours(given))
    answer = back(bench, given, returned)
    assert answer.status_code == 422
    assert says in said(answer)
    assert back(bench, given, returned, reason="Disposisi pimpinan").status_code == 302


def test_the_mark_of_a_text_before_it_stays_where_it_was_signed_with_it(bench: Bench, given: Letter) -> None:
    returned = marked_and_signed(ours(given))
    answer = back(bench, given, returned)
    assert answer.status_code == 302, said(answer)
    kept = bench.fresh(given).final
    assert kept is not None
    assert content_of(kept) == returned


def test_words_beyond_the_most_are_compared_too() -> None:
    same = ["kata"] * MOST_WORDS
    (found,) = differences([*same, "mampu"], [*same, "tidak", "mampu"])
    assert "tidak" in found.added


def flipped(content: bytes) -> bytes:
    at = content.index(b"stream") + 40
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "unsigned": (lambda pdf: pdf, "belum bertanda tangan elektronik. Unduh berkasnya dari halaman surat"),
    "changed": (lambda pdf: flipped(signed(pdf)), "diubah sesudah ditandatangani Melati Contoh"),
    "added": (lambda pdf: added_to(signed(pdf)), "diubah sesudah ditandatangani Melati Contoh"),
    "locked": (lambda pdf: locked(signed(pdf)), "terkunci kata sandi. Ambil lagi dari aplikasi tanda tangan"),
    "large": (lambda pdf: signed(pdf) + b"\0" * (30 * 2**20), "lebih dari 10 MB; surat dari sini kurang dari 1 MB"),
    "broken": (lambda _pdf: PDF, "tidak terbaca. Unduh sekali lagi dari aplikasi tanda tangan"),
    "cut": (lambda pdf: signed(pdf)[:9000], "tidak terbaca. Unduh sekali lagi"),
    "marked": (lambda pdf: b"\xef\xbb\xbf" + signed(pdf), "tanda teks (BOM) yang ditambahkan sesudah ditandatangani"),
    "marked unsigned": (lambda pdf: b"\xef\xbb\xbf" + pdf, "belum bertanda tangan elektronik"),
    "photo": (lambda _pdf: JPEG, "bukan PDF. Unggah PDF yang kembali"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_not_the_signed_pdf_is_said_with_what_to_do(bench: Bench, given: Letter, kind: str) -> None:
    made, says = REFUSED[kind]
    answer = back(bench, given, made(ours(given)))
    assert answer.status_code == 422
    assert says in said(answer)
    kept = bench.fresh(given)
    assert (kept.state, kept.final) == (LetterState.NUMBERED, None)


def test_a_signed_pdf_of_another_letter_is_refused_by_its_number_even_with_a_reason(
    bench: Bench, given: Letter
) -> None:
    from rehsos.papers.rendering.pdf import pdf
    from rehsos.papers.tests.paper_cast import REPORT

    for reason in ("", "Sudah dibandingkan"):
        answer = back(bench, given, signed(pdf(REPORT)), reason=reason)
        assert answer.status_code == 422
        assert "bukan surat ini: nomor 460/77/DINSOS/XI/2026 tidak tercantum" in said(answer)


def test_other_words_are_shown_and_kept_only_with_a_reason(bench: Bench, given: Letter) -> None:
    from dataclasses import replace

    from rehsos.justice.report_sheet import SocialReport
    from rehsos.letters.paper import paper
    from rehsos.papers.rendering.pdf import pdf

    bench.as_melati()
    printed = paper(given, bench.case)
    assert isinstance(printed, SocialReport)
    returned = signed(pdf(replace(printed, conclusion="Keluarga tidak mampu mengasuh.")))
    answer = back(bench, given, returned)
    assert answer.status_code == 422
    assert "tambahan “tidak”" in said(answer)
    assert back(bench, given, returned, reason="Kesimpulan diperbaiki pimpinan").status_code == 302
    kept = bench.fresh(given).final
    assert kept is not None
    assert content_of(kept) == returned


def test_each_road_has_its_own_step(bench: Bench, given: Letter) -> None:
    page = bench.browser.get(bench.url("letters:letter", given.pk)).content.decode()
    assert bench.url("letters:letter_signed", given.pk) in page
    assert bench.url("letters:letter_sign", given.pk) not in page
    assert bench.browser.get(bench.url("letters:letter_sign", given.pk)).status_code == 404
    assert bench.sign(given).status_code == 404
    assert bench.deliver(given).status_code == 422


def test_the_pen_keeps_the_very_file_that_was_printed_and_knows_no_bsre(bench: Bench) -> None:
    letter = bench.numbered()
    printed = bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content
    assert "BSrE" not in pdf_text(printed)
    assert bench.browser.get(bench.url("letters:letter_signed", letter.pk)).status_code == 404
    assert back(bench, letter, signed(printed)).status_code == 404
    assert bench.sign(letter, scan=SimpleUploadedFile("ttd.jpg", JPEG)).status_code == 302
    kept = bench.fresh(letter)
    assert kept.final_id == kept.to_sign_id
    assert kept.scan is not None
    assert bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content == printed


def test_who_turns_to_the_other_road_leaves_numbered_letters_on_theirs(bench: Bench, given: Letter) -> None:
    LocalPolicy.objects.filter(key="letter_road").update(value="pen")
    assert back(bench, given, signed(ours(given))).status_code == 302


def test_a_colleague_may_not_and_an_outsider_finds_nothing(bench: Bench, given: Letter) -> None:
    address = bench.url("letters:letter_signed", given.pk)
    assert bench.client("bima").get(address).status_code == 403
    assert bench.client("dewi").get(address).status_code == 404
    assert bench.client("indah").get(address).status_code == 200


def test_a_numbered_letter_becomes_a_draft_again_with_its_number_and_is_printed_anew(bench: Bench) -> None:
    letter = bench.numbered()
    first = bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content
    assert bench.step("letters:letter_unsign", letter).status_code == 302
    assert bench.fresh(letter).number == letter.number
    changed = bench.texts(version="1", conclusion="Keluarga perlu didampingi.")
    assert bench.post("justice:social_report_edit", letter.pk, data=changed).status_code == 302
    assert bench.settle(letter).status_code == 302
    assert bench.number(letter).status_code == 302
    second = bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content
    assert second != first
    assert "Keluargaperludidampingi" in pdf_text(second)
    assert bench.sign(letter).status_code == 302
    assert bench.step("letters:letter_unsign", letter).status_code == 422


def test_for_srikandi_number_day_and_signer_stay_fields(bench: Bench) -> None:
    letter = bench.report()
    address, file = (bench.url(f"letters:{name}", letter.pk) for name in ("letter_srikandi", "srikandi_docx"))
    assert bench.browser.get(address).status_code == 403
    bench.settle(letter)
    made = bench.browser.get(file)
    assert made["Content-Disposition"].startswith('attachment; filename="srikandi-')
    text = docx_text(made.content)
    for name in ("nomor_naskah", "tanggal_naskah", "ttd_pengirim", "nama_pengirim", "nip_pengirim", "jabatan_pengirim"):
        assert text.count(f"${{{name}}}") == 1
    assert "MelatiContoh" not in text
    assert "PekerjaSosialProfesionalSertifikat/STR" in text
    runs = [run.text for table in docx.Document(io.BytesIO(made.content)).tables for row in table.rows
            for cell in row.cells for line in cell.paragraphs for run in line.runs]  # fmt: skip
    assert any("${nama_pengirim}" in run for run in runs)
    page = said(bench.browser.get(address))
    for told in ("Sifat naskah", "Rahasia", "400.9", "Kepala Unit PPA", "Melati Contoh"):
        assert told in page
    assert page.count("data-copies=") == page.count("data-done=") == page.count('id="srikandi-') // 2 > 5
    for who, status in (("bima", 302), ("dewi", 404)):
        assert bench.client(who).get(address).status_code == status
        assert bench.client(who).get(file).status_code == status
    bench.number(letter)
    assert bench.browser.get(address).status_code == 403


@pytest.mark.parametrize(("name", "most"), [("letter_srikandi", 7), ("letter_settle", 8), ("letter_number", 6)])
def test_a_page_takes_few_statements(bench: Bench, name: str, most: int, few_statements: Any) -> None:
    letter = bench.report()
    if name != "letter_settle":
        bench.settle(letter)
    address = bench.url(f"letters:{name}", letter.pk)
    bench.browser.get(address)
    few_statements(bench.browser, address, most=most)


def test_the_page_of_a_signed_letter_shows_its_code_and_of_a_settled_one_that_it_has_no_number(bench: Bench) -> None:
    letter = bench.report()
    bench.settle(letter)
    assert "belum bernomor" in said(bench.browser.get(bench.url("letters:letter", letter.pk)))
    assert "belum bernomor" in said(bench.browser.get("/surat/"))
    bench.number(letter)
    bench.sign(letter)
    page = said(bench.browser.get(bench.url("letters:letter", letter.pk)))
    assert said_code(bench.fresh(letter).check_code) in page
    assert "belum bernomor" not in page
