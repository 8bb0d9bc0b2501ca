"""What may come in as a file: small, and what it says it is."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Refused

from .photos import bare

MOST_BYTES = 10 * 1024 * 1024
# The first bytes say what a file really is; its name and declared type do not.
SIGNATURES = {
    b"%PDF-": "application/pdf",
    b"\xef\xbb\xbf%PDF-": "application/pdf",  # some writers of PDF put the mark of a text before it
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
TOO_LARGE = _("Berkas terlalu besar: paling besar 10 MB. Potret ulang dengan ukuran lebih kecil, atau pecah PDF-nya.")
NOT_KNOWN = _("Berkas ini bukan PDF, JPG atau PNG. Simpan sebagai PDF atau foto, lalu unggah lagi.")

_HEIC = {b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypheim", b"ftypmif1", b"ftypmsf1"}
HEIC = _("Foto HEIC belum diterima. Di iPhone: Pengaturan, Kamera, Format, Paling Kompatibel, lalu potret lagi.")
CUT_OFF = _("Foto ini terpotong atau rusak. Potret atau pindai ulang, lalu unggah lagi.")


@dataclass(frozen=True)
class Upload:
    """A checked file."""

    name: str
    media_type: str
    content: bytes


def checked(file: "UploadedFile[Any]") -> Upload:
    """The file, when it is small enough and truly a PDF, JPG or PNG. Raises Refused in plain words."""
    if getattr(file, "too_large", False) or (file.size or 0) > MOST_BYTES:
        raise Refused(TOO_LARGE, field="file")
    content = file.read()
    for start, media_type in SIGNATURES.items():
        if content.startswith(start):
            return Upload((file.name or "berkas")[:120], media_type, _bare(media_type, content))
    raise Refused(HEIC if content[4:12] in _HEIC else NOT_KNOWN, field="file")


def _bare(media_type: str, content: bytes) -> bytes:
    try:
        return bare(media_type, content)
    except ValueError:
        raise Refused(CUT_OFF, field="file") from None


class LimitedMemoryHandler(MemoryFileUploadHandler):
    """Keeps uploads in memory up to the limit and drops the rest, so that 200 MB never reach the disk.

    A client's file is never written in clear to a temporary folder. A file that is cut off is marked
    `too_large`; the form then says so and everything else typed in it is kept.
    """

    def handle_raw_input(self, *_given: Any, **_more: Any) -> None:
        self.activated = True

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.received = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        if self.received > MOST_BYTES:
            return None
        return super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        found = super().file_complete(min(file_size, MOST_BYTES))
        if found is not None and self.received > MOST_BYTES:
            found.too_large = True  # type: ignore[attr-defined]
        return found
