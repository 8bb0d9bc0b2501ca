"""A PDF that was signed electronically somewhere else: whose signatures it bears, and whether it is as they signed it.

Nothing is signed here, and no certificate or passphrase of a signer is ever kept. An issuer is judged by the roots that
the office trusts (`issuers`); without any it is named as not checked.
"""

import io
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Refused, Words

from .issuers import Standing, of_bsre, roots, standing

FIELD = "pdf"
NO_PDF = _("Berkas ini bukan PDF. Unggah PDF yang kembali dari aplikasi tanda tangan, bukan foto atau pindaiannya.")
BROKEN = _("PDF ini tidak terbaca. Unduh sekali lagi dari aplikasi tanda tangan, lalu unggah di sini.")
ENCRYPTED = _(
    "PDF ini terkunci kata sandi. Ambil lagi dari aplikasi tanda tangan tanpa kata sandi, lalu unggah di sini."
)
UNSIGNED = _(
    "PDF ini belum bertanda tangan elektronik. Unduh berkasnya dari halaman surat, tanda tangani di aplikasi kantor, "
    "lalu unggah PDF yang kembali. Hasil cetak atau pindai tidak membawa tanda tangan elektronik."
)
CHANGED = _(
    "PDF ini diubah sesudah ditandatangani {name}, sehingga tanda tangannya tidak berlaku. Ambil lagi PDF aslinya dari "
    "aplikasi tanda tangan; jangan disunting, digabung, atau dicetak ulang menjadi PDF."
)
EDITED = _(
    "PDF ini diubah sesudah diunduh dari sini dan sebelum ditandatangani: halaman, huruf, gambar, atau catatannya "
    "bukan lagi berkas kami. Unduh lagi berkasnya dari halaman surat dan tanda tangani tanpa menyunting atau menambah "
    "apa pun; cap tanda tangan dipasang oleh aplikasi tanda tangan. Bila isinya memang harus berubah, kembalikan "
    "menjadi konsep."
)
MARKED = _(
    "Di depan PDF ini ada tanda teks (BOM) yang ditambahkan sesudah ditandatangani, sehingga tanda tangannya tidak "
    "berlaku. Unduh lagi PDF-nya langsung dari aplikasi tanda tangan, bukan lewat program yang menyimpannya sebagai "
    "teks, lalu unggah di sini."
)
MOST_PAGES = 200
_END, _TAIL = b"%%EOF", 1024
"""How every PDF ends, as readers look for it; one that was cut off does not."""
_BOM = b"\xef\xbb\xbf"
_HEAD = b"%PDF-1.7"
"""As long as the mark and what follows it: read in their place, nothing moves."""
_PLAIN = {"/Link", "/Popup"}
_COVERS = 0.25
"""Stamps that together take more of their page than this cover what is written there."""
_Box = tuple[float, float, float, float]
"""Left, below, right, above."""


@dataclass(frozen=True)
class Signature:
    """One electronic signature, as the PDF says: whose, by whose certificate, at which hour; and what of its issuer."""

    name: str
    issuer: str
    at: datetime | None
    standing: Standing
    of_bsre: bool

    def __str__(self) -> str:
        """In Indonesian, as it is kept with the letter."""
        hour = f"{timezone.localtime(self.at):%d-%m-%Y %H.%M}" if self.at else ""
        with translation.override("id"):
            issued = f"penerbit: {self.issuer}, {self.standing.label}"
        return " · ".join(filter(None, (self.name, issued, hour)))


@dataclass(frozen=True)
class Printed:
    """What a PDF shows: its words in reading order, what was laid over its pages, and how many these are."""

    words: list[str]
    pages: int


def is_pdf(content: bytes) -> bool:
    """Whether it begins as a PDF does; some writers put the mark of a text (BOM) before it."""
    return content.removeprefix(_BOM).startswith(b"%PDF-")


def signatures_of(content: bytes) -> list[Signature]:
    """All signatures of a PDF, the last one last. Raises Refused, with what to do, where it is not as was signed."""
    try:
        return _signatures(content)
    except Refused:
        if content.startswith(_BOM):
            _signatures(content.removeprefix(_BOM))  # says what else is wrong with it
            raise _refused(MARKED) from None
        raise


def insist_only_signed(ours: bytes, content: bytes) -> None:
    """Raise Refused where more than signing put something between our bytes, with which it begins, and its end.

    What is added behind our bytes may replace every page of ours: each revision since is held against ours by the rules
    for what may follow a signature.
    """
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel

    with _quiet(), readable():
        before, now = _reader(ours).xrefs, _reader(content)
        last = before.total_revisions - 1
        if last >= now.xrefs.total_revisions or _starts(before, last) != _starts(now.xrefs, last):
            raise _refused(EDITED)
        for each in range(last, now.xrefs.total_revisions):
            _with_form(now.get_historical_resolver(each).root, now.root["/AcroForm"])
        found = DEFAULT_DIFF_POLICY.review_file(now, last)
    if not isinstance(found, DiffResult) or found.modification_level > ModificationLevel.FORM_FILLING:
        raise _refused(EDITED)


