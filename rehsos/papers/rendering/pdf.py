"""A document as PDF/A-2b. Typst runs inside this process, with its own fonts and ours and no way to the network.

Whoever stays running asks `press` for it instead.
"""

import io
import json
import re
import threading
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import segno
import typst

from rehsos.papers.rendering import small_print
from rehsos.papers.rendering.sheet import Check, Document, Letterhead, Paragraph, Sheet, clean

_TEMPLATES = Path(__file__).with_name("templates")
_LOCK = threading.Lock()  # one compiler, one page at a time
_LONGEST_WORD = 40
_UNBROKEN = re.compile(rf"\S{{{_LONGEST_WORD}}}(?=\S)")
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_TRIES = 4


def pdf(document: Document) -> bytes:
    """The document as PDF/A-2b, the same bytes for the same document on any machine.

    Where none of the fonts in the wheel can show a sign stands the one that says so, �: no empty box, no number of
    a machine. What must not lose a sign asks `unshown` first.
    """
    sheet = document.sheet()
    data = json.dumps(_data(sheet), ensure_ascii=False)
    for _ in range(_TRIES):
        try:
            return _compiled(data, sheet)
        except typst.TypstError as error:
            data, before = _without(data, _missing(error)), data
            if data == before:
                raise
    return _compiled(_without(data, {sign for sign in data if not sign.isascii()}), sheet)


def unshown(text: str) -> str:
    """The signs of a text that none of the fonts can show, each once: an emoji, a script that we do not bring."""
    left, found = "".join(sorted({*clean(text)})), ""
    while missing := _not_set(left):
        found += "".join(sorted(missing))
        left = _without(left, missing)
    return found


def _not_set(signs: str) -> set[str]:
    sheet = Sheet(subject="", head=Letterhead((), ""), day=date(2000, 1, 1), blocks=(Paragraph(signs),))
    try:
        _compiled(json.dumps(_data(sheet), ensure_ascii=False), sheet)
    except typst.TypstError as error:
        return _missing(error) & {*signs}
    return set()


def printable(head: Letterhead) -> bool:
    """Whether papers with this head can be printed: its emblem is a picture that can be read."""
    sheet = Sheet(subject="", head=head, day=date(2000, 1, 1), blocks=())
    try:
        _compiled(json.dumps(_data(sheet)), sheet)
    except typst.TypstError:
        return False
    return True


def _data(sheet: Sheet) -> dict[str, Any]:
    plain: dict[str, Any] = _breakable(sheet.plain())
    plain["words"] = {name.lower(): said for name, said in vars(small_print).items() if name.isupper()}
    for block in plain["blocks"]:
        if block["block"] == "picture":
            block["svg"] = clean(block["svg"].decode())
    plain["head"]["emblem"] = list(sheet.head.emblem) or None
    if sheet.check:
        plain["check"]["picture"] = _picture(sheet.check)
    return plain


def _picture(check: Check) -> str:
    out = io.BytesIO()
    segno.make(check.target or check.code, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()


def _breakable(value: Any) -> Any:
    """Unbroken runs may break after every so many signs, so that none leaves the page."""
    if isinstance(value, str):
        return _UNBROKEN.sub("\\g<0>\u200b", value)
    if isinstance(value, dict):
        return {key: _breakable(each) for key, each in value.items()}
    return [_breakable(each) for each in value] if isinstance(value, list) else value


def _compiled(data: str, sheet: Sheet) -> bytes:
    at = datetime(sheet.day.year, sheet.day.month, sheet.day.day, tzinfo=UTC)
    with _LOCK:
        made = _compiler().compile(format="pdf", sys_inputs={"sheet": data}, pdf_standards=["a-2b"], timestamp=at)
    return cast("bytes", made)


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(_TEMPLATES / "sheet.typ", root=_TEMPLATES, font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    ours = [Path(__file__).with_name("fonts")]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=ours)


def dots(svg: bytes) -> bytes:
    """A drawing as PNG, for a program that takes no SVG."""
    with _LOCK:
        return typst.compile(
            _TEMPLATES / "picture.typ", root=_TEMPLATES, font_paths=_fonts(), format="png", ppi=200,
            sys_inputs={"svg": clean(svg.decode())},
        )  # fmt: skip


def _missing(error: typst.TypstError) -> set[str]:
    """The signs no font can show, as the compiler names them."""
    named = "".join(_NO_GLYPH.findall(f"{error.message}\n{error.diagnostic}"))
    return {sign for sign in _ESCAPED.sub(lambda code: chr(int(code[1], 16)), named) if not sign.isascii()}


def _without(data: str, signs: set[str]) -> str:
    return data.translate({ord(sign): "\ufffd" for sign in signs})
