import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from rehsos.papers.rendering import press
from rehsos.papers.rendering.docx import docx
from rehsos.papers.rendering.letter import NUMBER_TO_COME, Stage
from rehsos.papers.rendering.pdf import _picture, pdf, unshown
from rehsos.papers.rendering.sheet import Check, Document
from rehsos.papers.tests.paper_cast import CHECK, DRAFT, HEAD, LETTER, RECEIPT, REPORT

NAMES = ("Rambu", "Teladan", "R.T.", "Melati", "Citra")
PAPERS: dict[str, Document] = {"report": REPORT, "draft": DRAFT, "letter": LETTER, "receipt": RECEIPT}
TYPST = '#eval("1+1") $x^2$ *tebal* _miring_ `kode` @rujuk <label> \\ // /* */ = judul #include "a.typ" ]] }'


def pages(document: Document) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf(document))).pages]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def pdf_text(document: Document) -> str:
    return squeezed("".join(pages(document)))


def docx_text(document: Document) -> str:
    paper = python_docx.Document(io.BytesIO(docx(document)))
    page = paper.sections[0]
    return squeezed("".join(text for part in (page.header, paper, page.footer) for text in said(part)))


def said(part: Any) -> Iterator[str]:
    for block in part.iter_inner_content():
        if hasattr(block, "rows"):
            yield from (text for row in block.rows for cell in row.cells for text in said(cell))
        else:
            yield block.text


