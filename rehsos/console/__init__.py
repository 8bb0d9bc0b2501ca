"""The commands of those who run Rehsos: `rehsos law due …`, `rehsos user add …`, `rehsos check`.

I own how commands read and print. I never write a table but through an action, and never show a client: on
the server one counts and looks after things, one doesn't read files. Only what needs Django starts it.
"""

import errno
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module

from .problem import Problem

__all__ = ["Problem", "main"]

WRONG = 2


_WHY = {
    errno.ENOENT: "tidak ada, dan tidak dapat dibuat. Periksa foldernya.",
    errno.EACCES: "tidak boleh dibuka atau ditulis oleh pengguna ini.",
    errno.ENOSPC: "tidak ada tempat lagi di disk. Kosongkan dahulu.",
    errno.ENOTDIR: "bukan folder. Pilih tempat lain.",
    errno.EROFS: "disknya hanya dapat dibaca.",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Do one command; the result is the exit code: 0 well, 1 found wanting, 2 asked wrongly (one line says what)."""
    from .parser import parser

    try:
        asked = parser().parse_args(argv)
        os.environ.setdefault("REHSOS_WORK", "jobs" if asked.run.startswith("jobs:") else "console")
        if asked.django:
            _start_django()
        room, _, name = asked.run.partition(":")
        with _database(asked):
            done: int | None = getattr(import_module(f"{__name__}.{room}"), name)(asked)
    except Problem as problem:
        print(f"rehsos: {problem}", file=sys.stderr)
        return WRONG
    except BrokenPipeError:  # `rehsos law list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as trouble:
        print(
            f"rehsos: {trouble.filename or 'Berkas'}: {_WHY.get(trouble.errno or 0, trouble.strerror)}", file=sys.stderr
        )
        return WRONG
    return done or 0


@contextmanager
def _database(asked: Namespace) -> Iterator[None]:
    """Our own PostgreSQL for the length of a command that needs it, where nobody keeps it running."""
    if not asked.wakes:
        yield
        return
    from ops.cluster import DatabaseError
    from ops.postgres import woken

    try:
        with woken() as ours:
            try:
                yield
            finally:
                if ours and asked.django:
                    _leave_database()
    except DatabaseError as trouble:
        raise Problem(str(trouble)) from None


def _leave_database() -> None:
    """Whoever is still connected would keep the server from going to sleep again."""
    from django.db import connections

    connections.close_all()


def _start_django() -> None:
    """Settings, rooms and language; not twice."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from ops.environment import NotSetUpError

    try:
        import django
        from django.apps import apps

        if not apps.ready:
            django.setup()
    except NotSetUpError as problem:
        raise Problem(str(problem)) from None
