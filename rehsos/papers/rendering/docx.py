"""A document as DOCX an office can still edit, with the same words as the PDF."""

import io
import re
from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any

import docx as python_docx
import segno
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from rehsos.papers.rendering.pdf import dots
from rehsos.papers.rendering.sheet import (
    Check,
    Copies,
    Document,
    Facts,
    Heading,
    Letterhead,
    Lines,
    NextPage,
    Paragraph,
    Picture,
    Row,
    Sheet,
    Signature,
    Signatures,
    Table,
    Title,
    clean,
)
from rehsos.papers.rendering.small_print import (
    CHECKED,
    CODE,
    CONCEPTOR,
    COPIES,
    DRAFT,
    OF,
    PAGE,
    SIGNED_BSRE,
    SIGNED_OUTSIDE,
)

_FONTS = {"ours": ("Times New Roman", 11.5), "arial": ("Arial", 11)}
_RED = RGBColor(0xB3, 0x00, 0x1B)
_LEFT, _CENTER = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
_RIGHT, _JUSTIFY = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
_WIDTH = 158  # millimetres of text: A4 less its margins
_LABEL, _COLON = 44, 4
_TO_SIGN = 62
_TO_SIGN_LOW = 31  # points left for pen and stamp
_RULE = {"val": "thickThinSmallGap", "sz": "24", "space": "4", "color": "141414"}


def docx(document: Document) -> bytes:
    """The document as DOCX: letterhead, classification on every page, editable text, check picture."""
    sheet = document.sheet()
    paper = _paper(sheet)
    _letterhead(paper, sheet.head)
    for block in sheet.blocks:
        _SETTERS[type(block)](paper, block)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _paper(sheet: Sheet) -> Any:
    paper = python_docx.Document()
    page, style = paper.sections[0], paper.styles["Normal"]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(210 - _WIDTH - 22), Mm(22)
    page.top_margin, page.bottom_margin = Mm(24), Mm(24)
    style.font.name, size = _FONTS[sheet.head.font]
    style.font.size = Pt(size)
    style.paragraph_format.space_after = Pt(4)
    _properties(paper.core_properties, sheet)
    _own(paper.part.package)
    _head(page.header, sheet)
    _foot(page.footer, sheet)
    return paper


def _properties(properties: Any, sheet: Sheet) -> None:
    """What the file says about itself: the office and the kind of paper, never a person."""
    properties.title, properties.subject = sheet.subject, sheet.classification
    properties.author = properties.last_modified_by = sheet.head.name or sheet.head.office_lines[-1]
    properties.created = properties.modified = datetime.combine(sheet.day, time())
    properties.comments, properties.language = "", "id-ID"


def _own(package: Any) -> None:
    """Without the picture and the program's name that the blank of the library brings along."""
    for name, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[name]
        elif relation.reltype.endswith("/extended-properties"):
            part = relation.target_part
            part._blob = re.sub(rb"(?<=<Application>)[^<]*", b"Rehsos", part.blob)  # noqa: SLF001 - it has no other way


def _head(header: Any, sheet: Sheet) -> None:
    line = _marked(header.paragraphs[0], sheet)
    if sheet.draft:
        _write(line, " · KONSEP" if sheet.classification else DRAFT, bold=True)
    if sheet.copy:
        _write(header.add_paragraph(), sheet.copy, _RIGHT, size=9)


def _marked(line: Any, sheet: Sheet, size: float | None = None) -> Any:
    """The degree of secrecy, in red where the office wants it."""
    _write(line, sheet.classification, _CENTER, bold=True, size=size)
    if sheet.head.red:
        line.runs[-1].font.color.rgb = _RED
    return line


