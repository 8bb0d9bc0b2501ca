"""The wrapping keys: a fresh one, every data key wrapped by it, and the older ones dropped.

The owner rewraps: the app may not overwrite a key. A row that opens with none of the wrapping keys is left as it is
and named, and does not hold back the others. The wrapping key it names is kept, for the row as it was may come back out
of a backup; where what it names is none of ours, every older one is kept, unless the row is said to be lost.
"""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from rehsos.vault.keys import keyset
from rehsos.vault.keyset import MARK_BYTES, Keyset, retire, rotate
from rehsos.vault.models import Key
from rehsos.vault.seal import Unsealable

from .database import answering, as_owner
from .problem import Problem

BATCH = 2000
NAMED = 10
FOUND_WANTING = 1


@dataclass
class Rewrapped:
    """How many keys the primary wraps now, and whose could not be opened."""

    done: int = 0
    bad: list[UUID] = field(default_factory=list)


def rotate_now(_asked: Namespace) -> int:
    """Make a fresh primary wrapping key and rewrap. May be stopped and run again: old wraps still open."""
    with answering(), _alone():
        keyset()  # refused before anything is made, where the keyset is not the one this database needs
        rotate(settings.VAULT_KEYSET)
        found = rewrap_all()
    print(f"{found.done} kunci data dibungkus ulang. Cadangkan {settings.VAULT_KEYSET} yang baru.")
    return _tell(found.bad)


@contextmanager
def _alone() -> Iterator[None]:
    """As the owner, and no other `rehsos keys` meanwhile: between two steps another could drop a key in use."""
    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(hashtext('vault_wrapping'))")
            if not cursor.fetchone()[0]:
                raise Problem("Perintah rehsos keys lain sedang berjalan. Tunggu sampai selesai, lalu ulangi.")
        yield  # let go with the connection, however it ends


def rewrap_all() -> Rewrapped:
    """Wrap by the primary key whatever is not yet, as the owner. Destroyed keys stay destroyed."""
    wrapper, found = keyset(), Rewrapped()
    for batch in _batches():
        stale = [row for row in batch if not wrapper.is_current(bytes(row.wrapped))]
        fresh = [row for row in stale if _rewrap(wrapper, row)]
        with transaction.atomic():
            Key.objects.bulk_update(fresh, ["wrapped"])
        found.done += len(fresh)
        found.bad += [row.subject for row in stale if row not in fresh]
    return found


def _batches() -> Iterator[list[Key]]:
    last: UUID | None = None
    while True:
        rows = Key.objects.filter(destroyed_at=None).order_by("pk")
        batch = list((rows.filter(pk__gt=last) if last else rows)[:BATCH])
        if not batch:
            return
        yield batch
        last = batch[-1].pk


def _rewrap(wrapper: Keyset, row: Key) -> bool:
    try:
        row.wrapped = wrapper.rewrap(bytes(row.wrapped), row.subject)
    except Unsealable:
        return False
    return True


def retire_now(asked: Namespace) -> int:
    """Drop the older wrapping keys that no row needs any more. Whoever is just making a key is waited for.

    `lost_too`: those too that only rows which do not open may need.
    """
    with answering(), _alone(), transaction.atomic():
        before, bad = keyset(), _wrapped_by_older()
        keep = frozenset() if asked.lost_too else _needed(before, bad)
        after = retire(settings.VAULT_KEYSET, keep)
    _tell_retired(before.older, after.older)
    return _tell([row.subject for row in bad])


def _needed(wrapper: Keyset, bad: list[Key]) -> frozenset[bytes]:
    """The marks of the wrapping keys that may open these rows as they were; all, where a row names none of ours."""
    named = frozenset(bytes(row.wrapped)[:MARK_BYTES] for row in bad)
    return named if named.issubset(wrapper.marks) else wrapper.marks


def _tell_retired(before: int, kept: int) -> None:
    """What became of the older wrapping keys, and which file still opens what."""
    file = settings.VAULT_KEYSET
    if not before:
        print("Tidak ada kunci pembungkus lama.")
    if before > kept:
        print(f"{before - kept} kunci pembungkus lama dibuang. Cadangkan {file} yang baru.")
        print("Cadangan basis data yang lama hanya terbuka dengan cadangan keyset yang lama.")
    if kept:
        print(f"{kept} kunci pembungkus lama tetap disimpan: baris di bawah ini mungkin memerlukannya.")
        print(f"Baris aslinya, dikembalikan dari cadangan basis data, masih terbuka dengan {file}; simpan berkas itu.")
        print("Bila baris itu memang hilang untuk selamanya: rehsos keys retire --lost-too")


def _wrapped_by_older() -> list[Key]:
    """Rows, not of the primary, that no wrapping key opens. Problem where an older one still opens some."""
    wrapper = keyset()
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE vault_key IN SHARE MODE")
        cursor.execute(
            "SELECT subject, wrapped FROM vault_key WHERE destroyed_at IS NULL AND substring(wrapped FOR %s) <> %s",
            [len(wrapper.mark), wrapper.mark],
        )
        left = [Key(subject=subject, wrapped=wrapped) for subject, wrapped in cursor.fetchall()]
    bad = [row for row in left if not _rewrap(wrapper, row)]
    if len(left) > len(bad):
        raise Problem(
            f"{len(left) - len(bad)} kunci data masih dibungkus kunci lama. Jalankan dahulu: rehsos keys rotate"
        )
    return bad


def _tell(bad: list[UUID]) -> int:
    """Name what does not open; the exit code."""
    if not bad:
        return 0
    print(f"{len(bad)} kunci data tidak terbuka dengan keyset ini dan dibiarkan apa adanya:")
    for subject in bad[:NAMED]:
        print(f"  {subject}")
    if len(bad) > NAMED:
        print(f"  … dan {len(bad) - NAMED} lagi")
    print("Kembalikan dari cadangan, atau periksa semuanya dengan: rehsos check")
    return FOUND_WANTING
