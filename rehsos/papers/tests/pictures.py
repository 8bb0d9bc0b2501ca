"""Two real pictures, as a telephone and a screen make them, and what cameras write beside them."""

import base64
import struct
import zlib

JPEG = base64.b64decode("""
/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H/
///6/+b9//j/2wBDASstLTw1PHZBQXb4pYyl+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj/wAAR
CAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAVEAEBAAAAAAAAAAAAAAAAAAAAE//EABUBAQEAAAAAAAAAAAAAAAAA
AAME/8QAFxEAAwEAAAAAAAAAAAAAAAAAAAITUf/aAAwDAQACEQMRAD8AgoAugmC2fT//2Q==
""")
PNG = base64.b64decode("""
iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAS0lEQVR4nHSOUQrAMAhDn+D/doO19z/UthP0CFsQ2o/WKoaghsQbBxgxn7pz
f6hkpcNlmH4n9Je6boV+7xUlHMMbBpeipAo7aWmqHwAA//8Eme7EAAAABklEQVQDAHVKKCGGuo0iAAAAAElFTkSuQmCC
""")
GPS = b"GPS 10 10 S 123 35 E, telepon Rambu"


def told_jpeg(*, up: int = 6, order: str = ">") -> bytes:
    """The same picture with Exif that tells place and which way is up, XMP, a comment, and a film behind it."""
    mark = b"MM\0*" if order == ">" else b"II*\0"
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, up, 0)
    tiff = mark + struct.pack(f"{order}IH", 8, 1) + entry + struct.pack(f"{order}I", 0) + GPS
    beside = [(0xE1, b"Exif\0\0" + tiff), (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + GPS), (0xE2, b"MPF\0" + GPS),
              (0xED, b"Photoshop 3.0\0" + GPS), (0xFE, GPS)]  # fmt: skip
    segments = b"".join(struct.pack(">HH", 0xFF00 | mark, len(what) + 2) + what for mark, what in beside)
    return JPEG[:2] + segments + JPEG[2:] + b"\0\0ftypmp4 " + GPS


def told_png() -> bytes:
    """The same picture with a text that tells the place, and more behind its end."""
    body = b"eXIf" + GPS
    chunk = struct.pack(">I", len(GPS)) + body + struct.pack(">I", zlib.crc32(body))
    return PNG[:33] + chunk + PNG[33:] + GPS