def _foot(footer: Any, sheet: Sheet) -> None:
    line = _write(footer.paragraphs[0], f"{sheet.foot}\t{PAGE} ", size=8.5)
    stops = line.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _counted(line, "PAGE")
    _write(line, f" {OF} ", size=8.5)
    _counted(line, "NUMPAGES")
    if sheet.initials:
        _write(footer.add_paragraph(), f"{CONCEPTOR} {sheet.initials}", size=8)
    if sheet.check:
        _checked(footer.add_paragraph(), sheet.check)
    if sheet.signed_outside:
        _write(footer.add_paragraph(), SIGNED_BSRE if sheet.head.issuer == "bsre" else SIGNED_OUTSIDE, size=8)
    if sheet.classification:
        _marked(footer.add_paragraph(), sheet, 8.5)


def _checked(line: Any, check: Check) -> None:
    line.add_run().add_picture(_picture(check), width=Mm(14))
    _write(line, f" {CODE} ", size=8)
    _write(line, check.code, bold=True, size=8)
    _write(line, f". {CHECKED}", size=8)


def _counted(line: Any, what: str) -> None:
    """A page number that the reader's program fills in."""
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), what)
    run = line.add_run("1")
    run.font.size = Pt(8.5)
    number.append(run._r)  # noqa: SLF001  # python-docx has no public door to fields
    line._p.append(number)  # noqa: SLF001  # python-docx has no public door to fields


def _write(line: Any, text: str, align: Any = None, *, bold: bool = False, size: float | None = None) -> Any:
    """The text as one more run of a paragraph; the paragraph itself."""
    if align is not None:
        line.alignment = align
    run = line.add_run("\t".join(map(clean, text.split("\t"))))
    run.bold = bold or None
    if size is not None:
        run.font.size = Pt(size)
    return line


def _set(line: Any, **manner: Any) -> Any:
    """Spacing and indents of a paragraph, in points where a plain number; the paragraph itself."""
    for name, value in manner.items():
        setattr(line.paragraph_format, name, Pt(value) if type(value) in (int, float) else value)
    return line


def _letterhead(paper: Any, head: Letterhead) -> None:
    *wider, own = head.office_lines
    if head.emblem:
        picture = _set(paper.add_paragraph(), space_after=0)
        picture.alignment = _CENTER
        picture.add_run().add_picture(io.BytesIO(head.emblem), height=Mm(21))
    for name in wider:
        _set(_write(paper.add_paragraph(), name.upper(), _CENTER, size=13), space_after=0)
    last = _set(_write(paper.add_paragraph(), own.upper(), _CENTER, bold=True, size=16), space_after=2)
    for said in filter(None, (head.address, head.contact)):
        last = _set(_write(paper.add_paragraph(), said, _CENTER, size=9.5), space_after=0)
    _set(last, space_after=14)
    _ruled(last)