def texts(value: Any) -> Iterator[str]:
    """Every text a sheet holds, the names of its blocks apart."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from () if key in ("block", "day", "subject", "target", "font") else texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


@pytest.mark.parametrize("name", PAPERS)
def test_pdf_and_docx_say_the_same(name: str) -> None:
    document = PAPERS[name]
    in_pdf, in_docx = pdf_text(document).lower(), docx_text(document).lower()
    wanted = [squeezed(text).lower() for text in texts(document.sheet().plain()) if text.strip()]
    assert len(wanted) > 15
    assert [text for text in wanted if text not in in_pdf] == []
    assert [text for text in wanted if text not in in_docx] == []


def test_sections_stand_in_order_in_both() -> None:
    headings = [heading for heading, _ in REPORT.sections] + ["Kesimpulan", "Rekomendasi"]
    marks = ["II.", "III.", "IV.", "V.", "VI.", "VII.", "VIII.", "IX.", "X.", "XI.", "XII.", "XIII.", "XIV."]
    for text in (pdf_text(REPORT), docx_text(REPORT)):
        at = [text.index(mark + squeezed(heading)) for mark, heading in zip(marks, headings, strict=True)]
        assert at == sorted(at)


def test_what_the_report_must_carry() -> None:
    text = " ".join(" ".join(pages(REPORT)).split())
    for wanted in (
        "Nomor: 463/077/DINSOS/IX/2018",
        "B/101/IX/2018/Reskrim tanggal 17 September 2018, diterima Senin, 17 September 2018, pukul 14.20",
        "094/55/DINSOS/IX/2018",
        "LP/B/101/IX/2018/NTT/Res Kupang",
        "Rambu Teladan",
        "Pekerja Sosial Profesional",
        "Sertifikat/STR 01.00000.2018",
        "Mengetahui,",
        "a.n. Kepala Dinas Sosial Kabupaten Kupang",
        "Tembusan: 1. Kepala Dinas Sosial Kabupaten Kupang (sebagai laporan) 2. Arsip",
        "Konseptor: MC/cc",
        "K7QM-4T2X",
    ):
        assert wanted in text


def test_every_page_is_marked_and_numbered() -> None:
    all_pages = pages(REPORT)
    assert len(all_pages) == 3
    for number, text in enumerate(all_pages, start=1):
        assert text.count("RAHASIA") == 2
        assert f"Halaman {number} dari 3" in text
        assert "Laporan Sosial Nomor 463/077/DINSOS/IX/2018" in text


def test_a_letter_without_classification_is_not_marked() -> None:
    open_letter = replace(LETTER, classification="")
    assert "RAHASIA" not in pdf_text(open_letter) + docx_text(open_letter)
    assert "Sifat:Biasa" in pdf_text(open_letter)


def test_a_draft_is_marked_on_every_page_and_has_room_for_a_number() -> None:
    assert all("KONSEP" in text for text in pages(DRAFT))
    assert "KONSEP" in docx_text(DRAFT)
    assert squeezed(NUMBER_TO_COME) in pdf_text(DRAFT)
    assert "LaporanSosialbelumbernomor" in pdf_text(DRAFT)


def test_a_template_leaves_number_and_day_as_fields_and_is_no_draft() -> None:
    for document in (replace(DRAFT, stage=Stage.TEMPLATE), replace(LETTER, stage=Stage.TEMPLATE, number="")):
        text = docx_text(document)
        assert "${nomor_naskah}" in text
        assert "${tanggal_naskah}" in text
        assert "KONSEP" not in text.replace("Konseptor", "")


def test_one_long_paragraph_before_the_signature_begins_on_the_first_page() -> None:
    found = pages(replace(LETTER, body="kata " * 1_900 + "akhir", facts=(), closing=""))
    assert found[0].count("kata") > 300
    assert "akhir" in found[-1]
    assert "Citra Contoh" in found[-1]


def test_a_final_paper_without_number_is_refused() -> None:
    for document in (replace(REPORT, number=""), replace(LETTER, number="")):
        with pytest.raises(ValueError, match="a final paper has a number"):
            pdf(document)


@pytest.mark.parametrize(
    "text",
    [
        TYPST,
        "#",
        "\\",
        "$",
        "*",
        "= judul",
        "#set page(fill: red)",
        "]\n[",
        '"))',
        "{{ x }} %s {0}",
        "a\\u{41}",
    ],
)
def test_typed_text_is_never_read_as_markup(text: str) -> None:
    document = replace(REPORT, sections=(("Judul " + text, text),), conclusion=text, role=text)
    plain = squeezed(text)
    assert pdf_text(document).count(plain) >= 3
    assert docx_text(document).count(plain) >= 3


def test_where_a_sign_has_no_glyph_stands_the_one_that_says_so_and_no_number_of_a_machine() -> None:
    document = replace(REPORT, conclusion="senang 😀 漢 ꦗ selesai")
    assert "senang\ufffd\ufffd\ufffdselesai" in pdf_text(document)
    assert "senang😀漢ꦗselesai" in docx_text(document)


def test_it_is_known_beforehand_which_signs_no_font_shows() -> None:
    """Many more than a compiler names at once; what is set in all alphabets of a font is none of them."""
    faces = "".join(chr(code) for code in range(0x1F600, 0x1F640))
    assert unshown(f"senang {faces} 漢ꦗ “é” – … я Ω ½ m²") == "".join(sorted(f"{faces}漢ꦗ"))
    assert press.unshown("anak 😀 senang 😀") == "😀"
    assert unshown("") == press.unshown("Ibu Siti, 12 th – “baik” …") == ""


def test_writing_from_right_to_left_is_set() -> None:
    text = pdf_text(replace(REPORT, conclusion="Kutipan: بسم الله, akhir"))
    assert set("بسماللهالله") <= set(text)
    assert "[U+" not in text


def test_signs_that_hide_or_turn_text_are_taken_out() -> None:
    document = replace(REPORT, conclusion="No\u202e123\u2066\x07\x00\ud800\ufffe\u200b akhir")
    assert "No123akhir" in pdf_text(document)
    assert "No123akhir" in docx_text(document)


def test_ten_thousand_letters_without_a_break_stay_on_the_page() -> None:
    document = replace(REPORT, conclusion="x" * 10_000)
    lines = [line for text in pages(document) for line in text.splitlines() if set(line.strip()) == {"x"}]
    assert sum(map(len, lines)) == 10_000
    assert max(map(len, lines)) < 110


def test_it_declares_pdf_a_2b_and_its_language() -> None:
    made = pdf(REPORT)
    root: Any = PdfReader(io.BytesIO(made)).root_object
    assert re.search(rb"pdfaid:part>2<", made)
    assert re.search(rb"pdfaid:conformance>B<", made)
    assert str(root["/Lang"]).startswith("id")


@pytest.mark.parametrize("document", [REPORT, LETTER, RECEIPT])
def test_the_properties_name_no_person(document: Document) -> None:
    reader = PdfReader(io.BytesIO(pdf(document)))
    root: Any = reader.root_object
    xmp = root["/Metadata"].get_data().decode()
    outline = str([entry.title for entry in flat(reader.outline)])
    paper = python_docx.Document(io.BytesIO(docx(document))).core_properties
    told = [
        str(reader.metadata),
        xmp,
        outline,
        paper.title,
        paper.subject,
        paper.author,
        paper.last_modified_by,
    ]
    assert document.sheet().subject in xmp
    assert paper.author == "Dinas Sosial"
    assert not [name for name in NAMES for text in told if name in text]


def test_the_file_bears_the_day_of_the_letter() -> None:
    root: Any = PdfReader(io.BytesIO(pdf(REPORT))).root_object
    assert "<xmp:CreateDate>2018-09-20" in root["/Metadata"].get_data().decode()


def flat(outline: Any) -> Iterator[Any]:
    for entry in outline:
        yield from flat(entry) if isinstance(entry, list) else [entry]


def test_the_square_holds_the_check_alone() -> None:
    assert _picture(CHECK) == _picture(Check("other", target="/cek/K7QM-4T2X"))
    assert _picture(CHECK) != _picture(Check("K7QM-4T2X", target="/cek/K7QM-4T2Y"))
    assert _picture(Check("K7QM-4T2X")) == _picture(Check("x", target="K7QM-4T2X"))


def test_the_docx_square_is_a_png() -> None:
    footer = python_docx.Document(io.BytesIO(docx(REPORT))).sections[0].footer
    (picture,) = [part for part in footer.part.related_parts.values() if "image" in part.content_type]
    assert picture.blob.startswith(b"\x89PNG")
    without = python_docx.Document(io.BytesIO(docx(replace(REPORT, check=None)))).sections[0].footer
    assert not [part for part in without.part.related_parts.values() if "image" in part.content_type]


def test_a_receipt_names_no_child_and_leaves_room_for_the_pen() -> None:
    text = pdf_text(RECEIPT)
    assert "463/077/DINSOS/IX/2018" in text
    assert "Pukul:...." in text
    assert "Rambu" not in text + docx_text(RECEIPT)
    filled = replace(RECEIPT, received_by="Bripka Contoh", rank="Bripka", received_on="Jumat, 21 September 2018")
    assert pdf_text(filled).count("BripkaContoh") == 2


def test_same_bytes_twice_and_in_a_bare_process() -> None:
    made = hashlib.sha256(pdf(REPORT)).hexdigest()
    assert hashlib.sha256(pdf(REPORT)).hexdigest() == made
    code = (
        "import hashlib; from rehsos.papers.rendering.pdf import pdf; from rehsos.papers.tests.paper_cast"
        " import REPORT; print(hashlib.sha256(pdf(REPORT)).hexdigest())"
    )
    bare = {"PYTHONPATH": os.getcwd(), "HOME": "/nonexistent", "TZ": "Asia/Jayapura"}  # noqa: PTH109  # the tree under test
    out = subprocess.run([sys.executable, "-c", code], env=bare, capture_output=True, text=True, check=True)  # noqa: S603  # our own code
    assert out.stdout.strip() == made


def test_threads_share_one_compiler() -> None:
    papers = [replace(LETTER, about=f"Hal {number}") for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(pdf, papers))
    for number, each in enumerate(made):
        assert f"Hal {number}" in PdfReader(io.BytesIO(each)).pages[0].extract_text()


def test_long_office_and_address_lines_are_kept_whole() -> None:
    head = replace(
        HEAD, office_lines=("Pemerintah " * 12, "Dinas Sosial " * 8), address="Jalan Contoh " * 20, contact=""
    )
    assert squeezed("Jalan Contoh " * 20) in pdf_text(replace(LETTER, head=head))
    assert squeezed("JALAN CONTOH " * 20).lower() in docx_text(replace(LETTER, head=head)).lower()


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_can_be_set(heading: str, text: str) -> None:
    document = replace(REPORT, sections=((heading, text),), conclusion=text, identity=((heading, text),))
    assert pdf(document).startswith(b"%PDF-1.7")
    assert docx(document).startswith(b"PK")
