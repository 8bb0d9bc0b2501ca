"""The database seen by its owner: tables are made by the owner, never by the app."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import OperationalError, connection

from ops.environment import NotSetUpError, database
from rehsos.cases.refreshing import refresh_changed
from rehsos.vault.keyset import KeysetError
from rehsos.vault.ours import leave_mark, refuse_foreign

from .problem import Problem


@contextmanager
def as_owner() -> Iterator[None]:
    """The same database, connected to as its owner for the length of a block."""
    kept = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    owner = database("owner")
    connection.close()
    connection.settings_dict.update(USER=owner["USER"], PASSWORD=owner["PASSWORD"])
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(kept)


@contextmanager
def answering() -> Iterator[None]:
    """Says in one line that the database does not answer, or that the keyset is not the one it needs."""
    try:
        yield
    except (OperationalError, NotSetUpError) as trouble:
        raise away(trouble) from None
    except KeysetError as trouble:
        raise Problem(str(trouble)) from None


def away(trouble: Exception) -> Problem:
    """The database does not answer; the first line of why."""
    return Problem(f"Basis data tidak menjawab. {str(trouble).partition(chr(10))[0]}".strip())


def migrate(_asked: Namespace) -> None:
    """Bring tables, grants, row-level security and triggers in step with the code."""
    with answering(), as_owner():
        refuse_foreign()
        call_command("migrate", interactive=False, verbosity=0)
        reckoned = refresh_changed(_reckoning)
        leave_mark()
    print("Tabel sesuai dengan kode.")
    if reckoned:
        print(f"Aturan berubah: tenggat {reckoned} kasus dihitung ulang.")


def _reckoning(walked: int, reckoned: int) -> None:
    """How far it is, about once for each ten thousand cases. Ctrl-C stops it; the next `rehsos migrate` goes on."""
    if walked % SHOWN == 0:
        print(f"Aturan berubah: {walked} kasus diperiksa, tenggat {reckoned} kasus dihitung ulang …", flush=True)


SHOWN = 10_000
