"""The keyset that wraps every subject's key.

A Tink keyset (AES-256-GCM) and the secret behind search tokens live in one file: clear text, mode 0600,
readable by whoever runs Rehsos and by root. Whoever holds this file and the database can read everything;
back it up apart from the database. A key service (KMS) can take the file's place by standing behind
`Wrapper`.

Rotation adds a wrapping key and makes it primary; older keys still unwrap. After every wrapped key has been
rewrapped, `retire` drops the older ones that no row names any more, and with them the wrapped keys that old backups
still hold of persons erased since. Search tokens do not change with rotation.
"""

import base64
import fcntl
import hashlib
import json
import os
import secrets
import stat
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, Self
from uuid import UUID

import tink
from tink import aead, secret_key_access

from rehsos.vault.seal import Unsealable

FORMAT = 1
TOKEN_KEY_BYTES = 32
TINK_PREFIX = b"\x01"  # Tink writes this byte and the wrapping key's number, big-endian, before what it wraps
MARK_BYTES = 5
OTHERS_MAY = stat.S_IWGRP | stat.S_IXGRP | stat.S_IRWXO  # a mounted secret may be readable by our own group

Stamp = tuple[int, int, int]
TinkKeys = dict[str, Any]  # a Tink keyset in its own JSON: primaryKeyId and a list of keys
Choice = Callable[[TinkKeys], TinkKeys]
_opened: dict[Path, tuple[Stamp, "Keyset"]] = {}


OPEN = (
    "{path} dapat dibaca pengguna lain di komputer ini. Tutup dengan chmod 600 (dari flashdisk: salin dulu ke folder "
    "yang hanya dapat Anda baca), lalu periksa siapa yang mungkin sudah membacanya."
)


class KeysetError(Exception):
    """The keyset file is open to others, damaged, or of a format this version does not know."""


class KeysetMissing(KeysetError):  # noqa: N818 - a state of the installation, named as one
    """There is no keyset where one is looked for, and there was one: a new one would open nothing."""


class Wrapper(Protocol):
    """What the vault asks of whoever holds the wrapping keys: the file's keyset, or a key service."""

    def wrap(self, key: bytes, subject: UUID) -> bytes:
        """The key, wrapped so that it opens for this subject only."""

    def unwrap(self, wrapped: bytes, subject: UUID) -> bytes:
        """The key again. Unsealable when it was not wrapped here, or for someone else."""


NOT_ONE = "Isi berkas kunci ini bukan keyset Rehsos. Kembalikan keyset yang benar dari cadangan."


class Keyset:
    """Wrapping keys and the token key, as read from a file. Safe to share between threads."""

    def __init__(self, clear: Mapping[str, Any]) -> None:
        """Take a keyset file's content. KeysetError when it is not one."""
        try:
            self.token_key: bytes = base64.b64decode(clear["token_key"], validate=True)
            self._primary = int(clear["keyset"]["primaryKeyId"])
            self.marks = frozenset(_mark(key["keyId"]) for key in clear["keyset"]["key"])
            self._aead = _primitive(clear["keyset"])
        except (KeyError, TypeError, ValueError, tink.TinkError):
            raise KeysetError(NOT_ONE) from None
        if clear.get("format") != FORMAT or len(self.token_key) != TOKEN_KEY_BYTES:
            raise KeysetError("Keyset ini dibuat oleh versi Rehsos yang lain.")

    def __repr__(self) -> str:
        return f"<Keyset primary {self._primary}>"

    def wrap(self, key: bytes, subject: UUID) -> bytes:
        """The key wrapped by the primary wrapping key, bound to the subject (33 bytes longer)."""
        wrapped: bytes = self._aead.encrypt(key, subject.bytes)
        return wrapped

    def unwrap(self, wrapped: bytes, subject: UUID) -> bytes:
        """The key again. Unsealable for another subject, another keyset, a retired key or altered bytes."""
        try:
            key: bytes = self._aead.decrypt(bytes(wrapped), subject.bytes)
        except tink.TinkError:
            raise Unsealable("This wrapped key does not open for this subject with this keyset.") from None
        return key

    @cached_property
    def fingerprint(self) -> bytes:
        """What tells this keyset from another's, and nothing of it; the same before and after a rotation."""
        return hashlib.blake2b(b"rehsos keyset", digest_size=16, key=self.token_key).digest()

    def rewrap(self, wrapped: bytes, subject: UUID) -> bytes:
        """The same key wrapped by the primary wrapping key; unchanged when it already is."""
        return bytes(wrapped) if self.is_current(wrapped) else self.wrap(self.unwrap(wrapped, subject), subject)

    def is_current(self, wrapped: bytes) -> bool:
        """Whether the primary wrapping key wrapped this; read from its first bytes, nothing is opened."""
        return bytes(wrapped[: len(self.mark)]) == self.mark

    @property
    def mark(self) -> bytes:
        """What everything wrapped by the primary wrapping key begins with; `marks` holds those of every key."""
        return _mark(self._primary)

    @property
    def older(self) -> int:
        """How many wrapping keys there are beside the primary."""
        return len(self.marks) - 1

    @classmethod
    def read(cls, path: Path) -> tuple[Stamp, Self]:
        """The keyset of a file and the stamp of the file read. KeysetError; OSError when it is missing."""
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if found.st_mode & OTHERS_MAY:
                raise KeysetError(OPEN.format(path=path))
            return _stamp(found), cls(_parsed(file.read()))


