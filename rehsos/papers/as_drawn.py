"""What each page of a PDF draws, as one digest: its operators and all that these draw with, not how the file is packed.

Words alone do not say what an eye sees: a white box hides them and a picture adds to them. Two files whose pages draw
by the same operators, fonts and pictures in the same frame look the same; where a digest differs they may still.
"""

import hashlib
import io
from collections.abc import Iterator
from typing import Any

from .esigned import readable

_FRAME = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", "/Resources")
_PACKING = {"/Length", "/Filter", "/DecodeParms", "/Type", "/Parent", "/StructParents", "/StructParent", "/Metadata"}
_OF_LINK = ("/AP", "/Border", "/BS", "/C", "/Rect")
_AGAIN = "^"
"""Stands for what is being told already: a graph may lead back into itself."""


def as_drawn(content: bytes) -> list[str]:
    """The digest of each page. Raises Refused where it cannot be read."""
    from pypdf import PdfReader

    with readable():
        known: dict[int, str] = {}
        return [_digest(_page(page, known)) for page in PdfReader(io.BytesIO(content)).pages]


def _page(page: Any, known: dict[int, str]) -> Iterator[str]:
    drawn = page.get_contents()
    yield _digest([drawn.get_data() if drawn is not None else b""])
    for key in _FRAME:
        yield f"{key} {_told(page.get(key), known)}"
    for note in (each.get_object() for each in page.get("/Annots") or ()):
        if note.get("/Subtype") == "/Link":
            yield " ".join(_told(note.get(key), known) for key in _OF_LINK)


def _told(what: Any, known: dict[int, str]) -> str:
    """One object in words that do not depend on its number or its place in the file."""
    from pypdf.generic import IndirectObject

    if not isinstance(what, IndirectObject):
        return _plainly(what, known)
    if what.idnum not in known:
        known[what.idnum] = _AGAIN
        known[what.idnum] = _digest([_plainly(what.get_object(), known)])
    return known[what.idnum]


def _plainly(what: Any, known: dict[int, str]) -> str:
    if isinstance(what, dict):
        inner = " ".join(f"{key} {_told(what.raw_get(key), known)}" for key in sorted(what) if key not in _PACKING)  # type: ignore[attr-defined]
        return f"<{inner}{_digest([_unpacked(what)]) if hasattr(what, 'get_data') else ''}>"
    if isinstance(what, list):
        return f"[{' '.join(_told(one, known) for one in what)}]"
    if isinstance(what, int | float) and not isinstance(what, bool):
        return f"{float(what):.4f}"
    return str(getattr(what, "original_bytes", what))


def _unpacked(stream: Any) -> bytes:
    """As it is drawn; a picture whose packing the reader does not know is compared as it lies there."""
    try:
        data = stream.get_data()
    except (NotImplementedError, ValueError):
        data = stream._data  # noqa: SLF001  # no public door to it
    return data if isinstance(data, bytes) else str(data).encode()


def _digest(parts: Any) -> str:
    made = hashlib.sha256()
    for part in parts:
        made.update(part if isinstance(part, bytes) else part.encode())
        made.update(b"\0")
    return made.hexdigest()
