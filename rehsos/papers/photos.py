"""Photos without what the camera wrote beside the picture: where it stood, when, whose telephone it is.

The picture itself stays as it came, bit by bit: nothing is decoded or compressed anew, so that a photo can still
be held against the one in the telephone. Kept is which way is up.
"""

import struct
from collections.abc import Iterator

END, SCAN = 0xD9, 0xDA
APP1 = 0xE1
BESIDE = frozenset({*range(0xE0, 0xF0), 0xFE})
"""Application segments and comments."""
OF_THE_PICTURE = (b"JFIF\0", b"JFXX\0", b"ICC_PROFILE\0", b"Adobe")
"""How those begin without which it would look otherwise."""
TOLD = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
"""Chunks of a PNG that tell of camera, place and time."""
EXIF, ORIENTATION = b"Exif\0\0", 0x0112


def bare(media_type: str, content: bytes) -> bytes:
    """The same picture with nothing told beside it; other files as they are. ValueError where it is cut off."""
    parts = {"image/jpeg": _jpeg, "image/png": _png}.get(media_type)
    try:
        return b"".join(parts(content)) if parts else content
    except (IndexError, struct.error) as cut:
        raise ValueError("This picture ends in the middle.") from cut


def _jpeg(content: bytes) -> Iterator[bytes]:
    yield b"\xff\xd8"
    at = 2
    while (marker := _marker(content, at)) != END:
        (size,) = struct.unpack_from(">H", content, at + 2)
        segment, at = content[at : at + 2 + size], at + 2 + size
        if len(segment) < 2 + size:
            raise IndexError
        if marker not in BESIDE or segment[4:].startswith(OF_THE_PICTURE):
            yield segment
        elif marker == APP1 and (up := _orientation(segment[4:])) > 1:
            yield _only(up)
        if marker == SCAN:
            end = _end_of_scan(content, at)
            yield content[at:end]
            at = end
    yield b"\xff\xd9"  # what lies behind it (a film, a second picture) is left


def _marker(content: bytes, at: int) -> int:
    if content[at] != 0xFF:  # noqa: PLR2004 - every marker begins so
        raise IndexError
    return content[at + 1]


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands: in a scan itself 0xFF is followed by nought or a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise IndexError
        if content[at + 1] not in {0x00, 0xFF, *range(0xD0, 0xD8)}:
            return at
        at += 1 if content[at + 1] == 0xFF else 2  # noqa: PLR2004 - a fill byte


def _orientation(told: bytes) -> int:
    """Which way is up (1 to 8), out of the first list of an Exif segment; 1 where it does not say."""
    if not told.startswith(EXIF):
        return 1
    tiff = told[len(EXIF) :]
    order = "<" if tiff.startswith(b"II") else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for n in range(count):
            tag, _kind, _many, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * n)
            if tag == ORIENTATION:
                return value if 1 <= value <= 8 else 1  # noqa: PLR2004 - the eight there are
    except struct.error:
        pass
    return 1


def _only(up: int) -> bytes:
    """An Exif segment that says which way is up, and nothing else."""
    told = EXIF + b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, ORIENTATION, 3, 1, up, 0, 0)
    return struct.pack(">HH", 0xFF00 | APP1, len(told) + 2) + told


def _png(content: bytes) -> Iterator[bytes]:
    yield content[:8]
    at, name = 8, b""
    while name != b"IEND":
        (size,) = struct.unpack_from(">I", content, at)
        name, end = content[at + 4 : at + 8], at + 12 + size
        if end > len(content):
            raise IndexError
        if name not in TOLD:
            yield content[at:end]
        at = end
