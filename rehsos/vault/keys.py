"""Keys out of the database: made on first use, unwrapped for one request, destroyed on order."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Subquery

from . import seal as sealing
from .keyset import Keyset
from .models import Key
from .ours import our_keyset
from .seal import Destroyed


def keyset() -> Keyset:
    """The installation's wrapping keys; read anew only when the file was replaced, so a rotation is seen.

    Raises KeysetError where the file is missing beside data of an earlier one, or is another installation's.
    """
    return our_keyset()


def wrapped_beside(subject: str) -> Subquery:
    """A column for a query of somebody else's: the wrapped key of the subject in its field, for `key_of`."""
    return Subquery(Key.objects.filter(pk=OuterRef(subject), destroyed_at=None).values("wrapped")[:1])


def wrapped_of(subject: str) -> str:
    """The same in SQL: `subject` is a column that holds it."""
    return f"(SELECT k.wrapped FROM vault_key k WHERE k.subject = {subject} AND k.destroyed_at IS NULL)"


def key_of(subject: UUID, wrapped: bytes | memoryview | None = None) -> bytes:
    """The subject's key, made on first use; not asked for where `wrapped` came with something else.

    Raises Destroyed when the subject was erased.
    """
    if wrapped:
        return keyset().unwrap(bytes(wrapped), subject)
    found = _kept([subject], "wrapped, destroyed_at")
    if not found:
        fresh = sealing.new_key()
        key, made = Key.objects.get_or_create(subject=subject, defaults={"wrapped": keyset().wrap(fresh, subject)})
        if made:
            keyset().unwrap(bytes(key.wrapped), subject)  # the wrapping key may have been retired since it was read
            return fresh
        found = [(key.wrapped, key.destroyed_at)]
    [(kept, destroyed_at)] = found
    if destroyed_at is not None:
        raise Destroyed(subject)
    return keyset().unwrap(bytes(kept), subject)


def keys_of(subjects: Iterable[UUID]) -> dict[UUID, bytes]:
    """Keys of several subjects in one statement, for reading; those destroyed or never made are left out.

    A key that can't be unwrapped is one that opens nothing: its line is unreadable, the others are not.
    """
    rows = _kept(list(set(subjects)), "subject, wrapped", "AND destroyed_at IS NULL")
    ours = keyset() if rows else None
    return {subject: _unwrapped(ours, subject, wrapped) for subject, wrapped in rows} if ours else {}


def keys_beside(wrapped: Iterable[tuple[UUID, bytes | memoryview | None]]) -> dict[UUID, bytes]:
    """Keys that came along wrapped with what they open; the keyset is looked for once. Those without are left out."""
    found = [(subject, key) for subject, key in wrapped if key]
    ours = keyset() if found else None
    return {subject: _unwrapped(ours, subject, key) for subject, key in found} if ours else {}


def key_beside(subject: UUID, wrapped: bytes | memoryview) -> bytes:
    """A key that came along wrapped, for reading; one that opens nothing where it can't be unwrapped."""
    return _unwrapped(keyset(), subject, wrapped)


def _unwrapped(ours: Keyset, subject: UUID, wrapped: bytes | memoryview) -> bytes:
    try:
        return ours.unwrap(bytes(wrapped), subject)
    except sealing.Unsealable:
        return sealing.OPENS_NOTHING


def _kept(subjects: list[UUID], columns: str, where: str = "") -> list[Any]:
    """What is kept of some keys. An array, so that it is the same statement however many are asked for."""
    if not subjects:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM vault_key WHERE subject = ANY(%s) {where}", [subjects])
        found: list[Any] = cursor.fetchall()
        return found


def key_destroyed(subject: UUID) -> bool:
    """Whether the subject was erased."""
    return Key.objects.filter(pk=subject, destroyed_at__isnull=False).exists()


def destroy(subject: UUID) -> None:
    """Erase a subject: its key is overwritten and can't be made again. The only way the app has to lose a key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT vault_erase(%s)", [subject])