def _ruled(line: Any) -> None:
    """The thick and thin rule under the letterhead."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in _RULE.items():
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    line._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc")  # noqa: SLF001  # no public door to borders


def _title(paper: Any, block: Title) -> None:
    _set(_write(paper.add_paragraph(), block.text.upper(), _CENTER, bold=True, size=14), space_after=2)
    for said in block.beneath:
        last = _set(_write(paper.add_paragraph(), said, _CENTER), space_after=0)
        last.paragraph_format.space_after = Pt(10) if said is block.beneath[-1] else Pt(0)


def _facts(paper: Any, block: Facts) -> None:
    if block.aside:
        _write(paper.add_paragraph(), block.aside, _RIGHT)
    _rows(paper, block.rows)


def _rows(paper: Any, rows: Iterable[Row]) -> None:
    rows = tuple(rows)
    table = _table(paper, len(rows), (_LABEL, _COLON, _WIDTH - _LABEL - _COLON))
    for row, (label, value) in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, (label, ":", value), strict=True):
            _set(_write(cell.paragraphs[0], text), space_after=2)
    _set(paper.add_paragraph(), space_after=0, line_spacing=0.5)


def _table(paper: Any, rows: int, widths: tuple[float, ...]) -> Any:
    table = paper.add_table(rows=rows, cols=len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _heading(paper: Any, block: Heading) -> None:
    text = f"{block.mark}\t{block.text}" if block.mark else block.text
    line = _write(paper.add_paragraph(), text, bold=True)
    _hung(_set(line, space_before=9, space_after=3, keep_with_next=True), 12)


def _paragraph(paper: Any, block: Paragraph) -> None:
    text = f"{block.mark}\t{block.text}" if block.mark else block.text
    line = _write(paper.add_paragraph(), text, _JUSTIFY)
    if block.mark:
        _hung(line, 7)


def _hung(line: Any, width: float) -> None:
    """Text hangs behind its mark."""
    _set(line, left_indent=Mm(width), first_line_indent=Mm(-width))
    line.paragraph_format.tab_stops.add_tab_stop(Mm(width))


def _lines(paper: Any, block: Lines) -> None:
    _set(_write(paper.add_paragraph(), "\n".join(block.lines), _LEFT), space_before=6, space_after=8)


def _listed(paper: Any, block: Table) -> None:
    table = _table(paper, 1 + len(block.rows), (_WIDTH / len(block.columns),) * len(block.columns))
    table.style = "Table Grid"
    for place, (row, told) in enumerate(zip(table.rows, (block.columns, *block.rows), strict=True)):
        for cell, text in zip(row.cells, told, strict=True):
            _set(_write(cell.paragraphs[0], text, bold=place == 0, size=10), space_after=0)
    _set(paper.add_paragraph(), space_after=0, line_spacing=0.5)


def _drawn(paper: Any, block: Picture) -> None:
    if block.title:
        _set(_write(paper.add_paragraph(), block.title, _CENTER, bold=True, size=10), keep_with_next=True)
    line = paper.add_paragraph()
    line.alignment = _CENTER
    line.add_run().add_picture(io.BytesIO(dots(block.svg)), width=Mm(_WIDTH - 1))
    line.runs[0]._r.xpath(".//wp:docPr")[0].set("descr", clean(block.alt))  # noqa: SLF001  # no public door to it


def _signatures(paper: Any, block: Signatures) -> None:
    """Three rows, so that capacities, names and what stands beneath them meet across."""
    table = _table(paper, 3, (_WIDTH / 2, _WIDTH / 2))
    for side, signature in enumerate((block.left, block.right)):
        if signature:
            _sign([row.cells[side] for row in table.rows], signature, _TO_SIGN_LOW if block.low else _TO_SIGN)


def _sign(cells: list[Any], signature: Signature, room: int) -> None:
    above, name, beneath = (cell.paragraphs[0] for cell in cells)
    _set(_write(above, "\n".join(signature.above), _CENTER), keep_with_next=True, space_before=14)
    if signature.room:
        _set(_write(above, f"\n\n{signature.room}", _CENTER), space_after=0)
    before = 12 if signature.room else room
    _set(_write(name, signature.name, _CENTER, bold=True), keep_with_next=True, space_before=before, space_after=0)
    name.runs[0].underline = not signature.name.startswith("(")
    _write(beneath, "\n".join(signature.beneath), _CENTER)


def _copies(paper: Any, block: Copies) -> None:
    _set(_write(paper.add_paragraph(), COPIES, size=10), space_before=14, space_after=0, keep_with_next=True)
    for place, said in enumerate(block.lines, start=1):
        _hung(_set(_write(paper.add_paragraph(), f"{place}.\t{said}", size=10), space_after=0), 6)


def _next_page(paper: Any, _block: NextPage) -> None:
    paper.add_page_break()


def _picture(check: Check) -> io.BytesIO:
    out = io.BytesIO()
    segno.make(check.target or check.code, error="m", micro=False).save(out, kind="png", scale=6, border=2)
    out.seek(0)
    return out


_SETTERS: dict[type, Callable[[Any, Any], None]] = {
    Title: _title,
    Facts: _facts,
    Heading: _heading,
    Paragraph: _paragraph,
    Lines: _lines,
    Table: _listed,
    Picture: _drawn,
    Signatures: _signatures,
    Copies: _copies,
    NextPage: _next_page,
}