def _with_form(root: Any, signed: Any) -> None:
    """An empty form where a revision has none: the policy compares forms, and the first signature brings the first."""
    from pyhanko.pdf_utils import generic

    if "/AcroForm" not in root:
        empty = {generic.pdf_name("/Fields"): generic.ArrayObject()}
        flags = {generic.pdf_name(key): signed[key] for key in ("/SigFlags",) if key in signed}
        root[generic.pdf_name("/AcroForm")] = generic.DictionaryObject(empty | flags)  # type: ignore[no-untyped-call]


def printed(content: bytes) -> Printed:
    """What a PDF shows. Raises Refused where it cannot be read."""
    from pypdf import PdfReader

    with readable():
        pages = PdfReader(io.BytesIO(content)).pages
        if len(pages) > MOST_PAGES:
            raise _refused(BROKEN)
        text = " ".join(" ".join((page.extract_text(), *_laid_over(page))) for page in pages)
        return Printed(text.replace("\u200b", "").split(), len(pages))


def _laid_over(page: Any) -> Iterator[str]:
    """What readers show on top of a page besides signatures; these too where together they cover too much of it."""
    stamps = []
    for note in (each.get_object() for each in page.get("/Annots") or ()):
        kind = note.get("/FT") or (note["/Parent"].get("/FT") if "/Parent" in note else "")
        if kind == "/Sig":
            stamps.append(_on(page, note.get("/Rect") or (0, 0, 0, 0)))
        elif note.get("/Subtype") not in _PLAIN:
            yield f"[catatan] {note.get('/Contents') or note.get('/V') or ''}"
    if _area(stamps) > _COVERS:
        yield "[cap]"


def _on(page: Any, rectangle: Any) -> _Box:
    """Where it lies on its page, in parts of the page's width and height; what lies beyond the edge covers nothing."""
    box = page.mediabox
    across, up = ((float(at) for at in rectangle[one::2]) for one in (0, 1))
    lefts = sorted(min(max((at - float(box.left)) / float(box.width), 0), 1) for at in across)
    heights = sorted(min(max((at - float(box.bottom)) / float(box.height), 0), 1) for at in up)
    return lefts[0], heights[0], lefts[1], heights[1]


def _area(boxes: list[_Box]) -> float:
    """How much of a page they take together, where they overlap once: 1 is all."""
    edges = sorted({at for box in boxes for at in (box[0], box[2])})
    return sum((right - left) * _length([(low, high) for start, low, end, high in boxes if start <= left < end])
               for left, right in pairwise(edges))  # fmt: skip


def _length(spans: list[tuple[float, float]]) -> float:
    covered, reached = 0.0, 0.0
    for low, high in sorted(spans):
        covered, reached = covered + max(high - max(low, reached), 0), max(high, reached)
    return covered


def _starts(xrefs: Any, last: int) -> list[int]:
    return [xrefs.get_startxref_for_revision(each) for each in range(last + 1)]


def _signatures(content: bytes) -> list[Signature]:
    if not is_pdf(content):
        raise _refused(NO_PDF)
    if _END not in content[-_TAIL:]:
        raise _refused(BROKEN)
    with _quiet(), readable():
        trusted = roots()
        found = [_checked(one, trusted) for one in _embedded(content)]
    if not found:
        raise _refused(UNSIGNED)
    return found


def _embedded(content: bytes) -> Any:
    reader = _reader(content)
    if reader.encrypted:
        raise _refused(ENCRYPTED)
    return reader.embedded_regular_signatures


def _reader(content: bytes) -> Any:
    """It looks for the head at the very beginning; what was signed is read as it came, with the mark before it."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    marked = content.startswith(_BOM)
    reader = PdfFileReader(io.BytesIO(_HEAD + content[len(_HEAD) :] if marked else content))
    reader.stream = io.BytesIO(content)
    return reader


def _checked(embedded: Any, trusted: list[Any]) -> Signature:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    by = ValidationContext(trust_roots=trusted, allow_fetching=False)
    with ThreadPoolExecutor(1) as alone:  # it runs a loop of its own, and the thread that asks may run one already
        status = alone.submit(validate_pdf_signature, embedded, by).result()
    name, issuer = (_called(who) for who in (status.signing_cert.subject, status.signing_cert.issuer))
    whole = status.coverage in {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}
    level = status.modification_level
    as_signed = level is not None and level <= ModificationLevel.FORM_FILLING and status.docmdp_ok is not False
    if not (status.intact and status.valid and whole and as_signed):
        raise _refused(CHANGED.format(name=name))
    known = standing(status, checked=bool(trusted))
    return Signature(name, issuer, status.signer_reported_dt, known, of_bsre(status.signing_cert.issuer))


def _called(who: Any) -> str:
    """The name in a certificate; where there is none, all that it says."""
    told = who.native.get("common_name") or who.human_friendly
    return str(told if isinstance(told, str) else ", ".join(told))[:120]


@contextmanager
def readable() -> Iterator[None]:
    """What comes from outside may break its reader in any way: it is said in one."""
    try:
        yield
    except Refused:
        raise
    except Exception as broken:
        raise _refused(BROKEN) from broken


@contextmanager
def _quiet() -> Iterator[None]:
    """The reader logs certificates it does not know with the names in them: no name goes into our log."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _refused(why: Words) -> Refused:
    return Refused(why, field=FIELD)
