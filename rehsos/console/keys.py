"""The wrapping keys: a fresh one, and every data key wrapped by it."""

from argparse import Namespace

from django.conf import settings
from django.db import transaction

from rehsos.vault.keys import keyset
from rehsos.vault.keyset import rotate
from rehsos.vault.models import Key

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
