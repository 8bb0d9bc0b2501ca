"""Keys out of the database: made on first use, unwrapped for one request, destroyed on order."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from . import seal as sealing
from .keyset import Keyset, load_or_create
from .models import Key
from .seal import Destroyed


def keyset() -> Keyset:
    """The installation's wrapping keys; read anew only when the file was replaced, so a rotation is seen."""
    return load_or_create(settings.VAULT_KEYSET)


def wrapped_beside(subject: str) -> Subquery:
    """A column for a query of somebody else's: the wrapped key of the subject in its field, for `key_of`."""
    return Subquery(Key.objects.filter(pk=OuterRef(subject), destroyed_at=None).values("wrapped")[:1])


def key_of(subject: UUID, wrapped: bytes | memoryview | None = None) -> bytes:
    """The subject's key, made on first use; not asked for where `wrapped` came with something else.

    Raises Destroyed when the subject was erased.
    """
    if wrapped:
        return keyset().unwrap(bytes(wrapped), subject)
    found = Key.objects.filter(pk=subject).first()
    if found is None:
        fresh = sealing.new_key()
        found, made = Key.objects.get_or_create(subject=subject, defaults={"wrapped": keyset().wrap(fresh, subject)})
        if made:
            return fresh
    if found.destroyed_at is not None:
        raise Destroyed(subject)
    return keyset().unwrap(bytes(found.wrapped), subject)


def keys_of(subjects: Iterable[UUID]) -> dict[UUID, bytes]:
    """Keys of several subjects in one statement; those destroyed or never made are left out."""
    rows = Key.objects.filter(pk__in=set(subjects), destroyed_at=None)
    return {row.subject: keyset().unwrap(bytes(row.wrapped), row.subject) for row in rows}


def key_destroyed(subject: UUID) -> bool:
    """Whether the subject was erased."""
    return Key.objects.filter(pk=subject, destroyed_at__isnull=False).exists()


def destroy(subject: UUID) -> None:
    """Erase a subject: its key is overwritten and can't be made again."""
    Key.objects.update_or_create(subject=subject, defaults={"wrapped": b"", "destroyed_at": timezone.now()})
