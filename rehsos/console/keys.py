"""The wrapping keys: a fresh one, every data key wrapped by it, and the older ones dropped."""

from argparse import Namespace

from django.conf import settings
from django.db import connection, transaction

from rehsos.vault.keys import keyset
from rehsos.vault.keyset import retire, rotate
from rehsos.vault.models import Key

from .database import answering
from .problem import Problem

BATCH = 2000


def rotate_now(_asked: Namespace) -> int:
    """Make a fresh primary wrapping key and rewrap. May be stopped and run again: old wraps still open."""
    rotate(settings.VAULT_KEYSET)
    print(f"{rewrap_all()} kunci data dibungkus ulang. Cadangkan {settings.VAULT_KEYSET} yang baru.")
    return 0


def rewrap_all() -> int:
    """Wrap by the primary key whatever is not yet; returns how many. Destroyed keys stay destroyed."""
    wrapper, done, last = keyset(), 0, None
    while True:
        rows = Key.objects.filter(destroyed_at=None).order_by("pk")
        batch = list((rows.filter(pk__gt=last) if last else rows)[:BATCH])
        if not batch:
            return done
        stale = [row for row in batch if not wrapper.is_current(bytes(row.wrapped))]
        for row in stale:
            row.wrapped = wrapper.rewrap(bytes(row.wrapped), row.subject)
        with transaction.atomic():
            Key.objects.bulk_update(stale, ["wrapped"])
        done, last = done + len(stale), batch[-1].pk


def retire_now(_asked: Namespace) -> None:
    """Drop the older wrapping keys, once they wrap nothing any more. Whoever is just making a key is waited for."""
    with answering(), transaction.atomic():
        if left := _wrapped_by_older():
            raise Problem(f"{left} kunci data masih dibungkus kunci lama. Jalankan dahulu: rehsos keys rotate")
        older = keyset().older
        retire(settings.VAULT_KEYSET)
    if not older:
        print("Tidak ada kunci pembungkus lama.")
        return
    print(f"{older} kunci pembungkus lama dibuang. Cadangkan {settings.VAULT_KEYSET} yang baru.")
    print("Cadangan basis data yang lama hanya terbuka dengan cadangan keyset yang lama.")


def _wrapped_by_older() -> int:
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE vault_key IN SHARE MODE")
        cursor.execute(
            "SELECT count(*) FROM vault_key WHERE destroyed_at IS NULL AND substring(wrapped FOR %s) <> %s",
            [len(keyset().mark), keyset().mark],
        )
        found: int = cursor.fetchone()[0]
    return found