def load(path: Path) -> Keyset:
    """The keyset at this path. KeysetMissing where there is none; none is ever made by reading.

    Asks the file system each time and reads again only after the file was replaced, so that a running process
    follows a rotation. Call it once per request or job.
    """
    try:
        stamp = _stamp(path.stat())
    except FileNotFoundError:
        raise KeysetMissing(f"Tidak ada keyset di {path}.") from None
    known, keyset = _opened.get(path, (None, None))
    if keyset is None or stamp != known:
        _opened[path] = _, keyset = Keyset.read(path)
    return keyset


def load_or_create(path: Path) -> Keyset:
    """The keyset at this path; made, mode 0600, where there is none. Whether it may be made is asked before."""
    if not path.exists():
        _create(path)
    return load(path)


def rotate(path: Path) -> Keyset:
    """A new primary wrapping key beside the older ones, written to the file."""
    return _rewrite(path, _with_fresh_primary)


def retire(path: Path, keep: Collection[bytes] = ()) -> Keyset:
    """Only the primary wrapping key is kept, and the older ones whose marks are in `keep`.

    What the others wrapped never opens again: rewrap everything first.
    """

    def choose(keys: TinkKeys) -> TinkKeys:
        kept = [key for key in keys["key"] if key["keyId"] == keys["primaryKeyId"] or _mark(key["keyId"]) in keep]
        return {**keys, "key": kept}

    return _rewrite(path, choose)


def _create(path: Path) -> None:
    """Write a new keyset; one that another process wrote first wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(path.parent):
        if not path.exists():
            secret = base64.b64encode(secrets.token_bytes(TOKEN_KEY_BYTES)).decode()
            _write(path, {"format": FORMAT, "token_key": secret, "keyset": _fresh()})


def _rewrite(path: Path, choose: Choice) -> Keyset:
    """Replace the file by one holding the wrapping keys that `choose` makes of the present ones."""
    with _locked(path.parent):
        Keyset.read(path)
        clear = _parsed(path.read_bytes())
        clear["keyset"] = choose(clear["keyset"])
        Keyset(clear)
        _write(path, clear)
    return load_or_create(path)


def _mark(number: int) -> bytes:
    return TINK_PREFIX + number.to_bytes(MARK_BYTES - len(TINK_PREFIX), "big")


def _with_fresh_primary(keys: TinkKeys) -> TinkKeys:
    fresh = _fresh()
    while any(key["keyId"] == fresh["primaryKeyId"] for key in keys["key"]):
        fresh = _fresh()
    return {**fresh, "key": [*keys["key"], *fresh["key"]]}


def _fresh() -> TinkKeys:
    """A Tink keyset of one new key, in Tink's own JSON."""
    aead.register()
    handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
    keys: TinkKeys = json.loads(tink.json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN))
    return keys


def _primitive(keys: TinkKeys) -> aead.Aead:
    aead.register()
    handle = tink.json_proto_keyset_format.parse(json.dumps(keys), secret_key_access.TOKEN)
    return handle.primitive(aead.Aead)


def _parsed(content: bytes) -> dict[str, Any]:
    """None of the content goes into the error: json's own would carry the whole file."""
    try:
        clear = json.loads(content)
    except ValueError:
        clear = None
    if not isinstance(clear, dict):
        raise KeysetError(NOT_ONE)
    return clear


def _write(path: Path, clear: Mapping[str, Any]) -> None:
    """Put a whole file in place or none: written beside, on disk, then renamed."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made 0600
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump(clear, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time; the folder itself is the lock, so nothing is left behind."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
        os.fsync(descriptor)  # the new name is on disk too
    finally:
        os.close(descriptor)


def _stamp(found: os.stat_result) -> Stamp:
    return found.st_ino, found.st_size, found.st_mtime_ns
