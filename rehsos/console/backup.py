"""A backup: the database in a folder, the keyset in a file of its own beside it, and what was in them.

Files, letters and photos lie in the database, sealed; nothing else of an installation has to be kept. The manifest
tells how many rows each table had, and no name.
"""

import hashlib
import json
import secrets
from argparse import Namespace
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ops.dumping import dump
from ops.environment import database
from ops.locations import private_folder
from rehsos.vault.keyset import Keyset
from rehsos.vault.ours import our_keyset
from rehsos.vault.seal import Unsealable

from .database import answering, as_owner
from .problem import Problem

DUMP, MANIFEST = "rehsos.dump", "manifest.json"
FORMAT = 1
NOBODY = UUID(int=0)  # for whom the trial key is wrapped


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `trial` is a random key wrapped by its keyset: whoever opens it opens the rest."""

    format: int
    version: str
    made_at: str
    database: str
    digest: str
    rows: dict[str, int]
    keyset: str
    trial: str

    def opened_by(self, keyset: Keyset) -> bool:
        """Whether that keyset opens what is sealed in this backup; one rotated since does, one retired does not."""
        try:
            keyset.unwrap(bytes.fromhex(self.trial), NOBODY)
        except Unsealable:
            return False
        return keyset.fingerprint.hex() == self.keyset


def back_up(asked: Namespace) -> None:
    """The database into a new folder and the keyset into a file outside it, while Rehsos goes on working."""
    folder, keyset = _places(asked)
    draft = folder.with_name(f"{folder.name}.partial")
    if draft.exists():
        raise Problem(f"{draft} sudah ada: cadangan yang tidak selesai. Hapus dahulu.")
    private_folder(draft)
    with answering(), as_owner():
        manifest = _taken(draft / DUMP, our_keyset())
    _write(draft / MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
    _write(keyset, Path(settings.VAULT_KEYSET).read_bytes())
    draft.rename(folder)
    size = (folder / DUMP).stat().st_size / 1e6
    print(f"Basis data: {folder} ({size:.1f} MB, {sum(manifest.rows.values())} baris).")
    print(f"Keyset: {keyset}. Pindahkan ke tempat LAIN: siapa yang memegang keduanya membaca semuanya,")
    print("dan tanpa keyset tidak ada nama dan tulisan yang terbuka lagi, oleh siapa pun.")


def manifest_of(folder: Path) -> Manifest:
    """What a backup says of itself, after its dump was found to be the one it speaks of. Problem otherwise."""
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
        manifest = Manifest(**told)
        found = _digest(folder / DUMP)
    except FileNotFoundError as missing:
        raise Problem(f"{folder} bukan cadangan Rehsos: {Path(missing.filename).name} tidak ada.") from None
    except (TypeError, ValueError):
        raise Problem(f"{folder / MANIFEST} rusak.") from None
    if manifest.format != FORMAT:
        raise Problem(f"Cadangan ini berformat {manifest.format}; versi ini membaca format {FORMAT}.")
    if found != manifest.digest:
        raise Problem(f"{folder / DUMP} berubah sejak dicadangkan. Pakai salinan lain.")
    return manifest


def rows_now() -> dict[str, int]:
    """How many rows each table has, by its name. As the owner, who sees all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        names = [name for (name,) in cursor.fetchall()]
        return {name: _counted(cursor, name) for name in names}


def _counted(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
    found: int = cursor.fetchone()[0]
    return found


def _places(asked: Namespace) -> tuple[Path, Path]:
    """Where database and keyset go. What is there already is never written over."""
    folder = Path(asked.folder).resolve()
    keyset = Path(asked.keyset or f"{folder}.keyset.json").resolve()
    if keyset.is_relative_to(folder):
        raise Problem("Keyset tidak disimpan di dalam cadangan yang dibukanya. Tulis tempat lain: --keyset BERKAS")
    for path in (folder, keyset):
        if path.exists():
            raise Problem(f"{path} sudah ada. Cadangan tidak menimpa apa pun; tulis nama lain.")
    return folder, keyset


def _taken(target: Path, keyset: Keyset) -> Manifest:
    """The dump, and the rows as of the very moment it tells of."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # it idles while pg_dump works
        cursor.execute("SELECT pg_export_snapshot()")
        _write(target, b"")
        dump(reach_as_owner(), target, snapshot=cursor.fetchone()[0])
        rows = rows_now()
    trial = keyset.wrap(secrets.token_bytes(32), NOBODY)
    return Manifest(
        format=FORMAT, version=version("rehsos"), made_at=timezone.now().isoformat(timespec="seconds"),
        database=_server(), digest=_digest(target), rows=rows,
        keyset=keyset.fingerprint.hex(), trial=trial.hex(),
    )  # fmt: skip


def _server() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        told: str = cursor.fetchone()[0]
    return told


def reach_as_owner() -> dict[str, Any]:
    """How PostgreSQL's programs reach the database in use as its owner."""
    return database("owner") | {"NAME": connection.settings_dict["NAME"]}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, content: bytes) -> None:
    """A new file for its owner alone."""
    private_folder(path.parent)
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(content)
