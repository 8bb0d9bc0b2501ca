"""What is sealed with a subject's key, and how it is opened again.

A sealed value is one version byte, a 12-byte nonce, then AES-256-GCM over the content. The subject and the
context (what the value is: "people.person.name") are bound to it, so a sealed value copied to another row
or another column does not open. It tells its length and nothing else.
"""

import json
import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy as _

KEY_BYTES = 32
NONCE_BYTES = 12
UNREADABLE = _("tidak terbaca")
VERSION = b"\x01"
OPENS_NOTHING = bytes(KEY_BYTES)  # stands where a key should be that can't be unwrapped; nothing is sealed with it
OVERHEAD_BYTES = len(VERSION) + NONCE_BYTES + 16  # what sealing adds to a content's length


class Unsealable(Exception):  # noqa: N818 - a state of the sealed value, named as one
    """What cannot be opened: wrong key, subject or context, altered bytes, or a key that was destroyed.

    Its message never quotes the content, and no error that does is chained to it.
    """


class Destroyed(Unsealable):
    """The subject was erased: its key was destroyed, and nothing sealed with it opens again."""


class Unreadable(dict[str, Any]):
    """What stands in a list or on a page for texts that do not open: whatever is asked of it says so."""

    def __init__(self) -> None:
        super().__init__({"": str(UNREADABLE)})

    def __missing__(self, key: str) -> Any:
        del key
        return self[""]

    def get(self, key: str, default: Any = None, /) -> Any:
        """Says so, whatever is asked."""
        del key, default
        return self[""]


def new_key() -> bytes:
    """A fresh 32-byte key for one subject."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, data: Mapping[str, Any] | str | bytes, *, subject: UUID, context: str) -> bytes:
    """A mapping, a text or bytes, sealed for this subject and context.

    ValueError when the key is not 32 bytes; TypeError or ValueError for what JSON cannot hold (a date, NaN).
    """
    if key == OPENS_NOTHING:
        raise ValueError("Nothing is sealed with a key that can't be opened again.")
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + nonce + _cipher(key).encrypt(nonce, _content(data), _bound(subject, context))


def unseal(key: bytes, sealed: bytes, *, subject: UUID, context: str) -> bytes:
    """The bytes again. Unsealable when anything differs from what was sealed."""
    sealed = bytes(sealed)  # drivers hand bytea over as memoryview
    if len(sealed) < OVERHEAD_BYTES or sealed[:1] != VERSION:
        raise Unsealable("Not a sealed value of a known version.")
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return _cipher(key).decrypt(nonce, body, _bound(subject, context))
    except InvalidTag:
        raise Unsealable(f"Sealed value for “{context}” does not open with this key.") from None


def unseal_text(key: bytes, sealed: bytes, *, subject: UUID, context: str) -> str:
    """Text again. Unsealable as for `unseal`, or when what was sealed is no text."""
    text = _text(unseal(key, sealed, subject=subject, context=context))
    if text is None:
        raise Unsealable(f"Sealed value for “{context}” is not text.")
    return text


def unseal_json(key: bytes, sealed: bytes, *, subject: UUID, context: str) -> dict[str, Any]:
    """The mapping again. Unsealable as for `unseal`, or when what was sealed is no mapping."""
    data = _mapping(unseal(key, sealed, subject=subject, context=context))
    if data is None:
        raise Unsealable(f"Sealed value for “{context}” is not a JSON mapping.")
    return data


def legible(key: bytes, sealed: bytes, *, subject: UUID, context: str) -> dict[str, Any]:
    """The mapping again, for showing only; where it does not open, one that says so. Never for what is saved again."""
    try:
        return unseal_json(key, sealed, subject=subject, context=context)
    except Destroyed:
        raise
    except Unsealable:
        return Unreadable()


def _cipher(key: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise ValueError("A subject's key has 32 bytes.")
    return AESGCM(key)


def _bound(subject: UUID, context: str) -> bytes:
    """Version and subject have fixed lengths, so no other subject and context give these bytes."""
    return VERSION + subject.bytes + context.encode()


def _content(data: Mapping[str, Any] | str | bytes) -> bytes:
    """Any string a form can hand over survives: JSON escapes lone surrogates, text passes them."""
    if isinstance(data, bytes):
        return data
    if isinstance(data, str):
        return data.encode("utf-8", "surrogatepass")
    return json.dumps(dict(data), separators=(",", ":"), allow_nan=False).encode("ascii")


def _text(content: bytes) -> str | None:
    """None instead of an error: a decoding error would carry the content with it."""
    try:
        return content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None


def _mapping(content: bytes) -> dict[str, Any] | None:
    """None instead of an error: json's error carries the whole document with it."""
    try:
        data = json.loads(content)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None
