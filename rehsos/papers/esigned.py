"""A PDF that was signed electronically somewhere else: whose signatures it bears, and whether it is as they signed it.

Nothing is signed here, and no certificate or passphrase is ever kept. Whether an issuer is to be trusted is not asked
either: the root of BSrE is not ours to hold, and nothing is fetched. What is told is what the PDF says of its signer.
"""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Refused, Words

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
MOST_PAGES = 200
_END, _TAIL = b"%%EOF", 1024
"""How every PDF ends, as readers look for it; one that was cut off does not."""


@dataclass(frozen=True)
class Signature:
    """One electronic signature, as the PDF says: whose, by whose certificate, at which hour."""

    name: str
    issuer: str
    at: datetime | None

    def __str__(self) -> str:
        hour = f"{timezone.localtime(self.at):%d-%m-%Y %H.%M}" if self.at else ""
        return " · ".join(filter(None, (self.name, self.issuer, hour)))


def signatures_of(content: bytes) -> list[Signature]:
    """All signatures of a PDF, the last one last. Raises Refused, with what to do, where it is not as was signed."""
    if not content.startswith(b"%PDF-"):
        raise _refused(NO_PDF)
    if _END not in content[-_TAIL:]:
        raise _refused(BROKEN)
    with _quiet(), _readable():
        found = [_checked(one) for one in _embedded(content)]
    if not found:
        raise _refused(UNSIGNED)
    return found


def words_of(content: bytes) -> list[str]:
    """The words of a PDF in reading order. Raises Refused where it cannot be read."""
    from pypdf import PdfReader

    with _readable():
        pages = PdfReader(io.BytesIO(content)).pages
        if len(pages) > MOST_PAGES:
            raise _refused(BROKEN)
        return " ".join(page.extract_text() for page in pages).replace("\u200b", "").split()


def _embedded(content: bytes) -> Any:
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(content))
    if reader.encrypted:
        raise _refused(ENCRYPTED)
    return reader.embedded_regular_signatures


def _checked(embedded: Any) -> Signature:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    status = validate_pdf_signature(embedded, ValidationContext(trust_roots=[], allow_fetching=False))
    name, issuer = (_called(who) for who in (status.signing_cert.subject, status.signing_cert.issuer))
    whole = status.coverage in {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}
    level = status.modification_level
    as_signed = level is not None and level <= ModificationLevel.FORM_FILLING and status.docmdp_ok is not False
    if not (status.intact and status.valid and whole and as_signed):
        raise _refused(CHANGED.format(name=name))
    return Signature(name, issuer, status.signer_reported_dt)


def _called(who: Any) -> str:
    """The name in a certificate; where there is none, all that it says."""
    told = who.native.get("common_name") or who.human_friendly
    return str(told if isinstance(told, str) else ", ".join(told))[:120]


@contextmanager
def _readable() -> Iterator[None]:
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
