"""What stands around the text of a letter: marks, check, small print, emblem. None of it makes a page."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx as python_docx
import pytest
from pypdf import PdfReader

from rehsos.papers.rendering.docx import docx
from rehsos.papers.rendering.letter import Letter
from rehsos.papers.rendering.pdf import pdf, printable
from rehsos.papers.rendering.sheet import Document
from rehsos.papers.tests.paper_cast import CHECK, HEAD, LETTER
from rehsos.papers.tests.pictures import PNG

LINE = "Hasil pemeriksaan mohon dikirim dalam sampul tertutup.\n"


def pages(document: Document) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf(document))).pages]


@pytest.mark.parametrize("lines", range(14, 30, 2))
def test_the_check_never_stands_alone_on_a_page_and_makes_none(lines: int) -> None:
    with_check = replace(LETTER, body=LINE * lines, copies=(), check=CHECK)
    found, without = pages(with_check), pages(replace(with_check, check=None, initials=""))
    assert len(found) == len(without)
    assert all("K7QM-4T2X" in text for text in found)
    assert "Citra Contoh" in found[-1]


@pytest.mark.parametrize("lines", range(14, 30, 2))
def test_copies_never_stand_alone_on_a_page(lines: int) -> None:
    last = pages(replace(LETTER, body=LINE * lines))[-1]
    assert "Tembusan" in last
    assert "Citra Contoh" in last


def test_a_word_said_twice_is_never_broken_at_its_hyphen() -> None:
    body = "\n".join(f"{'kata ' * words}kira-kira anak-anaknya laki-laki." for words in range(8, 28))
    told = " ".join(pages(replace(LETTER, body=body)))
    assert told.count("kira-kira") == 20
    assert not re.search(r"\w-\s*\n", told)


def test_our_check_does_not_pass_for_an_electronic_signature() -> None:
    told = " ".join(" ".join(pages(LETTER)).split())
    assert "kode ini bukan tanda tangan elektronik" in told
    assert "BSrE" not in told
    outside = replace(LETTER, signed_outside=True)
    assert "BSrE" not in " ".join(pages(outside))
    assert "Penerbit sertifikatnya tercantum" in " ".join(" ".join(pages(outside)).split())
    assert "BSrE" in " ".join(pages(replace(outside, head=replace(HEAD, issuer="bsre"))))


def test_the_font_is_as_wide_as_arial_where_the_office_wants_it() -> None:
    def fonts(letter: Letter) -> set[str]:
        page: Any = PdfReader(io.BytesIO(pdf(letter))).pages[0]
        return {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}

    arial = replace(LETTER, head=replace(HEAD, font="arial"))
    assert all("Arimo" in name for name in fonts(arial))
    assert not any("Arimo" in name for name in fonts(LETTER))
    assert python_docx.Document(io.BytesIO(docx(arial))).styles["Normal"].font.name == "Arial"


def test_a_secret_letter_is_marked_in_red_and_leaves_room_for_the_number_of_the_copy() -> None:
    numbered = replace(LETTER, head=replace(HEAD, numbered=True))
    assert "Salinan nomor .......... dari 2" in pages(numbered)[0]
    for without in (LETTER, replace(numbered, classification=""), replace(numbered, signed_outside=True)):
        assert "Salinan nomor" not in "".join(pages(without))
    header = python_docx.Document(io.BytesIO(docx(LETTER))).sections[0].header
    assert str(header.paragraphs[0].runs[0].font.color.rgb) == "B3001B"
    black = python_docx.Document(io.BytesIO(docx(replace(LETTER, head=replace(HEAD, red=False)))))
    assert black.sections[0].header.paragraphs[0].runs[0].font.color.rgb is None


def test_the_emblem_stands_on_the_first_page_of_both() -> None:
    with_emblem = replace(LETTER, head=replace(HEAD, emblem=PNG))
    made = PdfReader(io.BytesIO(pdf(with_emblem)))
    assert len(made.pages[0].images) == 1
    assert len(python_docx.Document(io.BytesIO(docx(with_emblem))).inline_shapes) == 1


def test_a_picture_that_breaks_is_no_emblem() -> None:
    assert printable(replace(HEAD, emblem=PNG))
    assert not printable(replace(HEAD, emblem=PNG[:40]))
    assert not printable(replace(HEAD, emblem=b"%PDF-1.7"))


def test_a_docx_brings_nothing_of_the_blank_of_its_library() -> None:
    made = zipfile.ZipFile(io.BytesIO(docx(LETTER)))
    assert not [name for name in made.namelist() if "thumbnail" in name]
    told = made.read("docProps/app.xml").decode()
    assert "<Application>Rehsos</Application>" in told
    assert "Macintosh" not in told
