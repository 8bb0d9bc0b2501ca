"""The wrapping keys: a fresh one, every data key wrapped by it, and the older ones dropped.

The owner rewraps: the app may not overwrite a key. A row that opens with none of the wrapping keys is left as it is
and named; it holds back neither the others nor the end of an older wrapping key.
"""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from rehsos.vault.keys import keyset
from rehsos.vault.keyset import Keyset, retire, rotate
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
    with answering():
        keyset()  # refused before anything is made, where the keyset is not the one this database needs
        rotate(settings.VAULT_KEYSET)
        with as_owner():
            found = rewrap_all()
    print(f"{found.done} kunci data dibungkus ulang. Cadangkan {settings.VAULT_KEYSET} yang baru.")
    return _tell(found.bad)


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


def retire_now(_asked: Namespace) -> int:
    """Drop the older wrapping keys, once they wrap nothing any more. Whoever is just making a key is waited for."""
    with answering(), as_owner(), transaction.atomic():
        older, bad = keyset().older, _wrapped_by_older()
        retire(settings.VAULT_KEYSET)
    if not older:
        print("Tidak ada kunci pembungkus lama.")
        return _tell(bad)
    print(f"{older} kunci pembungkus lama dibuang. Cadangkan {settings.VAULT_KEYSET} yang baru.")
    print("Cadangan basis data yang lama hanya terbuka dengan cadangan keyset yang lama.")
    return _tell(bad)


def _wrapped_by_older() -> list[UUID]:
    """Rows that no wrapping key opens. Problem where an older one still opens some."""
    wrapper = keyset()
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE vault_key IN SHARE MODE")
        cursor.execute(
            "SELECT subject, wrapped FROM vault_key WHERE destroyed_at IS NULL AND substring(wrapped FOR %s) <> %s",
            [len(wrapper.mark), wrapper.mark],
        )
        left = [Key(subject=subject, wrapped=wrapped) for subject, wrapped in cursor.fetchall()]
    bad = [row.subject for row in left if not _rewrap(wrapper, row)]
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
