"""Which keyset is ours: the file at its place must fit the database, and none is made beside data of an earlier one.

A lost file, a wrong path or a mount that is late would otherwise be answered with a fresh keyset, and whoever was
registered with that could not be read once the right one is back.
"""

from pathlib import Path

from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from .keyset import Keyset, KeysetError, KeysetMissing, load, load_or_create
from .models import Key, Mark
from .seal import Unsealable

TRIED = 20  # keys that are tried where an older database has no mark yet
_fits: set[tuple[Path, bytes]] = set()


def our_keyset() -> Keyset:
    """The keyset at its place. Made only where this database has never had one; asked once of each process.

    Raises KeysetMissing beside data of an earlier one, KeysetError for a keyset of somewhere else.
    """
    path = Path(settings.VAULT_KEYSET)
    try:
        found = load(path)
    except KeysetMissing:
        return _first(path)
    if (path, found.fingerprint) not in _fits:
        if not fits(found):
            raise KeysetError(_FOREIGN.format(path=path))
        _fits.add((path, found.fingerprint))
    return found


def fits(keyset: Keyset) -> bool:
    """Whether the keys of this database are wrapped by this keyset. One without keys and mark fits every keyset."""
    mark = _mark()
    if mark is not None:
        return mark == keyset.fingerprint
    some = list(Key.objects.filter(destroyed_at=None).order_by("pk")[:TRIED])
    return not some or any(_opens(keyset, key) for key in some)


def refuse_foreign() -> None:
    """Before an upgrade touches anything: the keyset that this database's keys need is there, or KeysetError."""
    if _there(Key) and Key.objects.exists():
        our_keyset()


def leave_mark() -> None:
    """Write down whose data this is, where it is not written yet. `rehsos migrate` does so."""
    Mark.objects.get_or_create(pk=1, defaults={"keyset": our_keyset().fingerprint, "made_at": timezone.now()})


def _mark() -> bytes | None:
    """The fingerprint left here; none where an upgrade is still under way to the table that holds it."""
    if not _there(Mark):
        return None
    found = Mark.objects.values_list("keyset", flat=True).first()
    return None if found is None else bytes(found)


def _there(model: type[models.Model]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [model._meta.db_table])  # noqa: SLF001 - the public way in
        return bool(cursor.fetchone()[0])


def _first(path: Path) -> Keyset:
    """A new keyset, where this database has never had one."""
    keys = Key.objects.count()
    if keys or _mark() is not None:
        raise KeysetMissing(_LOST.format(path=path, keys=keys))
    load_or_create(path)
    leave_mark()
    return our_keyset()


def _opens(keyset: Keyset, key: Key) -> bool:
    try:
        keyset.unwrap(bytes(key.wrapped), key.subject)
    except Unsealable:
        return False
    return True


_LOST = (
    "Keyset tidak ada di {path}, padahal basis data ini sudah memakainya ({keys} kunci data). Tidak dibuat yang baru: "
    "kembalikan berkas itu dari cadangan, atau tunjuk tempatnya dengan REHSOS_KEYSET."
)
_FOREIGN = (
    "Keyset di {path} bukan milik basis data ini. Kembalikan yang benar dari cadangan, atau tunjuk tempatnya dengan "
    "REHSOS_KEYSET."
)
