"""A backup into an installation where nobody has worked yet: all of it or nothing."""

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from ops.cluster import DatabaseError
from ops.dumping import load as load_dump
from rehsos.vault.keyset import KeysetError, load
from rehsos.vault.ours import fits

from .backup import DUMP, Manifest, manifest_of, reach_as_owner, rows_now
from .checks import answers
from .database import answering, as_owner, migrate
from .problem import Problem

IN_USE = ("vault_key", "directory_office", "directory_worker", "access_user", "audit_action", "cases_case")
_OTHERS = """
SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_OURS = """
SELECT format('DROP TABLE IF EXISTS %s CASCADE', oid::regclass) FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
UNION ALL
SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure) FROM pg_proc
 WHERE pronamespace = 'public'::regnamespace
"""


def restore(asked: Namespace) -> int:
    """Refuses before a row is written; afterwards 0 where `rehsos check` finds all well, else 1."""
    folder = Path(asked.folder).resolve()
    manifest = manifest_of(folder)
    content = _fitting(Path(asked.keyset).resolve(), manifest)
    with answering(), as_owner():
        _insist_on_empty()
        with _keyset_in_place(content):
            _fill(folder / DUMP, manifest)
    migrate(asked)
    print(f"Dipulihkan: {sum(manifest.rows.values())} baris, seperti pada {manifest.made_at}.")
    return _checked()


def _fitting(path: Path, manifest: Manifest) -> bytes:
    """The keyset file's content, if it opens this backup."""
    try:
        keyset = load(path)
    except KeysetError as trouble:
        raise Problem(str(trouble)) from None
    if not manifest.opened_by(keyset):
        raise Problem(f"Keyset di {path} tidak membuka cadangan ini. Belum ada yang ditulis; cari yang dari saat itu.")
    return path.read_bytes()


def _insist_on_empty() -> None:
    """Nobody works here yet, and nobody is about to."""
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS)
        if cursor.fetchone()[0]:
            raise Problem("Basis data ini sedang dipakai. Hentikan Rehsos dahulu (Ctrl-C pada make run).")
        for table in IN_USE:
            cursor.execute("SELECT to_regclass(%s)", [table])
            if cursor.fetchone()[0] is None:
                continue
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
            if cursor.fetchone()[0]:
                raise Problem(f"Pemasangan ini tidak kosong ({table}). Memulihkan tidak menimpa; pakai yang baru.")


@contextmanager
def _keyset_in_place(content: bytes) -> Iterator[None]:
    """The backup's keyset where ours is looked for. One made by setup is put aside, and put back if it comes to naught.

    First the keyset, then the rows: whatever is cut short in between leaves an empty database, and is done again.
    """
    place = Path(settings.VAULT_KEYSET)
    aside = place.with_name(f"{place.name}.sebelum-pemulihan")
    if place.exists():
        place.replace(aside)
    draft = place.with_name(f"{place.name}.{os.getpid()}")
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_bytes(content)
    draft.replace(place)
    try:
        yield
    except BaseException:
        place.unlink()
        if aside.exists():
            aside.replace(place)
        raise


def _fill(dump: Path, manifest: Manifest) -> None:
    """All rows of the dump, as many as the manifest tells, under a keyset that opens them."""
    _drop_all()
    connection.close()
    try:
        load_dump(reach_as_owner(), dump)
    except DatabaseError as trouble:
        raise Problem(f"{trouble} Belum ada yang dipulihkan; jalankan rehsos migrate, lalu ulangi.") from None
    found = rows_now()
    wrong = sorted(name for name in found.keys() | manifest.rows.keys() if found.get(name) != manifest.rows.get(name))
    if wrong or not fits(load(Path(settings.VAULT_KEYSET))):
        _drop_all()
        raise Problem(f"Cadangan ini tidak utuh ({', '.join(wrong) or 'keyset'}). Tidak ada yang dipulihkan.")


def _drop_all() -> None:
    """The empty tables that setup made; the dump brings its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_OURS)
        for (command,) in cursor.fetchall():
            cursor.execute(command)


def _checked() -> int:
    """What `rehsos check` finds wrong, if anything."""
    connection.close()
    wrong = [line for line in answers() if not line.ok]
    for line in wrong:
        print(f"✗ {line.what}: {line.note}")
    if not wrong:
        print("rehsos check: semuanya baik.")
    return 1 if wrong else 0
